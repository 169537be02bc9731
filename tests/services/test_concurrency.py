"""Many officers at once: one record of one person, and nobody's work lost."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date

from sqlalchemy import func, select

from casework.access import trail
from casework.errors import Conflict
from casework.law.vocabulary import DeclaredBy, EpisodeForm, EpisodeOutcome, Sex
from casework.records import db
from casework.records.db import begin_writing
from casework.records.episode import Episode
from casework.records.person import Person
from casework.services.endings import end_episode
from casework.services.people import register_person
from casework.services.registrations import register_episode
from tests.cast import make_episode, make_person, scope

TODAY = date(2026, 11, 21)


def together(app, count, work):
    """What each of `count` threads answered, each in its own transaction, all starting at once."""
    ready = threading.Barrier(count)

    def one(number):
        with app.app_context():
            session = db.session()
            ready.wait()
            begin_writing(session)
            try:
                work(session, number)
                session.commit()
                return "stored"
            except Conflict as refused:
                session.rollback()
                return type(refused).__name__
            finally:
                db.session.remove()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))


def test_forty_identical_registrations_store_one_person_and_39_are_told_so(app, session, house):
    actor, unit_id = house.officer, house.go_quao.id
    session.commit()

    def register(own, number):
        unit = own.get_one(type(house.go_quao), unit_id)
        register_person(
            own,
            scope(actor),
            actor,
            full_name="Danh Văn Út",
            birth=date(1991, 2, 3),
            sex=Sex.MALE,
            unit=unit,
            today=TODAY,
        )

    answers = together(app, 40, register)
    assert sorted(answers) == ["LikelyDuplicates"] * 39 + ["stored"]
    assert session.scalar(select(func.count(Person.id))) == 1
    assert list(trail.breaks(session)) == []


def test_one_national_id_under_forty_names_is_stored_once(app, session, house):
    actor, unit_id = house.officer, house.go_quao.id
    session.commit()

    def register(own, number):
        register_person(
            own,
            scope(actor),
            actor,
            full_name=f"Người Thứ {number}",
            birth=1991,
            sex=Sex.MALE,
            unit=own.get_one(type(house.go_quao), unit_id),
            today=TODAY,
            national_id="091091000123",
        )

    answers = together(app, 40, register)
    assert sorted(answers) == ["NationalIdTaken"] * 39 + ["stored"]
    assert session.scalar(select(func.count(Person.id))) == 1


def test_ten_registrations_of_one_person_at_once_open_one_episode(app, session, house):
    person, actor = make_person(session, house.go_quao), house.officer
    ref = person.ref
    session.commit()

    def register(own, number):
        register_episode(
            own,
            scope(actor),
            actor,
            ref,
            form=EpisodeForm.HOME,
            declared_by=DeclaredBy.SELF,
            registered_on=date(2026, 3, 2),
            today=TODAY,
        )

    assert sorted(together(app, 10, register)) == ["Conflict"] * 9 + ["stored"]
    assert session.scalar(select(func.count(Episode.id))) == 1


def test_two_officers_on_one_case_at_once_the_second_is_told_and_nothing_is_lost(app, session, house):
    episode = make_episode(session, make_person(session, house.go_quao), registered_on=date(2025, 8, 28))
    ref, version, actor = episode.ref, episode.version, house.officer
    session.commit()
    outcomes = [EpisodeOutcome.ABANDONED, EpisodeOutcome.DIED]

    def end(own, number):
        end_episode(
            own,
            scope(actor),
            actor,
            ref,
            ended_on=date(2025, 9, 1),
            outcome=outcomes[number],
            today=TODAY,
            version=version,
        )

    answers = together(app, 2, end)
    assert sorted(answers) == ["Conflict", "stored"]
    session.expire_all()
    assert episode.outcome == outcomes[answers.index("stored")]
