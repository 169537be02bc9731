"""A written report (báo cáo viết theo đề cương): official headings, under each the numbers of its forms in sentences.

What only a person can know is a marked space. Nothing else is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from casework.documents.blocks import (
    Align,
    Block,
    Closing,
    Document,
    Heading,
    Paragraph,
    Title,
    bold,
    italic,
    text,
)
from casework.i18n import format_instant
from casework.indicators.values import Ratio, Value, rounded
from casework.reports.build import Report, Row
from casework.reports.form import Heading as FormHeading
from casework.reports.form import Line, Print
from casework.reports.paper import RECIPIENTS, Letter
from casework.reports.printing import printed
from casework.reports.shown import ANOTHER_READING, reading_mark
from casework.reports.tables import spans_told

SPACE = "[Phần do người lập báo cáo viết: …………………………………………]"
"""The mark of what only a person can write."""


class Depth(Enum):
    """How a heading of the outline stands."""

    PART = "part"
    """I. KẾT QUẢ THỰC HIỆN, 1. Công tác chỉ đạo, 2.1. …"""
    POINT = "point"
    """A line that begins with a dash or a plus, or a letter."""


@dataclass(frozen=True)
class Item:
    """One heading of the outline with what stands under it."""

    words: str
    depth: Depth = Depth.POINT
    rows: tuple[tuple[str, str], ...] = ()
    """The rows that speak to it: code of the form, id of the row."""
    written: bool = True
    """A person has to write something here."""


@dataclass(frozen=True)
class Outline:
    """The outline of one written report, its words carried over to the letter."""

    code: str
    name: str
    kind: str
    subject: str
    """With `{span}` for the years or the period where the outline names them."""
    forms: tuple[str, ...]
    """The forms whose numbers it tells; their default days are the first one's."""
    items: tuple[Item, ...]
    source: str


@dataclass(frozen=True)
class Told:
    """The numbers of one form: of the columns asked for, and of the period before the last of them."""

    report: Report
    before: Report


def part(words: str, *, written: bool = False) -> Item:
    """A numbered heading, most of them with nothing of their own under them."""
    return Item(words, Depth.PART, written=written)


def outline_document(outline: Outline, told: Mapping[str, Told], letter: Letter) -> Document:
    """The draft of the report."""
    report = told[outline.forms[0]].report
    days = [each.label for each in report.windows]
    years = f"{report.windows[0].first.year} - {report.windows[-1].last.year}"
    blocks: list[Block] = [
        letter.head,
        Title(outline.kind, outline.subject.format(span=years if len(days) > 1 else days[0])),
        Paragraph(text(italic(f"{report.unit_name} (mã {report.unit_code}), kỳ: {'; '.join(days)}")), Align.CENTRE),
    ]
    for item in outline.items:
        blocks += _item(item, told)
    readings = [f"{ANOTHER_READING} {each.footnote}" for numbers in told.values() for each in numbers.report.variants]
    blocks += [Paragraph(text(italic(each)), indented=False, small=True) for each in readings]
    blocks.append(Paragraph(text(italic(spans_told(report))), indented=False, small=True))
    said = f"Số liệu tính lúc {format_instant(report.as_of)} từ hồ sơ. Nguồn đề cương: {outline.source}."
    blocks += [Paragraph(text(italic(said)), indented=False, small=True), Closing(RECIPIENTS, letter.signature)]
    return Document(f"{outline.name} - {report.unit_name}", tuple(blocks), letter.marks)


def _item(item: Item, told: Mapping[str, Told]) -> Iterator[Block]:
    yield Heading(item.words) if item.depth is Depth.PART else Paragraph(text(bold(item.words)), Align.LEFT, False)
    for code, row_id in item.rows:
        yield Paragraph(text(sentence(told[code], row_id)))
    if item.written:
        yield Paragraph(text(italic(SPACE)), Align.LEFT)


def sentence(told: Told, row_id: str) -> str:
    """One row in a sentence: its numbers by column, and the change of the last against the period before."""
    line, row = _row(told.report, row_id)
    earlier = _row(told.before, row_id)[1]
    columns = told.report.columns
    numbers = [_number(value, line) for value in row.values]
    said = (
        numbers[0]
        if len(columns) == 1
        else "; ".join(f"{column.label}: {number}" for column, number in zip(columns, numbers, strict=True))
    )
    # No line begins with the dash between two days.
    window = told.before.columns[0].label.replace(" - ", "\N{NO-BREAK SPACE}- ")
    before = f"{window}: {_number(earlier.values[0], line)}"
    name = f"{_name(told.report, line)}{reading_mark(told.report, row)}"
    return f"{name}: {said}; so với kỳ trước ({before}): {_change(line, row, earlier)}."


def _name(report: Report, line: Line) -> str:
    """What the row counts; with the heading above it where the form says the same words twice."""
    form, label = report.form, line.label.rstrip(" .:").removesuffix(", trong đó")
    if sum(each.label == line.label for each in form.rows) == 1:
        return label
    above = [
        each.label for each in form.lines[: form.lines.index(line)] if isinstance(each, FormHeading) and each.ordinal
    ]
    return f"{above[-1]} – {label[:1].lower()}{label[1:]}"


def _row(report: Report, row_id: str) -> tuple[Line, Row]:
    return next((line, row) for line, row in report.numbered if line.id == row_id)


def _number(value: Value, line: Line) -> str:
    number = printed(value, line.print)
    unit = line.measured_in
    # A ratio is both its numbers: its unit only says so.
    if isinstance(value, Ratio):
        return number
    lowered = unit if unit[1:2].isupper() else unit[:1].lower() + unit[1:]
    return f"{number} {lowered}"


def _change(line: Line, row: Row, earlier: Row) -> str:
    now, then = row.values[-1], earlier.values[0]
    if isinstance(now, Ratio) and isinstance(then, Ratio):
        now, then = now.n, then.n
    if not isinstance(now, int | Decimal) or not isinstance(then, int | Decimal):
        return "không so sánh được"
    difference = Decimal(now) - Decimal(then)
    if not difference:
        return "không đổi"
    size = printed(abs(difference), Print.PLAIN if line.print is Print.FRACTION else line.print)
    percentage = rounded(abs(Fraction(difference)) * 100 / Fraction(then)) if then else None
    share = "" if percentage is None else f" ({printed(percentage, Print.PERCENTAGE)}%)"
    return f"{'tăng' if difference > 0 else 'giảm'} {size}{share}"
