"""Custody repeats what numbers ask of its case, whoever changes the case and however."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import delete, insert, select, update

from casework.access.custody import copy_down
from casework.records.aftercare import AftercareCustody
from casework.records.episode import Certificate, Episode, EpisodeCustody
from casework.services.checks import faults
from tests.cast import make_aftercare, make_episode, make_person

CERTIFICATE = Certificate.__table__


@pytest.fixture
def episode(session, house):
    """Started, certified, and moved once: two units had it."""
    return make_episode(
        session,
        make_person(session, house.go_quao),
        registered_on=date(2026, 1, 5),
        started_on=date(2026, 1, 10),
        certificate=("01/GCN", date(2026, 7, 20)),
        moves=[(date(2026, 5, 4), house.dinh_hoa)],
    )


def kept(session, episode):
    """What each custody of an episode repeats."""
    columns = [getattr(EpisodeCustody, name) for name in EpisodeCustody.COPIED]
    query = select(*columns).where(EpisodeCustody.episode_id == episode.id)
    return [tuple(row) for row in session.execute(query)]


def test_custody_says_what_the_case_and_its_certificate_say(session, episode):
    said = ("home", date(2026, 1, 5), date(2026, 1, 10), None, None, date(2026, 7, 20))
    assert kept(session, episode) == [said, said]
    episode.form, episode.ended_on, episode.outcome = "community", date(2026, 7, 12), "completed"
    episode.certificate.issued_on = date(2026, 7, 13)
    session.flush()
    said = ("community", date(2026, 1, 5), date(2026, 1, 10), date(2026, 7, 12), "completed", date(2026, 7, 13))
    assert kept(session, episode) == [said, said]
    session.delete(episode.certificate)
    session.flush()
    assert {each[-1] for each in kept(session, episode)} == {None}
    assert session.scalar(select(Episode.certified_on)) is None
    assert list(faults(session)) == []


def test_an_aftercare_says_so_too(session, house):
    aftercare = make_aftercare(session, make_person(session, house.go_quao), starts_on=date(2026, 2, 1))
    aftercare.ended_on, aftercare.outcome = date(2026, 8, 1), "relapsed"
    session.flush()
    said = session.execute(select(*(getattr(AftercareCustody, name) for name in AftercareCustody.COPIED))).all()
    assert [tuple(each) for each in said] == [(date(2026, 2, 1), date(2026, 8, 1), "relapsed")]


def test_a_certificate_written_past_the_session_is_repeated_when_it_is_told(session, episode):
    connection = session.connection()
    row = dict(connection.execute(select(CERTIFICATE)).mappings().one())
    seen = session.execute(select(Episode.updated_at, Episode.version)).one()
    connection.execute(delete(CERTIFICATE))
    copy_down(connection, CERTIFICATE, row)
    assert {each[-1] for each in kept(session, episode)} == {None}
    connection.execute(insert(CERTIFICATE).values(row | {"issued_on": date(2026, 7, 21)}))
    copy_down(connection, CERTIFICATE, row)
    assert {each[-1] for each in kept(session, episode)} == {date(2026, 7, 21)}
    # It is no change of the case: nobody's open form is refused for it.
    assert session.execute(select(Episode.updated_at, Episode.version)).one() == seen


def test_the_check_names_the_case_whose_copies_are_old(session, episode):
    session.commit()
    session.connection().execute(update(Episode.__table__).values(form="community"))
    session.connection().execute(update(CERTIFICATE).values(issued_on=date(2026, 7, 1)))
    found = [each for each in faults(session) if episode.ref in each]
    assert len(found) == 2 and "giấy chứng nhận" in found[0] and "bản sao các ngày" in found[1]
