"""Relapse and work, people of the project against others (so sánh theo nhóm): Công văn 4498/UBND-LĐCSXH."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Integer, and_, case, cast, extract, func, literal_column, or_, select
from sqlalchemy.orm import aliased

from casework.indicators.indicator import Counted, Indicator, Measure, Place, Rows
from casework.indicators.sources import CV_4498
from casework.indicators.timespans import Criteria, in_window, one_if, one_of
from casework.law.vocabulary import Cohort, Employment, EvaluationOutcome, NotEvaluatedReason
from casework.records.evaluation import Evaluation

COHORTS = (Cohort.PROJECT.value, Cohort.OTHER.value)

_EVALUATED = Evaluation.outcome != EvaluationOutcome.NOT_EVALUATED.value
_NOT_EVALUATED = one_of(Evaluation.outcome, [EvaluationOutcome.NOT_EVALUATED])


def _last(place: Place) -> Criteria:
    """Each person's last evaluation in the window among those of the place."""
    later = aliased(Evaluation)
    after = (
        select(literal_column("1"))
        .where(
            later.person_id == Evaluation.person_id,
            later.evaluated_on > Evaluation.evaluated_on,
            later.evaluated_on <= place.last,
            *place.within(later.unit_id),
        )
        .exists()
    )
    return (*in_window(place, Evaluation.evaluated_on), *place.within(Evaluation.unit_id), ~after)


def _people(*criteria: ColumnElement[bool]) -> Any:
    def rows(place: Place) -> Rows:
        return select(Evaluation.person_id, Evaluation.cohort).where(*_last(place), *criteria)

    return rows


def _part(of: Criteria, *criteria: ColumnElement[bool]) -> Any:
    def rows(place: Place) -> Rows:
        return select(Evaluation.person_id, one_if(*criteria), Evaluation.cohort).where(*_last(place), *of)

    return rows


def _followed(place: Place) -> Rows:
    months = _whole_months(Evaluation.returned_on, Evaluation.evaluated_on)
    return select(Evaluation.person_id, months, Evaluation.cohort).where(
        *_last(place), Evaluation.returned_on.is_not(None)
    )


def _whole_months(since: Any, until: Any) -> ColumnElement[int]:
    """Whole months; one is whole when its day is reached, or the month's last day where it has no such day."""
    year, month, day = (cast(extract(part, until), Integer) for part in ("year", "month", "day"))
    began_year, began_month, began_day = (cast(extract(part, since), Integer) for part in ("year", "month", "day"))
    leap = and_(year % 4 == 0, or_(year % 100 != 0, year % 400 == 0))
    last = case((month.in_((4, 6, 9, 11)), 30), (month != 2, 31), (leap, 29), else_=28)
    reached = or_(day >= began_day, day == last)
    return (year - began_year) * 12 + month - began_month - case((reached, 0), else_=1)


def _compared(code: str, measured_in: str, label: str, definition: str, rows: Any, measure: Measure) -> Indicator:
    return Indicator(
        code=f"comparison.{code}",
        label=label,
        measured_in=measured_in,
        definition=definition,
        basis="ngày đánh giá sau cùng trong kỳ; theo đơn vị ghi đánh giá",
        citation=CV_4498,
        counted=Counted.PERSON,
        rows=rows,
        measure=measure,
        cohorts=COHORTS,
    )


def _share_of_evaluated(code: str, label: str, definition: str, *criteria: ColumnElement[bool]) -> Indicator:
    return _compared(code, "%", label, definition, _part((_EVALUATED,), *criteria), Measure.RATIO)


def _share_of_all(code: str, label: str, definition: str, *criteria: ColumnElement[bool]) -> Indicator:
    return _compared(code, "%", label, definition, _part((), *criteria), Measure.RATIO)


_WHOLE = "Mỗi người lấy lần đánh giá sau cùng trong kỳ của đơn vị; nhóm là nhóm ghi ở lần đó."

PEOPLE = _compared(
    "people",
    "người",
    "Số người có đánh giá trong kỳ",
    _WHOLE,
    _people(),
    Measure.COUNT,
)
EVALUATED = _compared(
    "evaluated",
    "người",
    "Số người đánh giá được",
    f"{_WHOLE} Kết quả là tái nghiện hoặc không tái nghiện.",
    _people(_EVALUATED),
    Measure.COUNT,
)
RELAPSED = _share_of_evaluated(
    "relapsed",
    "Tỷ lệ tái nghiện",
    "Người tái nghiện trên số người đánh giá được.",
    one_of(Evaluation.outcome, [EvaluationOutcome.RELAPSED]),
)
EMPLOYED = _share_of_evaluated(
    "employed",
    "Tỷ lệ có việc làm",
    "Người có việc làm, ổn định hoặc không ổn định, trên số người đánh giá được; không ghi là không có việc làm.",
    func.coalesce(one_of(Evaluation.employment, [Employment.CASUAL, Employment.STABLE]), literal_column("0 = 1")),
)
IN_STABLE_WORK = _share_of_evaluated(
    "stable",
    "Trong đó: việc làm ổn định",
    "Người có việc làm ổn định trên số người đánh giá được.",
    func.coalesce(one_of(Evaluation.employment, [Employment.STABLE]), literal_column("0 = 1")),
)
VIOLATING = _share_of_evaluated(
    "violating",
    "Tỷ lệ vi phạm pháp luật",
    "Người có vi phạm pháp luật trên số người đánh giá được; không ghi là không vi phạm.",
    Evaluation.law_violation.is_(True),
)
NOT_EVALUATED = _share_of_all(
    "not_evaluated", "Tỷ lệ không đánh giá được", "Người không đánh giá được trên số người có đánh giá.", _NOT_EVALUATED
)
NOT_EVALUATED_BECAUSE = {
    reason: _share_of_all(
        f"not_evaluated.{reason.value}",
        reason.term,
        f"Người không đánh giá được vì: {reason.term}, trên số người có đánh giá"
        + ("; không ghi lý do là không rõ." if reason is NotEvaluatedReason.UNKNOWN else "."),
        _NOT_EVALUATED,
        func.coalesce(Evaluation.reason_not_evaluated, NotEvaluatedReason.UNKNOWN.value) == reason.value,
    )
    for reason in NotEvaluatedReason
}
MONTHS = _compared(
    "months",
    "tháng",
    "Số tháng theo dõi từ ngày về cộng đồng đến ngày đánh giá (trung vị)",
    "Trung vị của số tháng tròn từ ngày về cộng đồng đến ngày đánh giá, của mọi lần đánh giá sau cùng có cả hai ngày."
    " Hai nhóm được theo dõi dài ngắn khác nhau thì so sánh không công bằng.",
    _followed,
    Measure.MEDIAN,
)
