"""The words of a paper, as each medium has them."""

from __future__ import annotations

import io
import re
from html.parser import HTMLParser

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
    return words("\n".join(page.extract_text() for page in pdf_of(content).pages))
