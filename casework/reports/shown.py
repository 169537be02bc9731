"""What a table shows (ô của bảng), the same on the page and on paper: a ratio by both its numbers, shares in words."""

from __future__ import annotations

from collections.abc import Iterator

from casework.indicators.values import Ratio
from casework.reports.build import Report, Row, Share
from casework.reports.form import Heading, Print
from casework.reports.printing import printed

ANOTHER_READING = "◊"
"""Stands at the rows that are read otherwise than the form's first reading, and before the footnote that says how."""


def above(report: Report) -> Iterator[str]:
    """What stands between the unit and the table: the window where there is one only, the form's own words."""
    words = report.form.words
    if len(report.windows) == 1:
        (window,) = report.windows
        yield f"({window.label})" if words.number else f"Kỳ báo cáo: {window.label}"
    if words.above:
        yield words.above


def number_heading(report: Report, place: int) -> str:
    """What a column of numbers is called: the form's own word where it stands alone, else its window."""
    number = report.form.words.number
    return number if number and len(report.columns) == 1 else report.columns[place].heading


def label(report: Report, row: Row) -> str:
    """The words of a row as the form prints them; one that is read otherwise is marked."""
    return f"{row.line.mark}{row.line.label}{reading_mark(report, row)}"


def reading_mark(report: Report, row: Row) -> str:
    """What stands after the words of a row that is read otherwise than the form's first reading."""
    read_otherwise = any(row.line.id in variant.lines for variant in report.variants)
    return f" {ANOTHER_READING}" if read_otherwise else ""


def in_cell(row: Row, place: int) -> str:
    """One cell of the table: a ratio by both its numbers, anything else as the form prints it."""
    if not row.values or isinstance(row.line, Heading):
        return ""
    value = row.values[place]
    return printed(value, Print.FRACTION) if isinstance(value, Ratio) else row.display[place]


def beside(share: Share, row: Row) -> str:
    """What stands beside the numbers: a percentage, or words."""
    words = share.text(row)
    return words if isinstance(words, str) else printed(words, Print.PERCENTAGE)
