"""PDF for the archive: PDF/A-2b and PDF/UA-1 (tagged), fonts embedded, drawn by typst from plain data."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import Any

import typst

from casework.documents import layout
from casework.documents.blocks import MOTTO, Annex, Block, Code, Document, printable
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
    compiler = typst.Compiler(font_paths=_fonts())
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
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=True, include_embedded_fonts=True)


@cache
def _faces() -> list[str]:
    """The faces that this machine has with every letter of Vietnamese: one that lacks some would be patched with
    letters of another, as Liberation Serif before its second edition is."""
    known = set(_fonts().families())
    return [font for font in layout.FONTS if font in known and _is_complete(font)]


def _is_complete(font: str) -> bool:
    words = f"{VIETNAMESE} #strong[{VIETNAMESE}] #emph[{VIETNAMESE}] #strong(emph[{VIETNAMESE}])"
    probe = f'#set document(title: "x")\n#set text(font: "{font}", fallback: false)\n{words}'
    try:
        # A file for the archive is refused where a letter has no picture.
        typst.Compiler(font_paths=_fonts()).compile(input=probe.encode(), format="pdf", pdf_standards=["a-2b"])
    except typst.TypstError:
        return False
    return True


def _measures() -> dict[str, Any]:
    return {
        "fonts": _faces(),
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
        "recipients": layout.RECIPIENTS_PT,
        "mark": layout.MARK_PT,
        "page_number": layout.PAGE_NUMBER_PT,
        "indent": layout.FIRST_LINE_MM,
        "after": layout.AFTER_PARAGRAPH_PT,
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
                "blocks": list(_blocks(document.blocks[first:last])),
            }


def _blocks(blocks: Sequence[Block]) -> Iterator[dict[str, Any]]:
    for block in blocks:
        data: dict[str, Any] = {"block": type(block).__name__, **_printable(asdict(block))}
        if isinstance(block, Code):
            data["svg"] = as_svg(block.address)
        yield data


def _printable(value: Any) -> Any:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {key: _printable(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [_printable(each) for each in value]
    return value
