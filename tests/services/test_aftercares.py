"""The acts on an after-care: each asks the law of the case, is appended, and moves the case on."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from sqlalchemy import select

from casework.access import queries
from casework.access.scope import Scope
from casework.errors import Conflict, Forbidden, InvalidInput, NotFound, RefusedByLaw
from casework.i18n import VIETNAM
from casework.law.aftercare_as_of import as_of
from casework.law.aftercare_facts import (
    AftercareOutcome,
    CompletionKind,
    DrugTest,
    ExemptionGround,
    SuspensionReason,
)
from casework.law.aftercare_monitoring import MonitoringPaper
from casework.law.aftercare_stages import read_stage
from casework.records.act import Act
from casework.records.aftercare import Aftercare
from casework.records.db import FOREVER
from casework.records.listing import Determination
from casework.records.trail import TrailEntry
from casework.services import (
    aftercare_corrections,
    aftercare_decisions,
    aftercare_endings,
    aftercare_lists,
    aftercare_monitoring,
    aftercare_moves,
    aftercare_openings,
    aftercare_relief,
    aftercare_reviews,
)
from casework.services.aftercare_lists import AftercareList
from casework.services.aftercares import Doing, case_view, facts_of, full_facts, seen_aftercare
from casework.services.checks import faults
from casework.services.explanations import explain_episode
from tests.cast import make_aftercare, make_episode, make_person, make_staff, scope

TODAY = date(2026, 11, 21)
EVERYTHING = Scope.everything(reason="kiểm thử")


@pytest.fixture
def completed(session, house):
    """Somebody who completed rehabilitation in the community on Friday 06/03/2026, and has the certificate."""
    person = make_person(session, house.go_quao, "Lê Thị Bé", sex="female")
    return make_episode(
        session,
        person,
        form="community",
        registered_on=date(2025, 9, 1),
        decided_on=date(2025, 9, 3),
        term_months=6,
        started_on=date(2025, 9, 6),
        ended_on=date(2026, 3, 6),
        outcome="completed",
        certificate=("01/GXN", date(2026, 3, 6)),
    )


@pytest.fixture
def doing(session, house):
    """Somebody of the cast acting on an after-care: `doing(aftercare)`, `doing(aftercare, house.police)`."""

    def act(aftercare, actor=None, **more):
        actor = actor or house.officer
        return Doing(session, scope(actor), actor, aftercare.ref, TODAY, **more)

    return act


def opened(session, house, completed, **more):
    values = {"kind": CompletionKind.VOLUNTARY, "completed_on": date(2026, 3, 6), "reported_on": date(2026, 3, 9)}
    return aftercare_openings.open_aftercare(
        session, scope(house.officer), house.officer, completed.person.ref, today=TODAY, **(values | more)
    )


def stage(session, aftercare):
    session.flush()
    return case_view(session, aftercare, TODAY).told.stage.code


def citations(refused):
    return [reason.citation for reason in refused.value.reasons]


def acts(session):
    return [each.act for each in session.scalars(select(Act).order_by(Act.id))]


def test_the_whole_journey_under_decree_116(session, house, completed, doing):
    aftercare = opened(session, house, completed)
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
    later = Doing(session, scope(house.officer), house.officer, aftercare.ref, date(2027, 3, 8))
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


def test_late_is_late_not_void(session, house, completed, doing):
    aftercare = opened(session, house, completed)
    act = aftercare_decisions.request_aftercare(doing(aftercare), requested_on=date(2026, 3, 13))
    assert [late["citation"] for late in act.late] == ["khoản 1 Điều 77 Nghị định 116/2021/NĐ-CP"]
    assert aftercare.law_facts["dossier_on"] == "2026-03-13"


def test_a_refusal_lists_every_clause_and_writes_nothing(session, house, completed, doing):
    aftercare = opened(session, house, completed)
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


def test_a_move_passes_custody_and_carries_the_notice_of_the_old_place(session, house, doing):
    person = make_person(session, house.go_quao)
    aftercare = make_aftercare(session, person, starts_on=date(2026, 7, 6), decided_on=date(2026, 7, 6), term_months=12)
    left = datetime(2026, 9, 1, 10, 0, tzinfo=VIETNAM)
    aftercare_moves.move_aftercare(
        doing(aftercare),
        moved_on=date(2026, 9, 1),
        to_unit=house.dinh_hoa,
        left_at=left,
        notified_on=date(2026, 9, 2),
        notified_at=datetime(2026, 9, 2, 10, 1, tzinfo=VIETNAM),
        number="5/TB",
    )
    session.commit()
    assert [(each.unit_id, each.from_on) for each in aftercare.custody] == [
        (house.go_quao.id, date(2026, 7, 6)),
        (house.dinh_hoa.id, date(2026, 9, 1)),
    ]
    notice = session.scalars(select(Act).where(Act.act == "notify_move")).one()
    assert "hạn cuối 02/09/2026 10:00" in notice.late[0]["text"]
    assert person.unit_id == house.dinh_hoa.id
    with pytest.raises(NotFound):
        seen_aftercare(session, scope(house.officer), aftercare.ref)
    assert list(faults(session)) == []


def test_a_move_without_a_day_of_notice_was_told_the_same_day_and_its_clock_is_closed(session, house, doing):
    person = make_person(session, house.go_quao)
    aftercare = make_aftercare(session, person, starts_on=date(2026, 7, 6), decided_on=date(2026, 7, 6), term_months=12)
    aftercare_moves.move_aftercare(doing(aftercare), moved_on=date(2026, 9, 1), to_unit=house.dinh_hoa)
    session.commit()
    assert facts_of(aftercare).last_move.notified_on == date(2026, 9, 1)
    clocks = case_view(session, aftercare, date(2026, 9, 10)).told.deadlines
    assert clocks and not [each.label for each in clocks if "chuyển đến" in each.label]


def test_the_receiving_place_records_the_notice_it_got(session, house, doing):
    aftercare = make_aftercare(
        session,
        make_person(session, house.go_quao),
        decided_on=date(2026, 1, 5),
        term_months=12,
        moves=[(date(2026, 3, 2), house.dinh_hoa)],
    )
    act = aftercare_moves.notify_move(doing(aftercare, house.neighbour), notified_on=date(2026, 3, 10))
    assert [late["citation"] for late in act.late] == [
        "điểm c khoản 1 Điều 79 Nghị định 116/2021/NĐ-CP; khoản 2 Điều 43 Luật 73/2021/QH14"
    ]


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


def test_somebody_elses_change_is_a_conflict(session, house, doing):
    aftercare = make_aftercare(session, make_person(session, house.go_quao), decided_on=date(2026, 1, 5))
    seen = aftercare.version
    aftercare_reviews.record_review(doing(aftercare), held_on=date(2026, 2, 5), drug_test=DrugTest.NONE)
    with pytest.raises(Conflict, match="người khác cập nhật"):
        aftercare_reviews.record_review(
            doing(aftercare, version=seen), held_on=date(2026, 2, 6), drug_test=DrugTest.NONE
        )


def test_one_person_has_one_open_aftercare(session, house, completed):
    first = opened(session, house, completed)
    with pytest.raises(Conflict, match=first.ref):
        opened(session, house, completed)


def test_the_day_of_completion_comes_from_the_certificate_on_file(session, house, completed):
    aftercare = opened(session, house, completed, completed_on=date(2026, 3, 1))
    assert facts_of(aftercare).completed_on == date(2026, 3, 6)
    imported = make_aftercare(
        session, completed.person, starts_on=date(2026, 3, 6), decided_on=date(2026, 3, 13), term_months=12
    )
    facts = full_facts(session, imported)
    assert (facts.completed_on, facts.rehabilitation_decided_on) == (date(2026, 3, 6), date(2025, 9, 3))


def test_a_certificate_of_many_years_ago_is_not_what_an_aftercare_follows(session, house, completed):
    imported = make_aftercare(
        session, completed.person, starts_on=date(2019, 3, 6), decided_on=date(2019, 3, 6), term_months=24
    )
    facts = full_facts(session, imported)
    assert (facts.completed_on, facts.kind) == (None, CompletionKind.COMPULSORY)


def test_not_opened_after_completion_is_a_duty_until_it_is_opened(session, house, completed):
    due = aftercare_openings.unopened_after(session, completed, date(2026, 3, 9))
    assert due.rehabilitation.completed_on == date(2026, 3, 6)
    assert aftercare_openings.unopened_after(session, completed, date(2027, 6, 1)) is None
    opened(session, house, completed)
    assert aftercare_openings.unopened_after(session, completed, date(2026, 3, 9)) is None


def test_before_2022_only_a_centre_led_to_aftercare(session, house):
    person = make_person(session, house.go_quao)
    days = {"registered_on": date(2021, 5, 3), "started_on": date(2021, 5, 10), "ended_on": date(2021, 11, 10)}
    home = make_episode(session, person, outcome="completed", certificate=("1", date(2021, 11, 10)), **days)
    assert aftercare_openings.unopened_after(session, home, date(2021, 12, 1)) is None
    centre = make_episode(
        session, person, form="centre_compulsory", outcome="completed", certificate=("2", date(2021, 11, 10)), **days
    )
    assert aftercare_openings.unopened_after(session, centre, date(2021, 12, 1)) is not None


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


def test_lists_tell_what_is_in_force_what_ends_soon_and_what_is_over(session, house):
    def one(name, **columns):
        return make_aftercare(session, make_person(session, house.go_quao, name), **columns)

    soon = one("Lê Một", starts_on=date(2025, 12, 1), decided_on=date(2025, 12, 3), term_months=12)
    over = one("Lê Hai", starts_on=date(2025, 11, 3), decided_on=date(2025, 11, 5), term_months=12)
    ended = one("Lê Ba", starts_on=date(2024, 1, 2), ended_on=date(2025, 1, 2), outcome="completed")
    pending = one("Lê Bốn", starts_on=FOREVER, law_facts={"kind": "voluntary", "reported_on": "2026-11-18"})
    where = scope(house.officer)

    def rows(which, **more):
        return set(session.scalars(aftercare_lists.aftercare_query(where, which, **more)).unique())

    assert rows(AftercareList.CURRENT) == {soon, over}
    assert rows(AftercareList.PENDING) == {pending}
    assert rows(AftercareList.ENDED) == {ended}
    assert rows(AftercareList.ALL, year=2024) == {ended}
    assert rows(AftercareList.ALL, year=2025) == {ended, soon, over}
    for which, wanted in ((AftercareList.ENDING, soon), (AftercareList.OVERDUE, over)):
        assert [line.aftercare for line in aftercare_lists.by_term(session, where, which, TODAY)] == [wanted]
    (line,) = aftercare_lists.aftercares_of(session, where, pending.person_id, TODAY)
    assert (line.stage, line.ends_on) == ("Đã có thông tin hoàn thành cai nghiện", None)
    assert rows(AftercareList.CURRENT) == set(session.scalars(queries.held_aftercares(where))) - {ended, pending}


def test_the_command_explains_an_aftercare_as_it_stood(session, house):
    aftercare = make_aftercare(
        session,
        make_person(session, house.go_quao),
        starts_on=date(2026, 1, 5),
        decided_on=date(2026, 1, 7),
        decision_number="9",
        term_months=12,
        law_facts={
            "kind": "voluntary",
            "completed_on": "2026-01-05",
            "absences": [{"from_on": "2026-05-04", "to_on": "2026-05-14", "reported": False}],
        },
    )
    lines = explain_episode(session, EVERYTHING, aftercare.ref, TODAY)
    assert lines[0] == f"Quản lý sau cai nghiện {aftercare.ref}, ngày 21/11/2026"
    assert "Trạng thái: Đang quản lý sau cai nghiện" in lines
    assert "  không tính: từ 04/05/2026 đến trước 14/05/2026" in lines
    assert "  hết thời hạn ngày 15/01/2027" in lines
    early = explain_episode(session, EVERYTHING, aftercare.ref, date(2026, 1, 6))
    assert "Trạng thái: Chưa có thông tin hoàn thành cai nghiện" in early
    with pytest.raises(NotFound):
        explain_episode(session, EVERYTHING, "Q-KHONGCO", TODAY)


def test_as_of_a_day_before_each_event_nothing_of_it_is_told(session, house):
    aftercare = make_aftercare(
        session,
        make_person(session, house.go_quao),
        starts_on=date(2022, 3, 1),
        decided_on=date(2022, 3, 10),
        ended_on=date(2023, 3, 1),
        outcome="completed",
        term_months=12,
        reviews={date(2022, 5, 3): "negative"},
        law_facts={"kind": "voluntary", "reported_on": "2022-03-02", "dossier_on": "2022-03-04",
                   "certified_on": "2023-03-02", "certificate_number": "1"},
    )  # fmt: skip
    facts = facts_of(aftercare)
    stages = {
        day: read_stage(as_of(facts, date.fromisoformat(day)))
        for day in ("2022-03-01", "2022-03-02", "2022-03-04", "2022-03-09", "2022-03-10", "2023-02-28", "2023-03-01",
                    "2023-03-02")
    }  # fmt: skip
    assert list(stages.values()) == [
        "unreported", "reported", "requested", "requested", "in_force", "in_force", "ended", "certified",
    ]  # fmt: skip
    assert as_of(facts, date(2022, 5, 2)).reviews == ()


def test_a_stored_aftercare_is_found_by_its_ref(session, house):
    aftercare = make_aftercare(session, make_person(session, house.go_quao))
    assert session.scalars(select(Aftercare)).one() is seen_aftercare(session, scope(house.officer), aftercare.ref)
