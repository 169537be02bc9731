"""Biểu 01-BCN, 03-BCN, 04-BCN: monthly statistics of a commune, half-yearly and yearly ones of district and province.

The groups are the circular's; the lines within them are this system's, for the annexes are not in our sources.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from casework.indicators.catalogue import balances, statistics
from casework.indicators.catalogue.balances import Balance
from casework.indicators.sources import CIRCULAR_05
from casework.reports.form import Form, Heading, Identity, Line, Note
from casework.reports.periods import CutRule, Window

_DECEMBER, _JANUARY = 12, 1


def _closes_the_year(window: Window) -> bool:
    """The last day is 31 December and the first is 1 December or 1 January."""
    first = (window.first.month, window.first.day)
    return (window.last.month, window.last.day) == (_DECEMBER, 31) and first in {(_DECEMBER, 1), (_JANUARY, 1)}


def _at_the_years_end(window: Window) -> Window | None:
    return window if _closes_the_year(window) else None


def _the_year_so_far(window: Window) -> Window | None:
    """Money is a whole year's, also in the report of December (điểm e khoản 1 Điều 3)."""
    if not _closes_the_year(window):
        return None
    return Window(date(window.last.year, _JANUARY, 1), window.last, window.label)


def _balance(group: str, label: str, balance: Balance) -> Iterator[Heading | Line]:
    yield Heading(label, ordinal=group)
    rows = (
        ("1", balance.carried_over),
        ("2", balance.started),
        ("2t", balance.arrived),
        ("3", balance.completed),
        ("4", balance.ended),
        ("4t", balance.departed),
        ("5", balance.at_end),
        ("6", balance.certified),
    )
    for number, indicator in rows:
        if indicator is not None:
            yield Line(f"{group}.{number}", indicator, ordinal=number, mark="")


def _identity(group: str) -> Identity:
    parts = ((1, "1"), (1, "2"), (1, "2t"), (-1, "3"), (-1, "4"), (-1, "4t"))
    return Identity(tuple((sign, f"{group}.{number}") for sign, number in parts), f"{group}.5")


_COMMON: tuple[Heading | Line, ...] = (
    *_balance("A", "Cai nghiện tự nguyện tại gia đình", balances.HOME),
    *_balance("B", "Cai nghiện tự nguyện tại cộng đồng", balances.COMMUNITY),
    *_balance("C", "Cai nghiện bắt buộc tại cộng đồng", balances.COMPULSORY),
    *_balance("D", "Quản lý sau cai nghiện tại nơi cư trú", balances.AFTERCARE),
    Heading("Hỗ trợ giải quyết các vấn đề xã hội", ordinal="E"),
    Line("E.1", statistics.TRAINED, ordinal="1", mark=""),
    Line("E.2", statistics.GIVEN_WORK, ordinal="2", mark=""),
    Line("E.3", statistics.BORROWED, ordinal="3", mark=""),
    Line("E.4", statistics.LENT, ordinal="4", mark=""),
    Line("F", statistics.RELAPSED, level=0, ordinal="F", mark=""),
    Line("G", statistics.OFFICERS, level=0, ordinal="G", mark="", over=_at_the_years_end),
    Line("H", statistics.SPENT, level=0, ordinal="H", mark="", over=_the_year_so_far),
)
_WITHOUT_ADDICTS = Line("I", statistics.WITHOUT_ADDICTS, level=0, ordinal="I", mark="")
_NOT_ALLOCATED = Note(
    "Còn {number} lượt ghi danh sách người nghiện chưa phân bổ về xã, không tính vào xã nào ở dòng I.",
    statistics.NOT_ALLOCATED,
)
_YEARS_END = "Dòng G và H chỉ có số ở báo cáo tháng 12 và báo cáo năm; dòng H là số của cả năm."
_IDENTITIES = tuple(map(_identity, "ABCD"))


def _form(number: str, level: str, article: str, *, with_communes: bool) -> Form:
    return Form(
        code=f"bcn{number}",
        annex=f"Biểu {number}-BCN",
        title=f"BÁO CÁO CAI NGHIỆN MA TÚY VÀ QUẢN LÝ SAU CAI NGHIỆN CẤP {level}",
        source=f"Biểu {number}-BCN, {article} {CIRCULAR_05}",
        rule=CutRule.CALENDAR,
        rules=(CutRule.CALENDAR,),
        lines=(*_COMMON, _WITHOUT_ADDICTS) if with_communes else _COMMON,
        notes=(_NOT_ALLOCATED, _YEARS_END) if with_communes else (_YEARS_END,),
        identities=_IDENTITIES,
    )


COMMUNE = _form("01", "XÃ", "khoản 1 Điều 3", with_communes=False)
DISTRICT = _form("03", "HUYỆN", "khoản 1 Điều 4", with_communes=True)
PROVINCE = _form("04", "TỈNH", "khoản 2 Điều 4", with_communes=True)
