"""The workbook that is handed out to be filled in (mẫu nhập liệu): official headings, lists to choose from, a guide."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import xlsxwriter

from casework.exchange.columns import Column, ExchangeTable, Kind
from casework.exchange.examples import example
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
}


def write_template(path: Path, tables: Iterable[ExchangeTable] | None = None) -> None:
    """Write an empty workbook with a sheet a table; headings with * must be filled in.

    :param tables: only these tables; all of them by default
    """
    with xlsxwriter.Workbook(str(path)) as workbook:
        bold = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E7EEF7"})
        text = workbook.add_format({"num_format": "@"})
        wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
        guide = workbook.add_worksheet(GUIDE_SHEET)
        guide.freeze_panes(1, 0)
        for place, width in enumerate((30, 30, 10, 60, 30)):
            guide.set_column(place, place, width, wrapped)
        guide.write_row(0, 0, ("Trang", "Cột", "Bắt buộc", "Cách ghi", "Ví dụ"), bold)
        line = 1
        for table in tables or TABLES.values():
            sheet = workbook.add_worksheet(table.name)
            sheet.freeze_panes(1, 0)
            for place, column in enumerate(table.columns):
                sheet.write_string(0, place, column.heading + (" *" if column.required else ""), bold)
                # Text keeps the zeros that begin a code or an id.
                sheet.set_column(place, place, 18, None if column.kind in (Kind.NUMBER, Kind.MONEY) else text)
                _offer(sheet, place, column)
                required = "có" if column.required else ""
                cells = (f"{table.name} ({table.title})", column.heading, required, _how(table, column))
                guide.write_row(line, 0, (*cells, example(table, column)))
                line += 1


def _offer(sheet: Any, place: int, column: Column) -> None:
    choices = [str(member.value) for member in column.values] if column.values else []
    choices = ["yes", "no"] if column.kind is Kind.YES_NO else choices
    if choices:
        sheet.data_validation(1, place, _LINES, place, {"validate": "list", "source": choices})


def _how(table: ExchangeTable, column: Column) -> str:
    if column.values is not None:
        return ", ".join(f"{member.value} ({member.term})" for member in column.values)
    if column.kind is Kind.REFERENCE:
        pages = dict.fromkeys(part.by_key[column.key].refers_to for part in table.parts or (table,))
        return f"Mã đã ghi ở trang {' hoặc '.join(pages)}"
    return _KINDS.get(column.kind, "Chữ")
