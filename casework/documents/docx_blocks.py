"""How each block is drawn in a .docx."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from docx.document import Document as Docx
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table as DocxTable

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
from casework.documents.docx_lines import CENTRE, Place, gap, grid, line, rule
from casework.documents.docx_signing import draw_closing, draw_code, draw_signature, draw_signatures
from casework.documents.headings import dots_apart, head_lines, title_lines
from casework.documents.lettering import width_mm

ALIGNMENTS = {
    Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Align.CENTRE: WD_ALIGN_PARAGRAPH.CENTER,
    Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
    Align.JUSTIFY: WD_ALIGN_PARAGRAPH.JUSTIFY,
}
CELL_MARGIN_TWIPS = 60


def _motto(place: Place, room_mm: float) -> None:
    line(place, MOTTO[0], size=layout.MOTTO_PT, bold=True)
    line(place, MOTTO[1], size=layout.SLOGAN_PT, bold=True)
    rule(place, width_mm(MOTTO[1], layout.SLOGAN_PT), room_mm)


def _head(made: Docx, head: Head, landscape: bool) -> None:
    whole = layout.text_width_mm(landscape=landscape)
    if head.agency is None:
        _motto(made, whole)
        gap(made, 8)
        if head.dateline is not None:
            line(made, head.dateline, size=layout.DATE_PT, align=WD_ALIGN_PARAGRAPH.RIGHT).runs[0].italic = True
        gap(made, 6)
        return
    left = whole * layout.AGENCY_SHARE
    right = whole - left
    (agency, motto), (number, dateline) = (row.cells for row in grid(made, (left, right), rows=2).rows)
    lines = head_lines(head, landscape=landscape)
    for words in lines["parent"]:
        line(agency, words, size=layout.AGENCY_PT)
    for words in lines["agency"]:
        line(agency, words, size=layout.AGENCY_PT, bold=True)
    rule(agency, width_mm(lines["agency"][-1], layout.AGENCY_PT) * layout.SHORT_UNDERLINE, left - layout.CELL_MM)
    _motto(motto, right - layout.CELL_MM)
    line(number, head.number or "", size=layout.NUMBER_PT).paragraph_format.space_before = Pt(4)
    dated = line(dateline, head.dateline or "", size=layout.DATE_PT)
    dated.runs[0].italic = True
    dated.paragraph_format.space_before = Pt(4)
    gap(made, 8)


def _title(made: Docx, title: Title, landscape: bool) -> None:
    lines = title_lines(title, landscape=landscape)
    # A break inside the heading, which stays one heading.
    kind = made.add_paragraph(printable("\n".join(lines["kind"])), style="Heading 1")
    kind.alignment = CENTRE
    if not lines["subject"]:
        return
    kind.paragraph_format.space_after = Pt(0)
    for words in lines["subject"]:
        line(made, words, size=layout.TITLE_PT, bold=True).paragraph_format.keep_with_next = True
    length = width_mm(lines["subject"][-1], layout.TITLE_PT) * layout.SHORT_UNDERLINE
    rule(made, length, layout.text_width_mm(landscape=landscape))
    gap(made, 6)


def _heading(made: Docx, heading: Heading, landscape: bool) -> None:
    paragraph = made.add_paragraph(printable(heading.text), style="Heading 2")
    paragraph.alignment = CENTRE if heading.centred else WD_ALIGN_PARAGRAPH.LEFT


def _paragraph(made: Docx, paragraph: Paragraph, landscape: bool) -> None:
    drawn = made.add_paragraph()
    ragged = paragraph.is_open and paragraph.align is Align.JUSTIFY
    drawn.alignment = WD_ALIGN_PARAGRAPH.LEFT if ragged else ALIGNMENTS[paragraph.align]
    if paragraph.indented and paragraph.align is Align.JUSTIFY:
        drawn.paragraph_format.first_line_indent = Mm(layout.FIRST_LINE_MM)
    drawn.paragraph_format.keep_with_next = True if paragraph.leads else None
    if paragraph.small:
        drawn.paragraph_format.space_after = Pt(layout.AFTER_NOTE_PT)
    for each in paragraph.content:
        run = drawn.add_run(printable(each.text))
        run.bold, run.italic = each.bold, each.italic
        run.font.size = Pt(layout.TABLE_PT) if paragraph.small else None


def _fields(made: Docx, fields: Fields, landscape: bool) -> None:
    for field in fields.items:
        drawn = made.add_paragraph(printable(f"{field.label}: {field.value or ''}"))
        if field.value is None:
            end = Mm(layout.text_width_mm(landscape=landscape))
            drawn.paragraph_format.tab_stops.add_tab_stop(end, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
            drawn.add_run("\n\t" if dots_apart(field.label) else "\t")


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
        if row.leads:
            _keep_with_next(drawn)
        if table.is_open(row):
            drawn.rows[-1].height, drawn.rows[-1].height_rule = Mm(layout.ROW_TO_FILL_MM), WD_ROW_HEIGHT_RULE.AT_LEAST
    gap(made, 8)


def _keep_with_next(table: DocxTable) -> None:
    for cell in table.rows[-1].cells:
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.keep_with_next = True


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
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        drawn = line(cell, words, size=layout.TABLE_PT, bold=bold, align=aligned[place])
        drawn.paragraph_format.space_before = drawn.paragraph_format.space_after = Pt(layout.CELL_PT)
        if place == indented[0] and indented[1]:
            drawn.paragraph_format.left_indent = Mm(3 * indented[1])


def _annex(made: Docx, annex: Annex, landscape: bool) -> None:
    if annex.number is not None:
        line(made, f"Phụ lục {annex.number}", size=layout.TITLE_PT, bold=True)
    _title(made, Title(annex.title), landscape)
    if annex.attached_to is not None:
        line(made, f"({annex.attached_to})", size=layout.TITLE_PT).runs[0].italic = True
    gap(made, 8)


DRAW: Mapping[type, Callable[[Docx, Any, bool], None]] = MappingProxyType(
    {
        Head: _head,
        Title: _title,
        Heading: _heading,
        Paragraph: _paragraph,
        Fields: _fields,
        Table: _table,
        Signature: draw_signature,
        Signatures: draw_signatures,
        Closing: draw_closing,
        Code: draw_code,
        Annex: _annex,
    }
)
