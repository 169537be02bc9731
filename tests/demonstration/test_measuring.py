"""The large databases to measure with hold what the system itself would have made."""

from datetime import date

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bench.country import Country
from bench.national import fill
from casework.access import custody
from casework.access.units import CodeBook
from casework.records import db
from casework.records.consultation import Attendee, ConsultationSession
from casework.records.episode import Episode, EpisodeCustody
from casework.records.person import Person
from casework.services.checks import faults
from casework.services.demonstration.size import HISTORY
from casework.services.demonstration.tables import invent_district


def test_a_national_database_has_the_numbers_asked_for_and_custody_as_the_system_derives_it(
    app: Flask, session: Session, database_url: str
):
    country = Country(CodeBook(session, whole=True))
    session.close()
    db.engine.dispose()
    fill(database_url, country, people=300, sessions=2_000, say=lambda _: None)
    assert session.scalar(select(func.count()).select_from(Person)) == 300
    assert session.scalar(select(func.count()).select_from(ConsultationSession)) == 2_000
    assert session.scalar(select(func.count()).select_from(Attendee)) == 200

    def rows() -> list[tuple[object, ...]]:
        columns = list(EpisodeCustody.__table__.c)
        return [tuple(row) for row in session.execute(select(*columns).order_by(*columns))]

    before = rows()
    assert list(faults(session)) == []
    for episode in session.scalars(select(Episode)).all():
        custody.rebuild(session, episode)
    assert before == rows()


def test_rows_typed_in_after_a_national_database_was_filled_get_keys_of_their_own(
    app: Flask, session: Session, database_url: str
):
    country = Country(CodeBook(session, whole=True))
    session.close()
    db.engine.dispose()
    fill(database_url, country, people=10, sessions=10, say=lambda _: None)
    unit_id = country.new[0]
    session.add(Person(full_name="Người Mới", name_folded="nguoi moi", sex="male", unit_id=unit_id))
    session.flush()
    assert session.scalar(select(func.max(Person.id))) == 11


def test_the_long_history_is_as_large_as_it_says():
    tables = invent_district(date(2026, 11, 21), size=HISTORY)
    assert 3_000 <= len(tables["persons"]) <= 3_100
    assert len(tables["episodes"]) >= 6_000
    assert len(tables["phases"]) >= 15_000
    assert 38_000 <= len(tables["sessions"]) <= 44_000
    assert min(row["registered_on"] for row in tables["episodes"])[:4] == "2009"
