"""Which unit a code means: on the row's own date, today, or on the day that the sender says."""

from datetime import date

import pytest
from sqlalchemy import select

from casework.access.roles import SYSTEM
from casework.access.scope import Scope
from casework.access.units import CodeBook
from casework.exchange.loading import import_path
from casework.exchange.writer import export_path
from casework.records.episode import Episode
from casework.records.person import Person
from casework.records.team import Staff, Team
from tests.exchange.files import TODAY, folder, only, read_folder, send, send_tables, tally

BEFORE = date(2025, 6, 30)


def team(ref, code, day):
    return {"team_ref": ref, "unit_code": code, "established_on": day}


def staff(**columns):
    return {"staff_ref": "S1", "full_name": "Lan", "sector": "health", **columns}


def stored_staff(session):
    session.expire_all()
    return session.scalars(select(Staff)).one()


def test_a_code_means_who_bears_it_on_the_rows_own_date(session, tmp_path):
    rows = [team("T1", "30952", "2025-06-30"), team("T2", "30952", "2025-07-01"), team("T3", "907", "2020-01-01")]
    assert send_tables(session, tmp_path / "data", {"teams": rows}).stored
    units = {row.ref: row.unit.name for row in session.scalars(select(Team))}
    assert units == {"T1": "Thị trấn Gò Quao", "T2": "Xã Gò Quao", "T3": "Huyện Gò Quao"}


def test_an_episode_is_placed_by_its_earliest_date(session, tmp_path):
    tables = only("persons", "episodes")
    tables["episodes"][0].update(
        registered_on="2025-07-03", decided_on="2025-06-30", started_on="2025-07-04", ended_on="", outcome=""
    )
    send_tables(session, tmp_path / "data", tables)
    assert session.scalars(select(Episode)).one().unit.name == "Thị trấn Gò Quao"


@pytest.mark.parametrize(
    ("code", "name"), [("4", "Tỉnh Cao Bằng"), ("00004", "Phường Trúc Bạch"), ("1", "Thành phố Hà Nội")]
)
def test_zeros_that_a_spreadsheet_ate_come_back(session, tmp_path, code, name):
    send_tables(session, tmp_path / "data", {"teams": [team("T1", code, "2020-01-01")]})
    assert session.scalars(select(Team)).one().unit.name == name


@pytest.mark.parametrize(
    ("code", "day", "said"),
    [
        ("30955", "2025-07-01", "vào ngày 01/07/2025; mã 30955: Xã Vĩnh Hòa Hưng Bắc (đến hết 30/06/2025)"),
        ("907", "2025-07-01", "vào ngày 01/07/2025"),
    ],
)
def test_a_unit_that_is_not_in_force_that_day_is_refused(session, tmp_path, code, day, said):
    report = send_tables(session, tmp_path / "data", {"teams": [team("T1", code, day)]})
    assert [(error.column, error.value) for error in report.errors] == [("unit_code", code)]
    assert said in report.errors[0].message


def test_a_transfer_goes_to_a_unit_in_force_on_its_day(session, tmp_path):
    tables = only("persons", "episodes", "transfers")
    tables["transfers"][0].update(moved_on="2025-08-01", to_unit_code="30955")
    report = send_tables(session, tmp_path / "data", tables)
    assert [(error.sheet, error.column) for error in report.errors] == [("transfers", "to_unit_code")]


def test_staff_are_placed_at_todays_bearer_or_the_last_one(session, tmp_path):
    rows = [staff(unit_code="30952"), staff(unit_code="30955") | {"staff_ref": "S2"}]
    send_tables(session, tmp_path / "data", {"staff": rows})
    units = {row.ref: row.unit.name for row in session.scalars(select(Staff))}
    assert units == {"S1": "Xã Gò Quao", "S2": "Xã Vĩnh Hòa Hưng Bắc"}


def test_unit_on_says_otherwise_and_must_be_a_day_of_the_unit(session, tmp_path):
    send_tables(session, tmp_path / "data", {"staff": [staff(unit_code="30952", unit_on="2020-01-01")]})
    assert stored_staff(session).unit.name == "Thị trấn Gò Quao"
    report = send_tables(session, tmp_path / "bad", {"staff": [staff(unit_code="30955", unit_on="2026-01-01")]})
    assert [(error.column, error.value) for error in report.errors] == [("unit_code", "30955")]


