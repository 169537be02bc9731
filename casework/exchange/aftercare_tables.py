"""Exchange tables of after-care (quản lý sau cai nghiện): the term, and its reviews with their tests."""

from __future__ import annotations

from casework.exchange.columns import ExchangeTable, day, number, ref, reference, term, text, unit
from casework.law.aftercare_facts import AftercareOutcome, DrugTest
from casework.records.aftercare import Aftercare, AftercareReview

AFTERCARE = ExchangeTable(
    "aftercare",
    "Quản lý sau cai nghiện",
    Aftercare,
    (
        ref("aftercare_ref", "Mã hồ sơ quản lý sau cai"),
        reference("person_ref", "Mã người", "persons", "person_id"),
        unit(),
        day("starts_on", "Ngày bắt đầu", required=True),
        day("decided_on", "Ngày quyết định"),
        text(Aftercare, "decision_number", "Số quyết định"),
        number("term_months", "Thời hạn (tháng)"),
        day("ended_on", "Ngày kết thúc"),
        term("outcome", "Kết quả", AftercareOutcome),
    ),
    key=("aftercare_ref",),
    unit_days=("starts_on",),
    spans=((("starts_on",), "ended_on"),),
)

AFTERCARE_REVIEWS = ExchangeTable(
    "aftercare_reviews",
    "Nhận xét, đánh giá trong quản lý sau cai",
    AftercareReview,
    (
        reference("aftercare_ref", "Mã hồ sơ quản lý sau cai", "aftercare", "aftercare_id"),
        day("held_on", "Ngày nhận xét, đánh giá", required=True),
        term("drug_test", "Kết quả xét nghiệm", DrugTest),
        text(AftercareReview, "note", "Ghi chú"),
    ),
    key=("aftercare_ref", "held_on"),
    found_by=("aftercare_ref",),
)
