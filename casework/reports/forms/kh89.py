"""Kế hoạch 89/KH-UBND: what was promised, what was reached; words of the plan (slips of its scan put right)."""

from __future__ import annotations

from casework.indicators.catalogue import plan_89
from casework.indicators.indicator import Indicator
from casework.indicators.sources import KH_89
from casework.reports.form import Form, Heading, Line, Print, TableWords
from casework.reports.periods import CutRule


def _row(row: str, indicator: Indicator, *, print: Print = Print.PLAIN) -> Line:
    return Line(row, indicator, ordinal=row, mark="", print=print, target=True)


FORM = Form(
    code="kh89",
    name="Kế hoạch 89/KH-UBND",
    title="KẾT QUẢ THỰC HIỆN MỤC TIÊU KẾ HOẠCH 89/KH-UBND",
    source=KH_89,
    rule=CutRule.CALENDAR,
    rules=(CutRule.CALENDAR, CutRule.ADMINISTRATIVE),
    parts=("", "H1", "H2"),
    programme="kh89",
    words=TableWords(label="Mục tiêu"),
    lines=(
        Heading(
            "Tiểu dự án 1: Nâng cao hiệu quả công tác cai nghiện ma túy, quản lý sau cai và hòa nhập cộng đồng cho"
            " người sau cai nghiện ma túy",
            ordinal="1",
        ),
        _row("1.1", plan_89.ADDICTS_REACHED, print=Print.PERCENTAGE),
        _row("1.2", plan_89.SUPPORTED, print=Print.PERCENTAGE),
        _row("1.3", plan_89.OFFICERS_TRAINED, print=Print.PERCENTAGE),
        _row("1.4", plan_89.MODELS),
        Heading(
            "Tiểu dự án 2: Phòng ngừa nghiện ma túy đối với nhóm người có nguy cơ cao và người sử dụng trái phép chất"
            " ma túy",
            ordinal="2",
        ),
        _row("2.1", plan_89.USERS_REACHED, print=Print.PERCENTAGE),
    ),
    notes=(
        "Số liệu ghi dạng số đạt/tổng số, tỷ lệ tính trên tổng số của từng dòng; dịch vụ, hỗ trợ được tính dù thực"
        " hiện ở đơn vị nào.",
    ),
)
