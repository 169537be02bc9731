"""Consultation points (điểm tư vấn): where they sit, who works there, and how long they exist."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from casework.access import queries, trail
from casework.access.roles import Actor, Role
from casework.access.scope import Scope
from casework.errors import InvalidInput
from casework.i18n import format_date
from casework.law.vocabulary import Premises
from casework.records.consultation import ConsultationSession, Point, PointStaff
from casework.services.belonging import unit_for
from casework.services.changes import Changes, reason_for, write_changes
from casework.services.days import require_existing, require_order, require_past
from casework.services.stamps import Recorded, held, require_unchanged


def visible_points(scope: Scope, actor: Actor) -> Select[Point]:
    """The points of the scope; for a counsellor only the point of their own."""
    query = queries.points(scope)
    return query.where(Point.id == actor.point_id) if actor.role is Role.COUNSELLOR else query


def point(session: Session, scope: Scope, actor: Actor, ref: str) -> Point:
    """:raises NotFound: no such point within what the actor may see"""
    return queries.one(session, visible_points(scope, actor), Point.ref == ref)


def point_list(scope: Scope, actor: Actor, *, today: date, open_only: bool = False) -> Select[Point]:
    """The points that the actor may see, by name, with their units."""
    query = visible_points(scope, actor).options(joinedload(Point.unit)).order_by(Point.name, Point.id)
    return query.where((Point.closed_on.is_(None)) | (Point.closed_on > today)) if open_only else query


def establish_point(
    session: Session,
    scope: Scope,
    actor: Actor,
    *,
    name: str,
    premises: Premises,
    established_on: date,
    unit_id: int | None,
    today: date,
) -> Point:
    """Enter a consultation point (điểm tư vấn) of a unit that exists on the day of its establishment.

    :raises InvalidInput: no name, the day has not come, or the unit does not exist on it
    :raises NotFound: the unit is outside the scope

    Nguồn: Quyết định 2596/QĐ-TTg ngày 27/12/2013.
    """
    require_past(established_on, today=today, field="established_on")
    unit = unit_for(session, scope, actor, on=established_on, unit_id=unit_id)
    row = Point(
        unit_id=unit.id,
        name=_name(name),
        premises=premises.value,
        established_on=established_on,
        recorded_by_id=actor.account_id,
    )
    session.add(row)
    session.flush()
    changes = {
        "unit": [None, unit.code],
        "name": [None, row.name],
        "premises": [None, row.premises],
        "established_on": [None, established_on],
    }
    trail.record(session, trail.Tag.POINT_SAVED, actor, ref=row.ref, changes=changes, reason=None)
    return row


def change_point(
    session: Session,
    scope: Scope,
    actor: Actor,
    ref: str,
    *,
    name: str,
    premises: Premises,
    established_on: date,
    today: date,
    reason: str | None = None,
    stamp: str | None = None,
) -> Point:
    """Correct a point's name, premises or first day.

    :param reason: why, where something that stood there is altered; kept in the trail
    :param stamp: of what the actor looked at; None for callers that look at nothing
    :raises InvalidInput: the day has not come, the unit does not exist on it, the point worked before it, or the
        reason lacks
    :raises Overtaken: somebody saved it since
    """
    row = queries.one(session, held(visible_points(scope, actor), Point), Point.ref == ref)
    require_unchanged(recorded_point(row), stamp)
    require_past(established_on, today=today, field="established_on")
    unit_for(session, scope, actor, on=established_on, unit_id=row.unit_id)
    require_order(established_on, row.closed_on, field="established_on", what="Ngày đóng cửa")
    first = min(_first_days(session, row), default=None)
    require_order(established_on, first, field="established_on", what="Đã có cán bộ hoặc buổi tư vấn ngày")
    changes = write_changes(row, name=_name(name), premises=premises.value, established_on=established_on)
    return _save(session, actor, row, changes, reason)


def recorded_point(row: Point) -> Recorded:
    """What the record of a point says, by the fields of its form."""
    return {"name": row.name, "premises": row.premises, "established_on": row.established_on}


def _save(session: Session, actor: Actor, row: Point, changes: Changes, reason: str | None) -> Point:
    why = reason_for(changes, reason)
    if changes:
        session.flush()
        trail.record(session, trail.Tag.POINT_SAVED, actor, ref=row.ref, changes=changes, reason=why)
    return row


def close_point(
    session: Session,
    scope: Scope,
    actor: Actor,
    ref: str,
    *,
    closed_on: date | None,
    today: date,
    reason: str | None = None,
    stamp: str | None = None,
) -> Point:
    """Record that a point is closed (đóng cửa) from a day on; no day: it was recorded by mistake, it is open.

    :param reason: why, where something that stood there is altered; kept in the trail
    :param stamp: of what the actor looked at; None for callers that look at nothing
    :raises InvalidInput: the day has not come, is not after the last session, or the reason lacks
    :raises Overtaken: somebody saved it since
    """
    row = queries.one(session, held(visible_points(scope, actor), Point), Point.ref == ref)
    require_unchanged(recorded_end(row), stamp)
    require_past(closed_on, today=today, field="closed_on")
    require_order(row.established_on, closed_on, field="closed_on", what="Ngày đóng cửa")
    last = session.scalar(select(func.max(ConsultationSession.held_on)).where(ConsultationSession.point_id == row.id))
    if closed_on is not None and last is not None and closed_on <= last:
        raise InvalidInput(
            f"Điểm còn buổi tư vấn ghi ngày {format_date(last)}. Ngày đóng cửa phải sau ngày đó.", field="closed_on"
        )
    return _save(session, actor, row, write_changes(row, closed_on=closed_on), reason)


def recorded_end(row: Point) -> Recorded:
    """What the record of a point says of its end, by the field of its form."""
    return {"closed_on": row.closed_on}


def require_in_life(row: Point, day: date | None, *, today: date, field: str) -> None:
    """:raises InvalidInput: the day has not come, or the point does not exist on it"""
    require_past(day, today=today, field=field)
    require_existing(
        day, begins_on=row.established_on, ends_on=row.closed_on, what="Điểm tư vấn", ended="đã đóng cửa", field=field
    )


def _name(text: str) -> str:
    name = " ".join(text.split())
    if not name:
        raise InvalidInput("Hãy nhập tên điểm tư vấn.", field="name")
    return name


def _first_days(session: Session, row: Point) -> list[date]:
    firsts = (
        session.scalar(select(func.min(PointStaff.from_on)).where(PointStaff.point_id == row.id)),
        session.scalar(select(func.min(ConsultationSession.held_on)).where(ConsultationSession.point_id == row.id)),
    )
    return [day for day in firsts if day is not None]
