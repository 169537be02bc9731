"""What waits for somebody (việc chờ xử lý), derived from the records; nothing here is stored or ticked off."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, joinedload

from casework.access import queries
from casework.access.scope import Scope, reach
from casework.law.conditions import term_ends_on
from casework.law.facts import EpisodeFacts
from casework.law.vocabulary import EpisodeForm, Phase
from casework.records.consultation import ConsultationSession
from casework.records.episode import Episode
from casework.records.person import Person
from casework.records.team import Team, TeamActivity
from casework.records.unit import Unit, UnitReach
from casework.services import worklist_queries as asking
from casework.services.aftercare_lists import AftercareList, by_term
from casework.services.aftercare_openings import unopened_among
from casework.services.worklist_queries import HERE, month_of

SOON = timedelta(days=30)
"""How far ahead the end of a term is announced: a choice of this system, not a term of the law."""
LONG_AGO = timedelta(days=3 * 366)
"""A completion older than this needs no after-care any more, whatever its law said."""
MOST = 1000
"""So many running episodes of one scope are looked through for the end of their terms, the longest running first."""
MOST_COMPLETED = 300


class Worklist(StrEnum):
    """The kinds of waiting work."""

    UNDECIDED = "undecided"
    """Registered, no decision yet."""
    NOT_STARTED = "not-started"
    """Decided, not started yet."""
    PHASES = "phases"
    """A phase has begun and is not completed."""
    UNREVIEWED = "unreviewed"
    """No remarks on the case this month."""
    UNASSIGNED = "unassigned"
    """Nobody is named who follows the case."""
    ENDING = "ending"
    """The term ends within `SOON`."""
    OVERDUE = "overdue"
    """The term has ended, and neither a certificate nor another outcome is recorded."""
    UNCERTIFIED = "uncertified"
    """Completed, no certificate yet."""
    AFTERCARE_TO_OPEN = "aftercare-to-open"
    """Completed, and no after-care was opened although the law asks for it."""
    AFTERCARE_UNREVIEWED = "aftercare-unreviewed"
    """In after-care without a review this month."""
    AFTERCARE_ENDING = "aftercare-ending"
    """The term of after-care ends within `SOON`."""
    AFTERCARE_OVERDUE = "aftercare-overdue"
    """The term of after-care has ended, and no certificate is recorded."""
    DUPLICATES = "duplicates"
    """Pairs that may be one person."""
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


Reckoned = Callable[[Session, Scope, date], list[Item]]


def waiting(
    session: Session, scope: Scope, worklist: Worklist, day: date, *, limit: int, offset: int = 0
) -> tuple[int, list[Item]]:
    """How many things of the list wait within the scope, and some of them, the most pressing first."""
    if worklist in _RECKONED:
        found = _RECKONED[worklist](session, scope, day)
        return len(found), found[offset : offset + limit]
    query = _ASKED[worklist](scope, day)
    return count(session, scope, worklist, day), [
        _item(*row) for row in session.execute(query.limit(limit).offset(offset))
    ]


def count(session: Session, scope: Scope, worklist: Worklist, day: date) -> int:
    """How many things of the list wait within the scope."""
    if worklist in _RECKONED:
        return len(_RECKONED[worklist](session, scope, day))
    asked = _ASKED[worklist](scope, day).order_by(None).subquery()
    return session.scalar(select(func.count()).select_from(asked)) or 0


def _item(ref: str, name: str, on: date, phase: str | None = None) -> Item:
    return Item(ref, name, on, Phase(phase) if phase else None)


def _by_term(session: Session, scope: Scope, day: date, *, late: bool) -> list[Item]:
    """Running episodes by the end of their term, which only the law can reckon."""
    running = (
        queries.held_episodes(scope)
        .join(Episode.person)
        .where(Episode.form.in_(HERE), Episode.ended_on.is_(None), ~Episode.certificate.has())
        .where(Episode.started_on.is_not(None), Episode.term_months.is_not(None))
        .with_only_columns(
            Episode.ref, Person.full_name, Episode.form, Episode.decided_on, Episode.started_on, Episode.term_months
        )
        .order_by(Episode.started_on, Episode.id)
    )
    found = []
    for ref, name, form, decided_on, started_on, term_months in session.execute(running.limit(MOST)):
        facts = EpisodeFacts(EpisodeForm(form), decided_on=decided_on, started_on=started_on, term_months=term_months)
        end = term_ends_on(facts)
        if end is not None and (end < day if late else day <= end <= day + SOON):
            found.append(Item(ref, name, end))
    return sorted(found, key=lambda item: item.on)


def _aftercares_by_term(which: AftercareList) -> Reckoned:
    def find(session: Session, scope: Scope, day: date) -> list[Item]:
        lines = by_term(session, scope, which, day)
        return [Item(each.aftercare.ref, each.aftercare.person.full_name, each.ends_on or day) for each in lines]

    return find


def _aftercares_to_open(session: Session, scope: Scope, day: date) -> list[Item]:
    completed = (
        queries.held_episodes(scope)
        .where(Episode.ended_on >= day - LONG_AGO, Episode.certificate.has())
        .options(joinedload(Episode.person), joinedload(Episode.certificate))
        .order_by(Episode.ended_on.desc(), Episode.id)
    )
    rows = session.scalars(completed.limit(MOST_COMPLETED)).unique().all()
    found = unopened_among(session, rows, day)
    items = [Item(row.person.ref, row.person.full_name, found[row.id].completed_on) for row in rows if row.id in found]
    return sorted(items, key=lambda item: item.on)


_RECKONED: Mapping[Worklist, Reckoned] = {
    Worklist.ENDING: lambda session, scope, day: _by_term(session, scope, day, late=False),
    Worklist.OVERDUE: lambda session, scope, day: _by_term(session, scope, day, late=True),
    Worklist.AFTERCARE_TO_OPEN: _aftercares_to_open,
    Worklist.AFTERCARE_ENDING: _aftercares_by_term(AftercareList.ENDING),
    Worklist.AFTERCARE_OVERDUE: _aftercares_by_term(AftercareList.OVERDUE),
}
"""Those that only the law can reckon, over a bounded number of cases."""
_ASKED: Mapping[Worklist, Callable[[Scope, date], asking.Rows]] = {
    Worklist.UNDECIDED: asking.undecided,
    Worklist.NOT_STARTED: asking.not_started,
    Worklist.PHASES: asking.open_phases,
    Worklist.UNREVIEWED: asking.unreviewed,
    Worklist.UNASSIGNED: asking.unassigned,
    Worklist.UNCERTIFIED: asking.uncertified,
    Worklist.AFTERCARE_UNREVIEWED: asking.unreviewed_aftercares,
    Worklist.DUPLICATES: asking.likely_duplicates,
    Worklist.TEAMS: asking.teams_at_rest,
    Worklist.POINTS: asking.points_at_rest,
}


def silent_communes(session: Session, scope: Scope, day: date, *, limit: int) -> tuple[int, list[Unit]]:
    """The communes of the scope where neither a session nor a team's activity is recorded this month."""
    first, next_first = month_of(day)
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
