"""What a paper is made from (nguồn của giấy tờ): the case, fetched through its door, with number and day on record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from sqlalchemy.orm import Session, joinedload

from casework.access import queries
from casework.access.scope import Scope
from casework.documents.facts import GuardianFacts, MemberLine, SessionFacts, TeamFacts, TrainingFacts
from casework.documents.form import Subject
from casework.law.vocabulary import Premises, Sector, SessionKind, TeamRole
from casework.records.consultation import ConsultationSession
from casework.records.person import Person
from casework.records.support import Training
from casework.records.team import Team
from casework.records.unit import Unit
from casework.services import paper_cases, paper_registers
from casework.services.guardians import guardian_of_person
from casework.services.loan_confirmations import LoanPaper, loan_paper
from casework.services.paper_cases import CasePaper
from casework.services.paper_proceedings import ProceedingPaper, determination_paper, dossier_paper


@dataclass(frozen=True)
class Asked:
    """One paper that somebody asks for.

    :param part: which of several of the kind in one case: a month “2026-03”, a day “2026-03-02”
    :param today: the day of asking; the law of papers whose own day is not on record
    """

    kind: str
    ref: str
    part: str
    today: date


@dataclass(frozen=True)
class Source:
    """The facts of a paper, whose it is, and what is on record of its number and day.

    :param numbered: the record of the case keeps the number itself; nobody reserves one
    :param competent_on: the day whose law says who is competent
    """

    facts: object
    unit: Unit
    person: Person | None = None
    number: str | None = None
    on: date | None = None
    numbered: bool = False
    competent_on: date | None = None
    guardian: GuardianFacts | None = None


def find(session: Session, scope: Scope, subject: Subject, asked: Asked) -> Source:
    """Fetch what the paper is about.

    :raises NotFound: nothing of that ref within the scope
    :raises InvalidInput: the ref names no unit and year, or the part no month or day
    """
    return _FIND[subject](session, scope, asked)


def _episode(session: Session, scope: Scope, asked: Asked) -> Source:
    found = paper_cases.episode_paper(session, scope, asked.kind, asked.ref, asked.part, asked.today)
    return _source(found)


def _aftercare(session: Session, scope: Scope, asked: Asked) -> Source:
    found = paper_cases.aftercare_paper(session, scope, asked.kind, asked.ref, asked.part, asked.today)
    return _source(found)


def _source(found: CasePaper) -> Source:
    return Source(
        found.facts,
        found.unit,
        found.person,
        found.number,
        found.on,
        found.numbered,
        found.competent_on,
        found.guardian,
    )


def _team(session: Session, scope: Scope, asked: Asked) -> Source:
    team = queries.one(session, queries.teams(scope), Team.ref == asked.ref)
    members = tuple(
        MemberLine(
            name=each.staff.full_name,
            role=TeamRole(each.role).term if each.role else TeamRole.MEMBER.term,
            sector=Sector(each.staff.sector).term,
            from_on=each.from_on,
            to_on=each.to_on,
        )
        for each in team.members
    )
    facts = TeamFacts(team.ref, team.established_on, team.decision_number, members, team.dissolved_on)
    if asked.kind == "team-dissolution":
        return Source(facts, team.unit, None, None, team.dissolved_on)
    numbered = team.decision_number is not None
    return Source(facts, team.unit, None, team.decision_number, team.established_on, numbered)


def _session(session: Session, scope: Scope, asked: Asked) -> Source:
    held = queries.one(session, queries.sessions(scope), ConsultationSession.ref == asked.ref)
    facts = SessionFacts(
        ref=held.ref,
        point=held.point.name,
        premises=Premises(held.point.premises).term,
        held_on=held.held_on,
        kind=SessionKind(held.kind).term,
        topic=held.topic,
        staff=held.staff.full_name if held.staff else None,
        attendance=held.attendance,
        people=tuple(each.person.full_name for each in held.attendees),
    )
    unit = held.point.unit
    return Source(facts, unit, None, None, held.held_on)


def _training(session: Session, scope: Scope, asked: Asked) -> Source:
    query = queries.trainings(scope).options(joinedload(Training.person))
    row = queries.one(session, query, Training.ref == asked.ref)
    facts = TrainingFacts(row.ref, row.started_on, row.completed_on, row.trade, row.provider, row.state_supported)
    beside = guardian_of_person(session, row.person_id, row.started_on)
    return Source(facts, row.unit, row.person, None, None, competent_on=row.started_on, guardian=beside)


def _loan(session: Session, scope: Scope, asked: Asked) -> Source:
    found = loan_paper(session, scope, asked.ref, asked.today)
    return _of_paper(found, guardian_of_person(session, found.person.id, found.on or found.competent_on))


def _dossier(session: Session, scope: Scope, asked: Asked) -> Source:
    found = dossier_paper(session, scope, asked.kind, asked.ref, asked.today)
    return _of_paper(found, found.guardian)


def _determination(session: Session, scope: Scope, asked: Asked) -> Source:
    found = determination_paper(session, scope, asked.kind, asked.ref, asked.today)
    return _of_paper(found, found.guardian)


def _of_paper(found: LoanPaper | ProceedingPaper, beside: GuardianFacts | None) -> Source:
    numbered = found.number is not None
    return Source(found.facts, found.unit, found.person, found.number, found.on, numbered, found.competent_on, beside)


def _unit(session: Session, scope: Scope, asked: Asked) -> Source:
    facts, unit, last_on = paper_registers.register(session, scope, asked.kind, asked.ref, asked.today)
    return Source(facts, unit, None, None, last_on)


_FIND: Mapping[Subject, Callable[[Session, Scope, Asked], Source]] = MappingProxyType(
    {
        Subject.EPISODE: _episode,
        Subject.AFTERCARE: _aftercare,
        Subject.TEAM: _team,
        Subject.SESSION: _session,
        Subject.TRAINING: _training,
        Subject.LOAN: _loan,
        Subject.DOSSIER: _dossier,
        Subject.DETERMINATION: _determination,
        Subject.UNIT: _unit,
    }
)
