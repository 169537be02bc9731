"""Exchange tables of lists (danh sách quản lý), determinations of addiction, and evaluations after rehabilitation."""

from __future__ import annotations

from casework.exchange.columns import ExchangeTable, day, reference, term, text, unit, yes_no
from casework.law.vocabulary import (
    Cohort,
    DeterminationResult,
    Employment,
    EvaluationOutcome,
    ListingStatus,
    NotEvaluatedReason,
)
from casework.records.evaluation import Evaluation
from casework.records.listing import Determination, Listing

LISTINGS = ExchangeTable(
    "listings",
    "Danh sách quản lý",
    Listing,
    (
        reference("person_ref", "Mã người", "persons", "person_id"),
        unit(),
        term("status", "Diện quản lý", ListingStatus, required=True),
        day("listed_on", "Ngày đưa vào danh sách", required=True),
        day("removed_on", "Ngày đưa ra khỏi danh sách"),
        text(Listing, "removal_reason", "Lý do đưa ra"),
    ),
    key=("person_ref", "unit_code", "status", "listed_on"),
    found_by=("person_ref",),
    unit_days=("listed_on",),
    spans=((("listed_on",), "removed_on"),),
)

DETERMINATIONS = ExchangeTable(
    "determinations",
    "Xác định tình trạng nghiện",
    Determination,
    (
        reference("person_ref", "Mã người", "persons", "person_id"),
        unit(),
        day("determined_on", "Ngày xác định", required=True),
        term("result", "Kết quả", DeterminationResult, required=True),
        text(Determination, "substances", "Loại chất ma túy"),
    ),
    key=("person_ref", "determined_on"),
    found_by=("person_ref",),
    unit_days=("determined_on",),
)

EVALUATIONS = ExchangeTable(
    "evaluations",
    "Đánh giá sau cai nghiện",
    Evaluation,
    (
        reference("person_ref", "Mã người", "persons", "person_id"),
        unit(),
        day("evaluated_on", "Ngày đánh giá", required=True),
        term("outcome", "Kết quả đánh giá", EvaluationOutcome, required=True),
        term("reason_not_evaluated", "Lý do không đánh giá được", NotEvaluatedReason),
        term("employment", "Tình trạng việc làm", Employment),
        yes_no("law_violation", "Vi phạm pháp luật", required=False),
        term("cohort", "Nhóm người", Cohort, required=True),
        day("returned_on", "Ngày trở về cộng đồng"),
    ),
    key=("person_ref", "evaluated_on"),
    found_by=("person_ref",),
    unit_days=("evaluated_on",),
)
