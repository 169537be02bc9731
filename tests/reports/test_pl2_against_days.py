"""Every number of Phụ lục 2 is its list, its spreadsheet, and what counting day by day gives."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, timedelta

import openpyxl
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from casework.access.scope import Scope
from casework.indicators.measure import count, members
from casework.records.unit import Unit
from casework.reports.build import build
from casework.reports.drill import drill, headings, member_count
from casework.reports.form import Line
from casework.reports.forms.pl2 import FORM
from casework.reports.periods import Window
from casework.reports.place import frame
from casework.reports.tables import as_json, list_as_xlsx
from casework.reports.workbook import as_xlsx
from tests.reports.cells import check_pages
from tests.reports.oracle import pl2
from tests.reports.plain import REFORM, E, World
from tests.reports.storing import store
from tests.reports.worlds import DAYS, ON_THE_DAY_OF_A_MOVE, REPORTING, SPAN_OF_MOVES, WINDOWS, A, B, worlds

EVERYTHING = Scope.everything(reason="test")


# Each example is stored and rolled back inside the one database of the test.
generated = settings(
    max_examples=8,
    deadline=None,
    # A world is large: a failure names its rows and units, and shrinking it takes longer than reading it.
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@generated
@example(world=ON_THE_DAY_OF_A_MOVE, span=SPAN_OF_MOVES, reporting=[A, B])
@given(
    world=worlds(),
    span=st.sampled_from(WINDOWS),
    reporting=st.lists(st.sampled_from(REPORTING), min_size=2, max_size=3, unique=True),
)
def test_every_cell_is_its_list_and_what_the_days_say(session, ids, world, span, reporting):
    store(session, world, ids)
    window = Window(*span, "")
    try:
        for key in reporting:
            unit = session.get_one(Unit, ids[key])
            cell_of = frame(unit, window)
            expected = pl2(world, key, *span)
            assert set(expected) == {line.id for line in FORM.rows}
            report = build(session, FORM, unit, [window], as_of=datetime.now(UTC))
            sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx(report)), data_only=True).active
            printed = {row[0]: row[4] for row in sheet.iter_rows(min_row=5, values_only=True) if row[0]}
            for line, row in report.numbered:
                wanted = expected[line.id]
                number = sum(wanted.values()) if isinstance(wanted, dict) else len(wanted)
                listed = list(drill(session, line.indicator, cell_of, EVERYTHING))
                assert sorted(each[0] for each in listed) == sorted(wanted), (line.id, key)
                assert row.values == (number,), (line.id, key)
                check_pages(session, line.indicator, cell_of, listed, (line.id, key))
                if listed:
                    book = list_as_xlsx(headings(line.indicator), listed)
                    assert openpyxl.load_workbook(io.BytesIO(book)).active.max_row == len(listed) + 1
                assert printed[line.id] == number
                assert sum(amount for _, amount in members(session, line.indicator, cell_of)) == number
                assert member_count(session, line.indicator, cell_of) == len(listed)
    finally:
        session.rollback()


@generated
@given(world=worlds(), span=st.sampled_from(WINDOWS), key=st.sampled_from(REPORTING))
def test_no_part_is_more_than_its_whole(session, ids, world, span, key):
    store(session, world, ids)
    try:
        unit = session.get_one(Unit, ids[key])
        report = build(session, FORM, unit, [Window(*span, "")], as_of=datetime.now(UTC))
        numbers = {line.id: row.values[0] for line, row in report.numbered}
        for line in FORM.rows:
            if line.part_of:
                assert numbers[line.id] <= numbers[line.part_of]
        assert numbers["2.1"] == numbers["2.1.1"] + numbers["2.1.2"] + numbers["2.1.3"]
        assert numbers["2.3"] == sum(numbers[f"2.3.{place}"] for place in range(1, 6))
    finally:
        session.rollback()


@generated
@given(boundary=st.sampled_from(DAYS), field=st.sampled_from(["registered", "started", "certified"]))
def test_an_event_one_day_across_a_boundary_moves_to_the_next_window(session, ids, boundary, field):
    eve = boundary - timedelta(days=1)
    before, after = Window(eve - timedelta(days=30), eve, ""), Window(boundary, boundary + timedelta(days=30), "")
    row = {"registered": "1.4", "started": "1.5", "certified": "1.6"}[field]
    for day, wanted in ((eve, (1, 0)), (boundary, (0, 1))):
        early = date(2023, 1, 1)
        dates = {
            "registered": {"registered": day},
            # In force on its first day only, so that it lies in one window.
            "started": {"registered": early, "started": day, "ended": day},
            "certified": {"registered": early, "started": early, "certified": day},
        }[field]
        opened_by = ("30952", "old" if dates["registered"] < REFORM else "new")
        episode = E("E0", "P1", opened_by, form="home", **dates)
        store(session, World(sectors={}, episodes=[episode]), ids)
        indicator = FORM.row(row).indicator
        unit = session.get_one(Unit, ids["VN", "both"])
        assert tuple(count(session, indicator, frame(unit, each)) for each in (before, after)) == wanted
        session.rollback()


def test_the_report_as_json_has_the_shape_of_the_contract(session, cast):
    windows = [Window(date(2024, 1, 1), date(2024, 12, 31), "2024")]
    made = as_json(build(session, FORM, cast.district, windows, as_of=datetime(2026, 11, 21, 2, tzinfo=UTC)))
    assert made["form"] == "pl2"
    assert made["unit"] == {"code": "907", "name": "Huyện Gò Quao"}
    assert made["as_of"] == "2026-11-21T09:00:00+07:00"
    assert made["columns"] == [{"label": "2024", "from": "2024-01-01", "to": "2024-12-31"}]
    assert made["rows"][0] == {
        "id": "1.1",
        "label": "Số tổ được thành lập",
        "unit": "tổ",
        "values": [0],
        "display": ["0"],
    }


def test_a_list_as_a_workbook_has_a_row_for_each_record(session, cast):
    rows = [("P1", 1990, "male", "30952", "Xã Gò Quao"), ("P2", 1991, "female", "30952", "Xã Gò Quao")]
    indicator = FORM.row("1.4").indicator
    sheet = openpyxl.load_workbook(io.BytesIO(list_as_xlsx(headings(indicator), rows))).active
    assert sheet.max_row == 3
    assert sheet["A1"].value == "person_ref"


def test_every_variant_fills_the_rows_it_names():
    for variant in FORM.variants:
        for row_id in variant.lines:
            line = next(line for line in FORM.lines if isinstance(line, Line) and line.id == row_id)
            assert FORM.indicator(row_id, (variant.name,)) is line.variants[variant.name]
