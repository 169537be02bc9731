"""PDF for the archive: PDF/A-2b and PDF/UA-1 (tagged), fonts embedded, drawn by typst from plain data."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from functools import cache
from importlib import resources
from itertools import pairwise
from pathlib import Path
from typing import Any

import typst

from casework.documents import layout
from casework.documents.blocks import (
    MOTTO,
    Annex,
    Block,
    Code,
    Document,
    Fields,
    Head,
    Paragraph,
    Table,
    Title,
    printable,
    stays_with_next,
)
from casework.documents.headings import dots_apart, head_lines, title_lines
from casework.documents.qr import as_svg
from casework.errors import InvalidInput

VIETNAMESE = "Ắ ằ Ẳ ẵ Ặ ấ Ầ ẩ ẫ ậ Ế ề ể ễ ệ ố ồ ổ ỗ Ộ Ớ ờ ở ỡ ợ ứ ừ ử Ữ ự ỳ ý ỷ ỹ ỵ đ Đ ư Ơ ă"
"""Letters that faces without complete Vietnamese lack."""
STANDARDS: list[typst.PDFStandard] = ["a-2b", "ua-1"]
"""For the archive, and for those who listen to it; typst refuses to write a file that is neither."""


def render(document: Document) -> bytes:
    """One paper as PDF.

    :raises InvalidInput: a letter that no font here can draw
    """
    return bundle([document], title=document.name)


def bundle(documents: Sequence[Document], *, title: str, lead: Sequence[str] = (), contents: bool = False) -> bytes:
    """Several papers in one file, each with page numbers of its own.

    :param contents: a list of contents with the sheet on which each begins comes first
    :param lead: lines under the title of that list
    :raises InvalidInput: a letter that no font here can draw
    """
    data = {
        "title": printable(title),
        "lead": [printable(line) for line in lead],
        "contents": contents,
        "motto": MOTTO,
        "layout": _measures(),
        "parts": [part | {"place": place} for place, part in enumerate(_parts(documents))],
    }
    compiler = typst.Compiler(font_paths=_fonts()[0])
    try:
        made = compiler.compile(
            input=_template(),
            format="pdf",
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            pdf_standards=STANDARDS,
        )
    except typst.TypstError as error:
        raise InvalidInput(f"Không in được ra PDF: {error.message}") from error
    if not isinstance(made, bytes):
        raise TypeError(f"typst gave {type(made)} for a PDF")
    return made


@cache
def _template() -> bytes:
    return resources.files("casework.documents").joinpath("paper.typ").read_bytes()


@cache
def _fonts() -> tuple[typst.Fonts, list[str]]:
    """The fonts to draw with, and the faces among them that have every letter of Vietnamese, the prescribed one first.

    A face that lacks some would be patched with letters of another, as Liberation Serif before its second edition is.
    """
    sets = [typst.Fonts(include_system_fonts=True, include_embedded_fonts=True)]
    # Where a machine has both editions, only the folder of the second gives it.
    for folder in (each for each in layout.FONT_FOLDERS if Path(each).is_dir()):
        sets.append(typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[folder]))
    whole = [(fonts, [face for face in layout.FONTS if _is_complete(fonts, face)]) for fonts in sets]
    return min(whole, key=lambda each: layout.FONTS.index(each[1][0]))


def _is_complete(fonts: typst.Fonts, face: str) -> bool:
    if face not in fonts.families():
        return False
    words = f"{VIETNAMESE} #strong[{VIETNAMESE}] #emph[{VIETNAMESE}] #strong(emph[{VIETNAMESE}])"
    probe = f'#set document(title: "x")\n#set text(font: "{face}", fallback: false)\n{words}'
    try:
        # A file for the archive is refused where a letter has no picture.
        typst.Compiler(font_paths=fonts).compile(input=probe.encode(), format="pdf", pdf_standards=["a-2b"])
    except typst.TypstError:
        return False
    return True


def _measures() -> dict[str, Any]:
    return {
        "fonts": _fonts()[1],
        "top": layout.TOP_MM,
        "bottom": layout.BOTTOM_MM,
        "left": layout.LEFT_MM,
        "right": layout.RIGHT_MM,
        "motto": layout.MOTTO_PT,
        "slogan": layout.SLOGAN_PT,
        "agency": layout.AGENCY_PT,
        "number": layout.NUMBER_PT,
        "date": layout.DATE_PT,
        "title": layout.TITLE_PT,
        "body": layout.BODY_PT,
        "table": layout.TABLE_PT,
        "cell": layout.CELL_PT,
        "recipients": layout.RECIPIENTS_PT,
        "mark": layout.MARK_PT,
        "stamp": layout.STAMP_PT,
        "page_number": layout.PAGE_NUMBER_PT,
        "indent": layout.FIRST_LINE_MM,
        "row_to_fill": layout.ROW_TO_FILL_MM,
        "after": layout.AFTER_PARAGRAPH_PT,
        "after_note": layout.AFTER_NOTE_PT,
        "agency_share": layout.AGENCY_SHARE,
        "short": layout.SHORT_UNDERLINE,
    }


def _parts(documents: Sequence[Document]) -> Iterator[dict[str, Any]]:
    """Each paper, and each of its annexes apart: they count their own pages. Only the paper itself has a name."""
    for document in documents:
        begins = [place for place, block in enumerate(document.blocks) if isinstance(block, Annex) and place > 0]
        for first, last in pairwise([0, *begins, len(document.blocks)]):
            yield {
                "name": None if first else printable(document.name),
                "marks": [] if first else [printable(mark) for mark in document.marks],
                "landscape": document.landscape,
                "stamp": printable(document.stamp) if document.stamp else None,
                "blocks": list(_blocks(document.blocks[first:last], landscape=document.landscape)),
            }


def _blocks(blocks: Sequence[Block], *, landscape: bool) -> Iterator[dict[str, Any]]:
    for place, block in enumerate(blocks):
        data: dict[str, Any] = {"block": type(block).__name__, **_printable(asdict(block))}
        data["stays"] = stays_with_next(blocks, place)
        yield data | _printable(_drawn(block, landscape=landscape))


def _drawn(block: Block, *, landscape: bool) -> dict[str, Any]:
    """What the drawing of a block needs beside its words: where its headings break, the lines of its code."""
    if isinstance(block, Head):
        return head_lines(block, landscape=landscape)
    if isinstance(block, Title):
        return title_lines(block, landscape=landscape)
    if isinstance(block, Annex):
        return {"lines": title_lines(Title(block.title), landscape=landscape)["kind"]}
    if isinstance(block, Paragraph):
        return {"open": block.is_open, "stays": block.leads} if block.leads else {"open": block.is_open}
    if isinstance(block, Table):
        return {"rows": [asdict(row) | {"open": block.is_open(row)} for row in block.rows]}
    if isinstance(block, Fields):
        return {"items": [asdict(each) | {"apart": dots_apart(each.label)} for each in block.items]}
    return {"svg": as_svg(block.address)} if isinstance(block, Code) else {}


def _printable(value: Any) -> Any:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {key: _printable(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [_printable(each) for each in value]
    return value
