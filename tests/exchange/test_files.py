"""The shapes in which tables are sent: folder, .zip, workbook, with what spreadsheets do to cells."""

import unicodedata
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from sqlalchemy import select

from casework.errors import InvalidInput
from casework.exchange.tables import TABLES
from casework.records.episode import Episode
from casework.records.person import Person
from casework.records.support import Job
from tests.exchange.files import archive, folder, only, send, sheets, tally, workbook, world


def test_a_zip_and_a_workbook_hold_what_a_folder_holds(session, tmp_path):
    assert all(count.new for count in send(session, folder(tmp_path / "data", world())).tables)
    for path in (archive(tmp_path / "z.zip", world()), workbook(tmp_path / "w.xlsx", sheets(world()))):
        report = send(session, path)
        assert report.errors == []
        assert all(count.read == count.unchanged for count in report.tables)


def test_a_workbook_is_opened_once_for_all_its_sheets(session, tmp_path, monkeypatch):
    opened = []
    openpyxl_load = openpyxl.load_workbook
    monkeypatch.setattr(
        openpyxl, "load_workbook", lambda *args, **more: opened.append(1) or openpyxl_load(*args, **more)
    )
    path = workbook(tmp_path / "w.xlsx", sheets(only("staff", "persons", "episodes", "transfers")))
    assert [send(session, path).stored, send(session, path).stored] == [True, True]
    assert len(opened) == 2


def test_a_byte_order_mark_is_no_part_of_the_first_heading(session, tmp_path):
    assert send(session, folder(tmp_path / "data", world(), encoding="utf-8-sig")).errors == []


def test_vietnamese_headings_are_accepted(session, tmp_path):
    tables = sheets(world())
    for name, rows in tables.items():
        rows[0] = [TABLES[name].by_key[key].heading for key in rows[0]]
    assert send(session, workbook(tmp_path / "w.xlsx", tables)).errors == []


def test_no_table_has_two_columns_of_one_heading():
    for table in TABLES.values():
        names = [name for column in table.columns for name in (column.key, column.heading.lower())]
        assert len(set(names)) == len(names), table.name


def test_a_workbooks_own_days_numbers_and_booleans_are_read(session, tmp_path):
    tables = sheets(only("persons", "episodes", "employers", "jobs"))
    tables["persons"][1][2] = 1985.0
    tables["persons"][1][6] = 30952
    tables["persons"][2][2] = datetime(1990, 5, 4)
    tables["episodes"][1][3] = date(2019, 3, 1)
    tables["episodes"][1][6] = 43529
    tables["episodes"][1][8] = 6.0
    tables["jobs"][1][6:8] = [True, 0]
    report = send(session, workbook(tmp_path / "w.xlsx", tables))
    assert report.errors == []
    people = {row.ref: (row.birth_on, row.birth_year) for row in session.scalars(select(Person))}
    assert people == {"P1": (None, 1985), "P2": (date(1990, 5, 4), 1990)}
    episode = session.scalars(select(Episode)).one()
    assert (episode.registered_on, episode.decided_on, episode.term_months) == (date(2019, 3, 1), date(2019, 3, 5), 6)
    job = session.scalars(select(Job)).one()
    assert (job.has_income, job.supported) == (True, False)


def test_lists_and_yes_and_no_do_not_mind_case_or_how_letters_are_composed(session, tmp_path):
    tables = only("persons", "employers", "jobs")
    tables["persons"][0].update(sex=" MALE ", full_name=unicodedata.normalize("NFD", "Nguyễn Văn An"))
    tables["jobs"][0].update(has_income=unicodedata.normalize("NFD", "CÓ"), supported="Không")
    assert send(session, folder(tmp_path / "data", tables)).errors == []
    names = session.scalars(select(Person.full_name).where(Person.ref == "P1")).one()
    assert names == "Nguyễn Văn An"


def test_blank_rows_are_skipped_but_counted_as_a_spreadsheet_does(session, tmp_path):
    path = tmp_path / "data"
    path.mkdir()
    (path / "staff.csv").write_text(
        'staff_ref,full_name,sector,unit_code\n\n,,,\nS1,"Trần\nLan",health,30952\nS2,Mai,x,30952\n', encoding="utf-8"
    )
    report = send(session, path)
    assert [(error.row, error.value) for error in report.errors] == [(5, "x")]
    assert tally(report, "staff") == (2, 1, 0, 0, 1)


def test_a_cell_beyond_the_headings_is_refused(session, tmp_path):
    path = tmp_path / "data"
    path.mkdir()
    (path / "staff.csv").write_text("staff_ref,full_name,sector,unit_code\nS1,Lan,Mai,health,30952\n", encoding="utf-8")
    report = send(session, path)
    assert ("(cột 5)", "30952") in [(error.column, error.value) for error in report.errors]


def test_an_empty_sheet_of_another_name_is_left_alone(session, tmp_path):
    path = workbook(tmp_path / "w.xlsx", {"Sheet1": [], **sheets(only("staff"))})
    assert tally(send(session, path), "staff") == (1, 1, 0, 0, 0)


def test_other_files_of_a_folder_are_left_alone(session, tmp_path):
    path = folder(tmp_path / "data", only("staff"))
    (path / "README.txt").write_text("x")
    assert send(session, path).stored


def test_a_csv_that_is_not_utf_8_is_refused(session, tmp_path):
    path = tmp_path / "data"
    path.mkdir()
    (path / "staff.csv").write_bytes("staff_ref,full_name,sector,unit_code\nS1,Trần,health,30952\n".encode("utf-16"))
    with pytest.raises(InvalidInput, match="UTF-8"):
        send(session, path)


def test_a_zip_inside_folders_is_read(session, tmp_path):
    path = folder(tmp_path / "plain", only("staff"))
    with zipfile.ZipFile(tmp_path / "z.zip", "w") as file:
        file.write(path / "staff.csv", "xã Gò Quao/staff.csv")
        file.writestr("__MACOSX/._staff.csv", b"\x00\x05")
    assert tally(send(session, tmp_path / "z.zip"), "staff") == (1, 1, 0, 0, 0)
