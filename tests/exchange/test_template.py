"""The workbook that is handed out can be filled in and sent as it is."""

import openpyxl

from casework.exchange.examples import example
from casework.exchange.tables import TABLES
from casework.exchange.template import write_template
from tests.exchange.files import send, send_tables, world


def test_a_template_filled_in_is_accepted(session, tmp_path):
    path = tmp_path / "mau.xlsx"
    write_template(path)
    book = openpyxl.load_workbook(path)
    assert [cell.value for cell in book["persons"][1]][:4] == ["Mã người *", "Họ và tên *", "Ngày sinh", "Giới tính *"]
    for name, rows in world().items():
        for row in rows:
            book[name].append([row.get(column.key) for column in TABLES[name].columns])
    book.save(path)
    report = send(session, path)
    assert report.errors == []
    assert all(count.new == count.read > 0 for count in report.tables)


def test_a_term_is_read_under_its_official_heading_only(session, tmp_path):
    headings = {
        True: [column.heading for column in TABLES["persons"].columns],
        False: [column.key for column in TABLES["persons"].columns],
    }
    row = {"person_ref": "N-1", "full_name": "Trần Văn Tám", "birth_date": "1988", "sex": "nam", "unit_code": "30952"}
    wrong = {}
    for official, first in headings.items():
        book = openpyxl.Workbook()
        book.active.title = "persons"
        book.active.append(first)
        book.active.append([row.get(column.key) for column in TABLES["persons"].columns])
        book.save(tmp_path / "so.xlsx")
        wrong[official] = [error.column for error in send(session, tmp_path / "so.xlsx").errors]
    assert wrong == {True: [], False: ["sex"]}


def test_the_guides_examples_are_together_a_right_row_of_every_table(session, tmp_path):
    rows = {name: [{each.key: example(table, each) for each in table.columns}] for name, table in TABLES.items()}
    report = send_tables(session, tmp_path / "examples", rows)
    assert report.errors == []
    assert all(count.new == 1 for count in report.tables)


def test_a_template_of_one_table_has_that_sheet_and_its_guide(tmp_path):
    path = tmp_path / "mau.xlsx"
    write_template(path, [TABLES["transfers"]])
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Hướng dẫn", "transfers"]
    guide = list(book["Hướng dẫn"].iter_rows(values_only=True))
    assert guide[6][:5] == (
        "transfers (Chuyển nơi quản lý)",
        "Mã hồ sơ",
        "có",
        "Mã đã ghi ở trang episodes hoặc aftercare",
        "EP-001",
    )
