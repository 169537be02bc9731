"""Corrections: the old value stays with the reason, custody follows, no statute refuses, impossible days do."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from casework.errors import Conflict, InvalidInput, NotFound
from casework.records.trail import TrailEntry
from casework.services.correction_fields import fields_of
from casework.services.corrections import correct_episode, corrections_of
from casework.services.episodes import case_view
from casework.services.person_timelines_changes import changes_in_words
from tests.cast import make_episode, make_person, scope

TODAY = date(2026, 11, 21)


@pytest.fixture
def episode(session, house):
    episode = make_episode(
        session,
        make_person(session, house.go_quao),
        registered_on=date(2026, 1, 5),
        decided_on=date(2026, 1, 8),
        decision_number="21/QĐ-UBND",
        started_on=date(2026, 1, 10),
        phases={"admission": (date(2026, 1, 10), date(2026, 1, 14))},
        moves=[(date(2026, 5, 4), house.dinh_hoa), (date(2026, 8, 3), house.go_quao)],
        law_facts={"reviewed_on": ["2026-02-10"]},
    )
    session.commit()
    return episode


def correct(session, house, episode, key, value, actor=None, reason="sửa theo quyết định giấy", **more):
    actor = actor or house.officer
    values = {"reason": reason, "today": TODAY} | more
    return correct_episode(session, scope(actor), actor, episode.ref, key, value, **values)


def test_a_wrong_number_is_set_right_and_the_old_one_stays_with_the_reason(session, house, episode):
    correct(session, house, episode, "decision_number", " 12/QĐ-UBND ")
    session.commit()
    assert episode.decision_number == "12/QĐ-UBND"
    entry = session.scalars(select(TrailEntry)).one()
    assert (entry.tag, entry.keys["reason"]) == ("record:record:corrected", "sửa theo quyết định giấy")
    assert corrections_of(session, episode.person_id) == [entry]
    assert list(changes_in_words(entry)) == [
        (
            "Đã sửa Đợt cai nghiện: Số quyết định",
            "từ 21/QĐ-UBND thành 12/QĐ-UBND, vì: sửa theo quyết định giấy",
        )
    ]


def test_every_recorded_value_may_be_corrected(session, house, episode):
    keys = [each.key for each in fields_of(episode)]
    phase, first, second = episode.phases[0].id, episode.transfers[0].id, episode.transfers[1].id
    assert keys == [
        "registered_on", "declared_by", "decided_on", "decision_number", "term_months", "started_on", "ended_on",
        "outcome", "reviewed_on", f"phase.{phase}.started_on", f"phase.{phase}.completed_on",
        f"transfer.{first}.moved_on", f"transfer.{first}.to_unit",
        f"transfer.{second}.moved_on", f"transfer.{second}.to_unit",
    ]  # fmt: skip
    correct(session, house, episode, "reviewed_on", (date(2026, 3, 9), date(2026, 2, 10)))
    assert episode.law_facts["reviewed_on"] == ["2026-02-10", "2026-03-09"]


def test_custody_follows_a_corrected_day_of_moving(session, house, episode):
    correct(session, house, episode, f"transfer.{episode.transfers[1].id}.moved_on", date(2026, 7, 1))
    session.commit()
    assert [(each.unit_id, each.from_on) for each in episode.custody] == [
        (house.go_quao.id, date(2026, 1, 5)),
        (house.dinh_hoa.id, date(2026, 5, 4)),
        (house.go_quao.id, date(2026, 7, 1)),
    ]


def test_the_law_refuses_no_correction_and_shows_what_it_breaks(session, house, episode):
    before = case_view(session, episode, TODAY).breaches
    correct(session, house, episode, "decided_on", date(2026, 1, 12))
    session.commit()
    assert len(case_view(session, episode, TODAY).breaches) > len(before)


def test_impossible_days_are_refused_and_nothing_is_written(session, house, episode):
    phase, move = episode.phases[0].id, episode.transfers[0].id
    for key, value in (
        ("started_on", date(2026, 11, 22)),
        (f"phase.{phase}.completed_on", date(2026, 1, 9)),
        (f"transfer.{move}.moved_on", date(2026, 8, 3)),
        (f"transfer.{move}.to_unit", house.province),
        ("registered_on", None),
        ("decision_number", "21/QĐ-UBND"),
    ):
        with pytest.raises(InvalidInput):
            correct(session, house, episode, key, value)
        session.rollback()
    correct(session, house, episode, "ended_on", date(2026, 9, 1))
    session.commit()
    with pytest.raises(InvalidInput, match="trước ngày bắt đầu"):
        correct(session, house, episode, "started_on", date(2026, 9, 2))


def test_without_a_reason_out_of_custody_or_over_somebody_elses_change_nothing_is_corrected(session, house, episode):
    with pytest.raises(InvalidInput):
        correct(session, house, episode, "decided_on", date(2026, 1, 7), reason="sai")
    with pytest.raises(NotFound):
        correct(session, house, episode, "decided_on", date(2026, 1, 7), actor=house.neighbour)
    with pytest.raises(NotFound):
        correct(session, house, episode, "no_such_thing", date(2026, 1, 7))
    with pytest.raises(Conflict):
        correct(session, house, episode, "decided_on", date(2026, 1, 7), version=episode.version + 1)
