"""The same people as `queries.people`, asked for in the two ways that stay quick among a million.

Where few live, their ids are gathered by place first; where many live, each person that something else has found
is asked about alone. Which of the two is quicker no database can see from the question.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import CTE, ColumnElement, CompoundSelect, Select, Subquery, func, or_, select, union
from sqlalchemy.orm import aliased

from casework.access.scope import Scope, reach
from casework.records.aftercare import Aftercare, AftercareCustody
from casework.records.db import FOREVER
from casework.records.episode import Episode, EpisodeCustody
from casework.records.methadone import Methadone
from casework.records.person import Person
from casework.records.proceeding import Proceeding
from casework.records.support import Job, Loan, Training
from casework.records.unit import UnitReach

_EPISODES = Episode, EpisodeCustody, EpisodeCustody.episode_id
_AFTERCARES = Aftercare, AftercareCustody, AftercareCustody.aftercare_id
"""Cases that pass from unit to unit: the case, who holds it from when to when, and what ties the two."""
_CODED = (Episode, Aftercare, Proceeding, Training, Job, Loan, Methadone)
"""Records with a code of their own that lead to a person."""


def people_by_place(scope: Scope) -> Select[Person]:
    """The people whom the scope may see, gathered by where they live and who holds their cases."""
    query = select(Person).where(Person.merged_into_id.is_(None))
    if scope.unit_id is None:
        return query
    within = reach(scope.unit_id)
    held = (
        select(case.person_id)
        .join(custody, own_id == case.id)
        .where(custody.to_on == FOREVER, custody.unit_id.in_(within))
        for case, custody, own_id in (_EPISODES, _AFTERCARES)
    )
    return query.where(Person.id.in_(union(select(Person.id).where(Person.unit_id.in_(within)), *held)))


def people_one_by_one(scope: Scope) -> Select[Person]:
    """The people whom the scope may see, each asked about alone."""
    query = select(Person).where(Person.merged_into_id.is_(None))
    return query if scope.unit_id is None else query.where(or_(*_seen_from(scope.unit_id)))


def people_living_in(scope: Scope) -> Select[Person]:
    """The people whose home lies in the scope: nearly everybody it may see."""
    query = select(Person).where(Person.merged_into_id.is_(None))
    return query if scope.unit_id is None else query.where(Person.unit_id.in_(reach(scope.unit_id)))


def those_of(some: Subquery | CTE) -> tuple[type[Person], Select[Person]]:
    """The people of a part of a query from this door, by whichever of their columns it has, and a query over them."""
    each = aliased(Person, some)
    return each, select(each)


def held_in(scope: Scope, ids: Sequence[int]) -> Select[Person]:
    """Of some people, wherever they live, those whose case the scope holds."""
    if scope.unit_id is None:
        raise ValueError("everywhere holds everybody: there is nothing to ask")
    held = (
        select(case.person_id)
        .join(custody, own_id == case.id)
        # The sum keeps the index of units out of it, by which a database would begin with all cases of the scope.
        .where(case.person_id.in_(ids), custody.to_on == FOREVER, (custody.unit_id + 0).in_(reach(scope.unit_id)))
        for case, custody, own_id in (_EPISODES, _AFTERCARES)
    )
    return select(Person).where(Person.merged_into_id.is_(None), Person.id.in_(union(*held)))


def has_episode(scope: Scope, *criteria: ColumnElement[bool], of: type[Person] = Person) -> ColumnElement[bool]:
    """Criterion on people: has an episode that the scope may see and that meets the criteria."""
    return _has(scope, *_EPISODES, criteria, of)


def has_aftercare(scope: Scope, *criteria: ColumnElement[bool], of: type[Person] = Person) -> ColumnElement[bool]:
    """Criterion on people: has an after-care that the scope may see and that meets the criteria."""
    return _has(scope, *_AFTERCARES, criteria, of)


def _has(
    scope: Scope,
    case: type[Episode] | type[Aftercare],
    custody: type[EpisodeCustody] | type[AftercareCustody],
    own_id: ColumnElement[int] | Any,
    criteria: Sequence[ColumnElement[bool]],
    of: type[Person],
) -> ColumnElement[bool]:
    own = select(case.id).where(case.person_id == of.id, *criteria)
    if scope.unit_id is not None:
        holder = (
            select(custody.unit_id)
            .join(UnitReach, UnitReach.unit_id == custody.unit_id)
            .where(own_id == case.id, custody.to_on == FOREVER)
            .where(UnitReach.ancestor_id == scope.unit_id)
        )
        home = reach(scope.unit_id).where(UnitReach.unit_id == of.unit_id)
        own = own.where(or_(home.correlate(of).exists(), holder.correlate(case).exists()))
    return own.correlate(of).exists()


def _seen_from(unit_id: int) -> tuple[ColumnElement[bool], ...]:
    episode = (
        select(EpisodeCustody.unit_id)
        .join(Episode, EpisodeCustody.episode_id == Episode.id)
        .where(Episode.person_id == Person.id, EpisodeCustody.to_on == FOREVER)
    )
    aftercare = (
        select(AftercareCustody.unit_id)
        .join(Aftercare, AftercareCustody.aftercare_id == Aftercare.id)
        .where(Aftercare.person_id == Person.id, AftercareCustody.to_on == FOREVER)
    )
    lives = reach(unit_id).where(UnitReach.unit_id == Person.unit_id).correlate(Person).exists()
    held = (
        query.join(UnitReach, UnitReach.unit_id == column)
        .where(UnitReach.ancestor_id == unit_id)
        .correlate(Person)
        .exists()
        for query, column in ((episode, EpisodeCustody.unit_id), (aftercare, AftercareCustody.unit_id))
    )
    return lives, *held


def ids_of_codes(codes: Sequence[str]) -> Select[int | None]:
    """The ids of those who bear a code, or bore it before a merge, or have a record of it, whoever may see them."""
    return select(_of_codes(codes).subquery().c.id)


def people_of_codes(scope: Scope, codes: Sequence[str]) -> Select[Person]:
    """The people whom the scope may see and who bear a code, or bore it before a merge, or have a record of it."""
    return people_one_by_one(scope).where(Person.id.in_(_of_codes(codes)))


def _of_codes(codes: Sequence[str]) -> CompoundSelect[int | None]:
    found: list[Select[int | None]] = [
        select(Person.id).where(Person.ref.in_(codes)),
        select(Person.merged_into_id).where(Person.ref.in_(codes), Person.merged_into_id.is_not(None)),
        *(select(record.person_id).where(record.ref.in_(codes)) for record in _CODED),
    ]
    return union(*found)


def people_of_national_id(scope: Scope, index: str) -> Select[Person]:
    """Whoever of the scope has this national id, or has taken over the record that has it."""
    holders = select(func.coalesce(Person.merged_into_id, Person.id)).where(Person.national_id_index == index)
    return people_one_by_one(scope).where(Person.id.in_(holders))
