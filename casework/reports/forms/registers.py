"""Sổ 01-SCN … Sổ 05-SCN: the registers of a year, a line a case (Điều 5 Thông tư 05/2011/TT-BLĐTBXH)."""

from __future__ import annotations

from casework.indicators.catalogue import registers
from casework.indicators.indicator import Indicator
from casework.indicators.sources import CIRCULAR_05
from casework.reports.form import Form, Line
from casework.reports.periods import CutRule


def _register(number: str, title: str, clause: int, indicator: Indicator) -> Form:
    return Form(
        code=f"so{number}",
        annex=f"Sổ {number}-SCN",
        title=title,
        source=f"Sổ {number}-SCN, khoản {clause} Điều 5 {CIRCULAR_05}",
        rule=CutRule.CALENDAR,
        rules=(CutRule.CALENDAR,),
        lines=(Line("lines", indicator, level=0, mark=""),),
        parts=("",),
        register=True,
    )


HOME = _register("01", "SỔ QUẢN LÝ NGƯỜI CAI NGHIỆN MA TÚY TỰ NGUYỆN TẠI GIA ĐÌNH", 1, registers.HOME)
COMMUNITY = _register("02", "SỔ QUẢN LÝ NGƯỜI CAI NGHIỆN MA TÚY TỰ NGUYỆN TẠI CỘNG ĐỒNG", 2, registers.COMMUNITY)
COMPULSORY = _register("03", "SỔ QUẢN LÝ NGƯỜI CAI NGHIỆN MA TÚY BẮT BUỘC TẠI CỘNG ĐỒNG", 3, registers.COMPULSORY)
AFTERCARE = _register("04", "SỔ QUẢN LÝ NGƯỜI SAU CAI NGHIỆN MA TÚY TẠI NƠI CƯ TRÚ", 4, registers.AFTERCARE)
COMPLETED = _register("05", "SỔ QUẢN LÝ NGƯỜI HOÀN THÀNH CAI NGHIỆN MA TÚY", 5, registers.COMPLETED)
