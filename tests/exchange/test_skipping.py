"""--skip-bad-rows: the good ones are stored, the others come back with the reason, and can be sent again."""

import csv
import zipfile

import openpyxl
from sqlalchemy import select

from casework.records.consultation import ConsultationSession
from casework.records.person import Person
from tests.exchange.files import archive, folder, only, send, sheets, tally, workbook, world


def spoilt():
    tables = world()
    tables["persons"][0]["sex"] = "x"
    return tables


def refused_rows(text):
    return list(csv.DictReader(text.splitlines()))


def test_bad_rows_and_those_that_refer_to_them_go_to_a_folder_of_the_same_shape(session, tmp_path):
    report = send(session, folder(tmp_path / "data", spoilt()), skip_bad_rows=True)
    assert report.stored
    assert report.refused_path == tmp_path / "data.refused"
    assert session.scalars(select(Person.ref)).all() == ["P2"]
    files = {file.stem: refused_rows(file.read_text("utf-8-sig")) for file in report.refused_path.iterdir()}
    assert set(files) == {
        "persons", "listings", "determinations", "episodes", "phases", "certificates", "aftercare", "aftercare_reviews",
        "transfers", "evaluations", "trainings", "jobs", "loans", "session_attendees", "club_members",
    }  # fmt: skip
    assert [(row["person_ref"], row["national_id"]) for row in files["persons"]] == [("P1", "091085000001")]
    assert files["persons"][0]["error"].startswith("sex: ")
    assert "bị từ chối" in files["episodes"][0]["error"]
    assert sum(count.refused for count in report.tables) == sum(map(len, files.values()))
    assert all(count.read == count.new + count.changed + count.unchanged + count.refused for count in report.tables)


def test_refused_rows_can_be_mended_and_sent_again(session, tmp_path):
    refused = send(session, folder(tmp_path / "data", spoilt()), skip_bad_rows=True).refused_path
    persons = refused / "persons.csv"
    persons.write_text(persons.read_text("utf-8-sig").replace(",x,", ",male,"), encoding="utf-8-sig")
    assert send(session, refused).errors == []
    report = send(session, folder(tmp_path / "whole", world()))
    assert all(count.read == count.unchanged for count in report.tables)


def test_a_zip_comes_back_as_a_zip_and_a_workbook_as_a_workbook(session, tmp_path):
    report = send(session, archive(tmp_path / "z.zip", spoilt()), skip_bad_rows=True)
    assert report.refused_path == tmp_path / "z.zip.refused"
    with zipfile.ZipFile(report.refused_path) as file:
        assert "persons.csv" in file.namelist()
        assert b"P1" in file.read("persons.csv")
    report = send(session, workbook(tmp_path / "w.xlsx", sheets(spoilt())), skip_bad_rows=True)
    assert report.refused_path == tmp_path / "w.xlsx.refused"
    with report.refused_path.open("rb") as stream:
        rows = list(openpyxl.load_workbook(stream)["persons"].iter_rows(values_only=True))
    assert [rows[0][-1], rows[1][0]] == ["error", "P1"]
    assert [error.sheet for error in send(session, report.refused_path).errors][:1] == ["persons"]


def test_a_session_with_too_many_names_goes_with_its_names(session, tmp_path):
    tables = world()
    tables["sessions"][0]["attendance"] = "1"
    tables["sessions"].append({**tables["sessions"][0], "session_ref": "B2"})
    report = send(session, folder(tmp_path / "data", tables), skip_bad_rows=True)
    assert tally(report, "sessions") == (2, 1, 0, 0, 1)
    assert tally(report, "session_attendees") == (2, 0, 0, 0, 2)
    assert session.scalars(select(ConsultationSession.ref)).all() == ["B2"]


def test_names_that_are_refused_themselves_do_not_count_against_the_session(session, tmp_path):
    tables = world()
    tables["sessions"][0]["attendance"] = "1"
    tables["session_attendees"][1]["person_ref"] = "P9"
    report = send(session, folder(tmp_path / "data", tables), skip_bad_rows=True)
    assert tally(report, "sessions") == (1, 1, 0, 0, 0)
    assert tally(report, "session_attendees") == (2, 1, 0, 0, 1)


def test_without_bad_rows_nothing_is_written_beside_the_file(session, tmp_path):
    report = send(session, folder(tmp_path / "data", only("staff")), skip_bad_rows=True)
    assert (report.stored, report.refused_path) == (True, None)
    assert not (tmp_path / "data.refused").exists()


def test_a_dry_run_writes_no_refused_rows(session, tmp_path):
    report = send(session, folder(tmp_path / "data", spoilt()), skip_bad_rows=True, dry_run=True)
    assert (report.stored, report.refused_path) == (False, None)
    assert tally(report, "persons") == (2, 1, 0, 0, 1)
    assert not (tmp_path / "data.refused").exists()
