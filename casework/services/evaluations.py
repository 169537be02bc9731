"""Evaluations after rehabilitation (đánh giá tái nghiện, việc làm): one person on one day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from sqlalchemy.orm import joinedload

from casework.access import queries
from casework.errors import InvalidInput
from casework.law.vocabulary import Cohort, Employment, EvaluationOutcome, NotEvaluatedReason
from casework.records.evaluation import Evaluation
from casework.services.books import Book, Entry


@dataclass(frozen=True)
class EvaluationEntry(Entry):
    """What was found about somebody, or why nothing could be found."""

    begins: ClassVar[str] = "evaluated_on"
    others: ClassVar[tuple[str, ...]] = ("returned_on",)

    evaluated_on: date
    cohort: Cohort
    returned_on: date | None
    outcome: EvaluationOutcome
    reason_not_evaluated: NotEvaluatedReason | None
    employment: Employment | None
    law_violation: bool | None

    def check(self) -> None:
        """A reason where nothing could be found, and only there; home before the evaluation."""
        nothing = self.outcome is EvaluationOutcome.NOT_EVALUATED
        if nothing and self.reason_not_evaluated is None:
            raise InvalidInput("Hãy chọn lý do không đánh giá được.", field="reason_not_evaluated")
        if not nothing and self.reason_not_evaluated is not None:
            raise InvalidInput(
                "Người này đã được đánh giá: hãy bỏ trống lý do không đánh giá được.", field="reason_not_evaluated"
            )
        if self.returned_on is not None and self.returned_on > self.evaluated_on:
            raise InvalidInput("Ngày trở về không thể sau ngày đánh giá. Hãy kiểm tra lại.", field="returned_on")


EVALUATIONS = Book(
    noun="evaluations",
    model=Evaluation,
    door=queries.evaluations,
    unit_column=Evaluation.unit_id,
    begins=Evaluation.evaluated_on,
    loads=(joinedload(Evaluation.person), joinedload(Evaluation.unit)),
    already="Người này đã được đánh giá ngày đó. Hãy mở lần đánh giá đã có để sửa.",
)
