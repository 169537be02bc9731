"""Reading one cell: text, day, number, yes or no, a value of a list, a national id; and saying what would be right."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from openpyxl.utils.datetime import from_excel

from casework.exchange.columns import Column, Kind
from casework.i18n import format_date


@dataclass(frozen=True)
class Doubt:
    """A cell of a commune's own sheet that could mean several things, or nothing; nobody guesses which."""

    text: str
    why: str
    """What somebody has to write to be understood."""

    def __str__(self) -> str:
        return self.text


Cell = str | int | float | bool | date | datetime | Doubt | None
"""What a file holds: CSV has text only, a workbook has numbers and days too."""
Value = str | int | bool | date | None

_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ]00:00(?::00(?:\.0+)?)?)?")
_VIETNAMESE = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})(?: 0?0:00(?::00)?)?")
_WHOLE = re.compile(r"([+-]?[0-9]+)(?:\.0)?")
_YES_NO = {"yes": True, "có": True, "1": True, "no": False, "không": False, "0": False}
_SERIALS = range(10_000, 80_000)
"""Numbers that a spreadsheet means as a day when nobody formatted the cell: 1927 to 2119."""
_LARGEST = {Kind.NUMBER: 2**31 - 1, Kind.MONEY: 2**63 - 1}
_FIRST_YEAR = 1900
_REMEMBERED = 20_000
UNREAD = object()


class Malformed(Exception):
    """The cell cannot be what its column says; the message says what would be right."""


