"""Everything on file about one person (hồ sơ cá nhân), as far as the reader's scope goes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session, joinedload, selectinload

from casework.access import queries, trail
from casework.access.roles import Actor
from casework.access.scope import Scope
from casework.access.trail import Tag
from casework.law.facts import EpisodeFacts
from casework.law.stages import StageCode, read_stage
from casework.law.vocabulary import EpisodeForm
from casework.records.consultation import Attendee, ConsultationSession
from casework.records.episode import Episode, EpisodeTransfer
from casework.records.methadone import Methadone
from casework.records.person import Person
from casework.records.proceeding import Proceeding
from casework.records.support import Job, Loan, Training


@dataclass(frozen=True)
class PersonFile:
    """One person with their episodes (newest first) and the services the scope's units gave them."""

    person: Person
    episodes: tuple[Episode, ...]
    trainings: tuple[Training, ...]
    jobs: tuple[Job, ...]
    loans: tuple[Loan, ...]
    methadone: tuple[Methadone, ...]
    sessions: tuple[ConsultationSession, ...]
    proceedings: tuple[Proceeding, ...] = ()

    @property
    def open_episode(self) -> Episode | None:
        """The episode that has neither ended nor a certificate."""
        return next((each for each in self.episodes if each.ended_on is None and each.certificate is None), None)


def open_file(session: Session, scope: Scope, actor: Actor, ref: str) -> PersonFile:
    """Look at a person's file; the look is noted.

    :raises NotFound: no such person within `scope`
    """
    person = queries.one(session, queries.people(scope), Person.ref == ref)
    trail.record(session, Tag.PERSON_VIEWED, actor, person_id=person.id, ref=person.ref)
    return _file(session, scope, person)


def person_of_id(session: Session, scope: Scope, person_id: int | None) -> Person | None:
    """The person a record is about, where it is about one whom the scope may see."""
    if person_id is None:
        return None
    return session.scalars(queries.people(scope).where(Person.id == person_id)).first()


def note_look(session: Session, actor: Actor, person: Person) -> None:
    """Note that somebody looked at a person's data on another page than their own."""
    trail.record(session, Tag.PERSON_VIEWED, actor, person_id=person.id, ref=person.ref)


def unmask(session: Session, scope: Scope, actor: Actor, ref: str, *, reason: str) -> PersonFile:
    """The file of somebody whose name the reader does not see by role; the reason is noted.

    :raises NotFound: no such person within `scope`
    """
    person = queries.one(session, queries.people(scope), Person.ref == ref)
    trail.record(session, Tag.PERSON_UNMASKED, actor, person_id=person.id, ref=person.ref, reason=reason.strip())
    return _file(session, scope, person)


def latest_episodes(session: Session, scope: Scope, people: Iterable[Person]) -> dict[int, Episode]:
    """Person id → their newest episode that the scope may see; one query for a page of people."""
    ids = [person.id for person in people]
    query = queries.episodes(scope).where(Episode.person_id.in_(ids)).options(joinedload(Episode.certificate))
    rows = session.scalars(query.order_by(Episode.registered_on, Episode.id)).unique()
    return {episode.person_id: episode for episode in rows}


def stage_of(episode: Episode) -> StageCode:
    """The stage of an episode from its dates alone (trạng thái hồ sơ)."""
    facts = EpisodeFacts(
        form=EpisodeForm(episode.form),
        registered_on=episode.registered_on,
        decided_on=episode.decided_on,
        started_on=episode.started_on,
        ended_on=episode.ended_on,
        certificate_issued_on=episode.certificate.issued_on if episode.certificate else None,
    )
    return StageCode(read_stage(facts))


def age_on(person: Person, day: date) -> int | None:
    """Whole years on a day, or by the year of birth alone; None where nothing is known."""
    if person.birth_on is not None:
        had_birthday = (day.month, day.day) >= (person.birth_on.month, person.birth_on.day)
        return day.year - person.birth_on.year - (not had_birthday)
    return None if person.birth_year is None else day.year - person.birth_year


def _file(session: Session, scope: Scope, person: Person) -> PersonFile:
    episodes = queries.episodes(scope).where(Episode.person_id == person.id)
    episodes = episodes.options(
        joinedload(Episode.certificate),
        selectinload(Episode.phases),
        selectinload(Episode.violations),
        selectinload(Episode.transfers).joinedload(EpisodeTransfer.to_unit),
    )
    trainings = queries.trainings(scope).where(Training.person_id == person.id)
    jobs = queries.jobs(scope).where(Job.person_id == person.id).options(joinedload(Job.employer))
    loans = queries.loans(scope).where(Loan.person_id == person.id)
    methadone = queries.methadone(scope).where(Methadone.person_id == person.id)
    attended = ConsultationSession.attendees.any(Attendee.person_id == person.id)
    sessions = queries.sessions(scope).where(attended).options(selectinload(ConsultationSession.point))
    proceedings = queries.proceedings(scope).where(Proceeding.person_id == person.id)
    newest_first = episodes.order_by(Episode.registered_on.desc(), Episode.id.desc())
    return PersonFile(
        person=person,
        episodes=tuple(session.scalars(newest_first).unique()),
        trainings=tuple(session.scalars(trainings.order_by(Training.started_on.desc()))),
        jobs=tuple(session.scalars(jobs.order_by(Job.started_on.desc()))),
        loans=tuple(session.scalars(loans.order_by(Loan.disbursed_on.desc()))),
        methadone=tuple(session.scalars(methadone.order_by(Methadone.started_on.desc()))),
        sessions=tuple(session.scalars(sessions.order_by(ConsultationSession.held_on.desc()).limit(300))),
        proceedings=tuple(session.scalars(proceedings.order_by(Proceeding.opened_on.desc()).limit(50))),
    )
