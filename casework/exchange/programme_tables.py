"""Exchange tables of money spent (kinh phí) and of models (mô hình)."""

from __future__ import annotations

from casework.exchange.columns import ExchangeTable, day, money, ref, term, text, unit
from casework.law.vocabulary import BudgetContent, BudgetSource, ModelKind
from casework.records.budget import BudgetLine
from casework.records.programme_model import ProgrammeModel

BUDGET = ExchangeTable(
    "budget",
    "Kinh phí đã chi",
    BudgetLine,
    (
        ref("budget_ref", "Mã khoản chi"),
        unit(),
        day("spent_on", "Ngày chi", required=True),
        term("source", "Nguồn kinh phí", BudgetSource, required=True),
        term("content", "Nội dung chi", BudgetContent, required=True),
        money("amount_vnd", "Số tiền (đồng)"),
    ),
    key=("budget_ref",),
    unit_days=("spent_on",),
)

MODELS = ExchangeTable(
    "models",
    "Mô hình",
    ProgrammeModel,
    (
        ref("model_ref", "Mã mô hình"),
        unit(),
        day("started_on", "Ngày bắt đầu", required=True),
        text(ProgrammeModel, "name", "Tên mô hình", required=True),
        term("kind", "Loại mô hình", ModelKind, required=True),
        day("ended_on", "Ngày kết thúc"),
    ),
    key=("model_ref",),
    unit_days=("started_on",),
    spans=((("started_on",), "ended_on"),),
)