def shown(cell: Cell) -> str:
    """A cell as text, as somebody sees it in the sheet."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == datetime.min.time() else cell.isoformat(sep=" ")
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip().lower()


class CellReader:
    """Reads the cells of one column; what was read once is remembered, for columns repeat themselves."""

    def __init__(self, column: Column, cells: Cells, *, in_terms: bool = False) -> None:
        """:param in_terms: the values of a list may stand there by their official terms, as a template offers them"""
        self.key = column.key
        self._column = column
        self._cells = cells
        self._terms = {_folded(member.term): member.value for member in column.values or ()} if in_terms else {}
        self.known: dict[Cell, Any] = {}
        """What texts that were read before mean; `UNREAD` stands for the others."""

    def read(self, cell: Cell) -> Value:
        """The value of a cell; none for an empty one.

        :raises Malformed: a missing required value, or not what the column holds
        """
        if isinstance(cell, Doubt):
            raise Malformed(cell.why)
        meant = self._terms.get(_folded(cell), cell) if self._terms and isinstance(cell, str) else cell
        value = self._cells.read(self._column, meant)
        if isinstance(cell, str):
            if len(self.known) > _REMEMBERED:
                self.known.clear()
            self.known[cell] = value
        return value


class Cells:
    """Reads the cells of one import; days are read against `today`."""

    def __init__(self, today: date) -> None:
        self._today = today
        self._days: dict[str, date] = {}
        self._readers: dict[Kind, Callable[[Column, Cell], Value]] = {
            Kind.REF: self._text,
            Kind.REFERENCE: self._text,
            Kind.TEXT: self._text,
            Kind.UNIT: self._text,
            Kind.DAY: self._day,
            Kind.BIRTH: self._birth,
            Kind.NUMBER: self._number,
            Kind.MONEY: self._number,
            Kind.YES_NO: self._yes_no,
            Kind.LIST: self._term,
            Kind.NATIONAL_ID: self._national_id,
            Kind.SUBJECT: self._term,
        }

    def read(self, column: Column, cell: Cell) -> Value:
        """The value of a cell; none for an empty one.

        :raises Malformed: a missing required value, or not what the column holds
        """
        if isinstance(cell, str):
            cell = cell.strip()
            if not cell.isascii():
                cell = unicodedata.normalize("NFC", cell)
        if cell is None or cell == "":
            if column.required:
                raise Malformed(f"thiếu giá trị bắt buộc ({column.heading}); hãy điền")
            return None
        return self._readers[column.kind](column, cell)

    def _text(self, column: Column, cell: Cell) -> str:
        text = cell if isinstance(cell, str) else shown(cell)
        if column.longest is not None and len(text) > column.longest:
            raise Malformed(f"dài {len(text)} ký tự; hãy rút gọn còn không quá {column.longest} ký tự")
        if "\x00" in text:
            raise Malformed("có ký tự không đọc được; hãy gõ lại")
        return text

    def _day(self, column: Column, cell: Cell) -> date:
        if isinstance(cell, str):
            known = self._days.get(cell)
            if known is not None:
                return known
        found = self._calendar_day(cell)
        if found is None:
            raise Malformed("không phải ngày có thật; hãy ghi dạng YYYY-MM-DD hoặc dd/mm/yyyy, ví dụ 2019-03-31")
        if found > self._today:
            raise Malformed(f"là ngày trong tương lai; hãy ghi ngày không sau hôm nay ({format_date(self._today)})")
        if found.year < _FIRST_YEAR:
            raise Malformed(f"có năm trước {_FIRST_YEAR}; hãy ghi đủ bốn chữ số của năm")
        if isinstance(cell, str):
            self._days[cell] = found
        return found

    @staticmethod
    def _calendar_day(cell: Cell) -> date | None:
        try:
            if isinstance(cell, datetime):
                return cell.date()
            if isinstance(cell, date):
                return cell
            if isinstance(cell, str):
                if match := _ISO.fullmatch(cell):
                    return date(int(match[1]), int(match[2]), int(match[3]))
                if match := _VIETNAMESE.fullmatch(cell):
                    return date(int(match[3]), int(match[2]), int(match[1]))
            elif isinstance(cell, int | float) and not isinstance(cell, bool) and int(cell) in _SERIALS:
                serial = from_excel(int(cell))
                return serial.date() if isinstance(serial, datetime) else None
        except (ValueError, OverflowError):
            return None
        return None

    def _birth(self, column: Column, cell: Cell) -> date | int:
        text = shown(cell)
        if re.fullmatch(r"[0-9]{4}(\.0)?", text):
            year = int(text[:4])
            if not _FIRST_YEAR <= year <= self._today.year:
                raise Malformed(f"không phải năm sinh; hãy ghi năm từ {_FIRST_YEAR} đến {self._today.year}")
            return year
        try:
            return self._day(column, cell)
        except Malformed as error:
            raise Malformed(f"{error}, hoặc chỉ năm sinh gồm bốn chữ số") from None

    def _number(self, column: Column, cell: Cell) -> int:
        match = _WHOLE.fullmatch(shown(cell)) if not isinstance(cell, bool | date) else None
        if match is None:
            example = "5000000" if column.kind is Kind.MONEY else "12"
            what = "số đồng chẵn" if column.kind is Kind.MONEY else "số nguyên"
            raise Malformed(f"không phải {what}; hãy chỉ ghi chữ số, không dấu chấm, không dấu phẩy, ví dụ {example}")
        number = int(match[1]) if len(match[1]) < 25 else _LARGEST[Kind.MONEY] + 1
        if number < 0:
            raise Malformed("nhỏ hơn 0; hãy ghi số từ 0 trở lên")
        if number > _LARGEST[column.kind]:
            raise Malformed(f"quá lớn; hãy ghi số không quá {_LARGEST[column.kind]}")
        return number

    @staticmethod
    def _yes_no(column: Column, cell: Cell) -> bool:
        if isinstance(cell, bool):
            return cell
        found = _YES_NO.get(shown(cell).lower())
        if found is None:
            raise Malformed("không phải có hay không; hãy ghi yes hoặc no (có, không, 1, 0)")
        return found

    @staticmethod
    def _term(column: Column, cell: Cell) -> str:
        assert column.values is not None
        text = shown(cell).lower()
        for member in column.values:
            if text == member.value:
                return str(member.value)
        allowed = ", ".join(f"{member.value} ({member.term})" for member in column.values)
        raise Malformed(f"không có trong danh mục; hãy chọn một trong: {allowed}")

    @staticmethod
    def _national_id(column: Column, cell: Cell) -> str:
        text = shown(cell)
        # A spreadsheet that takes the id for a number eats the zero before it.
        if isinstance(cell, int | float) and not isinstance(cell, bool) and len(text) in (8, 11):
            text = "0" + text
        if not re.fullmatch(r"[0-9]{9}|[0-9]{12}", text):
            raise Malformed("không phải số CMND 9 chữ số hay số CCCD, định danh 12 chữ số; hãy ghi đủ chữ số")
        return text