def test_an_unchanged_row_keeps_its_unit_after_the_reform(session, tmp_path):
    rows = {"staff": [staff(unit_code="30952")]}
    send_tables(session, tmp_path / "data", rows, today=BEFORE)
    assert stored_staff(session).unit.name == "Thị trấn Gò Quao"
    report = send_tables(session, tmp_path / "again", rows, today=TODAY)
    assert tally(report, "staff") == (1, 0, 0, 1, 0)
    assert stored_staff(session).unit.name == "Thị trấn Gò Quao"


def test_a_changed_name_alone_does_not_move_anybody(session, tmp_path):
    send_tables(session, tmp_path / "data", {"staff": [staff(unit_code="30952")]}, today=BEFORE)
    send_tables(session, tmp_path / "again", {"staff": [staff(unit_code="30952", full_name="Lân")]})
    assert (stored_staff(session).full_name, stored_staff(session).unit.name) == ("Lân", "Thị trấn Gò Quao")


def test_an_absent_unit_on_stays_and_an_empty_one_is_cleared_and_read_again(session, tmp_path):
    send_tables(session, tmp_path / "data", {"staff": [staff(unit_code="30952", unit_on="2020-01-01")]})
    absent = send_tables(session, tmp_path / "absent", {"staff": [staff(unit_code="30952")]})
    assert tally(absent, "staff") == (1, 0, 0, 1, 0)
    empty = send_tables(session, tmp_path / "empty", {"staff": [staff(unit_code="30952", unit_on="")]})
    assert tally(empty, "staff") == (1, 0, 1, 0, 0)
    assert (stored_staff(session).unit.name, stored_staff(session).unit_on) == ("Xã Gò Quao", None)


def test_a_changed_date_reads_the_code_again(session, tmp_path):
    send_tables(session, tmp_path / "data", {"teams": [team("T1", "30952", "2025-06-30")]})
    send_tables(session, tmp_path / "again", {"teams": [team("T1", "30952", "2025-07-02")]})
    assert session.scalars(select(Team)).one().unit.name == "Xã Gò Quao"


def test_an_export_says_on_which_day_an_old_unit_bore_its_code(session, tmp_path):
    send_tables(session, tmp_path / "data", {"staff": [staff(unit_code="30952")]}, today=BEFORE)
    everything = Scope.everything(reason="test")
    export_path(session, everything, tmp_path / "out", today=TODAY)
    assert "S1,Lan,health,30952,2025-06-30" in read_folder(tmp_path / "out")["staff.csv"]
    report = import_path(session, SYSTEM, tmp_path / "out", today=TODAY)
    assert tally(report, "staff") == (1, 0, 0, 1, 0)


def test_people_live_at_todays_unit(session, tmp_path):
    path = folder(tmp_path / "data", only("persons"))
    send(session, path)
    assert {row.unit.name for row in session.scalars(select(Person))} == {"Xã Gò Quao", "Xã Định Hòa"}


def test_a_book_read_bit_by_bit_says_what_a_whole_one_says(session):
    whole, few, many = CodeBook(session, whole=True), CodeBook(session), CodeBook(session)
    ids = sorted(whole.by_id)
    assert [many.by_id[unit_id] for unit_id in ids[::40]] == [whole.by_id[unit_id] for unit_id in ids[::40]]
    for book in (few, many):
        for code in ("30952", "907", "91", "8", "VN", "98765", "00007"):
            assert book.bearers(code) == whole.bearers(code)
            for on in (date(2025, 6, 30), date(2025, 7, 1)):
                assert book.bearer(code, on) == whole.bearer(code, on)
        known = book.bearers("907")[0]
        # One object a unit, whether by code or by id: who compares them compares with `is`.
        assert book.by_id[known.id] is known
        with pytest.raises(KeyError):
            book.by_id[max(ids) + 1]
    assert len(few.by_id) < 20 and len(many.by_id) == len(ids)
