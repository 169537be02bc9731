"""Registering for rehabilitation."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from casework.errors import Conflict, InvalidInput, NotFound, RefusedByLaw
from casework.law.vocabulary import DeclaredBy, EpisodeForm
from casework.records.act import Act
from casework.records.episode import Episode
from casework.services.registrations import register_episode
from tests.cast import make_episode, make_person, scope

TODAY = date(2026, 11, 21)


def register(session, actor, person, **changed):
    values = {
        "form": EpisodeForm.HOME,
        "declared_by": DeclaredBy.SELF,
        "registered_on": date(2026, 3, 2),
        "today": TODAY,
    } | changed
    return register_episode(session, scope(actor), actor, person.ref, **values)


def test_an_episode_is_opened_where_the_person_lives_with_its_act_and_custody(session, house):
    person = make_person(session, house.go_quao)
    episode = register(session, house.officer, person)
    session.commit()
    act = session.scalars(select(Act)).one()
    assert (act.act, act.acted_on, act.law, act.stage_after) == ("register", date(2026, 3, 2), "2021", "registered")
    assert [(row.unit_id, row.from_on) for row in episode.custody] == [(house.go_quao.id, date(2026, 3, 2))]


def test_a_day_in_the_future_is_refused(session, house):
    person = make_person(session, house.go_quao)
    with pytest.raises(InvalidInput, match="ở tương lai"):
        register(session, house.officer, person, registered_on=date(2026, 11, 22))


def test_a_person_with_an_open_episode_is_refused_with_its_ref(session, house):
    person = make_person(session, house.go_quao)
    first = register(session, house.officer, person)
    with pytest.raises(Conflict, match=first.ref):
        register(session, house.officer, person, registered_on=date(2026, 5, 4))
    assert len(session.scalars(select(Episode)).all()) == 1


def test_an_open_episode_elsewhere_is_refused_without_saying_where(session, house):
    moved_away = make_person(session, house.dinh_hoa)
    make_episode(
        session,
        moved_away,
        house.go_quao,
        registered_on=date(2025, 8, 4),
        ended_on=date(2025, 9, 1),
        outcome="abandoned",
    )
    elsewhere = make_episode(session, moved_away, house.dinh_hoa)
    with pytest.raises(Conflict, match="do một đơn vị khác quản lý") as refused:
        register(session, house.officer, moved_away, unit=house.go_quao)
    assert elsewhere.ref not in str(refused.value)


def test_a_second_episode_after_the_first_ended_is_opened(session, house):
    person = make_person(session, house.go_quao)
    make_episode(session, person, registered_on=date(2025, 8, 4), ended_on=date(2025, 9, 1), outcome="abandoned")
    assert register(session, house.officer, person).ref


def test_a_child_too_young_is_refused_with_the_article(session, house):
    person = make_person(session, house.go_quao, birth_on=date(2020, 1, 1))
    with pytest.raises(RefusedByLaw) as refused:
        register(session, house.officer, person)
    assert any("Chưa đủ 12 tuổi" in reason.text and reason.citation for reason in refused.value.reasons)


def test_a_registration_of_2026_falls_under_the_new_law(session, house):
    person = make_person(session, house.go_quao)
    episode = register(session, house.police, person, registered_on=date(2026, 8, 3))
    assert session.scalars(select(Act).where(Act.episode_id == episode.id)).one().law == "2026"


def test_a_child_under_twelve_is_refused_by_the_clause_of_the_new_law(session, house):
    person = make_person(session, house.go_quao, birth_on=date(2015, 1, 1))
    with pytest.raises(RefusedByLaw, match="Nghị định 163/2026/NĐ-CP"):
        register(session, house.officer, person, registered_on=date(2026, 8, 3))


def test_before_the_reform_the_application_was_received_by_a_unit_of_that_day(session, house):
    person = make_person(session, house.go_quao)
    with pytest.raises(InvalidInput, match="Hãy chọn nơi tiếp nhận đăng ký"):
        register(session, house.officer, person, registered_on=date(2024, 3, 4))
    episode = register(session, house.officer, person, registered_on=date(2024, 3, 4), unit=house.old_town)
    assert [(row.unit.name, row.from_on) for row in episode.custody] == [
        ("Thị trấn Gò Quao", date(2024, 3, 4)),
        ("Xã Gò Quao", date(2025, 7, 1)),
    ]


def test_a_person_of_the_neighbouring_commune_is_not_found(session, house):
    person = make_person(session, house.dinh_hoa)
    with pytest.raises(NotFound):
        register(session, house.officer, person)
