"""What an official paper is made of (thể thức văn bản), free of any medium.

A paper is a sequence of blocks of plain values. What is not on record is left as a dotted line to be filled in by
hand, never invented: `None` is such a line.

Nguồn: Điều 8 Nghị định 30/2020/NĐ-CP.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
"""Quốc hiệu và Tiêu ngữ."""
BLANK = "……………………"
"""A dotted line inside a sentence."""


class Align(StrEnum):
    """How the lines of a paragraph or a column stand."""

    LEFT = "left"
    CENTRE = "center"
    RIGHT = "right"
    JUSTIFY = "justify"


@dataclass(frozen=True)
class Run:
    """Some words in one kind of letters."""

    text: str
    bold: bool = False
    italic: bool = False


Text = tuple[Run, ...]


def bold(words: str) -> Run:
    """Words in bold."""
    return Run(words, bold=True)


def italic(words: str) -> Run:
    """Words in italics."""
    return Run(words, italic=True)


def text(*parts: str | Run | None) -> Text:
    """A sentence of its parts; a part that is not known is a dotted line."""
    return tuple(part if isinstance(part, Run) else Run(BLANK if part is None else part) for part in parts)


@dataclass(frozen=True)
class Head:
    """Head of the paper: agency, number, place and date on the left, national motto on the right.

    Without an agency (an application, minutes of a family) the motto stands alone in the middle.
    """

    agency: str | None = None
    parent: str | None = None
    """The agency above (cơ quan chủ quản trực tiếp)."""
    number: str | None = None
    """The whole line: “Số: 01/QĐ-UBND”."""
    dateline: str | None = None
    """Place and date: “Gò Quao, ngày 05 tháng 9 năm 2026”."""


@dataclass(frozen=True)
class Title:
    """Kind of paper in capitals, and what it is about (tên loại và trích yếu nội dung)."""

    kind: str
    subject: str | None = None


@dataclass(frozen=True)
class Heading:
    """A heading inside the text."""

    text: str
    centred: bool = False


@dataclass(frozen=True)
class Paragraph:
    """Some sentences."""

    content: Text
    align: Align = Align.JUSTIFY
    indented: bool = True
    small: bool = False
    """In the letters of a table: what is said under one."""

    @property
    def is_open(self) -> bool:
        """Whether something is left to be filled in: its dots cannot be broken, so its words are not spread."""
        return any("…" in run.text for run in self.content)

    @property
    def leads(self) -> bool:
        """Whether it heads what comes next, though it is no heading of its own: it stays on the page of that."""
        return self.align is Align.LEFT and all(run.bold for run in self.content)


@dataclass(frozen=True)
class Field:
    """A label and what is on record for it; a dotted line where nothing is."""

    label: str
    value: str | None = None


@dataclass(frozen=True)
class Fields:
    """Labels with their values, a line each."""

    items: tuple[Field, ...]


@dataclass(frozen=True)
class Column:
    """A column of a table: heading, share of the width, how its cells stand."""

    heading: str
    share: float = 1
    align: Align = Align.LEFT


@dataclass(frozen=True)
class Row:
    """A row of a table; `level` indents the label column, and one that leads stays on the page of the next."""

    cells: tuple[str, ...]
    bold: bool = False
    level: int = 0
    leads: bool = False


@dataclass(frozen=True)
class Table:
    """A table with one row of headings.

    :param caption: what it lists, for those who cannot see it
    :param label_column: the column that a row's level indents
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    label_column: int = 1

    def is_open(self, row: Row) -> bool:
        """Whether a row is there to be filled in by hand: nothing stands in it but its number and its label."""
        said = row.cells[self.label_column + 1 :]
        return not row.bold and row.level == 0 and bool(said) and not any(said)

    def percents(self) -> list[int]:
        """How wide each column is, in hundredths of the table."""
        whole = sum(column.share for column in self.columns)
        return [max(round(100 * column.share / whole), 1) for column in self.columns]


@dataclass(frozen=True)
class Signature:
    """Who signs: the lines of their title (“KT. CHỦ TỊCH”, “PHÓ CHỦ TỊCH”), how, and the name where it is known."""

    lines: tuple[str, ...]
    name: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class Signatures:
    """Several signatures beside each other."""

    columns: tuple[Signature, ...]


@dataclass(frozen=True)
class Closing:
    """End of the paper: recipients (nơi nhận) on the left, signature on the right."""

    recipients: tuple[str, ...]
    signature: Signature


@dataclass(frozen=True)
class Code:
    """A code (mã QR) that leads to the page which confirms the paper, with words beside it."""

    address: str
    caption: str


@dataclass(frozen=True)
class Annex:
    """An annex (phụ lục) begins: on a new page, with page numbers of its own."""

    number: str | None
    title: str
    attached_to: str | None = None


Block = Head | Title | Heading | Paragraph | Fields | Table | Signature | Signatures | Closing | Code | Annex


@dataclass(frozen=True)
class Document:
    """One paper.

    :param name: what it is called in a list of contents and in a file's properties
    :param marks: words above everything: “Bản in lại lần 1”, “Mẫu số 24”
    :param stamp: what nobody may overlook, on every page that allows it: “ĐÃ THU HỒI”
    """

    name: str
    blocks: tuple[Block, ...]
    marks: tuple[str, ...] = ()
    landscape: bool = False
    stamp: str | None = None


def stays_with_next(blocks: Sequence[Block], place: int) -> bool:
    """Whether a block belongs on the page of the next one: a signature never stands on a page alone, nor with nothing
    but a code above it."""
    after = [type(each) for each in blocks[place + 1 : place + 3]]
    return after[:1] in _SIGNED or (after[:1] == [Code] and after[1:] in _SIGNED)


_SIGNED = ([Closing], [Signatures], [Signature])
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]|[\ud800-\udfff]")


def printable(words: str) -> str:
    """The words without what no paper can show (control characters from a damaged file)."""
    return _UNPRINTABLE.sub("", words)


def long_date(day: date | None) -> str:
    """A day in words as papers write it: “ngày 05 tháng 9 năm 2026”; days below 10 and months 1, 2 with a zero.

    Nguồn: Phụ lục I Nghị định 30/2020/NĐ-CP.
    """
    if day is None:
        return "ngày …… tháng …… năm ………"
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"
