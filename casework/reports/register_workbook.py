"""A register as a workbook (sổ dạng bảng tính): a line a case to read and print, and the same lines for machines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from casework.reports.build import Report
from casework.reports.list_workbook import COUNT, SUM, ListSheet, workbook_of
from casework.reports.register_paper import COUNTED_IN, WORDS, Book, said, subject, times_in
from casework.reports.tables import cell_text, footnotes

MACHINES = "lines"
"""The sheet with the columns of the exchange files, as CSV has them."""


def register_as_xlsx(report: Report, book: Book) -> bytes:
    """The book with how many lines it has and how many count in each line of the statistics, which reckon themselves.

    Names stand on paper only.
    """
    columns = [name for name in book.names if name in WORDS and (name != "window" or len(report.windows) > 1)]
    counted = [name for name in COUNTED_IN if name in book.names]
    rows = [dict(zip(book.names, line, strict=True)) for line in book.lines]
    first = 1 + len(columns)
    read = ListSheet(
        report.form.annex,
        [f"{report.form.annex}: {report.form.title}", *subject(report)],
        ["STT", *(WORDS[name] for name in columns), *map(_heading, counted)],
        [(place, *_cells(columns, row), *_counted(counted, row)) for place, row in enumerate(rows, start=1)],
        {1: COUNT, **dict.fromkeys(range(first, first + len(counted)), SUM)},
        [*_notes(book), *footnotes(report)],
    )
    lines = [list(map(cell_text, line)) for line in book.lines]
    return workbook_of(read, ListSheet(MACHINES, (), list(book.names), lines))


def _heading(name: str) -> str:
    line, words = COUNTED_IN[name]
    return f"{line} – {words}"


def _cells(columns: Sequence[str], row: Mapping[str, Any]) -> Iterator[Any]:
    for name in columns:
        yield row[name] if isinstance(row[name], date) else said(name, row[name])


def _counted(names: Sequence[str], row: Mapping[str, Any]) -> Iterator[int | None]:
    for name in names:
        yield times_in(row[name]) or None


def _notes(book: Book) -> Iterator[str]:
    if not book.lines and not book.hidden:
        yield "Không phát sinh."
    if book.hidden:
        yield f"Ngoài ra có {book.hidden} dòng ngoài phạm vi của người tải."
    if "at_end" in book.names:
        yield "Các cột cuối: số lần dòng này được tính vào từng dòng của biểu thống kê (nhóm A, B, C hoặc D)."
