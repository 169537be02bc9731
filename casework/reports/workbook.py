"""A report as a workbook (XLSX): looks like the official form, and its numbers are numbers."""

from __future__ import annotations

import io
from collections.abc import Sequence
from textwrap import wrap
from typing import Any

import xlsxwriter

from casework.indicators.values import Ratio, Value, rounded
from casework.reports.build import OUTCOME, Report, Row, Share
from casework.reports.form import Heading, Print
from casework.reports.formulas import Formulas
from casework.reports.printing import NOTHING
from casework.reports.shown import above, label, number_heading
from casework.reports.tables import footnotes, value_as_json, value_as_text

_FONT = {"font_name": "Times New Roman", "font_size": 12}
_LABEL, _UNIT, _NUMBER = 58, 13, 13
"""How many letters wide the columns of words and units are, and those of numbers at least."""
_ORDINAL = 7
_UNIT_WORDS = "Đơn vị tính"
"""The column is there in every workbook, so that numbers stand in the same columns of all."""
_FIRST = 4
"""The first column with numbers, and the first row of the table's body."""
_UPRIGHT = 2
"""So few columns of numbers stand upright, on one sheet with all their rows: no heading is left alone at its end."""


def as_xlsx(report: Report, *, marks: Sequence[str] = ()) -> bytes:
    """The report as a workbook: a column of exact values for each column of the report, then what is said of them.

    :param marks: what nobody may overlook, before the title: that it is a draft, that another stands in its place
    """
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    _Sheet(book, report, marks).write()
    book.close()
    return buffer.getvalue()


