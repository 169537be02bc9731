"""The acts on an after-care: each asks the law of the case, is appended, and moves the case on."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from casework.errors import Forbidden, InvalidInput, RefusedByLaw
from casework.law.aftercare_facts import AftercareOutcome, CompletionKind, DrugTest, ExemptionGround, SuspensionReason
from casework.law.aftercare_monitoring import MonitoringPaper
from casework.records.act import Act
from casework.records.db import FOREVER
from casework.records.listing import Determination
from casework.services import (
    aftercare_decisions,
    aftercare_endings,
    aftercare_monitoring,
    aftercare_openings,
    aftercare_relief,
    aftercare_reviews,
)
from casework.services.aftercares import case_view, facts_of, full_facts
from tests.cast import make_aftercare, make_person, scope
from tests.conftest import TODAY


def stage(session, aftercare):
    session.flush()
    return case_view(session, aftercare, TODAY).told.stage.code


def citations(refused):
    return [reason.citation for reason in refused.value.reasons]


def acts(session):
    return [each.act for each in session.scalars(select(Act).order_by(Act.id))]


def test_the_whole_journey_under_decree_116(session, house, doing, opened):
    aftercare = opened()
    assert (aftercare.starts_on, aftercare.started_on) == (FOREVER, None)
    aftercare_decisions.request_aftercare(doing(aftercare), requested_on=date(2026, 3, 11))
    decided = aftercare_decisions.record_aftercare_decision(
        doing(aftercare, house.chair), number="12/QĐ-UBND", signed_on=date(2026, 3, 13), term_months=12
    )
    assert (decided.late, decided.law, decided.stage_after) == ([], "2021", "decided")
    aftercare_decisions.start_aftercare(doing(aftercare, house.police), listed_on=date(2026, 3, 16))
    assert aftercare.started_on == date(2026, 3, 6)
    aftercare_reviews.record_review(
        doing(aftercare, house.health), held_on=date(2026, 4, 15), drug_test=DrugTest.NEGATIVE, note=" Tiến bộ "
    )
    assert [(each.held_on, each.drug_test, each.note) for each in aftercare.reviews] == [
        (date(2026, 4, 15), "negative", "Tiến bộ")
    ]
    assert case_view(session, aftercare, TODAY).term.ends_on == date(2027, 3, 6)
    with pytest.raises(RefusedByLaw) as early:
        aftercare_endings.certify_aftercare(doing(aftercare), number="01", signed_on=TODAY)
    assert "Chưa hết thời hạn quản lý: kết thúc ngày 06/03/2027" in str(early.value)
    later = doing(aftercare, today=date(2027, 3, 8))
    aftercare_endings.certify_aftercare(later, number="01/GCN", signed_on=date(2027, 3, 8))
    assert (aftercare.ended_on, aftercare.outcome) == (date(2027, 3, 8), "completed")
    assert stage(session, aftercare) == "certified"
    assert acts(session) == ["report", "request", "decide", "start", "review", "certify"]


def test_the_journey_under_decree_163_is_decided_before_completion_and_handed_over(session, house, doing):
    person = make_person(session, house.go_quao)
    aftercare = aftercare_openings.open_aftercare(
        session,
        scope(house.police),
        house.police,
        person.ref,
        kind=CompletionKind.VOLUNTARY,
        completed_on=date(2026, 9, 30),
        reported_on=date(2026, 8, 31),
        today=TODAY,
    )
    police = doing(aftercare, house.police)
    # Wednesday 02/09/2026 and the day before it are holidays, so the second working day is the 4th.
    assert aftercare_decisions.request_aftercare(police, requested_on=date(2026, 9, 4)).late == []
    with pytest.raises(Forbidden, match="Chủ tịch Ủy ban nhân dân cấp xã"):
        aftercare_decisions.record_aftercare_decision(police, number="1", signed_on=date(2026, 9, 7), term_months=12)
    chair = doing(aftercare, house.chair)
    aftercare_decisions.record_aftercare_decision(chair, number="1", signed_on=date(2026, 9, 7), term_months=12)
    with pytest.raises(RefusedByLaw, match="Chưa đến ngày hoàn thành"):
        aftercare_decisions.start_aftercare(police, listed_on=date(2026, 9, 29))
    aftercare_decisions.hand_over_decision(police, handed_over_on=date(2026, 9, 30))
    aftercare_decisions.start_aftercare(police, listed_on=date(2026, 9, 30))
    assert aftercare.started_on == date(2026, 9, 30)
    aftercare_relief.suspend_aftercare(police, from_on=date(2026, 10, 10), reason=SuspensionReason.IMPRISONMENT)
    view = case_view(session, aftercare, TODAY)
    assert (view.told.stage.code, view.term.ends_on, view.term.days_left) == ("suspended", None, 356)
    aftercare_relief.resume_aftercare(police, to_on=date(2026, 11, 10))
    assert case_view(session, aftercare, TODAY).term.ends_on == date(2027, 10, 31)


def test_the_police_act_only_where_the_law_of_the_case_names_them(session, house, doing):
    old = make_aftercare(
        session,
        make_person(session, house.go_quao),
        starts_on=date(2021, 12, 6),
        decided_on=date(2021, 12, 6),
        term_months=12,
    )
    with pytest.raises(Forbidden, match="Ủy ban nhân dân cấp xã"):
        aftercare_endings.end_aftercare(
            doing(old, house.police), ended_on=date(2022, 12, 6), outcome=AftercareOutcome.COMPLETED
        )
    newer = make_aftercare(
        session,
        make_person(session, house.go_quao, "Lê Văn Ba"),
        starts_on=date(2022, 1, 4),
        decided_on=date(2022, 1, 4),
        term_months=12,
    )
    aftercare_endings.end_aftercare(
        doing(newer, house.police), ended_on=date(2023, 1, 4), outcome=AftercareOutcome.COMPLETED
    )
    assert newer.outcome == "completed"


def test_late_is_late_not_void(doing, opened):
    aftercare = opened()
    act = aftercare_decisions.request_aftercare(doing(aftercare), requested_on=date(2026, 3, 13))
    assert [late["citation"] for late in act.late] == ["khoản 1 Điều 77 Nghị định 116/2021/NĐ-CP"]
    assert aftercare.law_facts["dossier_on"] == "2026-03-13"


def test_a_refusal_lists_every_clause_and_writes_nothing(session, doing, opened):
    aftercare = opened()
    session.commit()
    with pytest.raises(RefusedByLaw) as refused:
        aftercare_decisions.record_aftercare_decision(
            doing(aftercare), number="1", signed_on=date(2026, 3, 10), term_months=24
        )
    assert citations(refused) == [
        "Điều 78 Nghị định 116/2021/NĐ-CP",
        "khoản 1 Điều 78 Nghị định 116/2021/NĐ-CP",
        "khoản 1 Điều 40 Luật 73/2021/QH14",
    ]
    session.rollback()
    assert (aftercare.decided_on, acts(session)) == (None, ["report"])


def test_an_act_that_the_law_of_the_case_does_not_know_is_refused(session, house, doing):
    aftercare = make_aftercare(
        session, make_person(session, house.go_quao), decided_on=date(2026, 1, 5), term_months=12
    )
    with pytest.raises(RefusedByLaw, match="không có việc “Giảm thời hạn quản lý sau cai nghiện”"):
        aftercare_relief.reduce_aftercare(doing(aftercare), reduced_on=date(2026, 10, 1), months=2, merit=True)


def test_reduction_and_exemption_under_the_law_of_2009(session, house, doing):
    person = make_person(session, house.go_quao)
    aftercare = make_aftercare(session, person, starts_on=date(2020, 3, 2), decided_on=date(2020, 3, 2), term_months=24)
    with pytest.raises(RefusedByLaw, match="Chưa chấp hành đủ hai phần ba"):
        aftercare_relief.reduce_aftercare(doing(aftercare), reduced_on=date(2021, 7, 1), months=3, merit=True)
    aftercare_relief.reduce_aftercare(doing(aftercare), reduced_on=date(2021, 7, 2), months=3, merit=True)
    assert case_view(session, aftercare, TODAY).term.ends_on == date(2021, 12, 2)
    aftercare_relief.exempt_aftercare(
        doing(aftercare), exempted_on=date(2021, 9, 1), ground=ExemptionGround.TERMINAL_ILLNESS, merit=None
    )
    assert (aftercare.ended_on, aftercare.outcome) == (date(2021, 9, 1), "other")


def test_an_absence_nobody_was_told_of_does_not_count_and_its_end_is_added_later(session, house, doing):
    aftercare = make_aftercare(
        session,
        make_person(session, house.go_quao),
        starts_on=date(2026, 1, 5),
        decided_on=date(2026, 1, 7),
        term_months=12,
    )
    aftercare_reviews.record_absence(doing(aftercare), from_on=date(2026, 5, 4), to_on=None, reported=False)
    assert case_view(session, aftercare, TODAY).term.stands_still is not None
    aftercare_reviews.record_absence(
        doing(aftercare), from_on=date(2026, 5, 4), to_on=date(2026, 5, 14), reported=False
    )
    assert len(facts_of(aftercare).absences) == 1
    assert case_view(session, aftercare, TODAY).term.ends_on == date(2027, 1, 15)
    with pytest.raises(InvalidInput, match="Ngày trở lại"):
        aftercare_reviews.record_absence(
            doing(aftercare), from_on=date(2026, 6, 4), to_on=date(2026, 6, 3), reported=True
        )


def test_a_positive_test_is_no_relapse_but_a_determination_is_and_the_dossier_is_due(session, house, doing):
    person = make_person(session, house.go_quao)
    aftercare = make_aftercare(
        session, person, decided_on=date(2026, 1, 7), term_months=12, reviews={date(2026, 8, 3): "positive"}
    )
    with pytest.raises(RefusedByLaw, match="xét nghiệm dương tính chưa phải là tái nghiện"):
        aftercare_endings.end_aftercare(doing(aftercare), ended_on=date(2026, 8, 5), outcome=AftercareOutcome.RELAPSED)
    session.add(
        Determination(person_id=person.id, unit_id=house.go_quao.id, determined_on=date(2026, 8, 7), result="addicted")
    )
    session.flush()
    aftercare_endings.end_aftercare(doing(aftercare), ended_on=date(2026, 8, 7), outcome=AftercareOutcome.RELAPSED)
    told = aftercare_endings.after_relapse(full_facts(session, aftercare), person, date(2026, 8, 7))
    # The first working day after Friday to make the dossier, and three months until it is too late for one.
    assert [each.due_on for each in told.deadlines] == [date(2026, 8, 10), date(2026, 11, 7)]


def test_monitoring_is_recorded_and_changes_neither_stage_nor_term(session, house, doing):
    aftercare = make_aftercare(
        session, make_person(session, house.go_quao), decided_on=date(2026, 1, 5), term_months=12
    )
    before = case_view(session, aftercare, TODAY)
    with pytest.raises(InvalidInput, match="01/07/2026"):
        aftercare_monitoring.record_monitoring(
            doing(aftercare), paper=MonitoringPaper.DECIDED, signed_on=date(2026, 6, 30)
        )
    aftercare_monitoring.record_monitoring(
        doing(aftercare), paper=MonitoringPaper.DECIDED, signed_on=date(2026, 7, 1), number="2/QĐ-CA"
    )
    after = case_view(session, aftercare, TODAY)
    assert (after.told.stage, after.term) == (before.told.stage, before.term)
    assert session.scalars(select(Act)).one().details == {"paper": "decided", "number": "2/QĐ-CA"}


def test_somebody_who_dies_before_it_began_leaves_no_planned_completion_behind(session, house, doing):
    person = make_person(session, house.go_quao)
    aftercare = make_aftercare(
        session,
        person,
        starts_on=FOREVER,
        decided_on=date(2026, 11, 2),
        term_months=12,
        law_facts={"kind": "voluntary", "completed_on": "2026-12-01", "reported_on": "2026-10-30"},
    )
    aftercare_endings.end_aftercare(doing(aftercare), ended_on=date(2026, 11, 9), outcome=AftercareOutcome.DIED)
    session.commit()
    assert (aftercare.starts_on, aftercare.ended_on) == (date(2026, 11, 9), date(2026, 11, 9))
    assert "completed_on" not in aftercare.law_facts
