"""Nobody bears somebody else's national id, neither in the files nor in the database."""

from sqlalchemy import select

from casework.access.sealing import unseal
from casework.records.person import Person
from tests.exchange.files import send, send_tables, sheets, workbook


def person(ref, national_id, **columns):
    return {"person_ref": ref, "full_name": "Nguyễn Văn An", "sex": "male", "national_id": national_id,
            "unit_code": "30952", **columns}  # fmt: skip


def ids(session):
    session.expire_all()
    return {
        row.ref: row.national_id_sealed and unseal(row.national_id_sealed) for row in session.scalars(select(Person))
    }


def test_two_people_in_a_file_cannot_have_one_id(session, tmp_path):
    rows = [person("P1", "123456789"), person("P2", "123456789")]
    report = send_tables(session, tmp_path / "data", {"persons": rows})
    assert [(error.row, error.column, error.value) for error in report.errors] == [(3, "national_id", "123456789")]
    assert "P1" in report.errors[0].message


def test_an_id_in_the_database_cannot_be_given_to_another(session, tmp_path):
    send_tables(session, tmp_path / "data", {"persons": [person("P1", "123456789")]})
    report = send_tables(session, tmp_path / "again", {"persons": [person("P2", "123456789")]})
    assert [(error.row, error.column) for error in report.errors] == [(2, "national_id")]
    assert ids(session) == {"P1": "123456789"}


def test_people_may_swap_ids_in_one_file(session, tmp_path):
    send_tables(session, tmp_path / "data", {"persons": [person("P1", "123456789"), person("P2", "987654321")]})
    swapped = {"persons": [person("P1", "987654321"), person("P2", "123456789")]}
    assert send_tables(session, tmp_path / "again", swapped).errors == []
    assert ids(session) == {"P1": "987654321", "P2": "123456789"}


def test_a_new_person_takes_an_id_that_its_holder_gives_up_further_down(session, tmp_path):
    send_tables(session, tmp_path / "data", {"persons": [person("P1", "123456789")]})
    rows = {"persons": [person("P2", "123456789"), person("P1", "")]}
    assert send_tables(session, tmp_path / "again", rows).errors == []
    assert ids(session) == {"P1": None, "P2": "123456789"}


def test_an_id_that_its_holder_keeps_further_down_is_refused(session, tmp_path):
    send_tables(session, tmp_path / "data", {"persons": [person("P1", "123456789")]})
    rows = {"persons": [person("P2", "123456789"), person("P1", "123456789")]}
    report = send_tables(session, tmp_path / "again", rows)
    assert [(error.row, error.column) for error in report.errors] == [(2, "national_id")]


def test_a_numeric_cell_gets_its_zero_back_and_a_text_does_not(session, tmp_path):
    rows = [person("P1", 12345678), person("P2", 91085000001), person("P3", 123456789.0)]
    assert send(session, workbook(tmp_path / "data.xlsx", sheets({"persons": rows}))).errors == []
    assert ids(session) == {"P1": "012345678", "P2": "091085000001", "P3": "123456789"}
    report = send(session, workbook(tmp_path / "text.xlsx", sheets({"persons": [person("P4", "12345678")]})))
    assert [(error.column, error.value) for error in report.errors] == [("national_id", "12345678")]
