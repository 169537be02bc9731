"""What waits for somebody (việc chờ xử lý), derived from the records; nothing here is stored or ticked off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from casework.access import queries
from casework.access.scope import Scope, reach
from casework.law.conditions import term_ends_on
from casework.law.facts import EpisodeFacts
from casework.law.vocabulary import EpisodeForm, EpisodeOutcome, Phase
from casework.records.consultation import ConsultationSession, Point
from casework.records.episode import Episode, PhaseRecord
from casework.records.person import Person
from casework.records.team import Team, TeamActivity
from casework.records.unit import Unit, UnitReach

SOON = timedelta(days=30)
"""How far ahead the end of a term is announced: a choice of this system, not a term of the law."""
MOST = 1000
"""So many running episodes of one scope are looked through for the end of their terms, the longest running first."""
_HERE = (EpisodeForm.HOME.value, EpisodeForm.COMMUNITY.value, EpisodeForm.COMMUNITY_COMPULSORY.value)


class Worklist(StrEnum):
    """The kinds of waiting work."""

    UNDECIDED = "undecided"
    """Registered, no decision yet."""
    NOT_STARTED = "not-started"
    """Decided, not started yet."""
    PHASES = "phases"
    """A phase has begun and is not completed."""
    ENDING = "ending"
    """The term ends within `SOON`."""
    OVERDUE = "overdue"
    """The term has ended, and neither a certificate nor another outcome is recorded."""
    UNCERTIFIED = "uncertified"
    """Completed, no certificate yet."""
    TEAMS = "teams"
    """Teams without an activity this month."""
    POINTS = "points"
    """Points without a session this month."""


@dataclass(frozen=True)
class Item:
    """One thing that waits: where it is, whom it is about, and the day that matters (since or until when)."""

    ref: str
    name: str
    on: date
    phase: Phase | None = None


def waiting(
    session: Session, scope: Scope, worklist: Worklist, day: date, *, limit: int, offset: int = 0
) -> tuple[int, list[Item]]:
    """How many things of the list wait within the scope, and some of them, the most pressing first."""
    if worklist in (Worklist.ENDING, Worklist.OVERDUE):
        ended = _by_term(session, scope, worklist, day)
        return len(ended), ended[offset : offset + limit]
    query = _query(scope, worklist, day)
    count = session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0
    return count, [_item(*row) for row in session.execute(query.limit(limit).offset(offset))]


def _item(ref: str, name: str, on: date, phase: str | None = None) -> Item:
    return Item(ref, name, on, Phase(phase) if phase else None)


def _query(scope: Scope, worklist: Worklist, day: date) -> Select[*tuple[Any, ...]]:
    first, next_first = _month(day)
    if worklist is Worklist.TEAMS:
        active = Team.activities.any(TeamActivity.held_on.between(first, day))
        standing = or_(Team.dissolved_on.is_(None), Team.dissolved_on > day)
        teams = queries.teams(scope).join(Team.unit).where(standing, Team.established_on <= day, ~active)
        return teams.with_only_columns(Team.ref, Unit.name, Team.established_on).order_by(Unit.name, Team.id)
    if worklist is Worklist.POINTS:
        used = (
            select(ConsultationSession.id)
            .where(ConsultationSession.point_id == Point.id, ConsultationSession.held_on >= first)
            .where(ConsultationSession.held_on < next_first)
        )
        standing = or_(Point.closed_on.is_(None), Point.closed_on > day)
        points = queries.points(scope).where(standing, Point.established_on <= day, ~used.exists())
        return points.with_only_columns(Point.ref, Point.name, Point.established_on).order_by(Point.name, Point.id)
    here = queries.held_episodes(scope).join(Episode.person).where(Episode.form.in_(_HERE))
    if worklist is Worklist.PHASES:
        open_phases = here.join(Episode.phases).where(PhaseRecord.completed_on.is_(None), Episode.ended_on.is_(None))
        columns = (Episode.ref, Person.full_name, PhaseRecord.started_on, PhaseRecord.phase)
        return open_phases.with_only_columns(*columns).order_by(PhaseRecord.started_on, Episode.id)
    since = {
        Worklist.UNDECIDED: Episode.registered_on,
        Worklist.NOT_STARTED: Episode.decided_on,
        Worklist.UNCERTIFIED: Episode.ended_on,
    }[worklist]
    criteria = {
        Worklist.UNDECIDED: (Episode.decided_on.is_(None), Episode.started_on.is_(None), Episode.ended_on.is_(None)),
        Worklist.NOT_STARTED: (
            Episode.decided_on.is_not(None),
            Episode.started_on.is_(None),
            Episode.ended_on.is_(None),
        ),
        Worklist.UNCERTIFIED: (
            Episode.outcome == EpisodeOutcome.COMPLETED.value,
            Episode.ended_on.is_not(None),
            ~Episode.certificate.has(),
        ),
    }[worklist]
    return here.where(*criteria).with_only_columns(Episode.ref, Person.full_name, since).order_by(since, Episode.id)


def _by_term(session: Session, scope: Scope, worklist: Worklist, day: date) -> list[Item]:
    """Running episodes by the end of their term, which only the law can reckon."""
    running = (
        queries.held_episodes(scope)
        .join(Episode.person)
        .where(Episode.form.in_(_HERE), Episode.ended_on.is_(None), ~Episode.certificate.has())
        .where(or_(Episode.started_on.is_not(None), Episode.decided_on.is_not(None)), Episode.term_months.is_not(None))
        .with_only_columns(
            Episode.ref, Person.full_name, Episode.form, Episode.decided_on, Episode.started_on, Episode.term_months
        )
        .order_by(func.coalesce(Episode.started_on, Episode.decided_on), Episode.id)
    )
    found = []
    for ref, name, form, decided_on, started_on, term_months in session.execute(running.limit(MOST)):
        end = term_ends_on(
            EpisodeFacts(EpisodeForm(form), decided_on=decided_on, started_on=started_on, term_months=term_months)
        )
        if end is not None and started_on is not None:
            late = end < day
            if late if worklist is Worklist.OVERDUE else (not late and end <= day + SOON):
                found.append(Item(ref, name, end))
    return sorted(found, key=lambda item: item.on)


def silent_communes(session: Session, scope: Scope, day: date, *, limit: int) -> tuple[int, list[Unit]]:
    """The communes of the scope where neither a session nor a team's activity is recorded this month."""
    first, next_first = _month(day)
    in_month = ConsultationSession.held_on >= first, ConsultationSession.held_on < next_first
    talked = (
        select(ConsultationSession.id)
        .join(UnitReach, UnitReach.unit_id == ConsultationSession.unit_id)
        .where(UnitReach.ancestor_id == Unit.id, *in_month)
    )
    met = (
        select(TeamActivity.id)
        .join(Team, Team.id == TeamActivity.team_id)
        .join(UnitReach, UnitReach.unit_id == Team.unit_id)
        .where(UnitReach.ancestor_id == Unit.id, TeamActivity.held_on >= first, TeamActivity.held_on < next_first)
    )
    query = select(Unit).where(
        Unit.kind == "commune",
        or_(Unit.valid_from.is_(None), Unit.valid_from <= day),
        or_(Unit.valid_to.is_(None), Unit.valid_to > day),
        ~talked.exists(),
        ~met.exists(),
    )
    if scope.unit_id is not None:
        query = query.where(Unit.id.in_(reach(scope.unit_id)))
    count = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    return count, list(session.scalars(query.order_by(Unit.name, Unit.id).limit(limit)))


def _month(day: date) -> tuple[date, date]:
    """The first day of the month of a day, and of the next month."""
    first = day.replace(day=1)
    return first, (first + timedelta(days=32)).replace(day=1)
