"""The workbook that is handed out to be filled in (mẫu nhập liệu): official headings, lists to choose from, a guide."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import xlsxwriter

from casework.exchange.columns import Column, Kind
from casework.exchange.reader import GUIDE_SHEET
from casework.exchange.tables import TABLES

_LINES = 5_000
_KINDS = {
    Kind.DAY: "Ngày: dd/mm/yyyy hoặc YYYY-MM-DD",
    Kind.BIRTH: "Ngày dd/mm/yyyy, hoặc chỉ năm sinh",
    Kind.NUMBER: "Số nguyên, không âm",
    Kind.MONEY: "Số đồng chẵn, không dấu chấm, không dấu phẩy",
    Kind.YES_NO: "yes hoặc no (có, không)",
    Kind.UNIT: "Mã đơn vị hành chính chính thức",
    Kind.NATIONAL_ID: "9 hoặc 12 chữ số",
    Kind.SUBJECT: "episode",
}


def write_template(path: Path) -> None:
    """Write an empty workbook with a sheet a table; headings with * must be filled in."""
    with xlsxwriter.Workbook(str(path)) as workbook:
        bold = workbook.add_format({"bold": True, "text_wrap": True})
        text = workbook.add_format({"num_format": "@"})
        guide = workbook.add_worksheet(GUIDE_SHEET)
        guide.set_column(0, 3, 36)
        guide.write_row(0, 0, ("Trang", "Cột", "Bắt buộc", "Cách ghi"), bold)
        line = 1
        for table in TABLES.values():
            sheet = workbook.add_worksheet(table.name)
            sheet.freeze_panes(1, 0)
            for place, column in enumerate(table.columns):
                sheet.write_string(0, place, column.heading + (" *" if column.required else ""), bold)
                # Text keeps the zeros that begin a code or an id.
                sheet.set_column(place, place, 18, None if column.kind in (Kind.NUMBER, Kind.MONEY) else text)
                _offer(sheet, place, column)
                required = "có" if column.required else ""
                guide.write_row(line, 0, (f"{table.name} ({table.title})", column.heading, required, _how(column)))
                line += 1


def _offer(sheet: Any, place: int, column: Column) -> None:
    choices = [str(member.value) for member in column.values] if column.values else []
    choices = ["yes", "no"] if column.kind is Kind.YES_NO else choices
    if choices:
        sheet.data_validation(1, place, _LINES, place, {"validate": "list", "source": choices})


def _how(column: Column) -> str:
    if column.values is not None:
        return ", ".join(f"{member.value} ({member.term})" for member in column.values)
    if column.kind is Kind.REFERENCE:
        return f"Mã đã ghi ở trang {column.refers_to}"
    return _KINDS.get(column.kind, "Chữ")
