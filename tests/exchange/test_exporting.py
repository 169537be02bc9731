"""What comes out goes in again and comes out the same; a unit's export is whole by itself."""

from datetime import date

import openpyxl
import pytest
from sqlalchemy import delete, select

from casework.access.scope import Scope
from casework.exchange.custodies import CASES
from casework.exchange.tables import LEDGERS, TABLES
from casework.exchange.writer import export_path
from casework.records.db import FOREVER
from casework.records.person import Residence
from casework.records.unit import Unit
from tests.cast import make_aftercare, make_person
from tests.exchange.files import TODAY, folder, read_folder, send, world

EVERYTHING = Scope.everything(reason="test")


def empty(session):
    for ledger in reversed(LEDGERS):
        if ledger in CASES:
            session.execute(delete(CASES[ledger].custody))
        if ledger == "persons":
            session.execute(delete(Residence.__table__))
        session.execute(delete(LEDGERS[ledger].stored))
    session.commit()


def scope(session, code, valid=None):
    units = session.scalars(select(Unit).where(Unit.code == code))
    return Scope(next(unit.id for unit in units if unit.valid_to is valid))


@pytest.mark.parametrize("suffix", ["", ".zip", ".xlsx"])
def test_an_export_into_an_empty_database_is_exported_the_same(session, tmp_path, suffix):
    send(session, folder(tmp_path / "data", world()))
    counts = export_path(session, EVERYTHING, tmp_path / f"out{suffix}", today=TODAY)
    assert dict(counts) == {name: len(world()[name]) for name in TABLES}
    export_path(session, EVERYTHING, tmp_path / "first", today=TODAY)
    assert all(count.unchanged == count.read for count in send(session, tmp_path / f"out{suffix}").tables)
    empty(session)
    report = send(session, tmp_path / f"out{suffix}")
    assert report.errors == []
    export_path(session, EVERYTHING, tmp_path / "second", today=TODAY)
    assert read_folder(tmp_path / "first") == read_folder(tmp_path / "second")
    people = read_folder(tmp_path / "first")["persons.csv"]
    assert "P1,Nguyễn Văn An,1985-03-02,male,Kinh,091085000001,30952,,Ấp 1,0909" in people


def test_a_units_export_holds_its_rows_and_what_they_refer_to(session, tmp_path):
    send(session, folder(tmp_path / "data", world()))
    counts = dict(export_path(session, scope(session, "30958"), tmp_path / "out", today=TODAY))
    # Định Hòa: its point with the session, its club, P2 who lives there, P1 whose cases came by transfer.
    assert counts == {
        "staff": 1, "employers": 0, "persons": 2, "teams": 0, "points": 1, "clubs": 1, "team_members": 0,
        "team_activities": 0, "officer_trainings": 0, "point_staff": 1, "listings": 0, "determinations": 0,
        "episodes": 1, "phases": 1, "certificates": 1, "aftercare": 1, "aftercare_reviews": 1, "transfers": 2,
        "evaluations": 0, "trainings": 0, "jobs": 0, "loans": 0, "methadone": 1, "sessions": 1,
        "session_attendees": 2, "club_members": 1, "events": 0, "materials": 0, "directives": 0, "budget": 0,
        "models": 0,
    }  # fmt: skip
    empty(session)
    assert send(session, tmp_path / "out").errors == []


@pytest.mark.parametrize("bound", [False, True])
def test_after_care_that_has_not_begun_is_nobodys_row_yet(session, house, tmp_path, bound):
    begun = make_person(session, house.go_quao, "Danh Văn Út", ref="P-1")
    make_aftercare(session, begun, ref="A-1", reviews={date(2026, 2, 5): "negative"})
    # Lives elsewhere, and only the case that has not begun would bring them into the unit's export.
    opened = make_person(session, house.dinh_hoa, "Lê Văn Tư", ref="P-2")
    moves = [(date(2026, 3, 1), house.go_quao)]
    make_aftercare(
        session, opened, ref="A-2", starts_on=FOREVER, decided_on=date(2026, 2, 1), moves=moves,
        reviews={date(2026, 2, 5): "none"},
    )  # fmt: skip
    session.commit()
    kept = Scope(house.go_quao.id) if bound else EVERYTHING
    counts = dict(export_path(session, kept, tmp_path / "out", today=TODAY))
    assert (counts["aftercare"], counts["aftercare_reviews"], counts["transfers"]) == (1, 1, 0)
    assert counts["persons"] == (1 if bound else 2)
    assert send(session, tmp_path / "out").errors == []


def test_a_unit_without_rows_exports_empty_tables(session, tmp_path):
    send(session, folder(tmp_path / "data", world()))
    counts = export_path(session, scope(session, "01"), tmp_path / "out.xlsx", today=TODAY)
    assert {rows for _, rows in counts} == {0}
    assert openpyxl.load_workbook(tmp_path / "out.xlsx").sheetnames == list(TABLES)
