"""A paper on a page, ready to print: escaped, without inline styles or scripts, dressed by paper.css."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib import resources
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from markupsafe import Markup, escape

from casework.documents.blocks import (
    MOTTO,
    Align,
    Annex,
    Block,
    Closing,
    Code,
    Document,
    Fields,
    Head,
    Heading,
    Paragraph,
    Row,
    Run,
    Signature,
    Signatures,
    Table,
    Title,
    printable,
)
from casework.documents.headings import dots_apart, head_lines, title_lines
from casework.documents.qr import as_data_uri


@cache
def stylesheet() -> str:
    """What dresses the classes used here, on the screen and on paper."""
    written = resources.files("casework.documents").joinpath("paper.css").read_text(encoding="utf-8")
    # A width in the page itself would be a style of its own, which no page here may have.
    return written + "".join(f".paper-width-{percent} {{ width: {percent}%; }}\n" for percent in range(1, 101))


def render(document: Document) -> bytes:
    """One paper as a page of its own, with its dress inside, to be kept as a file."""
    page = Markup(
        '<!doctype html>\n<html lang="vi">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{}</title>\n'
        "<style>\n{}</style>\n</head>\n<body>\n<main>\n{}\n</main>\n</body>\n</html>\n"
    ).format(printable(document.name), Markup(stylesheet()), fragment(document))
    return page.encode()


def fragment(document: Document, *, inside: bool = False) -> Markup:
    """One paper as part of a page.

    :param inside: the page has a heading of its own, so the paper's are a level lower
    """
    wide = " paper-wide" if document.landscape else ""
    marks = Markup("").join(Markup('<p class="paper-mark">{}</p>\n').format(_words(mark)) for mark in document.marks)
    blocks = _parts(document.blocks, landscape=document.landscape)
    stamp = Markup('<p class="paper-stamp">{}</p>\n').format(_words(document.stamp)) if document.stamp else ""
    made = Markup('<article class="paper{}" lang="vi">\n{}{}{}\n</article>').format(wide, stamp, marks, blocks)
    return _lowered(made) if inside else made


def _parts(blocks: Sequence[Block], *, landscape: bool) -> Markup:
    """The paper, and after it each annex as a part of its own, which counts its own pages."""
    begins = [place for place, block in enumerate(blocks) if isinstance(block, Annex) and place > 0]
    drawn = [_draw(block, landscape) for block in blocks]
    parts = [_lines(drawn[: begins[0] if begins else len(blocks)])]
    for first, last in pairwise([*begins, len(blocks)]):
        parts.append(Markup('<section class="paper-part">\n{}\n</section>').format(_lines(drawn[first:last])))
    return _lines(parts)


def _lowered(made: Markup) -> Markup:
    """The same with every heading a level lower; what was typed is escaped, so no tag in it is one."""
    return Markup(re.sub(r"(</?h)([12])\b", lambda found: f"{found[1]}{int(found[2]) + 1}", made))


def _words(words: str) -> Markup:
    return escape(printable(words))


def _lines(lines: list[Markup]) -> Markup:
    return Markup("\n").join(lines)


def _broken(lines: list[str]) -> Markup:
    """Words that break where every medium breaks them."""
    return Markup("<br>").join(_words(each) for each in lines)


def _draw(block: Block, landscape: bool) -> Markup:
    if isinstance(block, Head):
        return _head(block, head_lines(block, landscape=landscape))
    if isinstance(block, Title):
        return _title(title_lines(block, landscape=landscape))
    return _DRAW[type(block)](block)


def _motto() -> Markup:
    return Markup('<div class="paper-motto"><p>{}</p><p><span>{}</span></p></div>').format(*MOTTO)


def _head(head: Head, lines: dict[str, list[str]]) -> Markup:
    dateline = Markup('<p class="paper-date">{}</p>').format(_words(head.dateline)) if head.dateline else Markup("")
    if head.agency is None:
        return Markup('<header class="paper-head-alone">{}{}</header>').format(_motto(), dateline)
    parent = Markup("<p>{}</p>").format(_broken(lines["parent"])) if head.parent else Markup("")
    agency = Markup('<div class="paper-agency">{}<p><strong><span>{}</span></strong></p></div>').format(
        parent, _broken(lines["agency"])
    )
    number = Markup('<p class="paper-number">{}</p>').format(_words(head.number or ""))
    return Markup('<header class="paper-head">{}{}{}{}</header>').format(agency, _motto(), number, dateline)


def _title(lines: dict[str, list[str]]) -> Markup:
    kind = Markup("<h1>{}</h1>").format(_broken(lines["kind"]))
    if not lines["subject"]:
        return Markup('<div class="paper-title">{}</div>').format(kind)
    return Markup('<div class="paper-title">{}<p><span>{}</span></p></div>').format(kind, _broken(lines["subject"]))


def _heading(heading: Heading) -> Markup:
    return Markup('<h2 class="paper-{}">{}</h2>').format("center" if heading.centred else "left", _words(heading.text))


def _run(run: Run) -> Markup:
    words = _words(run.text)
    words = Markup("<strong>{}</strong>").format(words) if run.bold else words
    return Markup("<em>{}</em>").format(words) if run.italic else words


def _paragraph(paragraph: Paragraph) -> Markup:
    classes = {
        Align.JUSTIFY: "paper-text" if paragraph.indented else "paper-text-flush",
        Align.CENTRE: "paper-centred",
        Align.RIGHT: "paper-right",
        Align.LEFT: "paper-left",
    }
    words = Markup("").join(_run(run) for run in paragraph.content)
    kinds = {" paper-open": paragraph.is_open, " paper-leads": paragraph.leads, " paper-small": paragraph.small}
    more = "".join(kind for kind, applies in kinds.items() if applies)
    return Markup('<p class="{}{}">{}</p>').format(classes[paragraph.align], more, words)


_NEXT_LINE = Markup("<br>\N{NO-BREAK SPACE}")
"""The dots take no room of their own: without a space the line that they stand on would have no height."""


def _fields(fields: Fields) -> Markup:
    return _lines(
        [
            Markup('<p class="paper-field">{}: {}</p>').format(_words(field.label), _words(field.value))
            if field.value is not None
            else Markup('<p class="paper-field paper-blank">{}:{}<span></span></p>').format(
                _words(field.label), _NEXT_LINE if dots_apart(field.label) else " "
            )
            for field in fields.items
        ]
    )


def _table(table: Table) -> Markup:
    headings = Markup("").join(Markup('<th scope="col">{}</th>').format(_words(each.heading)) for each in table.columns)
    widths = Markup("").join(Markup('<col class="paper-width-{}">').format(percent) for percent in table.percents())
    rows = _lines([_row(table, row) for row in table.rows])
    return Markup(
        '<div class="paper-scroll" role="region" aria-label="{0}" tabindex="0"><table class="paper-table">'
        "<caption>{0}</caption><colgroup>{1}</colgroup><thead><tr>{2}</tr></thead>\n<tbody>\n{3}\n</tbody></table></div>"
    ).format(_words(table.caption), widths, headings, rows)


def _row(table: Table, row: Row) -> Markup:
    cells = []
    for place, (column, words) in enumerate(zip(table.columns, row.cells, strict=True)):
        classes = [f"paper-{column.align.value}"]
        if place == table.label_column and row.level:
            classes.append(f"paper-level-{min(row.level, 4)}")
        cells.append(Markup('<td class="{}">{}</td>').format(" ".join(classes), _words(words)))
    dresses = {"paper-bold": row.bold, "paper-fill": table.is_open(row), "paper-leads": row.leads}
    kinds = [kind for kind, applies in dresses.items() if applies]
    dress = Markup(' class="{}"').format(" ".join(kinds)) if kinds else ""
    return Markup("<tr{}>{}</tr>").format(dress, Markup("").join(cells))


def _signature(signature: Signature) -> Markup:
    lines = Markup("").join(Markup("<p><strong>{}</strong></p>").format(_words(each)) for each in signature.lines)
    note = Markup("<p><em>{}</em></p>").format(_words(signature.note)) if signature.note else Markup("")
    name = Markup('<p class="paper-name"><strong>{}</strong></p>').format(_words(signature.name or ""))
    return Markup('<div class="paper-signature">{}{}{}</div>').format(lines, note, name)


def _signatures(signatures: Signatures) -> Markup:
    return Markup('<div class="paper-signatures">{}</div>').format(_lines([_signature(s) for s in signatures.columns]))


def _closing(closing: Closing) -> Markup:
    recipients = Markup("<br>").join(_words(each) for each in closing.recipients)
    words = Markup("<p><strong><em>Nơi nhận:</em></strong></p><p>{}</p>").format(recipients) if recipients else ""
    return Markup('<footer class="paper-closing"><div class="paper-recipients">{}</div>{}</footer>').format(
        words, _signature(closing.signature)
    )


def _code(code: Code) -> Markup:
    return Markup('<div class="paper-code"><img src="{}" alt="{}"><p>{}</p></div>').format(
        as_data_uri(code.address), "Mã kiểm tra giấy", _words(code.caption)
    )


def _annex(annex: Annex) -> Markup:
    number = Markup("<p><strong>Phụ lục {}</strong></p>").format(_words(annex.number)) if annex.number else Markup("")
    note = Markup("<p><em>({})</em></p>").format(_words(annex.attached_to)) if annex.attached_to else Markup("")
    return Markup('<div class="paper-annex">{}<h2>{}</h2>{}</div>').format(number, _words(annex.title.upper()), note)


def _alone(signature: Signature) -> Markup:
    return Markup('<div class="paper-closing"><div></div>{}</div>').format(_signature(signature))


_DRAW: Mapping[type, Callable[[Any], Markup]] = MappingProxyType(
    {
        Heading: _heading,
        Paragraph: _paragraph,
        Fields: _fields,
        Table: _table,
        Signature: _alone,
        Signatures: _signatures,
        Closing: _closing,
        Code: _code,
        Annex: _annex,
    }
)
