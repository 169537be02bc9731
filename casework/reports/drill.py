"""Opening a number (mở số liệu): the records behind one cell, in the columns that explain them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from casework.access.queries import person_in
from casework.access.scope import Scope, within
from casework.indicators.indicator import Counted, Frame, Indicator
from casework.indicators.measure import member_rows, parameters
from casework.records.consultation import ConsultationSession, Point
from casework.records.person import Person
from casework.records.support import Loan
from casework.records.team import Staff, Team
from casework.records.unit import Unit


@dataclass(frozen=True)
class Listing:
    """How the list of one kind of record looks."""

    key: InstrumentedAttribute[int]
    columns: tuple[tuple[str, Any], ...]
    order: tuple[Any, ...]
    personal: bool = False


_PERSON = aliased(Person)
_POINT = aliased(Point)
_HOME = aliased(Unit)

LISTINGS: dict[Counted, Listing] = {
    Counted.PERSON: Listing(
        Person.id,
        (
            ("person_ref", Person.ref),
            ("birth_year", Person.birth_year),
            ("sex", Person.sex),
            ("unit_code", _HOME.code),
            ("unit_name", _HOME.name),
        ),
        (Person.ref,),
        personal=True,
    ),
    Counted.STAFF: Listing(
        Staff.id,
        (("staff_ref", Staff.ref), ("full_name", Staff.full_name), ("sector", Staff.sector), ("unit_code", _HOME.code)),
        (Staff.ref,),
    ),
    Counted.TEAM: Listing(
        Team.id,
        (
            ("team_ref", Team.ref),
            ("unit_code", _HOME.code),
            ("unit_name", _HOME.name),
            ("established_on", Team.established_on),
            ("dissolved_on", Team.dissolved_on),
        ),
        (Team.ref,),
    ),
    Counted.POINT: Listing(
        Point.id,
        (
            ("point_ref", Point.ref),
            ("name", Point.name),
            ("premises", Point.premises),
            ("unit_code", _HOME.code),
            ("established_on", Point.established_on),
            ("closed_on", Point.closed_on),
        ),
        (Point.ref,),
    ),
    Counted.SESSION: Listing(
        ConsultationSession.id,
        (
            ("session_ref", ConsultationSession.ref),
            ("point_ref", _POINT.ref),
            ("held_on", ConsultationSession.held_on),
            ("kind", ConsultationSession.kind),
            ("attendance", ConsultationSession.attendance),
        ),
        (ConsultationSession.held_on, ConsultationSession.ref),
    ),
    Counted.LOAN: Listing(
        Loan.id,
        (
            ("loan_ref", Loan.ref),
            ("person_ref", _PERSON.ref),
            ("disbursed_on", Loan.disbursed_on),
            ("amount_vnd", Loan.amount_vnd),
            ("borrower", Loan.borrower),
        ),
        (Loan.disbursed_on, Loan.ref),
    ),
}

_UNIT_OF = {
    Counted.PERSON: Person.unit_id,
    Counted.STAFF: Staff.unit_id,
    Counted.TEAM: Team.unit_id,
    Counted.POINT: Point.unit_id,
    Counted.SESSION: ConsultationSession.unit_id,
    Counted.LOAN: Loan.unit_id,
}


def _visible(indicator: Indicator, scope: Scope) -> tuple[ColumnElement[bool], ...]:
    if indicator.counted is Counted.PERSON:
        return person_in(scope)
    return within(scope, _UNIT_OF[indicator.counted])


def _among_members(indicator: Indicator, frame: Frame) -> ColumnElement[bool]:
    keys = member_rows(indicator, national=frame.unit_id is None)
    key = LISTINGS[indicator.counted].key
    return key.in_(keys.with_only_columns(keys.selected_columns[0], maintain_column_froms=True))


def _listing(indicator: Indicator, frame: Frame, scope: Scope) -> Select[Any]:
    listing = LISTINGS[indicator.counted]
    query = (
        select(*(column.label(name) for name, column in listing.columns))
        .select_from(listing.key.class_)
        .join(_HOME, _HOME.id == _UNIT_OF[indicator.counted])
        .where(_among_members(indicator, frame), *_visible(indicator, scope))
    )
    if indicator.counted is Counted.SESSION:
        query = query.join(_POINT, _POINT.id == ConsultationSession.point_id)
    if indicator.counted is Counted.LOAN:
        query = query.join(_PERSON, _PERSON.id == Loan.person_id)
    return query.order_by(*listing.order)


def headings(indicator: Indicator) -> list[str]:
    """The columns of the list, the ref of what is counted first."""
    return [name for name, _ in LISTINGS[indicator.counted].columns]


def drill(
    session: Session, indicator: Indicator, frame: Frame, scope: Scope, *, limit: int | None = None, offset: int = 0
) -> Iterator[tuple[Any, ...]]:
    """The records behind one cell that the scope may see, a page of them or all."""
    if frame.empty:
        return
    query = _listing(indicator, frame, scope)
    if limit is not None:
        query = query.limit(limit).offset(offset)
    yield from (tuple(row) for row in session.execute(query.execution_options(yield_per=1000), parameters(frame)))


def visible_count(session: Session, indicator: Indicator, frame: Frame, scope: Scope) -> int:
    """How many records of the list the scope may see."""
    if frame.empty:
        return 0
    listing = LISTINGS[indicator.counted]
    query = select(func.count(listing.key)).where(_among_members(indicator, frame), *_visible(indicator, scope))
    return int(session.execute(query, parameters(frame)).scalar_one())


def member_count(session: Session, indicator: Indicator, frame: Frame) -> int:
    """How many records the list has, whoever reads: the number itself, or the rows whose amounts it sums."""
    return visible_count(session, indicator, frame, Scope.everything(reason="members outside the reader's scope"))
