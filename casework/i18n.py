"""Vietnamese formats: days, numbers, folding for search."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
"""The zone in which days are days (giờ Việt Nam)."""

_MARKS = str.maketrans(",.", ".,")
_SPACES = re.compile(r"\s+")


def fold(text: str) -> str:
    """Text as people type it in a hurry: lower case, no diacritics, đ as d, single spaces.

    Old and new spellings (òa/oà) fold alike, and so do composed and decomposed letters.
    """
    plain = unicodedata.normalize("NFD", text.lower()).replace("đ", "d")
    letters = "".join(char for char in plain if not unicodedata.combining(char))
    return _SPACES.sub(" ", letters).strip()


def phone_digits(text: str) -> str:
    """A telephone number as its digits alone, the country's 84 written as 0; nothing where there are none."""
    digits = re.sub(r"[^0-9]", "", text)
    return "0" + digits[2:] if digits.startswith("84") and len(digits) > 10 else digits


def format_date(day: date | None) -> str:
    """A day as dd/mm/yyyy; nothing for no day."""
    return "" if day is None else f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def format_instant(instant: datetime | None) -> str:
    """An instant as dd/mm/yyyy HH:MM in Vietnamese time."""
    if instant is None:
        return ""
    local = instant.astimezone(VIETNAM)
    return f"{format_date(local.date())} {local:%H:%M}"


def format_number(number: float | int, decimals: int = 0) -> str:
    """A number in Vietnamese dress: 1.234,5."""
    return f"{number:,.{decimals}f}".translate(_MARKS) if decimals else f"{number:,.0f}".replace(",", ".")


def parse_date(text: str) -> date:
    """A day from dd/mm/yyyy or yyyy-mm-dd.

    :raises ValueError: neither form, or no such day in the calendar; the sentence is for the person who typed it
    """
    day_first = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", text.strip())
    year_first = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text.strip())
    try:
        if day_first:
            return date(int(day_first[3]), int(day_first[2]), int(day_first[1]))
        if year_first:
            return date(int(year_first[1]), int(year_first[2]), int(year_first[3]))
    except ValueError:
        raise ValueError(f"'{text}' không phải ngày có trong lịch") from None
    raise ValueError(f"'{text}' không phải ngày dạng dd/mm/yyyy")
