"""The questions behind the lists of waiting work that need no reckoning: one query each, the longest waiting first."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select

from casework.access import queries
from casework.access.scope import Scope
from casework.law.vocabulary import OUTSIDE_CENTRES, EpisodeOutcome
from casework.records.aftercare import Aftercare, AftercareReview
from casework.records.consultation import ConsultationSession, Point
from casework.records.duplicate import OPEN, DuplicatePair
from casework.records.episode import Episode, PhaseRecord
from casework.records.person import Person
from casework.records.team import Team, TeamActivity
from casework.records.unit import Unit

Rows = Select[*tuple[Any, ...]]
"""Columns: ref, name, the day that matters and, of a phase, which."""
HERE = tuple(form.value for form in OUTSIDE_CENTRES)


def teams_at_rest(scope: Scope, day: date) -> Rows:
    """Teams without an activity this month."""
    first, _ = month_of(day)
    active = Team.activities.any(TeamActivity.held_on.between(first, day))
    standing = or_(Team.dissolved_on.is_(None), Team.dissolved_on > day)
    teams = queries.teams(scope).join(Team.unit).where(standing, Team.established_on <= day, ~active)
    return teams.with_only_columns(Team.ref, Unit.name, Team.established_on).order_by(Unit.name, Team.id)


def points_at_rest(scope: Scope, day: date) -> Rows:
    """Points without a session this month."""
    first, following = month_of(day)
    held = select(ConsultationSession.id).where(
        ConsultationSession.point_id == Point.id,
        ConsultationSession.held_on >= first,
        ConsultationSession.held_on < following,
    )
    standing = or_(Point.closed_on.is_(None), Point.closed_on > day)
    points = queries.points(scope).where(standing, Point.established_on <= day, ~held.exists())
    return points.with_only_columns(Point.ref, Point.name, Point.established_on).order_by(Point.name, Point.id)


def open_phases(scope: Scope, day: date) -> Rows:
    """Phases that have begun and are not completed."""
    found = _here(scope).join(Episode.phases).where(PhaseRecord.completed_on.is_(None), Episode.ended_on.is_(None))
    columns = (Episode.ref, Person.full_name, PhaseRecord.started_on, PhaseRecord.phase)
    return found.with_only_columns(*columns).order_by(PhaseRecord.started_on, Episode.id)


def undecided(scope: Scope, day: date) -> Rows:
    """Registered, no decision yet."""
    none = Episode.decided_on.is_(None), Episode.started_on.is_(None), Episode.ended_on.is_(None)
    return _since(_here(scope).where(*none), Episode.registered_on)


def not_started(scope: Scope, day: date) -> Rows:
    """Decided, not started yet."""
    none = Episode.decided_on.is_not(None), Episode.started_on.is_(None), Episode.ended_on.is_(None)
    return _since(_here(scope).where(*none), Episode.decided_on)


def uncertified(scope: Scope, day: date) -> Rows:
    """Completed, no certificate yet."""
    completed = Episode.outcome == EpisodeOutcome.COMPLETED.value, Episode.ended_on.is_not(None)
    return _since(_here(scope).where(*completed, ~Episode.certificate.has()), Episode.ended_on)


def unassigned(scope: Scope, day: date) -> Rows:
    """Running, and nobody is named who follows the case."""
    return _since(_running(scope).where(Episode.officer_id.is_(None)), Episode.started_on)


def unreviewed(scope: Scope, day: date) -> Rows:
    """Running, and no remarks of this month are recorded (chưa nhận xét trong tháng)."""
    first, _ = month_of(day)
    said = Episode.law_facts["reviewed_on"].as_string()
    return _since(
        _running(scope).where(Episode.started_on < first, or_(said.is_(None), said < first.isoformat())),
        Episode.started_on,
    )


def unreviewed_aftercares(scope: Scope, day: date) -> Rows:
    """After-cares in force without a review this month."""
    first, _ = month_of(day)
    reviewed = Aftercare.reviews.any(AftercareReview.held_on.between(first, day))
    query = _aftercares(scope).where(Aftercare.starts_on < first, ~reviewed)
    return _aftercare_columns(query)


def likely_duplicates(scope: Scope, day: date) -> Rows:
    """Pairs that may be one person and wait for somebody to judge."""
    pairs = queries.duplicate_pairs(scope).where(DuplicatePair.state == OPEN).join(DuplicatePair.first)
    return pairs.with_only_columns(Person.ref, Person.full_name, DuplicatePair.found_at).order_by(
        DuplicatePair.score.desc(), DuplicatePair.id
    )


def month_of(day: date) -> tuple[date, date]:
    """The first day of the month of a day, and of the next month."""
    first = day.replace(day=1)
    return first, (first + timedelta(days=32)).replace(day=1)


def _here(scope: Scope) -> Select[Episode]:
    return queries.held_episodes(scope).join(Episode.person).where(Episode.form.in_(HERE))


def _running(scope: Scope) -> Select[Episode]:
    return _here(scope).where(Episode.started_on.is_not(None), Episode.ended_on.is_(None), ~Episode.certificate.has())


def _since(query: Select[Episode], since: Any) -> Rows:
    return query.with_only_columns(Episode.ref, Person.full_name, since).order_by(since, Episode.id)


def _aftercares(scope: Scope, *criteria: ColumnElement[bool]) -> Select[Aftercare]:
    return queries.held_aftercares(scope).join(Aftercare.person).where(Aftercare.ended_on.is_(None), *criteria)


def _aftercare_columns(query: Select[Aftercare]) -> Rows:
    return query.with_only_columns(Aftercare.ref, Person.full_name, Aftercare.starts_on).order_by(
        Aftercare.starts_on, Aftercare.id
    )
