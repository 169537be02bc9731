"""How much there is in each sheet of a workbook, and what of it nobody sees, without reading the cells."""

from __future__ import annotations

import posixpath
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*[^/>])?>(.*?)</(?:\w+:)?row>", re.DOTALL)
_VALUE = re.compile(rb"<(?:\w+:)?(?:v|is)>")
_FORMULA = re.compile(
    rb"<(?:\w+:)?c\b([^>]*)>\s*<(?:\w+:)?f\b[^>]*?(?:/>|>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
"""A formula without a result; a text that came out empty is one."""


@dataclass(frozen=True)
class Extent:
    """Of one sheet."""

    rows: int
    """That hold something."""
    hidden: int
    """Of these, how many a filter or a hand has hidden; they are read like the others."""
    not_worked_out: int
    """Cells with a formula that no program has worked out: nothing can be read there."""


def extents(path: Path) -> dict[str, Extent]:
    """Sheet → extent; nothing for a text, or where the workbook cannot be understood."""
    if path.suffix != ".xlsx":
        return {}
    try:
        with zipfile.ZipFile(path) as archive:
            return {name: _extent(archive.read(part)) for name, part in _parts(archive).items()}
    except (KeyError, ElementTree.ParseError, zipfile.BadZipFile):
        return {}


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {link.get("Id", ""): posixpath.join("xl", link.get("Target", "")).lstrip("/") for link in links}
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    parts = {sheet.get("name", ""): targets[sheet.get(_RELATION, "")] for sheet in book.iter(f"{_MAIN}sheet")}
    return {name: part for name, part in parts.items() if "/worksheets/" in part}


def _extent(content: bytes) -> Extent:
    hidden = filled = 0
    for match in _ROW.finditer(content):
        if _VALUE.search(match[2]):
            filled += 1
            hidden += b'hidden="1"' in (match[1] or b"") or b'hidden="true"' in (match[1] or b"")
    without = sum(b't="str"' not in attributes for attributes in _FORMULA.findall(content))
    return Extent(filled, hidden, without)
