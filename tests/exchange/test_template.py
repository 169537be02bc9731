"""The workbook that is handed out can be filled in and sent as it is."""

import openpyxl

from casework.exchange.tables import TABLES
from casework.exchange.template import write_template
from tests.exchange.files import send, world


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
