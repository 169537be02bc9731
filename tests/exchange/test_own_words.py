"""Cells as officers write them, and pasted tables, put into the format where that is certain."""

import csv
import io
from datetime import date

import pytest

from casework.exchange.cells import Doubt
from casework.exchange.columns import Column, Kind
from casework.exchange.own_cells import in_format, term_of
from casework.exchange.pasted import as_csv
from casework.law.vocabulary import EpisodeForm, EventKind, LoanProgramme, Sector
from tests.conftest import TODAY


@pytest.mark.parametrize(
    ("kind", "written", "read"),
    [
        (Kind.DAY, "5/3/24", "2024-03-05"),
        (Kind.DAY, "5.3.2024", "2024-03-05"),
        (Kind.DAY, "05-03-2024 08:30", "2024-03-05"),
        (Kind.DAY, "Ngày 5 tháng 3 năm 2024", "2024-03-05"),
        (Kind.DAY, "1/2/88", "1988-02-01"),
        (Kind.DAY, "2024", "2024"),
        (Kind.DAY, date(2024, 3, 5), date(2024, 3, 5)),
        (Kind.BIRTH, "00/00/1988", "1988"),
        (Kind.BIRTH, "../../1988", "1988"),
        (Kind.BIRTH, "1988", "1988"),
        (Kind.NUMBER, "12 tháng", "12"),
        (Kind.NUMBER, "12,0", "12"),
        (Kind.NUMBER, "12,5", "12,5"),
        (Kind.NUMBER, "5,000", "5,000"),
        (Kind.MONEY, "50.000.000 đ", "50000000"),
        (Kind.MONEY, "50,000,000", "50000000"),
        (Kind.MONEY, "20 triệu", "20000000"),
        (Kind.MONEY, "20,5 Triệu đồng", "20500000"),
        (Kind.MONEY, "1,25 tỷ", "1250000000"),
        (Kind.MONEY, "0,0005 nghìn", "0,0005 nghìn"),
        (Kind.MONEY, "20,5", "20,5"),
        (Kind.NUMBER, "20 triệu", "20 triệu"),
        (Kind.MONEY, "50 000 000,00", "50 000 000,00"),
        (Kind.YES_NO, "X", "yes"),
        (Kind.YES_NO, "khong", "no"),
        (Kind.YES_NO, "chưa rõ", "chưa rõ"),
        (Kind.NATIONAL_ID, "091 088.000-001", "091088000001"),
        (Kind.TEXT, " Trần \n Văn ", "Trần Văn"),
        (Kind.TEXT, "#N/A", Doubt("#N/A", "ô có lỗi công thức (#N/A); hãy sửa công thức hoặc ghi giá trị")),
    ],
)
def test_a_cell_is_put_into_the_format_only_where_it_is_clear(kind, written, read):
    assert in_format(Column("x", "x", kind, "x"), written, TODAY) == read


@pytest.mark.parametrize(
    ("values", "written", "read"),
    [
        (EpisodeForm, "cai nghien tu nguyen tai gia dinh", "home"),
        (EpisodeForm, "Cai nghiện tự nguyện", None),
        (LoanProgramme, "Quyết định 29/2014/QĐ-TTg", "vbsp_29_2014"),
        (EventKind, "Mít tinh", "rally"),
        (EventKind, "họp", None),
        (Sector, "y te", "health"),
        (Sector, "community", None),
    ],
)
def test_a_value_is_known_by_its_term_or_by_a_part_that_no_other_has(values, written, read):
    assert term_of(values, written) == read


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("A\tB\t\r\n1\t2\t\r\n\r\n", [["A", "B"], ["1", "2"]]),
        ('A\tB\n"một\nhai"\t2\n', [["A", "B"], ["một hai", "2"]]),
        ('A\tB\n"Ấp 3\t2\n', [["A", "B"], ['"Ấp 3', "2"]]),
        (
            "DANH SÁCH\nA\tB\tC\n1\tẤp 3\nXã Gò Quao\t2\n",
            [["DANH SÁCH", "", ""], ["A", "B", "C"], ["1", "Ấp 3 Xã Gò Quao", "2"]],
        ),
        ("A;B\n1,5;2\n", [["A", "B"], ["1,5", "2"]]),
        ("Ấp 3, xã A\nẤp 4, xã B", [["Ấp 3, xã A"], ["Ấp 4, xã B"]]),
    ],
)
def test_a_pasted_table_has_its_rows_and_columns_again(text, rows):
    assert list(csv.reader(io.StringIO(as_csv(text).decode()))) == rows
