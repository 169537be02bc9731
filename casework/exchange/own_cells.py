"""What officers write into their own sheets (cách ghi của xã), put into the words of the format.

Whatever is not clear stays as it is, and is refused as everything else that the format does not know.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date

from casework.exchange.cells import Cell, Doubt
from casework.exchange.columns import Column, Kind
from casework.i18n import fold
from casework.law.vocabulary import Term

TICKS = {"x", "v", "✓", "✔", "☑"}
_YES = {*TICKS, "co", "yes", "y", "dung", "true", "1"}
_NO = {"khong", "ko", "k", "no", "n", "sai", "false", "0"}
_ERRORS = {"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!"}
_DAY = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4}|\d{2})(?:\s+\d{1,2}[:hg]\d{2}(?::\d{2})?)?")
_SPELT = re.compile(r"(?:ngay )?(\d{1,2}) thang (\d{1,2}) nam (\d{4})")
_NO_DAY = re.compile(r"(?:0{1,2}|[-_.…?]+)\s*/\s*(?:0{1,2}|[-_.…?]+)\s*/\s*(\d{4})")
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,0{1,2})?|\d{1,3}(?:,\d{3}){2,}|\d{1,3}(?: \d{3})+|\d+,0{1,2}")
_MEASURE = re.compile(r"\s*(?:đồng|đ|vnđ|vnd|tháng|người|lượt)\.?$", re.IGNORECASE)
_SPOKEN = re.compile(r"(\d{1,9})(?:,(\d{1,9}))? ?(ty|trieu|tr|nghin|ngan)(?: ?(?:dong|d|vnd))?\.?")
_PLACES = {"ty": 9, "trieu": 6, "tr": 6, "nghin": 3, "ngan": 3}
"""Amounts as they are said: 20,5 triệu."""
_IDLE = {"ma", "tuy"}
"""Words of the official terms that people leave out."""


def plain(text: str) -> str:
    """The words of a text without diacritics and punctuation."""
    return " ".join(re.findall(r"[a-z0-9]+", fold(text)))


def in_format(column: Column, cell: Cell, today: date) -> Cell:
    """The cell as the format writes it, where that is certain."""
    if isinstance(cell, int | float) and not isinstance(cell, bool) and column.key == "phone":
        # A spreadsheet that takes the telephone for a number eats the zero before it.
        return f"0{cell:.0f}" if 10**8 <= cell < 10**9 else cell
    if not isinstance(cell, str):
        return cell
    text = cell.replace("\xa0", " ").strip().removeprefix("'")
    if text.upper() in _ERRORS:
        return Doubt(text, f"ô có lỗi công thức ({text}); hãy sửa công thức hoặc ghi giá trị")
    read = _READERS.get(column.kind)
    return " ".join(text.split()) if read is None else read(column, text, today)


def _day(column: Column, text: str, today: date) -> Cell:
    match = _DAY.fullmatch(text) or _SPELT.fullmatch(fold(text))
    if match is None:
        return text
    day, month, year = int(match[1]), int(match[2]), int(match[3])
    if len(match[3]) == 2:
        # No row is dated later than today, so two digits leave one year only.
        year += 2000 if (2000 + year, month, day) <= (today.year, today.month, today.day) else 1900
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        # A refusal names what was written.
        return text


def _birth(column: Column, text: str, today: date) -> Cell:
    match = _NO_DAY.fullmatch(text)
    return match[1] if match is not None else _day(column, text, today)


def _number(column: Column, text: str, today: date) -> Cell:
    bare = _MEASURE.sub("", text)
    if _GROUPED.fullmatch(bare) is None:
        return bare
    whole = re.sub(r",0+$", "", bare) if bare.count(",") == 1 else bare
    return re.sub(r"[., ]", "", whole)


def _money(column: Column, text: str, today: date) -> Cell:
    said = _SPOKEN.fullmatch(fold(text))
    if said is None:
        return _number(column, text, today)
    places, fraction = _PLACES[said[3]], (said[2] or "").rstrip("0")
    return text if len(fraction) > places else str(int(said[1] + fraction.ljust(places, "0")))


def _yes_no(column: Column, text: str, today: date) -> Cell:
    said = fold(text)
    if said in _YES:
        return "yes"
    return "no" if said in _NO else text


def _term(column: Column, text: str, today: date) -> Cell:
    assert column.values is not None
    return term_of(column.values, text) or text


def term_of(values: Iterable[Term], text: str) -> str | None:
    """The one value whose official term, or a part of it that no other has, says the same."""
    said = plain(text)
    members = list(values)
    for known in (_whole, _parts):
        found = [member for member in members if said and said in known(member)]
        if found:
            return str(found[0].value) if len(found) == 1 else None
    return None


def _whole(member: Term) -> set[str]:
    return {member.value.lower().replace("_", " "), plain(member.term)}


def _parts(member: Term) -> set[str]:
    """A term without what stands in brackets, each of its alternatives, and without its idle words."""
    outside = re.sub(r"\(.*?\)", "", member.term)
    parts = {plain(outside), *(plain(part) for part in outside.split(","))}
    return parts | {" ".join(word for word in part.split() if word not in _IDLE) for part in parts}


def _digits(column: Column, text: str, today: date) -> Cell:
    bare = re.sub(r"[\s.-]", "", text)
    return bare if bare.isdigit() else text


_READERS: dict[Kind, Callable[[Column, str, date], Cell]] = {
    Kind.DAY: _day,
    Kind.BIRTH: _birth,
    Kind.NUMBER: _number,
    Kind.MONEY: _money,
    Kind.YES_NO: _yes_no,
    Kind.LIST: _term,
    Kind.SUBJECT: _term,
    Kind.NATIONAL_ID: _digits,
}
