"""Phụ lục 3: money spent; words as in the official form, slips of its scan put right (cải thiện → cai nghiện)."""

from __future__ import annotations

from casework.indicators.catalogue import spending
from casework.indicators.indicator import Indicator
from casework.indicators.sources import PHU_LUC_3
from casework.reports.form import Form, Heading, Identity, Line, Note, Print, TableWords
from casework.reports.periods import CutRule

MILLIONS = "triệu đồng"


def _money(row: str, indicator: Indicator, *, ordinal: str = "", level: int = 1, part_of: str | None = None) -> Line:
    mark = "- " if level else ""
    return Line(
        row,
        indicator,
        level=level,
        ordinal=ordinal,
        mark=mark,
        part_of=part_of,
        unit=MILLIONS,
        print=Print.MILLIONS,
    )


FORM = Form(
    code="pl3",
    annex="Phụ lục 3",
    title="BIỂU THỐNG KÊ KINH PHÍ CHO CÔNG TÁC CAI NGHIỆN",
    source=PHU_LUC_3,
    rule=CutRule.CALENDAR,
    rules=(CutRule.CALENDAR, CutRule.ADMINISTRATIVE),
    years_offered=True,
    words=TableWords(measured_in="", above="Đơn vị tính: triệu đồng"),
    totals=(Identity(((1, "1.1"), (1, "1.2")), "1"),),
    limits=(Identity(((1, "2.1"), (1, "2.2"), (1, "2.3")), "1"),),
    lines=(
        Heading("I. Tại cộng đồng"),
        _money("1", spending.TOTAL, ordinal="1", level=0),
        _money("1.1", spending.CENTRAL, part_of="1"),
        _money("1.2", spending.LOCAL, part_of="1"),
        Heading("Nội dung chi", id="2", ordinal="2", measured_in=MILLIONS),
        _money("2.1", spending.DOSSIERS, part_of="1"),
        _money("2.2", spending.TEAM, part_of="1"),
        _money("2.3", spending.SUPPORT, part_of="1"),
    ),
    notes=(
        Note(
            "Ngoài ba nội dung ở mục 2 còn {number} triệu đồng chi cho nội dung khác, có trong tổng kinh phí.",
            spending.OTHER,
            Print.MILLIONS,
        ),
    ),
)
