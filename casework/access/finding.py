"""The same people as `queries.people`, asked for in the two ways that stay quick among a million.

Where few live, their ids are gathered by place first; where many live, each person that something else has found
is asked about alone. Which of the two is quicker no database can see from the question.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, func, or_, select, union

from casework.access.scope import Scope, reach
from casework.records.aftercare import Aftercare, AftercareCustody
from casework.records.db import FOREVER
from casework.records.episode import Episode, EpisodeCustody
from casework.records.methadone import Methadone
from casework.records.person import Person
from casework.records.proceeding import Proceeding
from casework.records.support import Job, Loan, Training
from casework.records.unit import UnitReach

_CODED = (Episode, Aftercare, Proceeding, Training, Job, Loan, Methadone)
"""Records with a code of their own that lead to a person."""


def people_by_place(scope: Scope) -> Select[Person]:
    """The people whom the scope may see, gathered by where they live and who holds their cases."""
    query = select(Person).where(Person.merged_into_id.is_(None))
    if scope.unit_id is None:
        return query
    within = reach(scope.unit_id)
    ids = union(
        select(Person.id).where(Person.unit_id.in_(within)),
        select(Episode.person_id)
        .join(EpisodeCustody, EpisodeCustody.episode_id == Episode.id)
        .where(EpisodeCustody.to_on == FOREVER, EpisodeCustody.unit_id.in_(within)),
        select(Aftercare.person_id)
        .join(AftercareCustody, AftercareCustody.aftercare_id == Aftercare.id)
        .where(AftercareCustody.to_on == FOREVER, AftercareCustody.unit_id.in_(within)),
    )
    return query.where(Person.id.in_(ids))


def people_one_by_one(scope: Scope) -> Select[Person]:
    """The people whom the scope may see, each asked about alone."""
    query = select(Person).where(Person.merged_into_id.is_(None))
    return query if scope.unit_id is None else query.where(or_(*_seen_from(scope.unit_id)))


def people_living_in(scope: Scope) -> Select[Person]:
    """The people whose home lies in the scope: nearly everybody it may see."""
    query = select(Person).where(Person.merged_into_id.is_(None))
    return query if scope.unit_id is None else query.where(Person.unit_id.in_(reach(scope.unit_id)))


def has_episode(scope: Scope, *criteria: ColumnElement[bool]) -> ColumnElement[bool]:
    """Criterion on `Person`: has an episode that the scope may see and that meets the criteria."""
    own = select(Episode.id).where(Episode.person_id == Person.id, *criteria)
    if scope.unit_id is not None:
        holder = (
            select(EpisodeCustody.unit_id)
            .join(UnitReach, UnitReach.unit_id == EpisodeCustody.unit_id)
            .where(EpisodeCustody.episode_id == Episode.id, EpisodeCustody.to_on == FOREVER)
            .where(UnitReach.ancestor_id == scope.unit_id)
        )
        home = reach(scope.unit_id).where(UnitReach.unit_id == Person.unit_id)
        own = own.where(or_(home.correlate(Person).exists(), holder.correlate(Episode).exists()))
    return own.correlate(Person).exists()


def has_aftercare(scope: Scope, *criteria: ColumnElement[bool]) -> ColumnElement[bool]:
    """Criterion on `Person`: has an after-care that the scope may see and that meets the criteria."""
    own = select(Aftercare.id).where(Aftercare.person_id == Person.id, *criteria)
    if scope.unit_id is not None:
        holder = (
            select(AftercareCustody.unit_id)
            .join(UnitReach, UnitReach.unit_id == AftercareCustody.unit_id)
            .where(AftercareCustody.aftercare_id == Aftercare.id, AftercareCustody.to_on == FOREVER)
            .where(UnitReach.ancestor_id == scope.unit_id)
        )
        home = reach(scope.unit_id).where(UnitReach.unit_id == Person.unit_id)
        own = own.where(or_(home.correlate(Person).exists(), holder.correlate(Aftercare).exists()))
    return own.correlate(Person).exists()


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


def people_of_codes(scope: Scope, codes: Sequence[str]) -> Select[Person]:
    """The people whom the scope may see and who bear a code, or bore it before a merge, or have a record of it."""
    found: list[Select[int | None]] = [
        select(Person.id).where(Person.ref.in_(codes)),
        select(Person.merged_into_id).where(Person.ref.in_(codes), Person.merged_into_id.is_not(None)),
        *(select(record.person_id).where(record.ref.in_(codes)) for record in _CODED),
    ]
    return people_one_by_one(scope).where(Person.id.in_(union(*found)))


def people_of_national_id(scope: Scope, index: str) -> Select[Person]:
    """Whoever of the scope has this national id, or has taken over the record that has it."""
    holders = select(func.coalesce(Person.merged_into_id, Person.id)).where(Person.national_id_index == index)
    return people_one_by_one(scope).where(Person.id.in_(holders))
