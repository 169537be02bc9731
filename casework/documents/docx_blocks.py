"""How each block is drawn in a .docx."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from docx.document import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table as DocxTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph as DocxParagraph

from casework.documents import layout
from casework.documents.blocks import (
    MOTTO,
    Align,
    Annex,
    Closing,
    Code,
    Fields,
    Head,
    Heading,
    Paragraph,
    Signature,
    Signatures,
    Table,
    Title,
    printable,
)
from casework.documents.lettering import width_mm
from casework.documents.qr import as_png

ALIGNMENTS = {
    Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Align.CENTRE: WD_ALIGN_PARAGRAPH.CENTER,
    Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
    Align.JUSTIFY: WD_ALIGN_PARAGRAPH.JUSTIFY,
}
CENTRE = WD_ALIGN_PARAGRAPH.CENTER
ROOM_TO_SIGN_PT = 56
CELL_MARGIN_TWIPS = 60
Place = Docx | _Cell


def line(
    place: Place, words: str, *, size: float, bold: bool = False, align: WD_ALIGN_PARAGRAPH = CENTRE
) -> DocxParagraph:
    """One line of words; the first of a cell takes the paragraph that every cell is born with."""
    empty = isinstance(place, _Cell) and len(place.paragraphs) == 1 and not place.paragraphs[0].text
    made = place.paragraphs[0] if empty else place.add_paragraph()
    run = made.add_run(printable(words))
    run.bold = bold
    run.font.size = Pt(size)
    made.alignment = align
    made.paragraph_format.space_after = Pt(0)
    return made


def _rule(place: Place, length_mm: float, room_mm: float) -> None:
    """A line of a length in the middle of the room."""
    made = place.add_paragraph()
    made.paragraph_format.space_after = Pt(0)
    made.paragraph_format.line_spacing = Pt(3)
    side = max((room_mm - length_mm) / 2, 0)
    made.paragraph_format.left_indent = made.paragraph_format.right_indent = Mm(side)
    borders = OxmlElement("w:pBdr")
    edge = OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "0"), ("color", "000000")):
        edge.set(qn(f"w:{name}"), value)
    borders.append(edge)
    made._p.get_or_add_pPr().append(borders)


def _grid(made: Docx, widths_mm: tuple[float, ...], rows: int = 1) -> DocxTable:
    """A table without lines that only places things beside each other."""
    table: DocxTable = made.add_table(rows=rows, cols=len(widths_mm))
    table.autofit = False
    for column, width in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    return table


def _gap(made: Docx, points: float) -> None:
    space = made.add_paragraph()
    space.paragraph_format.space_after = Pt(0)
    space.paragraph_format.line_spacing = Pt(points)


def _motto(place: Place, room_mm: float) -> None:
    line(place, MOTTO[0], size=layout.MOTTO_PT, bold=True)
    line(place, MOTTO[1], size=layout.SLOGAN_PT, bold=True)
    _rule(place, width_mm(MOTTO[1], layout.SLOGAN_PT), room_mm)


def _head(made: Docx, head: Head, landscape: bool) -> None:
    whole = layout.text_width_mm(landscape=landscape)
    if head.agency is None:
        _motto(made, whole)
        if head.dateline is not None:
            line(made, head.dateline, size=layout.DATE_PT, align=WD_ALIGN_PARAGRAPH.RIGHT).runs[0].italic = True
        _gap(made, 6)
        return
    left = whole * layout.AGENCY_SHARE
    right = whole - left
    (agency, motto), (number, dateline) = (row.cells for row in _grid(made, (left, right), rows=2).rows)
    if head.parent is not None:
        line(agency, head.parent.upper(), size=layout.AGENCY_PT)
    name = head.agency.upper()
    line(agency, name, size=layout.AGENCY_PT, bold=True)
    _rule(agency, min(width_mm(name, layout.AGENCY_PT), left) * layout.SHORT_UNDERLINE, left)
    _motto(motto, right)
    line(number, head.number or "", size=layout.NUMBER_PT)
    line(dateline, head.dateline or "", size=layout.DATE_PT).runs[0].italic = True
    _gap(made, 8)


def _title(made: Docx, title: Title, landscape: bool) -> None:
    kind = made.add_paragraph(printable(title.kind.upper()), style="Heading 1")
    kind.alignment = CENTRE
    if title.subject is None:
        return
    kind.paragraph_format.space_after = Pt(0)
    line(made, title.subject, size=layout.TITLE_PT, bold=True)
    whole = layout.text_width_mm(landscape=landscape)
    width = width_mm(title.subject, layout.TITLE_PT)
    _rule(made, width * layout.SHORT_UNDERLINE if width < whole else whole * layout.SHORT_UNDERLINE, whole)
    _gap(made, 6)


def _heading(made: Docx, heading: Heading, landscape: bool) -> None:
    paragraph = made.add_paragraph(printable(heading.text), style="Heading 2")
    paragraph.alignment = CENTRE if heading.centred else WD_ALIGN_PARAGRAPH.LEFT


def _paragraph(made: Docx, paragraph: Paragraph, landscape: bool) -> None:
    drawn = made.add_paragraph()
    drawn.alignment = ALIGNMENTS[paragraph.align]
    if paragraph.indented and paragraph.align is Align.JUSTIFY:
        drawn.paragraph_format.first_line_indent = Mm(layout.FIRST_LINE_MM)
    for each in paragraph.content:
        run = drawn.add_run(printable(each.text))
        run.bold, run.italic = each.bold, each.italic


def _fields(made: Docx, fields: Fields, landscape: bool) -> None:
    for field in fields.items:
        drawn = made.add_paragraph(printable(f"{field.label}: {field.value or ''}"))
        if field.value is None:
            end = Mm(layout.text_width_mm(landscape=landscape))
            drawn.paragraph_format.tab_stops.add_tab_stop(end, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
            drawn.add_run("\t")


def _table(made: Docx, table: Table, landscape: bool) -> None:
    whole = layout.text_width_mm(landscape=landscape)
    shares = sum(column.share for column in table.columns)
    widths = [whole * column.share / shares for column in table.columns]
    drawn = made.add_table(rows=1, cols=len(table.columns), style="Table Grid")
    drawn.autofit = False
    _inset(drawn)
    for width, column in zip(widths, drawn.columns, strict=True):
        column.width = Mm(width)
    _row(drawn, tuple(column.heading for column in table.columns), widths, [CENTRE] * len(widths), bold=True)
    drawn.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    aligned = [ALIGNMENTS[column.align] for column in table.columns]
    for row in table.rows:
        drawn.add_row()
        _row(drawn, row.cells, widths, aligned, bold=row.bold, indented=(table.label_column, row.level))
    _gap(made, 8)


def _inset(table: DocxTable) -> None:
    """Narrow margins inside the cells, and the lines of the table within those of the text."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(CELL_MARGIN_TWIPS))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    indent = OxmlElement("w:tblInd")
    indent.set(qn("w:w"), "0")
    indent.set(qn("w:type"), "dxa")
    properties = table._tbl.tblPr
    # The schema wants them in this order, before what says how rows look.
    look = properties.find(qn("w:tblLook"))
    place = len(properties) if look is None else list(properties).index(look)
    properties.insert(place, margins)
    layout_ = properties.find(qn("w:tblLayout"))
    properties.insert(list(properties).index(margins if layout_ is None else layout_), indent)


