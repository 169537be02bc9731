"""Doors to cases on the move: arriving, departed, and those of divided communes that nobody has been given yet."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from casework.access.scope import Scope, reach, within
from casework.records.aftercare import Aftercare, AftercareCustody, AftercareTransfer
from casework.records.db import FOREVER
from casework.records.episode import Episode, EpisodeCustody, EpisodeTransfer
from casework.records.paper import Paper
from casework.records.person import Person
from casework.records.unit import Unit, UnitSuccession

WAITING, ACCEPTED, DECLINED = "waiting", "accepted", "declined"
"""What the receiving commune answered to a move."""
ALLOCATED, RETURNED = "allocated", "returned"
"""A step of the case that is no move of the person: given out after a division, or gone back."""

Move = type[EpisodeTransfer] | type[AftercareTransfer]
Case = type[Episode] | type[Aftercare]


def _of(move: Any) -> tuple[Any, Any, Any]:
    """The custody, and the columns by which it and the move name their case."""
    if move is EpisodeTransfer:
        return EpisodeCustody, EpisodeCustody.episode_id, EpisodeTransfer.episode_id
    return AftercareCustody, AftercareCustody.aftercare_id, AftercareTransfer.aftercare_id


def arriving(scope: Scope, move: Move) -> Select[Any]:
    """The moves to the scope's units that nobody there has answered yet, of cases that are still there."""
    custody, custody_of, move_of = _of(move)
    query = select(move).join(custody, and_(custody_of == move_of, custody.to_on == FOREVER))
    here = (*within(scope, move.to_unit_id), *within(scope, custody.unit_id))
    return query.where(move.state == WAITING, *here)


def departed(scope: Scope, move: Move) -> Select[Any]:
    """The moves away from the scope's units, answered or not; their cases are no longer the scope's to see.

    A move that came in a table of another system bears no answer: nobody was asked.
    """
    custody, custody_of, move_of = _of(move)
    query = select(move).join(custody, and_(custody_of == move_of, custody.to_on == move.moved_on))
    criteria: tuple[ColumnElement[bool], ...] = within(scope, custody.unit_id)
    if scope.unit_id is not None:
        criteria = (*criteria, move.to_unit_id.not_in(reach(scope.unit_id)))
    return query.where(or_(move.state.is_(None), move.state.in_((WAITING, ACCEPTED, DECLINED))), *criteria)


def given_away(scope: Scope, case: Case) -> Select[Any]:
    """The cases that the scope's units gave away: not theirs to see, but their own papers of them stay theirs."""
    move: Any = EpisodeTransfer if case is Episode else AftercareTransfer
    move_of = _of(move)[2]
    return select(case).where(case.id.in_(departed(scope, move).with_only_columns(move_of)))


def issued(scope: Scope, kind: str, ref: str, part: str) -> Select[Any]:
    """The papers of this kind that the scope's units issued in a case, wherever the case is now."""
    asked = (Paper.kind == kind, Paper.subject_ref == ref, Paper.part == part)
    return select(Paper).where(*asked, *within(scope, Paper.unit_id))


def predecessors(unit_id: int) -> Select[int]:
    """The divided communes a part of which became this unit."""
    return (
        select(UnitSuccession.old_id)
        .join(Unit, Unit.id == UnitSuccession.old_id)
        .where(UnitSuccession.new_id == unit_id, Unit.divided)
    )


def _theirs(scope: Scope, origin_id: Any, holder_id: Any) -> tuple[ColumnElement[bool], ...]:
    """Held in the scope (a province), or from a commune a part of which became the scope's unit."""
    if scope.unit_id is None:
        return ()
    return (or_(holder_id.in_(reach(scope.unit_id)), origin_id.in_(predecessors(scope.unit_id))),)


def unallocated(scope: Scope, case: Case, origin_id: int | None = None) -> Select[Any]:
    """The cases of divided communes that lie at a province, each with the divided commune and its person.

    :param origin_id: only those of this divided commune
    """
    origin = aliased(Unit)
    query = _unallocated(scope, case, origin, case, origin, Person)
    return query if origin_id is None else query.where(origin.id == origin_id)


def unallocated_counts(scope: Scope, case: Case) -> Select[Any]:
    """Divided commune → how many of its cases lie at a province."""
    origin = aliased(Unit)
    return _unallocated(scope, case, origin, origin.id, func.count()).group_by(origin.id)


def unsettled(scope: Scope, origin_id: int | None = None) -> Select[*tuple[Any, ...]]:
    """The people whose residence on file is a divided commune, each with it."""
    query = select(Person, Unit).join(Unit, Unit.id == Person.unit_id).where(*_unsettled(scope))
    return query if origin_id is None else query.where(Unit.id == origin_id)


def unsettled_counts(scope: Scope) -> Select[*tuple[Any, ...]]:
    """Divided commune → how many people are still said to live there."""
    query = select(Unit.id, func.count()).join(Person, Person.unit_id == Unit.id)
    return query.where(*_unsettled(scope)).group_by(Unit.id)


def _unallocated(scope: Scope, case: Case, origin: Any, *columns: Any) -> Select[Any]:
    move: Any = EpisodeTransfer if case is Episode else AftercareTransfer
    custody, custody_of, move_of = _of(move)
    last = select(move.to_unit_id).where(move_of == case.id).order_by(move.moved_on.desc()).limit(1).scalar_subquery()
    holder = aliased(Unit)
    return (
        select(*columns)
        .select_from(case)
        .join(custody, and_(custody_of == case.id, custody.to_on == FOREVER))
        .join(holder, holder.id == custody.unit_id)
        .join(origin, origin.id == func.coalesce(last, case.unit_id))
        .join(Person, Person.id == case.person_id)
        .where(holder.kind == "province", origin.divided, *_theirs(scope, origin.id, holder.id))
    )


def _unsettled(scope: Scope) -> tuple[ColumnElement[bool], ...]:
    ended = Unit.valid_to.is_not(None)
    here = (Unit.divided.is_(True), Unit.kind == "commune", ended, Person.merged_into_id.is_(None))
    return (*here, *_theirs(scope, Unit.id, Unit.id))
