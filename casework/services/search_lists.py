"""Long lists of people read from where the last page ended (danh sách dài): nothing is counted, nothing skipped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, tuple_
from sqlalchemy.orm import Session

from casework.access.finding import people_living_in, people_one_by_one, those_of
from casework.access.scope import Scope
from casework.records.person import Person
from casework.services.search_candidates import examined
from casework.services.search_filters import Filters, narrowed


@dataclass(frozen=True)
class Stretch:
    """Ids of some people in the order of the list, and where to go on: the last person looked at, None at the end."""

    ids: tuple[int, ...]
    after: int | None = None


def stretch(session: Session, scope: Scope, wanted: Filters, *, after: int | None, size: int) -> Stretch:
    """The next people who live in a large scope and pass the filters: by commune and name, of the country by name.

    So many people are looked at as one page may cost; the stretch is then shorter than `size`, and goes on from there.
    """
    start = None if after is None else _place(session, scope, after)
    ids: list[int] = []
    if scope.unit_id is None:
        later = () if start is None else (tuple_(Person.name_folded, Person.id) > tuple_(start[1], after),)
        return _walk(session, scope, wanted, ids, size, people_living_in(scope).where(*later), _BY_NAME)
    later = ()
    if start is not None:
        rest = people_living_in(scope).where(
            Person.unit_id == start[0], tuple_(Person.name_folded, Person.id) > tuple_(start[1], after)
        )
        found = _walk(session, scope, wanted, ids, size, rest, _BY_NAME)
        if found.after is not None:
            return found
        ids, later = list(found.ids), (Person.unit_id > start[0],)
    return _walk(session, scope, wanted, ids, size, people_living_in(scope).where(*later), _BY_UNIT)


_BY_NAME: tuple[Any, ...] = (Person.name_folded, Person.id)
_BY_UNIT: tuple[Any, ...] = (Person.unit_id, *_BY_NAME)


def _place(session: Session, scope: Scope, after: int) -> tuple[int, str] | None:
    """Unit and name of the last person looked at; whoever has left the scope since is no place to go on from."""
    asked = people_one_by_one(scope).where(Person.id == after).with_only_columns(Person.unit_id, Person.name_folded)
    row = session.execute(asked).first()
    return None if row is None else (row[0], row[1])


def _walk(
    session: Session,
    scope: Scope,
    wanted: Filters,
    before: list[int],
    size: int,
    people: Select[Person],
    order: tuple[Any, ...],
) -> Stretch:
    """`before` and those of the people who pass, until there are `size` and one more is known to follow."""
    most = examined(wanted)
    columns = (Person.id, Person.unit_id, Person.name_folded, Person.sex, Person.birth_year)
    some = people.with_only_columns(*columns).order_by(*order).limit(most).subquery()
    each, query = those_of(some)
    passed = narrowed(query, scope, wanted, of=each, residents=True).with_only_columns(each.id)
    in_order = (getattr(each, column.key) for column in order)
    ids = [*before, *session.scalars(passed.order_by(*in_order).limit(size + 1 - len(before)))]
    if len(ids) > size:
        return Stretch(tuple(ids[:size]), ids[size - 1])
    if not wanted.any:
        return Stretch(tuple(ids))
    last = session.scalar(people.with_only_columns(Person.id).order_by(*order).offset(most - 1).limit(1))
    return Stretch(tuple(ids), last)
