"""Money spent (kinh phí): Phụ lục 3."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, select

from casework.indicators.indicator import Counted, Indicator, Measure, Place, Rows
from casework.indicators.sources import PHU_LUC_3
from casework.indicators.timespans import in_window, one_of
from casework.law.vocabulary import BudgetContent, BudgetSource
from casework.records.budget import BudgetLine


def _spent(*criteria: ColumnElement[bool]) -> Any:
    def rows(place: Place) -> Rows:
        return select(BudgetLine.id, BudgetLine.amount_vnd).where(
            *in_window(place, BudgetLine.spent_on), *place.within(BudgetLine.unit_id), *criteria
        )

    return rows


def _money(code: str, label: str, definition: str, *criteria: ColumnElement[bool]) -> Indicator:
    return Indicator(
        code=f"spending.{code}",
        label=label,
        measured_in="đồng",
        definition=definition,
        basis="ngày chi; theo đơn vị ghi khoản chi",
        citation=PHU_LUC_3,
        counted=Counted.BUDGET,
        rows=_spent(*criteria),
        measure=Measure.SUM,
    )


TOTAL = _money("total", "Tổng kinh phí", "Tổng số tiền của các khoản chi trong kỳ.")
CENTRAL = _money(
    "central",
    "Kinh phí Trung ương",
    "Các khoản chi trong kỳ từ ngân sách Trung ương.",
    one_of(BudgetLine.source, [BudgetSource.CENTRAL]),
)
LOCAL = _money(
    "local",
    "Kinh phí địa phương",
    "Các khoản chi trong kỳ từ ngân sách địa phương.",
    one_of(BudgetLine.source, [BudgetSource.LOCAL]),
)
DOSSIERS = _money(
    "dossiers",
    "Lập hồ sơ",
    "Các khoản chi trong kỳ cho việc lập hồ sơ.",
    one_of(BudgetLine.content, [BudgetContent.DOSSIERS]),
)
TEAM = _money(
    "team",
    "Hoạt động của tổ công tác cai nghiện",
    "Các khoản chi trong kỳ cho hoạt động của tổ công tác.",
    one_of(BudgetLine.content, [BudgetContent.TEAM]),
)
SUPPORT = _money(
    "support",
    "Hỗ trợ đối tượng",
    "Các khoản chi trong kỳ để hỗ trợ đối tượng.",
    one_of(BudgetLine.content, [BudgetContent.SUPPORT]),
)
OTHER = _money(
    "other",
    "Nội dung khác",
    "Các khoản chi trong kỳ cho nội dung không có dòng riêng trong biểu.",
    one_of(BudgetLine.content, [BudgetContent.OTHER]),
)
