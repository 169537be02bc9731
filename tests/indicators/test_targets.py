"""Targets: the plan's figure where nobody set another, and when a number reaches it."""

import pytest

from casework.indicators.targets import default_target, target_for, targeted_rows
from casework.law.plan_terms import Comparison
from casework.records.target import Target


def test_the_plan_of_the_district_sets_five_figures_and_each_cites_it():
    found = [default_target(*row) for row in targeted_rows()]
    assert [each.text for each in found] == ["≥ 80 %", "≥ 50 %", "> 80 %", "4", "≥ 80 %"]
    assert all("89/KH-UBND" in each.citation and not each.own for each in found)


@pytest.mark.parametrize(
    ("row", "n", "of", "met"),
    [
        ("1.1", 4, 5, True),
        ("1.1", 799, 1000, False),
        ("1.3", 4, 5, False),
        ("1.3", 801, 1000, True),
        ("1.4", 3, None, False),
        ("1.4", 4, None, True),
        ("1.4", 5, None, True),
        ("2.1", 0, 0, None),
    ],
)
def test_a_number_reaches_its_figure_unrounded_and_a_ratio_of_nothing_neither_does_nor_fails(row, n, of, met):
    assert default_target("kh89", row).met(n, of) is met


def test_the_units_own_figure_goes_before_everybodys_and_both_before_the_plans(session, house):
    def set_for(unit, year, value):
        figure = {"row_code": "1.2", "comparison": "more_than", "value": value}
        session.add(Target(programme="kh89", year=year, unit_id=unit and unit.id, **figure))
        session.flush()

    def asked(unit, year=2026):
        return target_for(session, "kh89", "1.2", unit and unit.id, year).text

    assert asked(house.go_quao) == "≥ 50 %"
    set_for(None, 2026, 60)
    assert (asked(house.go_quao), asked(None), asked(house.go_quao, 2025)) == ("> 60 %", "> 60 %", "≥ 50 %")
    set_for(house.go_quao, 2026, 70)
    assert (asked(house.go_quao), asked(house.dinh_hoa)) == ("> 70 %", "> 60 %")
    set_for(house.go_quao, 2026, 75)
    assert asked(house.go_quao) == "> 75 %", "the last one that was set stands"


def test_a_row_without_a_figure_of_the_plan_is_an_error(session, house):
    with pytest.raises(KeyError):
        target_for(session, "kh89", "9.9", None, 2026)
    assert default_target("kh89", "1.4").comparison is Comparison.EQUAL
