"""Handing a file back with its wrong cells marked (tệp đã đánh dấu): coloured, with a comment that says why."""

from __future__ import annotations

import io
from collections import defaultdict
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from casework.exchange.cells import shown
from casework.exchange.reader import Source, sheets_of
from casework.exchange.report import RowError

_FILL = PatternFill("solid", start_color="FFC7CE", end_color="FFC7CE")
_WIDTH, _LINE = 320, 18


def marked(path: Path, sources: list[Source], errors: list[RowError]) -> bytes:
    """The file as a workbook with everything in it, and the refused cells marked.

    A refusal that concerns no cell of the sheet (a unit that was chosen on the page) marks the row's first cell.
    """
    book = openpyxl.load_workbook(path) if path.suffix == ".xlsx" else _of_text(path)
    by_label = {source.label: source for source in sources}
    notes: defaultdict[tuple[str, int, int], list[str]] = defaultdict(list)
    for error in errors:
        source = by_label[error.sheet]
        notes[source.sheet, error.row, _place(source, error.column)].append(error.message)
    for (sheet, row, place), messages in notes.items():
        cell: Any = book[sheet].cell(row, place + 1)
        cell.fill = _FILL
        text = "\n".join([*([cell.comment.text] if cell.comment else []), *messages])
        cell.comment = Comment(text, "casework", width=_WIDTH, height=_LINE * (2 + len(text) // 45))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _place(source: Source, key: str) -> int:
    own = source.columns[: len(source.columns) - source.added]
    return next((place for place, column in enumerate(own) if column is not None and column.key == key), 0)


def _of_text(path: Path) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for found in sheets_of(path):
        sheet: Any = book.create_sheet(found.name)
        for cells in found.read():
            sheet.append([shown(cell) for cell in cells])
        for column in sheet.columns:
            sheet.column_dimensions[column[0].column_letter].width = 18
    return book
