"""The workbook that is handed out to be filled in (mẫu nhập liệu): official headings, lists to choose from, a guide.

The lists offer official terms, which are read under an official heading; the values of the format may stand there too.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_range_abs

from casework.exchange.columns import Column, ExchangeTable, Kind
from casework.exchange.examples import example
from casework.exchange.reader import GUIDE_SHEET
from casework.exchange.tables import TABLES

_LINES = 5_000
_LISTS_FROM = 6
"""The column of the guide from which the lists stand."""
_YES_NO = ("có", "không")
_NOTES = (
    "Mỗi trang là một bảng, mỗi dòng là một bản ghi. Cột có dấu * phải điền. Không đổi tên trang và tên cột.",
    "Ô có danh sách: bấm mũi tên ở ô để chọn. Chọn một ô ở bất kỳ cột nào để xem cách ghi và ví dụ.",
    "Điền xong, gửi tệp ở trang “Nhập từ Excel”: trang sẽ cho xem trước, đánh dấu ô sai và cho hoàn tác cả lần nhập.",
)
_KINDS = {
    Kind.REF: "Mã riêng của nơi gửi, không đổi về sau; gửi trên trang mà để trống thì hệ thống tạo mã",
    Kind.DAY: "Ngày: dd/mm/yyyy hoặc YYYY-MM-DD",
    Kind.BIRTH: "Ngày dd/mm/yyyy, hoặc chỉ năm sinh",
    Kind.NUMBER: "Số nguyên, không âm",
    Kind.MONEY: "Số đồng chẵn, không dấu chấm, không dấu phẩy",
    Kind.YES_NO: "có hoặc không (yes, no)",
    Kind.UNIT: "Mã đơn vị hành chính chính thức, hoặc tên đơn vị",
    Kind.NATIONAL_ID: "9 hoặc 12 chữ số",
}
_NAMED = {
    "persons": "hoặc họ tên và năm sinh, ví dụ Nguyễn Văn An 1990",
    "staff": "hoặc họ tên cán bộ",
    "points": "hoặc tên điểm tư vấn",
    "clubs": "hoặc tên câu lạc bộ",
    "employers": "hoặc tên cơ sở",
    "teams": "hoặc tên xã của tổ",
}


def write_template(path: Path, tables: Iterable[ExchangeTable] | None = None) -> None:
    """Write an empty workbook with a sheet a table; headings with * must be filled in.

    :param tables: only these tables; all of them by default
    """
    with xlsxwriter.Workbook(str(path)) as workbook:
        _Template(workbook).write(list(tables or TABLES.values()))


class _Template:
    """The sheets of one workbook."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._bold = workbook.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E7EEF7", "border": 1}
        )
        self._text = workbook.add_format({"num_format": "@"})
        self._wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
        self._guide = workbook.add_worksheet(GUIDE_SHEET)
        self._line = len(_NOTES) + 1
        self._lists = 0

    def write(self, tables: list[ExchangeTable]) -> None:
        """The guide, and the tables."""
        guide = self._guide
        for place, width in enumerate((34, 30, 10, 70, 30)):
            guide.set_column(place, place, width, self._wrapped)
        for line, note in enumerate(_NOTES):
            guide.merge_range(line, 0, line, 4, note, self._wrapped)
        guide.write_row(self._line, 0, ("Trang", "Cột", "Bắt buộc", "Cách ghi", "Ví dụ"), self._bold)
        guide.freeze_panes(self._line + 1, 0)
        for table in tables:
            self._write_table(table)
        if self._lists:
            # The lists stand beside the guide, which no import reads.
            guide.set_column(_LISTS_FROM, _LISTS_FROM + self._lists - 1, None, None, {"hidden": True})
        guide.set_landscape()
        guide.fit_to_pages(1, 0)
        guide.print_area(0, 0, self._line, 4)

    def _write_table(self, table: ExchangeTable) -> None:
        sheet = self._workbook.add_worksheet(table.name)
        sheet.freeze_panes(1, 0)
        sheet.set_row(0, 48)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        for place, column in enumerate(table.columns):
            sheet.write_string(0, place, column.heading + (" *" if column.required else ""), self._bold)
            # Text keeps the zeros that begin a code or an id.
            as_number = column.kind in (Kind.NUMBER, Kind.MONEY)
            sheet.set_column(place, place, 18, None if as_number else self._text)
            sheet.data_validation(1, place, _LINES, place, self._offer(table, column))
            self._line += 1
            required = "có" if column.required else ""
            cells = (f"{table.name} ({table.title})", column.heading, required, _how(table, column))
            self._guide.write_row(self._line, 0, (*cells, _shown(table, column)))

    def _offer(self, table: ExchangeTable, column: Column) -> dict[str, Any]:
        """What a cell of the column tells and offers; the import judges what was written."""
        how = f"{'Chọn trong danh sách' if _choices(column) else _how(table, column)}. Ví dụ: {_shown(table, column)}"
        told = {"input_title": column.heading[:32], "input_message": how[:255]}
        choices = _choices(column)
        if not choices:
            return {"validate": "any", **told}
        place = _LISTS_FROM + self._lists
        self._lists += 1
        self._guide.write_column(0, place, choices)
        source = f"='{GUIDE_SHEET}'!{xl_range_abs(0, place, len(choices) - 1, place)}"
        return {"validate": "list", "source": source, "show_error": False, **told}


def _choices(column: Column) -> list[str]:
    if column.kind is Kind.YES_NO:
        return list(_YES_NO)
    return [member.term for member in column.values or ()]


def _shown(table: ExchangeTable, column: Column) -> str:
    return next(iter(_choices(column)), None) or example(table, column)


def _how(table: ExchangeTable, column: Column) -> str:
    if column.values is not None:
        return ", ".join(f"{member.term} ({member.value})" for member in column.values)
    if column.kind is Kind.REFERENCE:
        pages = dict.fromkeys(part.by_key[column.key].refers_to for part in table.parts or (table,))
        key = f"Mã đã ghi ở trang {' hoặc '.join(pages)}"
        return ", ".join([key, *(_NAMED[page] for page in pages if page in _NAMED)])
    return _KINDS.get(column.kind, "Chữ")
