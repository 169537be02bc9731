"""The cases that a change of law touches, measure by measure (hồ sơ chịu ảnh hưởng khi luật thay đổi)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from casework.access.queries import held_aftercares, held_episodes, proceedings
from casework.access.scope import Scope
from casework.law.citations import Regime
from casework.law.procedures import MEASURES, Measure
from casework.law.regimes import statutes
from casework.law.support_facts import SupportProgramme
from casework.records.aftercare import Aftercare
from casework.records.db import FOREVER
from casework.records.episode import Episode
from casework.records.proceeding import Proceeding

PAGE = 25


@dataclass(frozen=True)
class Change:
    """One measure whose law is another from a day on."""

    measure: Measure
    before: Regime
    after: Regime


@dataclass(frozen=True)
class Touched:
    """What one change does to the open cases of a measure.

    `finishing` follow the law of their decision; `undecided` follow the new one. A measure whose every act follows
    the law of its own day tells only how many were open: both are then None.
    """

    change: Change
    open: int
    finishing: int | None
    undecided: int | None


@dataclass(frozen=True)
class TouchedCase:
    """One line of the list: where to read the case, and its days."""

    ref: str
    endpoint: str
    began_on: date | None
    decided_on: date | None
    law: str


@dataclass(frozen=True)
class CasePage:
    """One page of the cases of a measure."""

    cases: tuple[TouchedCase, ...]
    page: int
    has_next: bool


def changes_on(day: date) -> list[Change]:
    """The measures whose law another one replaced on a day; episodes first, at home and in the community as one."""
    found = []
    for measure, regimes in _laws():
        for after in (each for each in regimes if each.first_on == day):
            before = next((each for each in regimes if _ends_before(each, day)), None)
            found += [Change(measure, before, after)] if before is not None else []
    return found


def changes_of_law() -> list[date]:
    """The days on which a law of some measure replaced another, the latest first."""
    starts = {each.first_on for _, regimes in _laws() for each in regimes}
    return sorted((day for day in starts if changes_on(day)), reverse=True)


def replacing() -> set[Regime]:
    """The laws that replaced another one."""
    return {change.after for day in changes_of_law() for change in changes_on(day)}


def touched(session: Session, scope: Scope, change: Change) -> Touched:
    """How many open cases of the scope one change touches.

    Nguồn: khoản 1, khoản 2 Điều 56 Luật 120/2025/QH15.
    """
    query, decided_on = _open_then(scope, change)
    day = change.after.first_on
    number = _count(session, query)
    if decided_on is None:
        return Touched(change, number, None, None)
    finishing = _count(session, query.where(decided_on < day))
    return Touched(change, number, finishing, number - finishing)


def cases(session: Session, scope: Scope, change: Change, *, page: int = 1) -> CasePage:
    """The cases themselves, the longest open first, a page at a time."""
    query, _ = _open_then(scope, change)
    order: tuple[Any, ...] = (Proceeding.opened_on, Proceeding.id)
    if change.measure is Measure.HOME:
        order = (Episode.registered_on, Episode.id)
    elif change.measure is Measure.AFTERCARE:
        order = (Aftercare.starts_on, Aftercare.id)
    rows = session.scalars(query.order_by(*order).limit(PAGE + 1).offset((page - 1) * PAGE))
    told = [_told(row, change) for row in rows]
    return CasePage(tuple(told[:PAGE]), page, len(told) > PAGE)


def _laws() -> Iterator[tuple[Measure, list[Regime]]]:
    """Compulsory rehabilitation in the community is an episode: it is counted among those."""
    yield Measure.HOME, [each.regime for each in statutes()]
    for measure, laws in MEASURES:
        if measure is not Measure.COMMUNITY_COMPULSORY:
            yield measure, [law.regime for law in laws]


def _ends_before(regime: Regime, day: date) -> bool:
    return regime.last_on < date.max and regime.last_on.toordinal() + 1 == day.toordinal()


def _open_then(scope: Scope, change: Change) -> tuple[Select[Any], ColumnElement[Any] | None]:
    """The cases open when the law began, and the column of their decision where they follow its law."""
    day = change.after.first_on
    if change.measure is Measure.HOME:
        began, ended = Episode.registered_on < day, Episode.ended_on
        return held_episodes(scope).where(began, _still_open(ended, day)), Episode.decided_on.expression
    if change.measure is Measure.AFTERCARE:
        began = or_(Aftercare.decided_on < day, and_(Aftercare.starts_on < day, Aftercare.starts_on != FOREVER))
        return held_aftercares(scope).where(
            began, _still_open(Aftercare.ended_on, day)
        ), Aftercare.decided_on.expression
    began, closed = Proceeding.opened_on < day, Proceeding.closed_on
    query = proceedings(scope).where(Proceeding.measure == change.measure.value, began, _still_open(closed, day))
    if change.measure is Measure.SUPPORT:
        # Of the programmes only the payment has had two laws.
        query = query.where(Proceeding.facts["programme"].as_string() == SupportProgramme.PAYMENT.value)
    return query, None


def _still_open(ended_on: Any, day: date) -> ColumnElement[bool]:
    return or_(ended_on.is_(None), ended_on >= day)


def _count(session: Session, query: Select[Any]) -> int:
    return int(session.scalar(select(func.count()).select_from(query.subquery())) or 0)


def _told(row: Any, change: Change) -> TouchedCase:
    if isinstance(row, Proceeding):
        return TouchedCase(row.ref, "proceedings.view", row.opened_on, None, "")
    endpoint = "episodes.view" if isinstance(row, Episode) else "aftercares.view"
    began = row.registered_on if isinstance(row, Episode) else row.started_on
    keeps = row.decided_on is not None and row.decided_on < change.after.first_on
    law = change.before.law if keeps else change.after.law
    return TouchedCase(row.ref, endpoint, began, row.decided_on, law)
