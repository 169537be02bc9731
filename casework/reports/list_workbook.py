"""Lists as workbooks to read and print (danh sách dạng bảng tính): days are days, what adds up reckons itself."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from textwrap import wrap
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

_FONT = {"font_name": "Times New Roman", "font_size": 12}
_LEAST, _MOST = 10, 34
"""How many letters wide a column is; a longer text wraps."""
_UPRIGHT = 100
"""So many letters stand beside each other on an upright sheet."""
SUM, COUNT = "SUM", "COUNTA"
"""What the last row reckons of a column: its numbers, or how many lines there are."""


@dataclass(frozen=True)
class ListSheet:
    """One list on a sheet."""

    name: str
    lead: Sequence[str]
    """Lines above the list, the title first."""
    headings: Sequence[str]
    rows: Iterable[Sequence[Any]]
    totals: Mapping[int, str] = field(default_factory=dict)
    """By column, from 0: `SUM` or `COUNT`."""
    notes: Sequence[str] = ()


def workbook_of(*sheets: ListSheet) -> bytes:
    """Lists as a workbook, a sheet each."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    for sheet in sheets:
        _Writing(book, sheet).write()
    book.close()
    return buffer.getvalue()


class _Writing:
    """One list being written."""

    def __init__(self, book: Any, told: ListSheet) -> None:
        self._told, self._sheet = told, book.add_worksheet(told.name)
        dress = {**_FONT, "border": 1, "valign": "vcenter"}
        self._dressed = {
            "title": book.add_format({**_FONT, "bold": True, "font_size": 14, "text_wrap": True, "align": "center"}),
            "lead": book.add_format({**_FONT, "italic": True, "text_wrap": True, "align": "center"}),
            "note": book.add_format({**_FONT, "italic": True, "text_wrap": True, "valign": "top"}),
            "head": book.add_format({**dress, "bold": True, "align": "center", "text_wrap": True}),
            "text": book.add_format({**dress, "text_wrap": True}),
            # A year has no dot in it.
            "number": book.add_format({**dress, "num_format": "[>=10000]#,##0;0"}),
            "place": book.add_format({**dress, "align": "center"}),
            "day": book.add_format({**dress, "num_format": "dd/mm/yyyy", "align": "center"}),
            "total": book.add_format({**dress, "bold": True, "num_format": "#,##0"}),
        }
        self._widths = [0 for _ in told.headings]
        self._lines: dict[int, int] = {}
        self._sums: list[float] = [0 for _ in told.headings]
        self._first = len(told.lead) + 2 if told.lead else 1
        """The row of the first line, from 0: above it the headings, above them a row that is empty."""

    def write(self) -> None:
        told = self._told
        for column, words in enumerate(told.headings):
            self._sheet.write_string(self._first - 1, column, words, self._dressed["head"])
            self._widths[column] = max(map(len, words.split()), default=0)
        last = self._first - 1
        for last, row in enumerate(told.rows, start=self._first):
            for column, value in enumerate(row):
                self._cell(last, column, value)
        if told.totals:
            self._total(last + 1)
        self._page()
        for place, line in enumerate(told.lead):
            self._across(place, line, "lead" if place else "title")
        for place, note in enumerate(told.notes, start=last + 3):
            self._across(place, note, "note")

    def _cell(self, place: int, column: int, value: Any) -> None:
        if isinstance(value, date):
            self._sheet.write_datetime(place, column, value, self._dressed["day"])
            said = "dd/mm/yyyy"
        elif isinstance(value, int | float) and not isinstance(value, bool):
            self._sheet.write_number(place, column, value, self._dressed["number" if column else "place"])
            self._sums[column] += value
            said = f"{value:,}"
        else:
            said = "" if value is None else str(value)
            self._sheet.write_string(place, column, said, self._dressed["text"])
            if len(said) > _MOST - 2:
                self._tall(place, len(wrap(said, _MOST - 6)))
        self._widths[column] = max(self._widths[column], len(said))

    def _tall(self, place: int, lines: int) -> None:
        """Make a row as high as its longest text needs: not every reader does it alone."""
        self._lines[place] = max(self._lines.get(place, 1), lines)
        self._sheet.set_row(place, self._lines[place] * 17)

    def _total(self, place: int) -> None:
        lines = place - self._first
        for column in range(len(self._told.headings)):
            kind = self._told.totals.get(column)
            value = lines if kind == COUNT else self._sums[column]
            if kind is None:
                self._sheet.write_string(place, column, "" if column else "Cộng", self._dressed["total"])
            elif not lines:
                self._sheet.write_number(place, column, 0, self._dressed["total"])
            else:
                cells = [xl_rowcol_to_cell(row, column) for row in (self._first, place - 1)]
                self._sheet.write_formula(place, column, f"={kind}({':'.join(cells)})", self._dressed["total"], value)

    def _across(self, place: int, words: str, dress: str) -> None:
        """A line over all columns, in as many lines as it needs."""
        room = sum(self._widths) * (2 if dress == "title" else 3) // 3
        lines = len(wrap(words, max(room, 1)))
        if len(self._widths) > 1:
            self._sheet.merge_range(place, 0, place, len(self._widths) - 1, words, self._dressed[dress])
        else:
            self._sheet.write_string(place, 0, words, self._dressed[dress])
        self._sheet.set_row(place, max(lines, 1) * (20 if dress == "title" else 17))

    def _page(self) -> None:
        self._widths = [min(max(width + 2, _LEAST), _MOST) for width in self._widths]
        for column, width in enumerate(self._widths):
            self._sheet.set_column(column, column, width)
            self._tall(self._first - 1, len(wrap(self._told.headings[column], width - 2)))
        self._sheet.freeze_panes(self._first, 0)
        self._sheet.set_paper(9)
        if sum(self._widths) > _UPRIGHT:
            self._sheet.set_landscape()
        self._sheet.fit_to_pages(1, 0)
        self._sheet.repeat_rows(self._first - 1)
