"""The words of a paper, as each medium has them."""

from __future__ import annotations

import io
import re
from html.parser import HTMLParser

import pikepdf
from docx import Document as read_docx
from docx.oxml.ns import qn
from pypdf import PdfReader


def words(text: str) -> list[str]:
    """Words and signs, without the dots that stand for what is not known and without spaces."""
    return re.findall(r"[^\s.…]+", text)


class _Visible(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._hidden += tag in ("caption", "head")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in ("caption", "head")
        if tag in ("p", "td", "th", "h1", "h2", "div"):
            self.found.append(" ")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.found.append(data)


def html_words(content: bytes) -> list[str]:
    """What somebody sees of a page; a table's caption is for those who do not see it."""
    reader = _Visible()
    reader.feed(content.decode().replace("<br>", " "))
    return words("".join(reader.found))


def said_lines(content: bytes) -> list[str]:
    """What somebody sees of a page, line by line, with its signs and spaces."""
    reader = _Visible()
    reader.feed(content.decode())
    return "".join(each if each != " " else "\n" for each in reader.found).split("\n")


def docx_words(content: bytes) -> list[str]:
    """The body of a .docx in the order in which it is read."""
    body = read_docx(io.BytesIO(content)).element.body
    lines = ("".join(run.text or " " for run in line.iter(qn("w:t"), qn("w:br"))) for line in body.iter(qn("w:p")))
    return words("\n".join(lines))


def pdf_of(content: bytes) -> PdfReader:
    """A PDF, to be looked into."""
    return PdfReader(io.BytesIO(content))


def pdf_words(content: bytes) -> list[str]:
    """Every word of a PDF, in no particular order."""
    with pikepdf.open(io.BytesIO(content)) as opened:
        fonts: dict[tuple[int, int], dict[bytes, str]] = {}
        return words("\n".join(_shown(page, fonts) for page in opened.pages))


def _shown(page: pikepdf.Page, fonts: dict[tuple[int, int], dict[bytes, str]]) -> str:
    """What the fonts of a page say its strings are, a line a piece: far quicker than a reader of whatever PDF."""
    lines, letters = [""], {}
    for operands, operator in pikepdf.parse_content_stream(page, "BT Tf Tj TJ"):
        what = str(operator)
        if what == "BT":
            lines.append("")
        elif what == "Tf":
            font = page.Resources.Font[str(operands[0])]
            if font.objgen not in fonts:
                fonts[font.objgen] = _letters(font.ToUnicode.read_bytes().decode())
            letters = fonts[font.objgen]
        else:
            parts = operands if what == "Tj" else operands[0]
            codes = b"".join(bytes(each) for each in parts if isinstance(each, pikepdf.String))
            lines[-1] += "".join(letters[codes[place : place + 2]] for place in range(0, len(codes), 2))
    return "\n".join(lines)


def _letters(told: str) -> dict[bytes, str]:
    """Code → letters, as a font says for those who copy from the page."""
    found = {}
    for code, letters in re.findall(r"^<(\w{4})> <(\w+)>$", told, re.MULTILINE):
        found[bytes.fromhex(code)] = bytes.fromhex(letters).decode("utf-16-be")
    for first, last, letters in re.findall(r"^<(\w{4})> <(\w{4})> <(\w+)>$", told, re.MULTILINE):
        for place in range(int(last, 16) - int(first, 16) + 1):
            found[(int(first, 16) + place).to_bytes(2)] = chr(int(letters, 16) + place)
    return found
