"""Opening a number (mở số liệu): the records behind one cell, in the columns that explain them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Dialect, Select, Subquery, bindparam, func, select
from sqlalchemy.orm import Session

from casework.access.queries import person_in
from casework.access.scope import Scope, within
from casework.indicators.asked import asked
from casework.indicators.indicator import Counted, Frame, Indicator, Measure, Place
from casework.indicators.measure import is_empty, member_rows, parameters
from casework.reports.listings import HOME, LISTINGS
from casework.reports.walk import Walk, walk

YES_NO = ("no", "yes")
"""How the column `n` of a ratio's list says whether a record is in the part."""


def visible_to(indicator: Indicator, scope: Scope) -> tuple[ColumnElement[bool], ...]:
    """Criteria that keep the records of a list which the scope may see."""
    if indicator.counted is Counted.PERSON:
        return person_in(scope)
    return within(scope, LISTINGS[indicator.counted].unit)


def _stands_alone(indicator: Indicator) -> bool:
    """Each record is one line and is said by itself: asked whether it is a member, it need not be joined to why."""
    return not indicator.occurrences and not indicator.explained


def _among_members(indicator: Indicator, *, national: bool) -> ColumnElement[bool]:
    # From a query of its own: asked straight, a definition would be taken to speak of the record in the list.
    members = asked(indicator, Place(national)).subquery("members")
    return LISTINGS[indicator.counted].key.in_(select(next(iter(members.c))))


def _members(indicator: Indicator, *, national: bool) -> Subquery:
    rows: Select[Any] = member_rows(indicator, national=national)
    return rows.subquery("members")


def _explanations(indicator: Indicator, columns: list[Any]) -> list[ColumnElement[Any]]:
    # A sum's amount stands in the record's own columns; the other amounts are named by the definition.
    first = 2 if indicator.measure is Measure.SUM else 1
    return [column.label(name) for name, column in zip(indicator.explained, columns[first:], strict=True)]


@lru_cache(maxsize=512)
def _listing(indicator: Indicator, scope: Scope, *, national: bool) -> Select[Any]:
    listing = LISTINGS[indicator.counted]
    columns = [column.label(name) for name, column in listing.columns]
    if _stands_alone(indicator):
        query = select(*columns).select_from(listing.key.class_).where(_among_members(indicator, national=national))
    else:
        members = _members(indicator, national=national)
        query = select(*columns).select_from(listing.key.class_).join(members, next(iter(members.c)) == listing.key)
        query = query.add_columns(*_explanations(indicator, list(members.c)))
    beside = [*(on for _, on in listing.joins), HOME.id == listing.unit]
    return query.where(*beside, *visible_to(indicator, scope)).order_by(*listing.order)


def _are_the_records(indicator: Indicator, rows: Select[Any]) -> bool:
    """The definition selects the records of the list themselves, each once: they need not be looked for again."""
    own = str(rows.selected_columns[0]) == str(LISTINGS[indicator.counted].key.expression)
    return own and not indicator.repeats and not indicator.occurrences


def headings(indicator: Indicator) -> list[str]:
    """The columns of the list, the ref of what is counted first, what the definition says of each record last."""
    return [*(name for name, _ in LISTINGS[indicator.counted].columns), *indicator.explained]


def drill(session: Session, indicator: Indicator, frame: Frame, scope: Scope) -> Iterator[tuple[Any, ...]]:
    """The records behind one cell that the scope may see, all of them, in the list's own order."""
    if is_empty(indicator, frame):
        return
    query = _listing(indicator, scope, national=frame.unit_id is None).execution_options(yield_per=1000)
    yield from _said(indicator, session.execute(query, parameters(frame)))


def drill_page(
    session: Session, indicator: Indicator, frame: Frame, scope: Scope, *, limit: int, offset: int = 0
) -> list[tuple[Any, ...]]:
    """A page of the same records, as they are found first (walk.py); the same page as long as nothing changes."""
    if is_empty(indicator, frame):
        return []
    walked = _walk(indicator, scope, session.connection().dialect, national=frame.unit_id is None)
    some = walked.first(session, frame, offset + limit)[offset:]
    if not some:
        return []
    keys = {row[0] for row in some}
    found = session.connection().execute(_looked_up(indicator.counted), {"keys": list(keys)})
    records = {row[0]: tuple(row[1:]) for row in found}
    first = 2 if indicator.measure is Measure.SUM else 1
    # What was taken out between the two questions is no longer there to be shown.
    there = (row for row in some if row[0] in records)
    return list(_said(indicator, ((*records[row[0]], *row[first:]) for row in there)))


@lru_cache(maxsize=512)
def _walk(indicator: Indicator, scope: Scope, dialect: Dialect, *, national: bool) -> Walk:
    record = LISTINGS[indicator.counted].key
    return walk(indicator, record, visible_to(indicator, scope), national=national, dialect=dialect)


@cache
def _looked_up(counted: Counted) -> Select[Any]:
    """Records of a list by their keys."""
    listing = LISTINGS[counted]
    columns = [column.label(name) for name, column in listing.columns]
    beside = [*(on for _, on in listing.joins), HOME.id == listing.unit]
    return select(listing.key.label("key"), *columns).where(listing.key.in_(bindparam("keys", expanding=True)), *beside)


def _said(indicator: Indicator, rows: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
    """The rows of a list as they are shown: of a ratio, whether a record is in the part."""
    if indicator.measure is not Measure.RATIO:
        yield from (tuple(row) for row in rows)
        return
    place = headings(indicator).index("n")
    for row in rows:
        yield (*row[:place], YES_NO[bool(row[place])], *row[place + 1 :])


def visible_count(session: Session, indicator: Indicator, frame: Frame, scope: Scope) -> int:
    """How many records of the list the scope may see."""
    if is_empty(indicator, frame):
        return 0
    query = _counting(indicator, scope, national=frame.unit_id is None)
    return int(session.connection().execute(query, parameters(frame)).scalar_one())


@lru_cache(maxsize=512)
def _counting(indicator: Indicator, scope: Scope, *, national: bool) -> Select[Any]:
    listing = LISTINGS[indicator.counted]
    query = select(func.count(listing.key)).where(*visible_to(indicator, scope))
    rows: Select[Any] = member_rows(indicator, national=national)
    if _are_the_records(indicator, rows):
        query = rows.with_only_columns(func.count(), maintain_column_froms=True).where(*visible_to(indicator, scope))
    elif _stands_alone(indicator):
        query = query.where(_among_members(indicator, national=national))
    else:
        members = _members(indicator, national=national)
        query = query.select_from(listing.key.class_).join(members, next(iter(members.c)) == listing.key)
    return query


def member_count(session: Session, indicator: Indicator, frame: Frame) -> int:
    """How many records the list has, whoever reads: the number itself, or the rows whose amounts it reckons with."""
    return visible_count(session, indicator, frame, Scope.everything(reason="members outside the reader's scope"))
