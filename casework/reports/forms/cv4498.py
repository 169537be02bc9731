"""Công văn 4498: relapse and work, people of the project against others. The letter prescribes no table of its own."""

from __future__ import annotations

from casework.indicators.catalogue import comparison
from casework.indicators.sources import CV_4498
from casework.law.vocabulary import NotEvaluatedReason
from casework.reports.form import Form, Identity, Line, Print
from casework.reports.periods import CutRule

FORM = Form(
    code="cv4498",
    name="Công văn 4498",
    title="ĐÁNH GIÁ TỶ LỆ TÁI NGHIỆN, TÌNH TRẠNG GIẢI QUYẾT VIỆC LÀM CỦA NGƯỜI THAM GIA ĐỀ ÁN SAU CAI"
    " SO VỚI NGƯỜI SAU CAI KHÔNG THAM GIA ĐỀ ÁN",
    source=CV_4498,
    rule=CutRule.CALENDAR,
    rules=(CutRule.CALENDAR, CutRule.ADMINISTRATIVE),
    cohorts=("Tham gia Đề án", "Không tham gia"),
    partitions=(
        Identity(((1, "2"), (1, "6")), "1"),
        Identity(tuple((1, f"6.{place}") for place, _ in enumerate(NotEvaluatedReason, start=1)), "6"),
    ),
    lines=(
        Line("1", comparison.PEOPLE, level=0, ordinal="1", mark=""),
        Line("2", comparison.EVALUATED, level=0, ordinal="2", mark="", part_of="1"),
        Line("3", comparison.RELAPSED, level=0, ordinal="3", mark="", print=Print.PERCENTAGE),
        Line("4", comparison.EMPLOYED, level=0, ordinal="4", mark="", print=Print.PERCENTAGE),
        Line("4.1", comparison.IN_STABLE_WORK, print=Print.PERCENTAGE, part_of="4"),
        Line("5", comparison.VIOLATING, level=0, ordinal="5", mark="", print=Print.PERCENTAGE),
        Line("6", comparison.NOT_EVALUATED, level=0, ordinal="6", mark="", print=Print.PERCENTAGE),
        *(
            Line(f"6.{place}", comparison.NOT_EVALUATED_BECAUSE[reason], print=Print.PERCENTAGE, part_of="6")
            for place, reason in enumerate(NotEvaluatedReason, start=1)
        ),
        Line("7", comparison.MONTHS, level=0, ordinal="7", mark=""),
    ),
    notes=(
        "Tỷ lệ ghi dạng số người/số người làm mẫu: các dòng 3, 4, 4.1 và 5 trên số người ở dòng 2, các dòng 6 đến 6.5"
        " trên số người ở dòng 1.",
        "Mỗi người được tính theo lần đánh giá sau cùng trong kỳ. Chênh lệch là tỷ lệ của nhóm tham gia Đề án trừ tỷ lệ"
        " của nhóm không tham gia, tính bằng điểm phần trăm.",
        "Thời gian theo dõi (dòng 7) của hai nhóm khác nhau thì so sánh không công bằng.",
    ),
)