class _Sheet:
    """One sheet being written."""

    def __init__(self, book: Any, report: Report, marks: Sequence[str]) -> None:
        self._book, self._report, self._marks = book, report, marks
        self._sheet = book.add_worksheet(report.form.code)
        self._columns = report.columns
        self._shares = report.shares
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        places = {row.line.id: _FIRST + place for place, row in enumerate(report.rows)}
        self._formulas = Formulas(report, places, _FIRST)
        self._last = _FIRST - 1 + len(self._columns) + len(self._shares)
        # A number that has no room is shown as a row of hashes.
        self._number_width = max([_NUMBER, *(len(text) + 2 for row in report.rows for text in row.display)])
        self._width = 14 + _LABEL + _UNIT + self._number_width * (len(self._columns) + len(self._shares))

    def write(self) -> None:
        self._head()
        for place, row in enumerate(self._report.rows, start=_FIRST):
            self._row(place, row)
        under = _FIRST + len(self._report.rows) + 1
        note = self._format(italic=True, text_wrap=True, valign="top")
        for place, line in enumerate(footnotes(self._report), start=under):
            self._sheet.merge_range(place, 0, place, self._last, line, note)
            self._tall(place, [(line, self._width)])
        self._page()

    def _head(self) -> None:
        report, middle = self._report, {"align": "center"}
        title = self._format(bold=True, font_size=14, text_wrap=True, valign="vcenter", **middle)
        named = f"{report.form.annex}: {report.form.title}" if report.form.annex else report.form.title
        named = " – ".join([*self._marks, named])
        self._sheet.merge_range(0, 0, 0, self._last, named, title)
        self._tall(0, [(named, self._width * 2 // 3)], line=20)
        italic = self._format(italic=True, **middle)
        unit = f"Đơn vị báo cáo: {report.unit_name} (mã {report.unit_code})"
        for place, text in ((1, unit), (2, "; ".join(above(report)))):
            self._sheet.merge_range(place, 0, place, self._last, text, italic)
        head = self._format(bold=True, border=1, valign="vcenter", text_wrap=True, **middle)
        numbers = [number_heading(report, place) for place in range(len(self._columns))]
        words, said = [*numbers, *map(self._share_heading, self._shares)], report.form.words
        for column, text in enumerate(["Mã", said.ordinal, said.label, said.measured_in or _UNIT_WORDS, *words]):
            self._sheet.write_string(_FIRST - 1, column, text, head)
        self._tall(_FIRST - 1, [*[(text, self._number_width - 3) for text in words], (said.ordinal, _ORDINAL - 2)])

    def _share_heading(self, share: Share) -> str:
        """Shares stand after all numbers: where there are several windows, each says whose it is."""
        column = self._columns[share.place].heading
        return share.label if len(self._report.windows) == 1 or column in share.label else f"{share.label}, {column}"

    def _row(self, place: int, row: Row) -> None:
        line = row.line
        style = {"border": 1, "bold": line.level == 0, "valign": "vcenter"}
        words = label(self._report, row)
        self._tall(place, [(words, _LABEL - 4 - 2 * line.level), (line.measured_in, _UNIT - 1)])
        centre = self._format(align="center", text_wrap=True, **style)
        left = self._format(text_wrap=True, indent=line.level, **style)
        for column, text in enumerate([line.id, line.ordinal, words, line.measured_in]):
            self._sheet.write_string(place, column, text, left if column == 2 else centre)
        for number, column in enumerate(range(_FIRST, _FIRST + len(self._columns))):
            value = row.values[number] if row.values else None
            self._value(place, column, value, row.display[number] if row.values else "", row, style)
        for number, share in enumerate(self._shares):
            self._share(place, _FIRST + len(self._columns) + number, share, row, style)

    def _value(self, place: int, column: int, value: Value, shown: str, row: Row, style: dict[str, Any]) -> None:
        if value is None:
            empty = NOTHING if row.values and shown == NOTHING else ""
            self._sheet.write_string(place, column, empty, self._format(align="right", **style))
        elif isinstance(value, Ratio):
            self._sheet.write_string(place, column, value_as_text(value), self._format(align="right", **style))
        else:
            decimals = ".0" if "," in shown else ""
            scale = ",," if not isinstance(row.line, Heading) and row.line.print is Print.MILLIONS else ""
            number = self._format(num_format=f"#,##0{decimals}{scale}", **style)
            self._number(place, column, self._formula(row, column - _FIRST), value_as_json(value), number)

    def _formula(self, row: Row, number: int) -> str | None:
        return self._formulas.total(row, number) or self._formulas.difference(row, number)

    def _number(self, place: int, column: int, formula: str | None, value: Any, style: Any) -> None:
        """A number, or the formula that gives it with the number beside it for readers that do not reckon."""
        if formula is None:
            self._sheet.write_number(place, column, value, style)
        else:
            self._sheet.write_formula(place, column, formula, style, value)

    def _share(self, place: int, column: int, share: Share, row: Row, style: dict[str, Any]) -> None:
        value = share.text(row)
        if isinstance(value, Ratio) and value.percentage is not None:
            number = self._format(num_format="0.0", **style)
            formula = self._formulas.percentage(row, share.place)
            self._number(place, column, formula, float(rounded(value.percentage)), number)
            return
        words = NOTHING if isinstance(value, Ratio) else value
        centre = self._format(align="center", **style)
        outcome = self._formulas.outcome(row, share.place) if share.label == OUTCOME else None
        if outcome:
            self._sheet.write_formula(place, column, outcome, centre, words)
        else:
            self._sheet.write_string(place, column, words or "", centre)

    def _format(self, **style: Any) -> Any:
        key = tuple(sorted(style.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format({**_FONT, **style})
        return self._formats[key]

    def _tall(self, place: int, texts: list[tuple[str, int]], *, line: int = 17) -> None:
        """Make a row high enough for texts that wrap after so many letters: not every reader does it alone."""
        lines = max(len(wrap(text, width)) for text, width in texts)
        if lines > 1:
            self._sheet.set_row(place, lines * line)

    def _page(self) -> None:
        sheet = self._sheet
        sheet.set_column(0, 1, _ORDINAL)
        sheet.set_column(2, 2, _LABEL)
        sheet.set_column(3, 3, _UNIT)
        sheet.set_column(_FIRST, self._last, self._number_width)
        sheet.set_paper(9)
        if self._last >= _FIRST + _UPRIGHT:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(_FIRST - 1)
        sheet.freeze_panes(_FIRST, _FIRST)
