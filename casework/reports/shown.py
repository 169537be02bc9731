"""What a table shows (ô của bảng), the same on the page and on paper: a ratio by both its numbers, shares in words."""

from __future__ import annotations

from casework.indicators.values import Ratio
from casework.reports.build import Row, Share
from casework.reports.form import Heading, Print
from casework.reports.printing import printed


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
