"""An editable paper (.docx), so that the officer can finish it by hand without typing it again."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from docx import Document as new_document
from docx.document import Document as Docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as DocxParagraph

from casework.documents import docx_blocks, docx_lines, layout
from casework.documents.blocks import Annex, Block, Document, printable

Draw = Callable[[Docx, Any, bool], None]


def render(document: Document) -> bytes:
    """One paper as .docx."""
    made = new_document()
    _prepare(made, document)
    section = made.sections[0]
    _measure(section, landscape=document.landscape)
    if document.stamp:
        _stamp(made, section, printable(document.stamp))
    for mark in document.marks:
        line = docx_lines.line(made, mark, size=layout.MARK_PT, align=WD_ALIGN_PARAGRAPH.RIGHT)
        line.runs[0].italic = True
    if document.marks:
        line.paragraph_format.space_after = Pt(layout.AFTER_PARAGRAPH_PT)
    for place, block in enumerate(document.blocks):
        if isinstance(block, Annex) and place > 0:
            _begin_annex(made, landscape=document.landscape)
        _draw(made, block, document.landscape)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def _draw(made: Docx, block: Block, landscape: bool) -> None:
    docx_blocks.DRAW[type(block)](made, block, landscape)


def _prepare(made: Docx, document: Document) -> None:
    made.core_properties.title = printable(document.name)
    made.core_properties.author = ""
    made.core_properties.comments = ""
    made.core_properties.language = "vi-VN"
    normal = made.styles["Normal"]
    normal.font.name = layout.FONTS[0]
    normal.font.size = Pt(layout.BODY_PT)
    fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), layout.FONTS[0])
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    normal.element.get_or_add_rPr().append(language)
    normal.paragraph_format.space_after = Pt(layout.AFTER_PARAGRAPH_PT)
    normal.paragraph_format.space_before = Pt(0)
    normal.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    for level in (1, 2):
        _plain_heading(made, level)


def _plain_heading(made: Docx, level: int) -> None:
    """Headings look like the text around them; they are there for those who walk through a paper by headings."""
    style = made.styles[f"Heading {level}"]
    style.font.name = layout.FONTS[0]
    style.font.size = Pt(layout.TITLE_PT)
    style.font.bold = True
    style.font.color.rgb = None
    properties = style.element.get_or_add_rPr()
    for colour in properties.findall(qn("w:color")):
        properties.remove(colour)
    fonts = properties.get_or_add_rFonts()
    for attribute in list(fonts.attrib):
        del fonts.attrib[attribute]
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), layout.FONTS[0])
    style.paragraph_format.space_before = Pt(6)
    style.paragraph_format.space_after = Pt(layout.AFTER_PARAGRAPH_PT)


def _measure(section: Section, *, landscape: bool) -> None:
    width, height = layout.PAPER_MM
    if landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        width, height = height, width
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.top_margin, section.bottom_margin = Mm(layout.TOP_MM), Mm(layout.BOTTOM_MM)
    section.left_margin, section.right_margin = Mm(layout.LEFT_MM), Mm(layout.RIGHT_MM)
    section.header_distance = Mm(layout.TOP_MM / 2)
    # The page number stands in the head of every page but the first.
    section.different_first_page_header_footer = True
    section.header.is_linked_to_previous = False
    number = section.header.paragraphs[0]
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _add_page_number(number)


def _stamp(made: Docx, section: Section, words: str) -> None:
    """What nobody may overlook: above the paper, and in the head of every further page."""
    line = docx_lines.line(made, words, size=layout.STAMP_PT, align=WD_ALIGN_PARAGRAPH.CENTER)
    line.runs[0].bold = True
    line.paragraph_format.space_after = Pt(layout.AFTER_PARAGRAPH_PT)
    borders = OxmlElement("w:pBdr")
    for side in ("top", "left", "bottom", "right"):
        border = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "12"), ("space", "4")):
            border.set(qn(f"w:{name}"), value)
        borders.append(border)
    # The schema wants the borders before spacing and alignment.
    line._p.get_or_add_pPr().insert(0, borders)
    again = section.header.add_paragraph()
    again.alignment = WD_ALIGN_PARAGRAPH.CENTER
    again.add_run(words).bold = True


def _begin_annex(made: Docx, *, landscape: bool) -> None:
    section = made.add_section(WD_SECTION.NEW_PAGE)
    _measure(section, landscape=landscape)
    numbering = OxmlElement("w:pgNumType")
    numbering.set(qn("w:start"), "1")
    section._sectPr.append(numbering)


def _add_page_number(paragraph: DocxParagraph) -> None:
    run = paragraph.add_run()
    run.font.size = Pt(layout.PAGE_NUMBER_PT)
    for kind, words in (("begin", None), (None, "PAGE"), ("end", None)):
        if kind is None:
            field = OxmlElement("w:instrText")
            field.set(qn("xml:space"), "preserve")
            field.text = words
        else:
            field = OxmlElement("w:fldChar")
            field.set(qn("w:fldCharType"), kind)
        run._r.append(field)
