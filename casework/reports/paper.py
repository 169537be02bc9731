"""A report on paper (bản in của biểu): the official table with its head, its notes and its signature."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from casework.documents.blocks import Document, Head, Signature
from casework.documents.layout import TABLE_PT, text_width_mm
from casework.documents.lettering import width_mm
from casework.documents.report_table import PADDING_MM, ROOMIER, FurtherColumns, ReportLine, report_document
from casework.reports.build import Report, Row, Share
from casework.reports.form import Heading, Line
from casework.reports.shown import above, beside, in_cell, label, number_heading
from casework.reports.tables import footnotes

RECIPIENTS = ("- ……………………;", "- Lưu: VT.")
"""Whoever sends the report writes to whom; the copy that is kept comes last."""
ROOM_FOR_WORDS_MM = 62
"""With less room than that for its labels, a table lies on its side."""
_ORDINAL_MM, _UNIT_MM, _NUMBER_MM, _REMARKS_MM = 13, 20, 18, 24
_NUMBER_ALONE_MM = 26
"""What the only column of numbers has: its heading on two lines."""


@dataclass(frozen=True)
class Letter:
    """How the office that reports heads and signs its papers."""

    head: Head
    signature: Signature
    marks: tuple[str, ...] = ()
    stamp: str | None = None
    """What nobody may overlook: that another report stands in place of this one."""


def report_paper(report: Report, letter: Letter) -> Document:
    """The official table of a report: what it prints is what its page shows."""
    form, words = report.form, report.form.words
    sheets = [_sheet(report, places) for places in _beside_each_other(report)]
    laid_out = [_laid_out(each.shares, 2 if words.measured_in else 1) for each in sheets]
    first, *further = [replace(each, shares=widths) for each, (widths, _) in zip(sheets, laid_out, strict=True)]
    paper = report_document(
        name=f"{form.short} - {report.unit_name}",
        title=form.title,
        code=form.annex or None,
        subject=list(_subject(report)),
        headings=first.headings,
        lines=first.lines,
        head=letter.head,
        shares=first.shares,
        numbers_from=3 if words.measured_in else 2,
        notes=footnotes(report),
        recipients=() if words.signer else RECIPIENTS,
        signature=_signature(report, letter.signature),
        landscape=any(landscape for _, landscape in laid_out),
        marks=letter.marks,
        further=further,
    )
    return replace(paper, stamp=letter.stamp)


def _beside_each_other(report: Report) -> Iterator[range]:
    """The columns of numbers, as many together as a sheet on its side has room for; those of a window stay together."""
    room = text_width_mm(landscape=True) - ROOM_FOR_WORDS_MM
    each = len(report.columns) // len(report.windows)
    first = 0
    for end in range(each, len(report.columns) + 1, each):
        if first < end - each and sum(_sheet(report, range(first, end)).shares) > room:
            yield range(first, end - each)
            first = end - each
    yield range(first, len(report.columns))


def _sheet(report: Report, places: range) -> FurtherColumns:
    """Some columns of the table; its shares are how wide each but that of the labels has to be."""
    headings = list(_headings(report, places))
    lines = [_line(report, row, places) for row in report.rows]
    return FurtherColumns(headings, lines, list(_widths(report, headings, lines)))


def _line(report: Report, row: Row, places: range) -> ReportLine:
    level = row.line.level
    return ReportLine(tuple(_cells(report, row, places)), level, bold=level == 0, leads=isinstance(row.line, Heading))


def _headings(report: Report, places: range) -> Iterator[str]:
    words = report.form.words
    yield words.ordinal
    yield words.label
    if words.measured_in:
        yield words.measured_in
    for place in places:
        yield number_heading(report, place)
        yield from (share.label for share in _shares(report, place))
    if words.remarks:
        yield words.remarks


def _cells(report: Report, row: Row, places: range) -> Iterator[str]:
    line, words = row.line, report.form.words
    yield line.ordinal
    yield label(report, row)
    if words.measured_in:
        yield line.measured_in
    for place in places:
        yield in_cell(row, place)
        yield from (beside(share, row) if isinstance(line, Line) else "" for share in _shares(report, place))
    if words.remarks:
        yield ""


def _shares(report: Report, place: int) -> list[Share]:
    return [share for share in report.shares if share.place == place]


def _subject(report: Report) -> Iterator[str]:
    yield f"Đơn vị báo cáo: {report.unit_name} (mã {report.unit_code})"
    yield from above(report)


def _widths(report: Report, headings: Sequence[str], lines: Sequence[ReportLine]) -> Iterator[float]:
    """How wide each column but that of the labels has to be so that no number and no word of a heading is broken."""
    words = report.form.words
    for place, heading in enumerate(headings):
        if place == 1:
            continue
        cells = [line.cells[place] for line in lines]
        least: float = _NUMBER_MM if len(headings) > 4 else _NUMBER_ALONE_MM
        if place == 0:
            least = _ORDINAL_MM
        elif heading == words.measured_in:
            least, cells = _UNIT_MM, [part for cell in cells for part in _unbroken(cell)]
        elif heading == words.remarks:
            least = _REMARKS_MM
        wanted = max(width_mm(text, TABLE_PT) for text in (*cells, *heading.split(), ""))
        yield max(ROOMIER * wanted + PADDING_MM, least)


def _unbroken(unit: str) -> list[str]:
    """A short unit of measure stays on one line; a long one may break between words."""
    return [unit] if len(unit) <= len("lượt người") else unit.split()


def _laid_out(widths: Sequence[float], numbers_from: int) -> tuple[list[float], bool]:
    """The widths with that of the labels, which have the room that is left; and whether the table lies on its side.

    Columns of numbers are alike where there is room for it.
    """
    numbers = widths[numbers_from:]
    alike = [*widths[:numbers_from], *[max(numbers)] * len(numbers)]
    for landscape in (False, True):
        for chosen in (alike, widths):
            room = text_width_mm(landscape=landscape) - sum(chosen)
            if room >= ROOM_FOR_WORDS_MM:
                return [chosen[0], room, *chosen[1:]], landscape
    return [widths[0], ROOM_FOR_WORDS_MM, *widths[1:]], True


def _signature(report: Report, signature: Signature) -> Signature:
    words = report.form.words
    if not words.signer:
        return signature
    return replace(signature, lines=(words.signer,), note=words.signing or signature.note)
