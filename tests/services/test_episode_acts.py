"""The acts on an episode: each asks the law, is appended, and moves the case on."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from casework.access import queries, trail
from casework.errors import Conflict, Forbidden, InvalidInput, NotFound, RefusedByLaw
from casework.law.explain import explain
from casework.law.facts import EarlierEpisode
from casework.law.vocabulary import EpisodeOutcome, Phase
from casework.records.act import Act
from casework.records.episode import Episode
from casework.services.arrivals import arrivals
from casework.services.assignments import assign_officer
from casework.services.completions import issue_completion_certificate
from casework.services.decisions import record_decision
from casework.services.endings import end_episode
from casework.services.episode_facts import facts_of, keep
from casework.services.episodes import case_view, earlier_episodes, seen_episode
from casework.services.phases import record_phase
from casework.services.starts import record_start
from casework.services.timelines import timeline
from casework.services.transfers import transfer_episode
from tests.cast import make_episode, make_person, make_staff, scope

TODAY = date(2026, 11, 21)
PHASES = {
    "admission": (date(2025, 9, 1), date(2025, 9, 5)),
    "detoxification": (date(2025, 9, 5), date(2025, 9, 20)),
    "education": (date(2025, 9, 21), date(2025, 12, 1)),
}


@pytest.fixture
def registered(session, house):
    return make_episode(session, make_person(session, house.go_quao), registered_on=date(2025, 8, 28))


@pytest.fixture
def running(session, house):
    return make_episode(
        session,
        make_person(session, house.go_quao, "Lê Thị Bé", sex="female"),
        registered_on=date(2025, 8, 28),
        decided_on=date(2025, 8, 29),
        decision_number="05/QĐ-UBND",
        term_months=6,
        started_on=date(2025, 9, 1),
    )


def acts(session):
    return [(act.act, act.acted_on, act.stage_after) for act in session.scalars(select(Act).order_by(Act.id))]


def test_the_whole_journey_under_decree_116(session, house, registered):
    where, who, ref = scope(house.officer), house.officer, registered.ref
    record_decision(
        session, where, who, ref, number="12/QĐ-UBND", signed_on=date(2025, 8, 29), term_months=6, today=TODAY
    )
    record_start(session, where, who, ref, started_on=date(2025, 9, 1), today=TODAY)
    for phase, (first_on, last_on) in PHASES.items():
        record_phase(
            session, where, who, ref, phase=Phase(phase), started_on=first_on, completed_on=last_on, today=TODAY
        )
    with pytest.raises(RefusedByLaw) as refused:
        issue_completion_certificate(session, where, who, ref, number="01", signed_on=date(2026, 2, 28), today=TODAY)
    assert [reason.citation for reason in refused.value.reasons] == [
        "khoản 2 Điều 30 Luật 73/2021/QH14; khoản 3 Điều 32 Nghị định 116/2021/NĐ-CP"
    ]
    issue_completion_certificate(session, where, who, ref, number="01", signed_on=date(2026, 3, 1), today=TODAY)
    session.commit()
    assert (registered.ended_on, registered.outcome, registered.certificate.number) == (
        date(2026, 3, 1),
        "completed",
        "01",
    )
    assert acts(session)[0] == ("decide", date(2025, 8, 29), "decided")
    assert acts(session)[-1] == ("issue_certificate", date(2026, 3, 1), "completed")
    assert case_view(session, registered, TODAY).breaches == ()
    assert list(trail.breaks(session)) == []


def test_a_certificate_without_phases_and_too_early_lists_both_clauses_and_writes_nothing(session, house, running):
    with pytest.raises(RefusedByLaw) as refused:
        issue_completion_certificate(
            session, scope(house.chair), house.chair, running.ref, number="01", signed_on=date(2025, 12, 1), today=TODAY
        )
    texts = " ".join(reason.text for reason in refused.value.reasons)
    assert "Chưa hoàn thành giai đoạn" in texts and "Chưa hết thời hạn" in texts
    session.rollback()
    assert acts(session) == []


def test_a_decision_of_2026_07_01_falls_under_the_new_law_whose_term_is_24_months(session, house, registered):
    with pytest.raises(RefusedByLaw, match="khoản 1 Điều 29 Luật 120/2025/QH15"):
        record_decision(
            session,
            scope(house.chair),
            house.chair,
            registered.ref,
            number="12",
            signed_on=date(2026, 7, 1),
            term_months=6,
            today=TODAY,
        )


def test_the_whole_journey_under_the_law_of_2026(session, house):
    person = make_person(session, house.go_quao)
    ref = make_episode(session, person, registered_on=date(2026, 8, 3)).ref
    where, police, officer = scope(house.police), house.police, house.officer
    later = date(2028, 9, 1)
    day = date(2026, 8, 3)
    record_decision(session, where, police, ref, number="1/QĐ-CAX", signed_on=day, term_months=24, today=later)
    record_start(session, where, officer, ref, started_on=date(2026, 8, 4), today=later)
    for phase, started_on, completed_on in (
        (Phase.ADMISSION, date(2026, 8, 4), date(2026, 8, 6)),
        (Phase.DETOXIFICATION, date(2026, 8, 6), date(2026, 8, 16)),
        (Phase.EDUCATION, date(2026, 8, 16), date(2027, 3, 1)),
        (Phase.LABOUR_THERAPY, date(2026, 8, 16), date(2028, 8, 4)),
        (Phase.REINTEGRATION, date(2028, 7, 5), date(2028, 8, 4)),
    ):
        record_phase(
            session, where, officer, ref, phase=phase, started_on=started_on, completed_on=completed_on, today=later
        )
    with pytest.raises(RefusedByLaw, match="khoản 4 Điều 93 Nghị định 163/2026/NĐ-CP"):
        issue_completion_certificate(session, where, police, ref, number="9", signed_on=date(2028, 8, 3), today=later)
    act = issue_completion_certificate(session, where, police, ref, number="9", signed_on=date(2028, 8, 4), today=later)
    assert (act.law, act.stage_after, act.late) == ("2026", "completed", [])
    episode = seen_episode(session, where, ref)
    assert case_view(session, episode, later).breaches == ()
    assert [done.late for done in case_view(session, episode, later).done] == [()] * 9


def test_police_do_not_decide_under_the_law_before(session, house, registered):
    with pytest.raises(Forbidden, match="Chủ tịch Ủy ban nhân dân cấp xã"):
        record_decision(
            session,
            scope(house.police),
            house.police,
            registered.ref,
            number="12",
            signed_on=date(2025, 8, 29),
            term_months=6,
            today=TODAY,
        )


def test_earlier_episodes_are_counted_wherever_they_were_and_later_ones_are_not(session, house):
    person = make_person(session, house.go_quao)
    decided = {"decided_on": date(2024, 1, 3), "started_on": date(2024, 1, 4), "ended_on": date(2024, 7, 4)}
    make_episode(session, person, house.dinh_hoa, registered_on=date(2024, 1, 2), outcome="completed", **decided)
    make_episode(session, person, registered_on=date(2025, 1, 2), ended_on=date(2025, 1, 9), outcome="other")
    now = make_episode(session, person, registered_on=date(2026, 8, 3))
    make_episode(session, person, registered_on=date(2026, 10, 1))
    session.flush()
    assert earlier_episodes(session, now) == (
        EarlierEpisode(date(2024, 1, 3), date(2024, 1, 4), completed=True),
        EarlierEpisode(),
    )


def test_a_late_decision_is_recorded_and_says_how_late(session, house, registered):
    act = record_decision(
        session,
        scope(house.chair),
        house.chair,
        registered.ref,
        number="12",
        signed_on=date(2025, 9, 30),
        term_months=6,
        today=TODAY,
    )
    assert "Quá hạn" in act.late[0]["text"] and "Điều 30" in act.late[0]["citation"]


def test_a_start_without_a_decision_is_refused(session, house, registered):
    with pytest.raises(RefusedByLaw, match="Chưa có quyết định"):
        record_start(
            session, scope(house.officer), house.officer, registered.ref, started_on=date(2025, 9, 1), today=TODAY
        )


def test_a_day_in_the_future_is_refused(session, house, running):
    with pytest.raises(InvalidInput, match="ở tương lai"):
        end_episode(
            session,
            scope(house.officer),
            house.officer,
            running.ref,
            ended_on=date(2026, 11, 22),
            outcome=EpisodeOutcome.ABANDONED,
            today=TODAY,
        )


def test_a_phase_is_begun_and_later_completed_in_one_row(session, house, running):
    where, who = scope(house.health), house.health
    first = {"phase": Phase.ADMISSION, "started_on": date(2025, 9, 1), "today": TODAY}
    record_phase(session, where, who, running.ref, completed_on=None, **first)
    record_phase(session, where, who, running.ref, completed_on=date(2025, 9, 5), **first)
    session.commit()
    assert [(each.started_on, each.completed_on) for each in running.phases] == [(date(2025, 9, 1), date(2025, 9, 5))]
    with pytest.raises(Conflict):
        record_phase(session, where, who, running.ref, completed_on=date(2025, 9, 6), **first)


def test_a_phase_before_the_start_is_refused(session, house, running):
    with pytest.raises(RefusedByLaw, match="trước ngày bắt đầu"):
        record_phase(
            session,
            scope(house.health),
            house.health,
            running.ref,
            phase=Phase.ADMISSION,
            started_on=date(2025, 8, 31),
            completed_on=None,
            today=TODAY,
        )


def test_an_abandoned_episode_ends_without_the_conditions_of_completion(session, house, running):
    end_episode(
        session,
        scope(house.officer),
        house.officer,
        running.ref,
        ended_on=date(2025, 11, 3),
        outcome=EpisodeOutcome.ABANDONED,
        today=TODAY,
    )
    assert (running.ended_on, running.outcome) == (date(2025, 11, 3), "abandoned")


def test_the_second_officer_on_the_same_version_gets_a_conflict_and_nothing_is_lost(session, house, running):
    version = running.version
    phase = {"phase": Phase.ADMISSION, "started_on": date(2025, 9, 1), "completed_on": None, "today": TODAY}
    record_phase(session, scope(house.health), house.health, running.ref, version=version, **phase)
    session.commit()
    with pytest.raises(Conflict, match="người khác cập nhật"):
        end_episode(
            session,
            scope(house.officer),
            house.officer,
            running.ref,
            ended_on=date(2025, 11, 3),
            outcome=EpisodeOutcome.ABANDONED,
            today=TODAY,
            version=version,
        )
    session.rollback()
    assert running.ended_on is None and len(running.phases) == 1


def test_a_case_of_the_neighbouring_commune_is_not_found(session, house, running):
    with pytest.raises(NotFound):
        record_start(
            session,
            scope(house.neighbour),
            house.neighbour,
            running.ref,
            started_on=date(2025, 9, 1),
            today=TODAY,
        )


def move(session, actor, episode, to_unit, on, **changed):
    return transfer_episode(
        session, scope(actor), actor, episode.ref, moved_on=on, to_unit=to_unit, today=TODAY, **changed
    )


def test_a_move_passes_custody_and_residence_on_its_day(session, house, running):
    move(session, house.officer, running, house.dinh_hoa, date(2026, 2, 2), address="Ấp Hòa Tạo")
    session.commit()
    assert [(row.unit.name, row.from_on) for row in running.custody] == [
        ("Xã Gò Quao", date(2025, 8, 28)),
        ("Xã Định Hòa", date(2026, 2, 2)),
    ]
    assert (running.person.unit.name, running.person.address) == ("Xã Định Hòa", "Ấp Hòa Tạo")
    assert session.scalars(queries.held_episodes(scope(house.neighbour))).all() == [running]
    assert session.scalars(queries.episodes(scope(house.officer))).all() == []
    with pytest.raises(NotFound):
        move(session, house.officer, running, house.vinh_tuy, date(2026, 3, 2))


def test_the_day_of_the_notice_closes_its_clock_where_no_hour_is_known(session, house):
    person = make_person(session, house.go_quao)
    episode = make_episode(session, person, registered_on=date(2026, 7, 6), decided_on=date(2026, 7, 7))
    keep(episode, {"left_on": date(2026, 9, 1)})
    assert clocks_of_the_notice(episode) == [True]
    move(session, house.officer, episode, house.dinh_hoa, date(2026, 9, 1), notified_on=date(2026, 9, 2))
    session.commit()
    assert facts_of(episode).transfer_notified_on == date(2026, 9, 2)
    assert clocks_of_the_notice(episode) == []
    assert [each.notified for each in arrivals(session, scope(house.neighbour))] == ["02/09/2026"]


def clocks_of_the_notice(episode):
    clocks = explain(facts_of(episode), date(2026, 9, 10)).deadlines
    return [each.overdue for each in clocks if "chuyển đến" in each.label]


def test_two_moves_on_one_day_are_a_conflict(session, house, running):
    move(session, house.officer, running, house.dinh_hoa, date(2026, 2, 2))
    with pytest.raises(Conflict, match="mỗi ngày"):
        move(session, house.neighbour, running, house.vinh_tuy, date(2026, 2, 2))


def test_a_move_before_the_case_began_or_to_where_it_is_or_to_a_unit_that_ended_is_refused(session, house, running):
    with pytest.raises(InvalidInput, match="trước ngày đầu tiên"):
        move(session, house.officer, running, house.dinh_hoa, date(2025, 8, 1))
    with pytest.raises(InvalidInput, match="đã ở Xã Gò Quao"):
        move(session, house.officer, running, house.go_quao, date(2026, 2, 2))
    with pytest.raises(InvalidInput, match="không tồn tại"):
        move(session, house.officer, running, house.old_dinh_hoa, date(2026, 2, 2))
    with pytest.raises(InvalidInput, match="không phải xã"):
        move(session, house.officer, running, house.province, date(2026, 2, 2))


def test_a_case_of_a_law_without_procedure_can_still_follow_its_person(session, house):
    old = make_episode(
        session,
        make_person(session, house.go_quao, "Thị Sáu"),
        house.old_town,
        form="centre_compulsory",
        registered_on=date(2009, 3, 2),
    )
    move(session, house.officer, old, house.dinh_hoa, date(2026, 2, 2))
    assert old.custody[-1].unit_id == house.dinh_hoa.id


def test_the_officer_assigned_belongs_to_the_scope(session, house, running):
    ours, theirs = make_staff(session, house.go_quao), make_staff(session, house.dinh_hoa)
    assign_officer(session, scope(house.chair), house.chair, running.ref, staff_ref=ours.ref, version=running.version)
    assert running.officer_id == ours.id
    with pytest.raises(NotFound):
        assign_officer(session, scope(house.chair), house.chair, running.ref, staff_ref=theirs.ref)


def test_imported_history_shows_what_it_broke_and_has_a_timeline(session, house):
    episode = make_episode(
        session,
        make_person(session, house.go_quao),
        registered_on=date(2025, 8, 28),
        decided_on=date(2025, 8, 29),
        term_months=6,
        started_on=date(2025, 9, 1),
        ended_on=date(2025, 12, 1),
        outcome="completed",
        certificate=("01", date(2025, 12, 1)),
    )
    case = case_view(session, episode, TODAY)
    assert {"Chưa hết thời hạn" in each.text or "Chưa hoàn thành" in each.text for each in case.breaches} == {True}
    labels = [(event.on, event.label) for event in timeline(episode, case)]
    assert labels[0] == (date(2025, 8, 28), "Tiếp nhận đăng ký cai nghiện tự nguyện")
    assert labels[-1] == (date(2025, 12, 1), "Cấp giấy hoàn thành cai nghiện")


def test_a_case_is_seen_by_who_holds_it_and_by_the_province_only(session, house, running):
    assert seen_episode(session, scope(house.supervisor), running.ref) is running
    with pytest.raises(NotFound):
        seen_episode(session, scope(house.neighbour), running.ref)
    assert isinstance(running, Episode)
