"""How the end of a paper is drawn in a .docx: who signs, who receives it, the code that confirms it."""

from __future__ import annotations

import io
from math import ceil

from docx.document import Document as Docx
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from casework.documents import layout
from casework.documents.blocks import Closing, Code, Signature, Signatures, printable
from casework.documents.docx_lines import Place, gap, grid, line, stay_with_next
from casework.documents.lettering import width_mm
from casework.documents.qr import as_png

ROOM_TO_SIGN_PT = 56
LINE_PT = layout.TITLE_PT * 1.15


def _sign(place: Place, signature: Signature, *, more: int = 0) -> None:
    """:param more: lines by which the titles beside this one are longer: the names stand on one line"""
    for words in signature.lines:
        line(place, words, size=layout.TITLE_PT, bold=True).paragraph_format.keep_with_next = True
    if signature.note is not None:
        note = line(place, signature.note, size=layout.NUMBER_PT)
        note.runs[0].italic = True
        note.paragraph_format.keep_with_next = True
    name = line(place, signature.name or "", size=layout.TITLE_PT, bold=True)
    name.paragraph_format.space_before = Pt(ROOM_TO_SIGN_PT + more * LINE_PT)


def draw_signature(made: Docx, signature: Signature, landscape: bool) -> None:
    """Somebody who signs alone, on the right."""
    stay_with_next(made)
    whole = layout.text_width_mm(landscape=landscape)
    _sign(grid(made, (whole * 0.45, whole * 0.55)).rows[0].cells[1], signature)


def draw_signatures(made: Docx, signatures: Signatures, landscape: bool) -> None:
    """Several who sign, beside each other."""
    stay_with_next(made)
    gap(made, 6)
    stay_with_next(made)
    room = layout.text_width_mm(landscape=landscape) / len(signatures.columns)
    row = grid(made, (room,) * len(signatures.columns)).rows[0]
    high = [_height(signature, room - layout.CELL_MM) for signature in signatures.columns]
    for cell, signature, lines in zip(row.cells, signatures.columns, high, strict=True):
        _sign(cell, signature, more=max(high) - lines)


def _height(signature: Signature, room_mm: float) -> int:
    """How many lines the title of a signature takes."""
    return sum(ceil(width_mm(words, layout.TITLE_PT) / room_mm) for words in signature.lines)


def draw_closing(made: Docx, closing: Closing, landscape: bool) -> None:
    """Recipients on the left, the signature on the right."""
    stay_with_next(made)
    gap(made, 6)
    stay_with_next(made)
    half = layout.text_width_mm(landscape=landscape) / 2
    left, right = grid(made, (half, half)).rows[0].cells
    if closing.recipients:
        words = line(left, "Nơi nhận:", size=12, bold=True, align=WD_ALIGN_PARAGRAPH.LEFT)
        words.runs[0].italic = True
        for recipient in closing.recipients:
            line(left, recipient, size=layout.RECIPIENTS_PT, align=WD_ALIGN_PARAGRAPH.LEFT)
    _sign(right, closing.signature)


def draw_code(made: Docx, code: Code, landscape: bool) -> None:
    """The code with its words beside it."""
    whole = layout.text_width_mm(landscape=landscape)
    stay_with_next(made)
    picture, words = grid(made, (30, whole - 30)).rows[0].cells
    words.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    drawn = picture.paragraphs[0].add_run().add_picture(io.BytesIO(as_png(code.address)), width=Mm(26))
    drawn._inline.docPr.set("descr", printable(code.caption))
    line(words, code.caption, size=layout.MARK_PT, align=WD_ALIGN_PARAGRAPH.LEFT)
