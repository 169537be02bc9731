"""Reviews with their drug tests, and absences (nhận xét, đánh giá, xét nghiệm; vắng mặt tại nơi cư trú)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from casework.access import queries
from casework.access.scope import Scope
from casework.errors import Conflict
from casework.i18n import format_date
from casework.law.aftercare_facts import Absence, AftercareAct, AftercareFacts, DrugTest, Review
from casework.records.act import Act
from casework.records.aftercare import Aftercare, AftercareReview
from casework.services.aftercares import Doing, perform
from casework.services.changes import text_or_none
from casework.services.days import require_order, require_past


def record_review(doing: Doing, *, held_on: date, drug_test: DrugTest, note: str | None = None) -> Act:
    """Record one review of the person and what the test of that day showed.

    A positive test alone is no relapse: only a determination of addiction is.

    :raises Conflict: a review of that day is recorded
    :raises RefusedByLaw: lists every clause

    Nguồn: khoản 6 Điều 3, khoản 2 Điều 79 Nghị định 116/2021/NĐ-CP; khoản 2 Điều 136 Nghị định 163/2026/NĐ-CP.
    """

    def add(aftercare: Aftercare) -> None:
        if any(each.held_on == held_on for each in aftercare.reviews):
            raise Conflict(f"Ngày {format_date(held_on)} đã ghi một lần nhận xét. Hãy sửa lần đó nếu có sai sót.")
        aftercare.reviews.append(
            AftercareReview(
                held_on=held_on,
                drug_test=drug_test.value,
                note=text_or_none(note),
                recorded_by_id=doing.actor.account_id,
            )
        )

    return perform(
        doing,
        AftercareAct.REVIEW,
        held_on,
        lambda facts: replace(facts, reviews=(*facts.reviews, Review(held_on, drug_test))),
        field="held_on",
        rows=add,
        details={"drug_test": drug_test.value},
    )


def record_absence(
    doing: Doing, *, from_on: date, to_on: date | None, reported: bool, reason: str | None = None
) -> Act:
    """Record days away from home, or the day back of those recorded before; unreported ones do not count as served.

    :param from_on: the first day away
    :param to_on: the day back, which counts again; None while away
    :param reported: told the commune police, with reason and length
    :raises InvalidInput: the day back lies before the first day
    :raises RefusedByLaw: lists every clause

    Nguồn: điểm b khoản 1 Điều 79 Nghị định 116/2021/NĐ-CP; điểm a khoản 1 Điều 136 Nghị định 163/2026/NĐ-CP.
    """
    require_past(to_on, today=doing.today, field="to_on")
    require_order(from_on, to_on, field="to_on", what="Ngày trở lại")

    def change(facts: AftercareFacts) -> AftercareFacts:
        others = tuple(each for each in facts.absences if each.from_on != from_on)
        all_of_them = sorted((*others, Absence(from_on, to_on, reported)), key=lambda each: each.from_on)
        return replace(facts, absences=tuple(all_of_them))

    return perform(
        doing,
        AftercareAct.RECORD_ABSENCE,
        from_on,
        change,
        field="from_on",
        details={"to_on": to_on, "reported": "có" if reported else "không", "reason": text_or_none(reason)},
    )


def recorded_absences(session: Session, scope: Scope, aftercare: Aftercare) -> list[Act]:
    """The acts that recorded the absences of an after-care, one an absence: the last, which knows the day back."""
    acts = queries.absences(scope).where(Act.aftercare_id == aftercare.id)
    last = {each.acted_on: each for each in session.scalars(acts.order_by(Act.id))}
    return [last[day] for day in sorted(last)]
