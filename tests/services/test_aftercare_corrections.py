"""Correcting an after-care and its reviews with a reason, and naming who follows it."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from casework.errors import Conflict, InvalidInput, NotFound
from casework.law.aftercare_facts import AftercareOutcome, DrugTest
from casework.records.trail import TrailEntry
from casework.services import aftercare_corrections, aftercare_reviews
from casework.services.aftercares import facts_of
from casework.services.checks import faults
from tests.cast import make_aftercare, make_person, make_staff


def test_a_review_of_the_same_day_is_refused_and_can_be_corrected_with_a_reason(session, house, doing):
    aftercare = make_aftercare(session, make_person(session, house.go_quao), reviews={date(2026, 2, 5): "positive"})
    with pytest.raises(Conflict, match="đã ghi một lần nhận xét"):
        aftercare_reviews.record_review(doing(aftercare), held_on=date(2026, 2, 5), drug_test=DrugTest.NEGATIVE)
    session.rollback()
    aftercare = make_aftercare(session, make_person(session, house.go_quao), reviews={date(2026, 2, 5): "positive"})
    aftercare_corrections.correct_review(
        doing(aftercare),
        held_on=date(2026, 2, 5),
        new_held_on=date(2026, 2, 6),
        drug_test=DrugTest.NEGATIVE,
        note=None,
        reason="ghi nhầm phiếu",
    )
    session.commit()
    assert [(each.held_on, each.drug_test) for each in aftercare.reviews] == [(date(2026, 2, 6), "negative")]
    (entry,) = session.scalars(select(TrailEntry).where(TrailEntry.tag == "aftercare:record:corrected"))
    assert entry.keys["changes"]["drug_test"] == ["positive", "negative"]
    assert entry.keys["reason"] == "ghi nhầm phiếu"


def test_a_correction_keeps_the_old_value_asks_why_and_moves_custody(session, house, doing):
    aftercare = make_aftercare(
        session, make_person(session, house.go_quao), decided_on=date(2026, 1, 7), decision_number="1", term_months=12
    )
    wanted = aftercare_corrections.as_recorded(facts_of(aftercare))
    right = aftercare_corrections.replace(wanted, starts_on=date(2026, 1, 2), term_months=24)
    with pytest.raises(InvalidInput, match="lý do"):
        aftercare_corrections.correct_aftercare(doing(aftercare), right, reason="ok")
    aftercare_corrections.correct_aftercare(doing(aftercare), right, reason="theo quyết định giấy")
    session.commit()
    (entry,) = session.scalars(select(TrailEntry).where(TrailEntry.tag == "aftercare:record:corrected"))
    assert entry.keys["changes"] == {"starts_on": ["05/01/2026", "02/01/2026"], "term_months": ["12", "24"]}
    assert aftercare.custody[0].from_on == date(2026, 1, 2)
    assert list(faults(session)) == []
    wrong = aftercare_corrections.replace(right, ended_on=date(2026, 1, 1), outcome=AftercareOutcome.OTHER)
    with pytest.raises(InvalidInput, match="trước ngày bắt đầu"):
        aftercare_corrections.correct_aftercare(doing(aftercare), wanted and wrong, reason="theo quyết định giấy")


def test_the_officer_in_charge_is_of_the_scope(session, house, doing):
    aftercare = make_aftercare(session, make_person(session, house.go_quao))
    ours, theirs = make_staff(session, house.go_quao), make_staff(session, house.dinh_hoa)
    aftercare_corrections.assign_aftercare_officer(doing(aftercare), staff_ref=ours.ref)
    assert aftercare.officer_id == ours.id
    with pytest.raises(NotFound):
        aftercare_corrections.assign_aftercare_officer(doing(aftercare), staff_ref=theirs.ref)
