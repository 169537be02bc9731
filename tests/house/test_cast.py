"""The cast itself: what tests lean on must hold."""

from datetime import date

from argon2 import PasswordHasher
from sqlalchemy import select

from casework.access.permissions import Permission
from casework.access.queries import episodes, people
from casework.access.rules import may
from casework.records.episode import Episode
from tests.cast import PASSWORD, PASSWORD_HASH, make_episode, make_person, make_session, make_staff, make_team, scope


def test_the_password_of_the_cast_opens_its_hash():
    assert PasswordHasher().verify(PASSWORD_HASH, PASSWORD)


def test_the_cast_lives_in_both_trees(cast):
    assert (cast.old_town.name, cast.go_quao.name) == ("Thị trấn Gò Quao", "Xã Gò Quao")
    assert cast.old_town.successor_id == cast.go_quao.id
    assert cast.go_quao.parent_id == cast.province.id
    assert cast.district.parent_id == cast.old_province.id


def test_somebody_holds_every_role_and_may_open_the_start_page(cast):
    assert len({actor.role for actor in cast.everybody}) == 8
    assert all(may(actor, Permission.START_VIEW) for actor in cast.everybody)


def test_an_episode_of_the_old_town_passes_to_the_new_commune_and_stays_unknown_to_the_neighbour(cast, session):
    person = make_person(session, cast.old_town)
    episode = make_episode(session, person, registered_on=date(2024, 3, 1), started_on=date(2024, 3, 10))
    assert [(row.unit_id, row.from_on) for row in episode.custody] == [
        (cast.old_town.id, date(2024, 3, 1)),
        (cast.go_quao.id, date(2025, 7, 1)),
    ]
    assert session.scalars(episodes(scope(cast.officer))).all() == [episode]
    assert session.scalars(people(scope(cast.neighbour))).all() == []


def test_teams_and_sessions_are_built_with_their_people(cast, session):
    team = make_team(session, cast.go_quao, make_staff(session, cast.go_quao), make_staff(session, cast.go_quao))
    held = make_session(session, cast.point, make_person(session, cast.go_quao), attendance=5)
    assert [member.role for member in team.members] == ["leader", "member"]
    assert (held.attendance, len(held.attendees)) == (5, 1)


def test_each_test_starts_without_people(session):
    assert session.scalars(select(Episode)).all() == []
