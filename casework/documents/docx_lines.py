"""What every block of a .docx is drawn with: lines of words, rules, gaps, and tables that only place things."""

from __future__ import annotations

from docx.document import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table as DocxTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph as DocxParagraph

from casework.documents.blocks import printable

CENTRE = WD_ALIGN_PARAGRAPH.CENTER
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
    if not words:
        _as_low(made, size)
    return made


def _as_low(paragraph: DocxParagraph, size: float) -> None:
    """A line without words is as high as its mark is, which has the size of the text unless it is told another."""
    mark = OxmlElement("w:rPr")
    high = OxmlElement("w:sz")
    high.set(qn("w:val"), str(round(2 * size)))
    mark.append(high)
    paragraph._p.get_or_add_pPr().append(mark)


def rule(place: Place, length_mm: float, room_mm: float) -> None:
    """A line of a length in the middle of the room."""
    made = place.add_paragraph()
    made.paragraph_format.space_after = Pt(0)
    # Clear of the tails of the letters above.
    made.paragraph_format.space_before = Pt(2)
    made.paragraph_format.line_spacing = Pt(3)
    side = max((room_mm - length_mm) / 2, 0)
    made.paragraph_format.left_indent = made.paragraph_format.right_indent = Mm(side)
    borders = OxmlElement("w:pBdr")
    edge = OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "0"), ("color", "000000")):
        edge.set(qn(f"w:{name}"), value)
    borders.append(edge)
    made._p.get_or_add_pPr().append(borders)


def grid(made: Docx, widths_mm: tuple[float, ...], rows: int = 1) -> DocxTable:
    """A table without lines that only places things beside each other."""
    table: DocxTable = made.add_table(rows=rows, cols=len(widths_mm))
    table.autofit = False
    for column, width in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    return table


def gap(made: Docx, points: float) -> None:
    """Room between two blocks."""
    space = made.add_paragraph()
    space.paragraph_format.space_after = Pt(0)
    space.paragraph_format.line_spacing = Pt(points)


def stay_with_next(made: Docx) -> None:
    """What was written last stays on the page of what comes next: a signature never stands on a page alone."""
    written = [each for each in made.element.body if each.tag in (qn("w:p"), qn("w:tbl"))]
    last_row = list(written[-1].iter(qn("w:tr")))[-1:] if written else []
    for paragraph in last_row[0].iter(qn("w:p")) if last_row else written[-1:]:
        DocxParagraph(paragraph, made).paragraph_format.keep_with_next = True
