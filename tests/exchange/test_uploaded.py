"""Texts as spreadsheets write them: however they are encoded and split."""

import csv

import pytest

from casework.exchange.uploaded import as_plain_csv


@pytest.mark.parametrize("delimiter", [";", "\t", ","])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_text_is_split_where_most_lines_agree_below_a_title(delimiter, encoding):
    rows = [["DANH SÁCH, NĂM 2026"], ["Họ tên", "Ngày - tháng", "Nơi ở"], ["A", "1/2", "Ấp 1"], ["B", "", "Ấp 2"]]
    if delimiter != ",":
        rows[1][1], rows[2][2] = "Ngày, tháng, năm sinh", "Ấp 1, xã Gò Quao, An Giang, Việt Nam"
    text = "\n".join(map(delimiter.join, rows))
    assert list(csv.reader(as_plain_csv(text.encode(encoding)).decode().splitlines()))[1:] == rows[1:]