def _row(
    table: DocxTable,
    cells: tuple[str, ...],
    widths: list[float],
    aligned: list[WD_ALIGN_PARAGRAPH],
    *,
    bold: bool,
    indented: tuple[int, int] = (0, 0),
) -> None:
    row = table.rows[-1]
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for place, (cell, words) in enumerate(zip(row.cells, cells, strict=True)):
        cell.width = Mm(widths[place])
        drawn = line(cell, words, size=layout.TABLE_PT, bold=bold, align=aligned[place])
        if place == indented[0] and indented[1]:
            drawn.paragraph_format.left_indent = Mm(3 * indented[1])


def _sign(place: Place, signature: Signature) -> None:
    for words in signature.lines:
        line(place, words, size=layout.TITLE_PT, bold=True).paragraph_format.keep_with_next = True
    if signature.note is not None:
        note = line(place, signature.note, size=layout.NUMBER_PT)
        note.runs[0].italic = True
        note.paragraph_format.keep_with_next = True
    name = line(place, signature.name or "", size=layout.TITLE_PT, bold=True)
    name.paragraph_format.space_before = Pt(ROOM_TO_SIGN_PT)


def _signature(made: Docx, signature: Signature, landscape: bool) -> None:
    whole = layout.text_width_mm(landscape=landscape)
    _sign(_grid(made, (whole * 0.45, whole * 0.55)).rows[0].cells[1], signature)


def _signatures(made: Docx, signatures: Signatures, landscape: bool) -> None:
    _gap(made, 6)
    room = layout.text_width_mm(landscape=landscape) / len(signatures.columns)
    row = _grid(made, (room,) * len(signatures.columns)).rows[0]
    for cell, signature in zip(row.cells, signatures.columns, strict=True):
        _sign(cell, signature)


def _stay_with_next(made: Docx) -> None:
    """What was written last stays on the page of what comes next: a signature never stands on a page alone."""
    written = made.element.body.findall(qn("w:p"))
    if written:
        DocxParagraph(written[-1], made).paragraph_format.keep_with_next = True


def _closing(made: Docx, closing: Closing, landscape: bool) -> None:
    _stay_with_next(made)
    _gap(made, 6)
    _stay_with_next(made)
    half = layout.text_width_mm(landscape=landscape) / 2
    left, right = _grid(made, (half, half)).rows[0].cells
    if closing.recipients:
        words = line(left, "Nơi nhận:", size=12, bold=True, align=WD_ALIGN_PARAGRAPH.LEFT)
        words.runs[0].italic = True
        for recipient in closing.recipients:
            line(left, recipient, size=layout.RECIPIENTS_PT, align=WD_ALIGN_PARAGRAPH.LEFT)
    _sign(right, closing.signature)


def _code(made: Docx, code: Code, landscape: bool) -> None:
    whole = layout.text_width_mm(landscape=landscape)
    picture, words = _grid(made, (28, whole - 28)).rows[0].cells
    drawn = picture.paragraphs[0].add_run().add_picture(io.BytesIO(as_png(code.address)), width=Mm(26))
    drawn._inline.docPr.set("descr", printable(code.caption))
    line(words, code.caption, size=layout.MARK_PT, align=WD_ALIGN_PARAGRAPH.LEFT)


def _annex(made: Docx, annex: Annex, landscape: bool) -> None:
    if annex.number is not None:
        line(made, f"Phụ lục {annex.number}", size=layout.TITLE_PT, bold=True)
    _title(made, Title(annex.title), landscape)
    if annex.attached_to is not None:
        line(made, f"({annex.attached_to})", size=layout.TITLE_PT).runs[0].italic = True
    _gap(made, 8)


DRAW: Mapping[type, Callable[[Docx, Any, bool], None]] = MappingProxyType(
    {
        Head: _head,
        Title: _title,
        Heading: _heading,
        Paragraph: _paragraph,
        Fields: _fields,
        Table: _table,
        Signature: _signature,
        Signatures: _signatures,
        Closing: _closing,
        Code: _code,
        Annex: _annex,
    }
)
