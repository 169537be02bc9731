"""Opening a number (mở số liệu): the records behind one cell, in the columns that explain them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, func, select
from sqlalchemy.orm import Session

from casework.access.queries import person_in
from casework.access.scope import Scope, within
from casework.indicators.indicator import Counted, Frame, Indicator, Measure
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
    keys = member_rows(indicator, national=frame.unit_id is None)
    key = LISTINGS[indicator.counted].key
    return key.in_(keys.with_only_columns(keys.selected_columns[0], maintain_column_froms=True))


def _members(indicator: Indicator, frame: Frame) -> Subquery:
    rows: Select[Any] = member_rows(indicator, national=frame.unit_id is None)
    return rows.subquery("members")


def _explanations(indicator: Indicator, members: Subquery) -> list[ColumnElement[Any]]:
    # A sum's amount stands in the record's own columns; the other amounts are named by the definition.
    first = 2 if indicator.measure is Measure.SUM else 1
    columns = list(members.c)[first:]
    return [column.label(name) for name, column in zip(indicator.explained, columns, strict=True)]


def _listing(indicator: Indicator, frame: Frame, scope: Scope) -> Select[Any]:
    listing = LISTINGS[indicator.counted]
    query = select(*(column.label(name) for name, column in listing.columns)).select_from(listing.key.class_)
    if _stands_alone(indicator):
        query = query.where(_among_members(indicator, frame))
    else:
        members = _members(indicator, frame)
        query = query.join(members, next(iter(members.c)) == listing.key)
        query = query.add_columns(*_explanations(indicator, members))
    for other, on in listing.joins:
        query = query.join(other, on)
    return query.join(HOME, HOME.id == listing.unit).where(*visible_to(indicator, scope)).order_by(*listing.order)


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
    if _stands_alone(indicator):
        query = query.where(_among_members(indicator, frame))
    else:
        members = _members(indicator, frame)
        query = query.select_from(listing.key.class_).join(members, next(iter(members.c)) == listing.key)
    return int(session.execute(query, parameters(frame)).scalar_one())


def member_count(session: Session, indicator: Indicator, frame: Frame) -> int:
    """How many records the list has, whoever reads: the number itself, or the rows whose amounts it reckons with."""
    return visible_count(session, indicator, frame, Scope.everything(reason="members outside the reader's scope"))
