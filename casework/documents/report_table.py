"""An official table (biểu báo cáo) as a paper: head, title, unit and windows, table, notes, signature."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from casework.documents.blocks import (
    Align,
    Block,
    Closing,
    Column,
    Document,
    Head,
    Paragraph,
    Row,
    Signature,
    Table,
    Title,
    bold,
    italic,
    text,
)
from casework.documents.layout import TABLE_PT, WIDER, text_width_mm
from casework.documents.lettering import width_mm

ROOMIER = 1.3
"""Where the prescribed face is missing, a word processor takes a wider one: numbers must stay whole all the same."""
PADDING_MM, LEAST_MM, MOST_MM = 4, 7, 60
_CLOSER = ((WIDER, 99, 30), (WIDER, 12, 30), (ROOMIER, 0, 60), (WIDER, 0, 0))
"""How close the columns of a register come: room around a word, letters up to which a number is never broken at its
dashes, and the mm that must be left for long texts."""
WIDE_FROM_COLUMNS = 7
"""A table of so many columns lies on its side (Phụ lục I Nghị định 30/2020/NĐ-CP allows it for tables)."""


@dataclass(frozen=True)
class ReportLine:
    """One line of the table: its cells as they are shown, and how deep it stands."""

    cells: tuple[str, ...]
    level: int = 0
    bold: bool = False
    leads: bool = False
    """A heading of the lines after it."""


@dataclass(frozen=True)
class FurtherColumns:
    """A table of its own for columns that have no room beside those before them."""

    headings: Sequence[str]
    lines: Sequence[ReportLine]
    shares: Sequence[float]


def report_document(
    *,
    name: str,
    title: str,
    headings: Sequence[str],
    lines: Sequence[ReportLine],
    head: Head | None = None,
    code: str | None = None,
    subject: Sequence[str] = (),
    shares: Sequence[float] | None = None,
    numbers_from: int = 2,
    label_column: int = 1,
    notes: Sequence[str] = (),
    recipients: Sequence[str] = (),
    signature: Signature | None = None,
    landscape: bool | None = None,
    marks: Sequence[str] = (),
    further: Sequence[FurtherColumns] = (),
) -> Document:
    """A table with what an official form has around it.

    :param code: the form's own code above the title: “Biểu 01-BCN”
    :param subject: lines under the title: the unit, the period, the unit of measure
    :param shares: widths of the columns as shares; by default the label has four times the room of another
    :param numbers_from: the columns from here on hold numbers and stand on the right
    :param landscape: on its side; by default from `WIDE_FROM_COLUMNS` columns on
    """
    blocks: list[Block] = [head or Head()]
    if code is not None:
        blocks.append(_code(code))
    blocks.append(Title(title))
    blocks += [Paragraph(text(italic(each)), Align.CENTRE) for each in subject]
    blocks.append(_table(name, headings, lines, shares, label_column, numbers_from))
    for each in further:
        blocks.append(Paragraph(text(bold("Các cột tiếp theo")), Align.LEFT, small=True))
        blocks.append(_table(name, each.headings, each.lines, each.shares, label_column, numbers_from))
    blocks += [Paragraph(text(italic(note)), indented=False, small=True) for note in notes]
    if signature is not None:
        blocks.append(Closing(tuple(recipients), signature))
    wide = len(headings) >= WIDE_FROM_COLUMNS if landscape is None else landscape
    return Document(name, tuple(blocks), tuple(marks), landscape=wide)


def _table(
    name: str,
    headings: Sequence[str],
    lines: Sequence[ReportLine],
    shares: Sequence[float] | None,
    label_column: int,
    numbers_from: int,
) -> Table:
    columns = [_column(place, words, shares, label_column, numbers_from) for place, words in enumerate(headings)]
    rows = [Row(line.cells, line.bold, line.level, line.leads) for line in lines]
    return Table(name, tuple(columns), tuple(rows), label_column)


def _code(code: str) -> Paragraph:
    """An annex is named in bold in the middle (Phụ lục I Nghị định 30/2020/NĐ-CP), a form's code at the right."""
    if code.startswith("Phụ lục"):
        return Paragraph(text(bold(code)), Align.CENTRE)
    return Paragraph(text(italic(code)), Align.RIGHT)


def nothing_happened(columns: int) -> tuple[str, ...]:
    """The row of a register without lines: that nothing happened is said, and nothing can be added unseen."""
    return ("", "Không phát sinh", *[""] * (columns - 2))


def fitted_widths(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> list[float]:
    """How wide, in mm, each column of a table of words on its side is: no word is broken, long texts share the rest.

    Where they would be left with too little, long refs are broken at their dashes, then every number of a paper is.
    """
    columns = [[heading, *(row[place] for row in rows)] for place, heading in enumerate(headings)]
    for room, whole, least in _CLOSER:
        words = [_unbroken(texts, whole) for texts in columns]
        # A word that would take the room of all others is broken like a line.
        longest = [min(max((width_mm(word, TABLE_PT) for word in each), default=0.0), MOST_MM) for each in words]
        widths = [max(room * word, LEAST_MM) + PADDING_MM for word in longest]
        left = text_width_mm(landscape=True) - sum(widths)
        if left >= least:
            break
    lines = [max((width_mm(text, TABLE_PT) for text in texts[1:]), default=0.0) for texts in columns]
    wanted = [max(line - word, 0.0) for line, word in zip(lines, longest, strict=True)]
    if list(rows) == [nothing_happened(len(headings))]:
        # Nothing is there to be made room for: as the headings are, so are the columns.
        wanted = [width_mm(heading, TABLE_PT) for heading in headings]
    return [width + max(left, 0.0) * more / max(sum(wanted), 1.0) for width, more in zip(widths, wanted, strict=True)]


def _unbroken(texts: Sequence[str], whole: int) -> list[str]:
    words = (word for text in texts for word in text.split())
    return [part for word in words for part in (word if len(word) <= whole else word.replace("-", "- ")).split()]


def _column(place: int, words: str, shares: Sequence[float] | None, label_column: int, numbers_from: int) -> Column:
    share = shares[place] if shares is not None else 4 if place == label_column else 0.6 if place < label_column else 1
    if place >= numbers_from:
        return Column(words, share, Align.RIGHT)
    return Column(words, share, Align.LEFT if place == label_column else Align.CENTRE)
