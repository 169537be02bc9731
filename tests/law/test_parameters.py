"""Every number of the law has its clause, its confidence and the last day somebody checked it."""

from datetime import date

import pytest

from casework.errors import NotInForce
from casework.law.dated import parameter, parameters

SHEETS = ("ages", "authorities", "deadlines", "durations", "forms")
VALUES = [
    pytest.param(dated, value, id=f"{sheet}.{dated.name}@{value.since}")
    for sheet in SHEETS
    for dated in parameters(sheet).values()
    for value in dated.values
]


@pytest.mark.parametrize(("dated", "value"), VALUES)
def test_a_value_cites_its_clause_and_says_how_surely_it_was_read(dated, value):
    assert value.citation
    assert value.confidence in set("QPMI")
    assert dated.label
    assert dated.unit


@pytest.mark.parametrize(
    ("name", "day", "months"),
    [
        ("voluntary_community_min_term", date(2010, 11, 1), 6),
        ("voluntary_community_max_term", date(2021, 12, 31), 12),
        ("voluntary_community_min_term", date(2022, 1, 1), 6),
        ("voluntary_community_max_term", date(2026, 6, 30), 12),
        ("voluntary_community_min_term", date(2026, 7, 1), 24),
        ("voluntary_community_max_term", date(2026, 7, 1), 24),
        ("voluntary_community_repeat_min_term", date(2026, 7, 1), 36),
    ],
)
def test_the_term_is_that_of_the_day(name, day, months):
    assert parameter("durations", name).on(day).number == months


def test_before_the_first_law_there_is_no_term():
    with pytest.raises(NotInForce, match="31/10/2010"):
        parameter("durations", "voluntary_community_min_term").on(date(2010, 10, 31))


def test_a_repealed_deadline_says_what_repealed_it():
    with pytest.raises(NotInForce, match="khoản 1 Điều 91 Nghị định 163/2026/NĐ-CP"):
        parameter("deadlines", "decision_after_registration").on(date(2026, 7, 1))


def test_the_certificate_changes_its_name_between_the_laws():
    certificate = parameter("forms", "completion_certificate")
    assert certificate.on(date(2021, 12, 31)).text.startswith("Giấy chứng nhận hoàn thành thời gian")
    assert certificate.on(date(2021, 12, 31)).form_number is None
    assert certificate.on(date(2022, 1, 1)).text.startswith("Giấy xác nhận hoàn thành")
    assert certificate.on(date(2022, 1, 1)).form_number == "26a"


def test_a_title_is_not_a_number():
    with pytest.raises(TypeError):
        parameter("forms", "completion_certificate").on(date(2022, 1, 1)).number  # noqa: B018
