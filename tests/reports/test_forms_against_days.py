"""Every number of the other forms is its list, its spreadsheet, its JSON, and what counting day by day gives."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.access.scope import Scope
from casework.indicators.indicator import Measure
from casework.indicators.values import Ratio, difference
from casework.law.dated import Dated, Value
from casework.records.unit import Unit
from casework.reports import wholes
from casework.reports.build import Report, build
from casework.reports.drill import drill, headings, member_count
from casework.reports.forms import find_form
from casework.reports.periods import Window
from casework.reports.place import frame
from casework.reports.printing import printed
from casework.reports.tables import as_json, value_as_json
from casework.reports.workbook import as_xlsx
from tests.reports.cells import check_list, check_pages, middle_of, number_of, printed_as
from tests.reports.oracle_cohorts import cv4498
from tests.reports.oracle_joint_plan import khlt2064, unallocated
from tests.reports.oracle_money import other_money, pl3
from tests.reports.oracle_targets import kh89
from tests.reports.plain import Found, UnitKey, World
from tests.reports.storing import store
from tests.reports.test_pl2_against_days import generated
from tests.reports.wide_worlds import WIDE, wide_worlds
from tests.reports.worlds import REPORTING, WINDOWS

EVERYTHING = Scope.everything(reason="test")
wide = settings(generated, max_examples=6)
ORACLES: dict[str, Callable[[World, UnitKey, date, date], dict[str, Any]]] = {
    "pl3": pl3,
    "khlt2064": khlt2064,
    "kh89": kh89,
}


def filled(session, code: str, unit: Unit, span: tuple[date, date]) -> Report:
    return build(session, find_form(code), unit, [Window(*span, "")], as_of=datetime.now(UTC))


def sheet_of(report: Report) -> dict[str, tuple[Any, ...]]:
    sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx(report)), data_only=True).active
    return {row[0]: row[4:] for row in sheet.iter_rows(min_row=5, values_only=True) if row[0]}


@wide
@given(
    world=wide_worlds(),
    span=st.sampled_from(WINDOWS),
    reporting=st.tuples(st.sampled_from(WIDE), st.sampled_from(REPORTING)),
)
def test_every_cell_is_its_list_and_what_the_days_say(session, ids, world, span, reporting):
    store(session, world, ids)
    try:
        for key in reporting:
            unit = session.get_one(Unit, ids[key])
            for code, oracle in ORACLES.items():
                report = filled(session, code, unit, span)
                _check(session, report, unit, oracle(world, key, *span), (code, key, span))
            _check_cohorts(session, filled(session, "cv4498", unit, span), unit, cv4498(world, key, *span), key)
            _check_notes(session, world, unit, key, span)
    finally:
        session.rollback()


def _check(session, report: Report, unit: Unit, expected: dict[str, Found], place: object) -> None:
    assert {line.id for line, _ in report.numbered} == set(expected)
    sheet, told = sheet_of(report), {row["id"]: row["values"] for row in as_json(report)["rows"]}
    for line, row in report.numbered:
        found, where = expected[line.id], (line.id, place)
        number, cell_of = number_of(found), frame(unit, report.windows[0])
        assert row.values == (number,), where
        assert told[line.id] == [value_as_json(number)], where
        assert sheet[line.id][0] == printed_as(number), where
        listed = list(drill(session, line.indicator, cell_of, EVERYTHING))
        check_list(line.indicator, listed, found, where)
        check_pages(session, line.indicator, cell_of, listed, where)
        assert member_count(session, line.indicator, cell_of) == len(listed), where


def _check_cohorts(session, report: Report, unit: Unit, expected: dict[str, dict[str, Found]], place: object) -> None:
    assert {line.id for line, _ in report.numbered} == set(expected)
    sheet = sheet_of(report)
    for line, row in report.numbered:
        cohorts = expected[line.id]
        reckon = middle_of if line.indicator.measure is Measure.MEDIAN else number_of
        values = tuple(reckon(cohorts[cohort]) for cohort in ("project", "other"))  # type: ignore[operator]
        assert row.values == (*values, difference(*values)), (line.id, place)
        for printed_value, value in zip(sheet[line.id], values, strict=False):
            assert printed_value == ("–" if value is None else printed_as(value)), (line.id, place)
        listed = list(drill(session, line.indicator, frame(unit, report.windows[0]), EVERYTHING))
        check_pages(session, line.indicator, frame(unit, report.windows[0]), listed, (line.id, place))
        column = headings(line.indicator).index("cohort")
        for cohort, found in cohorts.items():
            check_list(line.indicator, [r for r in listed if r[column] == cohort], found, (line.id, place))


def _check_notes(session, world: World, unit: Unit, key: UnitKey, span: tuple[date, date]) -> None:
    rest = printed(other_money(world, key, *span), find_form("pl3").notes[0].print)  # type: ignore[union-attr]
    said = "".join(filled(session, "pl3", unit, span).notes)
    assert (f"còn {rest} triệu đồng" in said) == bool(other_money(world, key, *span)), key
    waiting = unallocated(world, key, *span)
    said = "".join(filled(session, "khlt2064", unit, span).notes)
    assert (f"{waiting} hồ sơ của đơn vị cũ chưa phân bổ" in said) == bool(waiting), key


@wide
@given(world=wide_worlds(), span=st.sampled_from(WINDOWS), key=st.sampled_from(REPORTING))
def test_parts_never_pass_their_whole_and_partitions_add_up(session, ids, world, span, key):
    store(session, world, ids)
    try:
        unit = session.get_one(Unit, ids[key])
        values = {}
        for code in ("pl3", "khlt2064", "cv4498"):
            report = filled(session, code, unit, span)
            values[code] = {line.id: row.values for line, row in report.numbered}
            for line, row in report.numbered:
                for part, whole in zip(row.values, values[code].get(line.part_of, ()), strict=False):
                    if part is not None and not isinstance(part, Decimal):
                        assert _size(part) <= _size(whole), (code, line.id)
        money, plan = values["pl3"], values["khlt2064"]
        assert money["1"][0] == money["1.1"][0] + money["1.2"][0]
        assert money["2.1"][0] + money["2.2"][0] + money["2.3"][0] <= money["1"][0]
        assert plan["III.2"][0] == sum(plan[f"III.2.{place}"][0] for place in range(1, 5))
    finally:
        session.rollback()


def _size(value: Any) -> Any:
    return value.n if isinstance(value, Ratio) else value


def test_a_form_of_one_window_has_its_official_days_by_default():
    window = find_form("khlt2064").default_window
    assert window is not None
    assert (window.first, window.last) == (date(2008, 6, 1), date(2012, 6, 30))


def test_a_document_can_fix_how_many_communes_there_are(session, cast, monkeypatch):
    cited = Value(date(2008, 1, 1), 12, "Nghị quyết 01/NQ-HĐND", "Q")
    fixed = {"907": Dated("907", "Số xã", "xã", date(2026, 1, 1), (cited,))}
    monkeypatch.setattr(wholes, "parameters", lambda sheet: fixed)
    report = filled(session, "khlt2064", cast.district, (date(2024, 1, 1), date(2024, 12, 31)))
    assert next(row.display for line, row in report.numbered if line.id == "II.4") == ("0/12",)
    assert any("12 theo Nghị quyết 01/NQ-HĐND" in note for note in report.notes)


@pytest.mark.parametrize(("n", "of", "met"), [(4, 5, True), (799, 1000, False), (0, 0, None)])
def test_a_target_is_compared_unrounded(session, cast, n, of, met):
    report = filled(session, "kh89", cast.district, (date(2024, 1, 1), date(2024, 12, 31)))
    row = next(row for line, row in report.numbered if line.id == "1.1")
    assert report.met(row._replace(values=(Ratio(n, of),)), 0) is met
