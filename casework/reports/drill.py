"""Opening a number (mở số liệu): the records behind one cell, in the columns that explain them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, func, select
from sqlalchemy.orm import Session
from sqlalchemy.sql.visitors import iterate

from casework.access.queries import person_in
from casework.access.scope import Scope, within
from casework.indicators.indicator import Counted, Frame, Indicator, Measure, Place
from casework.indicators.measure import is_empty, member_rows, parameters
from casework.reports.listings import HOME, LISTINGS

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


def _among_members(indicator: Indicator, frame: Frame) -> ColumnElement[bool]:
    # From a query of its own: asked straight, a definition would be taken to speak of the record in the list.
    members = indicator.rows(Place(frame.unit_id is None)).subquery("members")
    return LISTINGS[indicator.counted].key.in_(select(next(iter(members.c))))


def _members(indicator: Indicator, frame: Frame) -> Subquery:
    rows: Select[Any] = member_rows(indicator, national=frame.unit_id is None)
    return rows.subquery("members")


def _explanations(indicator: Indicator, columns: list[Any]) -> list[ColumnElement[Any]]:
    # A sum's amount stands in the record's own columns; the other amounts are named by the definition.
    first = 2 if indicator.measure is Measure.SUM else 1
    return [column.label(name) for name, column in zip(indicator.explained, columns[first:], strict=True)]


def _listing(indicator: Indicator, frame: Frame, scope: Scope) -> Select[Any]:
    listing = LISTINGS[indicator.counted]
    rows: Select[Any] = member_rows(indicator, national=frame.unit_id is None)
    columns = [column.label(name) for name, column in listing.columns]
    # Of the whole country the list's own order leads to a page; of a unit, its few records are read and sorted.
    if frame.unit_id is None and _are_the_records(indicator, rows) and _are_in_order(indicator, rows):
        query = _themselves(indicator, rows, columns)
    elif _stands_alone(indicator):
        query = select(*columns).select_from(listing.key.class_).where(_among_members(indicator, frame))
    else:
        members = _members(indicator, frame)
        query = select(*columns).select_from(listing.key.class_).join(members, next(iter(members.c)) == listing.key)
        query = query.add_columns(*_explanations(indicator, list(members.c)))
    beside = [*(on for _, on in listing.joins), HOME.id == listing.unit]
    return query.where(*beside, *visible_to(indicator, scope)).order_by(*listing.order)


def _are_the_records(indicator: Indicator, rows: Select[Any]) -> bool:
    """The definition selects the records of the list themselves, each once: they need not be looked for again."""
    own = str(rows.selected_columns[0]) == str(LISTINGS[indicator.counted].key.expression)
    return own and not indicator.repeats and not indicator.occurrences


def _are_in_order(indicator: Indicator, rows: Select[Any]) -> bool:
    """The definition bounds the column by which the list is ordered: its index gives the first records first."""
    first = str(LISTINGS[indicator.counted].order[0].expression)
    criteria = rows.whereclause
    return criteria is not None and any(str(part) == first for part in iterate(criteria))


def _themselves(indicator: Indicator, rows: Select[Any], columns: list[Any]) -> Select[Any]:
    explained = _explanations(indicator, list(rows.selected_columns))
    return rows.with_only_columns(*columns, *explained, maintain_column_froms=True)


def headings(indicator: Indicator) -> list[str]:
    """The columns of the list, the ref of what is counted first, what the definition says of each record last."""
    return [*(name for name, _ in LISTINGS[indicator.counted].columns), *indicator.explained]


def drill(
    session: Session, indicator: Indicator, frame: Frame, scope: Scope, *, limit: int | None = None, offset: int = 0
) -> Iterator[tuple[Any, ...]]:
    """The records behind one cell that the scope may see, a page of them or all."""
    if is_empty(indicator, frame):
        return
    query = _listing(indicator, frame, scope)
    if limit is not None:
        query = query.limit(limit).offset(offset)
    found = session.execute(query.execution_options(yield_per=1000), parameters(frame))
    if indicator.measure is not Measure.RATIO:
        yield from (tuple(row) for row in found)
        return
    place = headings(indicator).index("n")
    for row in found:
        yield (*row[:place], YES_NO[bool(row[place])], *row[place + 1 :])


def visible_count(session: Session, indicator: Indicator, frame: Frame, scope: Scope) -> int:
    """How many records of the list the scope may see."""
    if is_empty(indicator, frame):
        return 0
    listing = LISTINGS[indicator.counted]
    query = select(func.count(listing.key)).where(*visible_to(indicator, scope))
    rows: Select[Any] = member_rows(indicator, national=frame.unit_id is None)
    if _are_the_records(indicator, rows):
        query = rows.with_only_columns(func.count(), maintain_column_froms=True).where(*visible_to(indicator, scope))
    elif _stands_alone(indicator):
        query = query.where(_among_members(indicator, frame))
    else:
        members = _members(indicator, frame)
        query = query.select_from(listing.key.class_).join(members, next(iter(members.c)) == listing.key)
    return int(session.execute(query, parameters(frame)).scalar_one())


def member_count(session: Session, indicator: Indicator, frame: Frame) -> int:
    """How many records the list has, whoever reads: the number itself, or the rows whose amounts it reckons with."""
    return visible_count(session, indicator, frame, Scope.everything(reason="members outside the reader's scope"))
