"""What only the law asks is recorded, kept, and judged on the live case."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from sqlalchemy import select

from casework.errors import Conflict, InvalidInput, NotFound, RefusedByLaw
from casework.i18n import VIETNAM
from casework.law.compulsory_facts import ReviewSession, SessionMember
from casework.law.facts import Act as ActKind
from casework.law.vocabulary import DeclaredBy, EpisodeForm, LocalDayKind, Violation
from casework.records.act import Act
from casework.records.listing import Determination
from casework.records.trail import TrailEntry
from casework.services import compulsory, course
from casework.services.compulsory import Checked
from casework.services.course import Doing
from casework.services.decisions import record_decision
from casework.services.episode_facts import facts_of, keep, whole_facts
from casework.services.episodes import case_view, explained
from casework.services.explanations import explain_episode
from casework.services.local_days import add_local_day, drop_local_day
from casework.services.receptions import receive_episode
from casework.services.refusals import refuse_registration
from casework.services.registrations import Told, register_episode
from casework.services.restarts import restart_clock, restartable
from casework.services.transfers import transfer_episode
from casework.services.violations import record_violation, standing
from tests.cast import make_episode, make_person, scope

TODAY = date(2026, 11, 21)


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


def doing(session, actor, episode, **more):
    return Doing(session, scope(actor), actor, episode.ref, TODAY, **more)


@pytest.fixture
def running(session, house):
    person = make_person(session, house.go_quao)
    return make_episode(
        session,
        person,
        registered_on=date(2026, 8, 3),
        decided_on=date(2026, 8, 3),
        decision_number="12/QĐ-CAX",
        term_months=24,
        started_on=date(2026, 8, 4),
    )


def test_a_registration_a_minute_after_24_hours_is_marked_late_on_the_case(session, house):
    person = make_person(session, house.go_quao)
    told = Told(date(2026, 8, 2), date(2026, 8, 2), at("2026-08-02T09:00"))
    episode = register_episode(
        session,
        scope(house.officer),
        house.officer,
        person.ref,
        form=EpisodeForm.HOME,
        declared_by=DeclaredBy.SELF,
        registered_on=date(2026, 8, 3),
        registered_at=at("2026-08-03T09:01"),
        told=told,
        today=TODAY,
    )
    act = session.scalars(select(Act)).one()
    assert [late["citation"] for late in act.late] == [
        "khoản 7 Điều 4, điểm a khoản 1 Điều 89 Nghị định 163/2026/NĐ-CP"
    ]
    assert act.acted_at == at("2026-08-03T09:01")
    assert facts_of(episode).notified_at == at("2026-08-02T09:00")


@pytest.mark.parametrize(("hour", "late"), [("2026-08-04T08:30", 0), ("2026-08-04T08:31", 1)])
def test_a_decision_is_judged_by_the_hours_since_the_receipt(session, house, hour, late):
    person = make_person(session, house.go_quao)
    episode = make_episode(
        session, person, registered_on=date(2026, 8, 3), law_facts={"registered_at": "2026-08-03T08:30:00+07:00"}
    )
    act = record_decision(
        session,
        scope(house.officer),
        house.officer,
        episode.ref,
        number="12/QĐ-CAX",
        signed_on=date(2026, 8, 4),
        decided_at=at(hour),
        term_months=24,
        earlier_elsewhere=0,
        today=TODAY,
    )
    assert len(act.late) == late
    assert facts_of(episode).earlier_elsewhere == 0


def test_the_determination_of_the_person_is_what_the_registration_rests_on(session, house, running):
    for day, result in (
        (date(2026, 1, 5), "addicted"),
        (date(2026, 8, 2), "addicted"),
        (date(2026, 8, 3), "not_addicted"),
    ):
        session.add(
            Determination(person_id=running.person_id, unit_id=house.go_quao.id, determined_on=day, result=result)
        )
    session.flush()
    assert whole_facts(session, running).determined_addicted_on == date(2026, 8, 2)


def test_an_act_beside_the_road_changes_the_case_the_file_and_the_trail(session, house, running):
    before = running.version
    act = course.review_month(doing(session, house.officer, running, note="Chấp hành tốt"), date(2026, 9, 4))
    session.commit()
    assert (act.act, act.acted_on, act.details) == ("review", date(2026, 9, 4), {"note": "Chấp hành tốt"})
    assert facts_of(running).reviewed_on == (date(2026, 9, 4),)
    assert running.version > before
    entry = session.scalars(select(TrailEntry).where(TrailEntry.tag == "episode:act:recorded")).one()
    assert entry.keys["wrote"] == ["reviewed_on"]


def test_an_act_that_the_law_of_the_case_does_not_know_is_refused_by_name(session, house, running):
    with pytest.raises(RefusedByLaw, match="không có việc “Ghi Tổ công tác thẩm tra"):
        course.verify_application(doing(session, house.officer, running), date(2026, 8, 3))


def test_an_older_version_of_the_case_is_told_and_not_obeyed(session, house, running):
    with pytest.raises(Conflict):
        course.make_plan(doing(session, house.officer, running, version=running.version - 1), date(2026, 8, 5))


def test_the_neighbour_may_not_write_on_the_case(session, house, running):
    with pytest.raises(NotFound):
        course.make_plan(doing(session, house.neighbour, running), date(2026, 8, 5))


def test_prison_moves_the_end_of_the_term_and_takes_back_the_notice(session, house, running):
    course.notify_end(doing(session, house.officer, running), date(2026, 9, 1))
    course.interrupt_term(doing(session, house.police, running, number="5/BA"), date(2026, 9, 7))
    assert case_view(session, running, TODAY).stage.code == "suspended"
    course.resume_term(doing(session, house.police, running), date(2026, 10, 7))
    told = case_view(session, running, TODAY)
    assert told.stage.code == "in_progress"
    assert [each.due_on for each in told.deadlines if each.act == "issue_certificate"] == [date(2028, 9, 3)]
    assert facts_of(running).end_notified_on is None


def test_the_third_minor_violation_calls_for_a_dossier_with_its_article(session, house, running):
    for day in (date(2026, 9, 4), date(2026, 10, 5), date(2026, 11, 5)):
        minutes = doing(session, house.police, running, number=f"{day.month}/BB")
        record_violation(minutes, day, Violation.OTHER)
    found = standing(session, scope(house.officer), running.ref, TODAY)
    assert [row.step.step for row in found.recorded] == ["reminder", "self_criticism", "compulsory"]
    assert (found.follows.on, found.recorded[-1].row.step) == (date(2026, 11, 5), "compulsory")
    told = case_view(session, running, TODAY)
    assert any("Lập hồ sơ đề nghị" in due.label and due.due_on == date(2026, 11, 6) for due in told.deadlines)


def test_minutes_of_a_day_before_the_decision_are_refused_and_nothing_is_kept(session, house, running):
    with pytest.raises(RefusedByLaw):
        record_violation(doing(session, house.police, running), date(2026, 8, 2), Violation.OTHER)
    assert running.violations == []


def test_a_decision_restarts_the_clock_of_the_start_and_of_nothing_else(session, house):
    person = make_person(session, house.go_quao)
    episode = make_episode(session, person, registered_on=date(2026, 8, 3), decided_on=date(2026, 8, 3), term_months=24)
    assert restartable(session, scope(house.officer), episode.ref, TODAY) == [ActKind.REGISTER, ActKind.START]
    days = {"from_on": date(2026, 8, 10), "from_at": None, "decided_on": date(2026, 8, 10)}
    with pytest.raises(InvalidInput):
        restart_clock(doing(session, house.officer, episode, number="20/QĐ"), ActKind.DECIDE, **days)
    act = restart_clock(doing(session, house.officer, episode, number="20/QĐ"), ActKind.START, **days)
    assert act.act == "restart_clock"
    due = next(each for each in case_view(session, episode, TODAY).deadlines if each.act == "start")
    assert (due.due_on, "20/QĐ" in due.note) == (date(2026, 8, 12), True)


def test_a_day_off_added_by_the_administrator_moves_every_working_day_clock(session, house):
    person = make_person(session, house.go_quao)
    episode = make_episode(session, person, registered_on=date(2024, 3, 4))

    def due():
        on = date(2024, 3, 6)
        return next(each.due_on for each in explained(episode, facts_of(episode), on).deadlines if each.act == "decide")

    assert due() == date(2024, 3, 7)
    add_local_day(session, house.administrator, day=date(2024, 3, 6), kind=LocalDayKind.OFF, reason="15/TB-UBND")
    assert due() == date(2024, 3, 8)
    with pytest.raises(Conflict):
        add_local_day(session, house.administrator, day=date(2024, 3, 6), kind=LocalDayKind.WORKING, reason="16/TB")
    drop_local_day(session, house.administrator, date(2024, 3, 6), reason="gõ nhầm ngày")
    assert due() == date(2024, 3, 7)


def test_a_refusal_needs_its_reason_closes_the_case_and_frees_the_person(session, house):
    person = make_person(session, house.go_quao)
    episode = make_episode(session, person, registered_on=date(2026, 8, 3))
    with pytest.raises(InvalidInput, match="lý do"):
        refuse_registration(doing(session, house.police, episode), date(2026, 8, 4))
    reason = "Không phải người nghiện; điểm c khoản 3 Điều 89 Nghị định 163/2026/NĐ-CP"
    act = refuse_registration(doing(session, house.police, episode, note=reason), date(2026, 8, 4))
    assert (act.stage_after, act.details["note"]) == ("refused", reason)
    assert (episode.ended_on, episode.outcome) == (date(2026, 8, 4), "other")
    assert case_view(session, episode, TODAY).open == ()


def test_a_move_is_told_by_the_hour_and_received_by_the_other_commune(session, house, running):
    act = transfer_episode(
        session,
        scope(house.officer),
        house.officer,
        running.ref,
        moved_on=date(2026, 10, 5),
        left_at=at("2026-10-05T08:00"),
        notified_at=at("2026-10-06T08:01"),
        to_unit=house.dinh_hoa,
        today=TODAY,
    )
    assert len(act.late) == 1
    with pytest.raises(RefusedByLaw):
        receive_episode(doing(session, house.neighbour, running), date(2026, 10, 4), None)
    received = receive_episode(
        doing(session, house.neighbour, running, number="7/QĐ-CAX"), date(2026, 10, 6), at("2026-10-06T09:00")
    )
    assert (received.act, facts_of(running).transfer_received_on) == ("receive", date(2026, 10, 6))


def test_a_case_that_never_moved_cannot_be_received(session, house, running):
    with pytest.raises(InvalidInput):
        receive_episode(doing(session, house.officer, running), date(2026, 10, 6), None)


@pytest.fixture
def proposed(session, house):
    person = make_person(session, house.go_quao)
    return compulsory.propose_compulsory(
        session,
        scope(house.police),
        house.police,
        person.ref,
        proposed_on=date(2019, 3, 4),
        checked=Checked(under_commune_education=False, bound_for_a_centre=False, in_aftercare=False),
        unit=house.old_town,
        today=TODAY,
    )


def everybody(*, votes_for, votes_against, **more):
    return ReviewSession(date(2019, 3, 7), frozenset(SessionMember), votes_for, votes_against, **more)


def test_a_compulsory_case_goes_from_the_proposal_over_the_session_to_the_decision(session, house, proposed):
    compulsory.hold_session(doing(session, house.officer, proposed), everybody(votes_for=4, votes_against=1))
    record_decision(
        session,
        scope(house.chair),
        house.chair,
        proposed.ref,
        number="3/QĐ-UBND",
        signed_on=date(2019, 3, 11),
        term_months=6,
        today=TODAY,
    )
    session.commit()
    lines = explain_episode(session, scope(house.officer), proposed.ref, date(2019, 4, 1))
    assert "Trạng thái: Đã có quyết định cai nghiện bắt buộc tại cộng đồng" in lines
    assert any(line.startswith("Đã làm: 07/03/2019 Tổ công tác họp xét duyệt") for line in lines)
    compulsory.postpone_compulsory(doing(session, house.chair, proposed, note="Ốm nặng"), date(2019, 3, 12))
    assert case_view(session, proposed, date(2019, 4, 1)).stage.code == "postponed"


def test_a_session_without_the_front_and_a_tie_nobody_noted_are_refused_together(session, house, proposed):
    held = ReviewSession(date(2019, 3, 7), frozenset(SessionMember) - {SessionMember.FRONT}, 2, 2)
    with pytest.raises(RefusedByLaw) as refused:
        compulsory.hold_session(doing(session, house.officer, proposed), held)
    assert {reason.citation for reason in refused.value.reasons} == {
        "khoản 2 Điều 18 Nghị định 94/2010/NĐ-CP",
        "khoản 3 Điều 18 Nghị định 94/2010/NĐ-CP",
    }


def test_the_team_voted_against_and_the_chair_closes_the_case(session, house, proposed):
    compulsory.hold_session(doing(session, house.officer, proposed), everybody(votes_for=1, votes_against=4))
    compulsory.decline_compulsory(doing(session, house.chair, proposed), date(2019, 3, 8))
    assert case_view(session, proposed, date(2019, 4, 1)).stage.code == "declined"
    assert proposed.ended_on == date(2019, 3, 8)


def test_since_2022_nobody_is_proposed(session, house):
    person = make_person(session, house.go_quao)
    with pytest.raises(RefusedByLaw, match="không còn áp dụng"):
        compulsory.propose_compulsory(
            session,
            scope(house.police),
            house.police,
            person.ref,
            proposed_on=date(2022, 1, 1),
            checked=Checked(),
            unit=house.old_town,
            today=TODAY,
        )


def test_a_fact_that_a_column_keeps_is_not_kept_twice(session, running):
    with pytest.raises(LookupError, match="started_on"):
        keep(running, {"started_on": date(2026, 8, 4)})
