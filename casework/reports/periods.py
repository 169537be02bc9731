"""Windows and periods (khoảng số liệu, kỳ báo cáo): how a period is cut, and what its column is called."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import product
from unicodedata import normalize

from casework.errors import InvalidInput
from casework.i18n import format_date, parse_date

_LAST_YEAR = 9999
_ROMAN = {1: "I", 2: "II", 3: "III", 4: "IV"}
_QUARTERS = {roman.lower(): number for number, roman in _ROMAN.items()}


class CutRule(StrEnum):
    """Where a period begins and ends."""

    CALENDAR = "calendar"
    """Theo lịch: từ ngày 01 đến ngày cuối tháng (Thông tư 05/2011/TT-BLĐTBXH)."""
    ADMINISTRATIVE = "15-14"
    """Từ ngày 15 tháng trước đến ngày 14 tháng cuối kỳ (Điều 12 Nghị định 09/2019/NĐ-CP)."""


@dataclass(frozen=True)
class Window:
    """The days of one column, both ends included."""

    first: date
    last: date
    label: str

    @property
    def text(self) -> str:
        """The window as the command line writes it."""
        return f"{self.first.isoformat()}..{self.last.isoformat()}"


def spelled(text: str) -> str:
    """A period or window as people write it, as the command line does: “quý III/2026” is 2026Q3; else as it is."""
    words = " ".join(normalize("NFC", text).lower().split())
    if half := re.fullmatch(r"(?:6|sáu) tháng (đầu|cuối) năm (\d{4})", words):
        return f"{half[2]}{'H1' if half[1] == 'đầu' else 'H2'}"
    if quarter := re.fullmatch(r"quý (iv|i{1,3}|[1-4])(?:/| ?năm )(\d{4})", words):
        return f"{quarter[2]}Q{_QUARTERS.get(quarter[1], quarter[1])}"
    if month := re.fullmatch(r"tháng (\d{1,2})(?:/| ?năm )(\d{4})", words):
        return f"{month[2]}-{int(month[1]):02d}"
    if days := re.fullmatch(r"(?:từ )?(\S+/\S+) ?(?:-|–|đến) ?(\S+/\S+)", words):
        return f"{days[1]}..{days[2]}"
    return words.removeprefix("năm ") if re.fullmatch(r"năm \d{4}", words) else text


def parse_either(text: str, rule: CutRule) -> Window:
    """A window or a period, in signs or in words.

    :raises InvalidInput: neither of them
    """
    written = spelled(text)
    return parse_window(written) if ".." in written else parse_period(written, rule)


def parse_window(text: str) -> Window:
    """A window from A..B, named as the period it is where it is one.

    :raises InvalidInput: not two days in that order
    """
    first_text, dots, last_text = text.partition("..")
    try:
        first, last = parse_date(first_text), parse_date(last_text)
    except ValueError:
        dots = ""
    if not dots:
        shape = "phải gồm hai ngày có trong lịch, dạng 2019-01-01..2019-12-31"
        raise InvalidInput(f"Khoảng số liệu '{text}' {shape}", field="window")
    if last < first:
        raise InvalidInput(f"Khoảng số liệu '{text}': ngày cuối trước ngày đầu", field="window")
    return Window(first, last, _label(first, last))


def parse_period(text: str, rule: CutRule) -> Window:
    """The window of a year, half-year, quarter or month: 2020, 2020H1, 2020Q3, 2020-05.

    :raises InvalidInput: none of these
    """
    match = re.fullmatch(r"(\d{4})(?:H([12])|Q([1-4])|-(0[1-9]|1[0-2]))?", spelled(text).strip().upper())
    if match is None or not 1 < int(match[1]) < _LAST_YEAR:
        raise InvalidInput(f"Kỳ '{text}' phải có dạng 2020, 2020H1, 2020Q3 hoặc 2020-05", field="period")
    year = int(match[1])
    if match[2]:
        first_month, months = (1, 6) if match[2] == "1" else (7, 6)
    elif match[3]:
        first_month, months = 3 * int(match[3]) - 2, 3
    elif match[4]:
        first_month, months = int(match[4]), 1
    else:
        first_month, months = 1, 12
    last_month = first_month + months - 1
    first = date(year, first_month, 1)
    last = date(year, last_month, monthrange(year, last_month)[1])
    label = _label(first, last)
    if rule is CutRule.ADMINISTRATIVE:
        return Window((first - timedelta(days=1)).replace(day=15), last.replace(day=14), label)
    return Window(first, last, label)


def name_of(window: Window) -> str:
    """A window in a few signs, for the name of a file: 2025, 2025H1, 2025-05, else its days."""
    ends = ("", "H1", "H2", "Q1", "Q2", "Q3", "Q4", *(f"-{month:02d}" for month in range(1, 13)))
    names = [f"{window.last.year}{end}" for end in ends if 1 < window.last.year < _LAST_YEAR]
    for name, rule in product(names, CutRule):
        period = parse_period(name, rule)
        if (period.first, period.last) == (window.first, window.last):
            return name
    return f"{window.first:%Y%m%d}-{window.last:%Y%m%d}"


def period_windows(text: str, rule: CutRule, *, years_before: int) -> list[Window]:
    """The windows of a period: itself, and for a year or half-year the whole years before it, oldest first.

    :param years_before: how many whole years stand before a year or half-year
    :raises InvalidInput: no such period
    """
    written = spelled(text).strip().upper()
    window = parse_period(written, rule)
    if re.fullmatch(r"\d{4}(H[12])?", written) is None:
        return [window]
    year = int(written[:4])
    return [*(parse_period(str(year - back), rule) for back in range(years_before, 0, -1)), window]


def cut_of(windows: Sequence[Window]) -> str:
    """In words, how the days of some columns are cut (cách cắt kỳ), for those who read the numbers."""
    if all(map(_is_calendar, windows)):
        return "kỳ theo tháng dương lịch"
    if all((window.first.day, window.last.day) == (15, 14) for window in windows):
        return "kỳ từ ngày 15 đến ngày 14"
    return "khoảng ngày theo yêu cầu"


def _is_calendar(window: Window) -> bool:
    return window.first.day == 1 and window.last.day == monthrange(window.last.year, window.last.month)[1]


def window_before(window: Window) -> Window:
    """The period before (kỳ trước): as many months, or where it is not whole months as many days, just before it.

    :raises InvalidInput: there are no days before it
    """
    try:
        after = window.last + timedelta(days=1)
        months = 12 * (after.year - window.first.year) + after.month - window.first.month
        last = window.first - timedelta(days=1)
        if after.day != window.first.day or months < 1 or window.first.day > 28:
            first = window.first - (after - window.first)
        else:
            year, month = divmod(12 * window.first.year + window.first.month - 1 - months, 12)
            first = date(year, month + 1, window.first.day)
    except (OverflowError, ValueError):
        raise InvalidInput(f"Không có kỳ nào liền trước {window.label}", field="window") from None
    return Window(first, last, _label(first, last))


def _label(first: date, last: date) -> str:
    whole = first.day == 1 and last.day == monthrange(last.year, last.month)[1] and first.year == last.year
    span = (first.month, last.month)
    if whole and span == (1, 12):
        return str(first.year)
    if whole and span == (1, 6):
        return f"6 tháng đầu năm {first.year}"
    if whole and span == (7, 12):
        return f"6 tháng cuối năm {first.year}"
    if whole and last.month - first.month == 2 and first.month % 3 == 1:
        return f"Quý {_ROMAN[last.month // 3]}/{first.year}"
    if whole and first.month == last.month:
        return f"Tháng {first.month:02d}/{first.year}"
    return f"{format_date(first)} - {format_date(last)}"
