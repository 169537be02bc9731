"""Consultation points (điểm tư vấn): where they sit, who works there, and how long they exist."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from casework.access import queries, trail
from casework.access.roles import Actor, Role
from casework.access.scope import Scope
from casework.errors import Conflict, InvalidInput
from casework.i18n import format_date
from casework.law.vocabulary import Premises
from casework.records.consultation import ConsultationSession, Point, PointStaff
from casework.records.team import Staff
from casework.services.belonging import unit_for
from casework.services.changes import store_new, write_changes
from casework.services.days import require_existing, require_order, require_past


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
    trail.record(session, trail.Tag.POINT_SAVED, actor, ref=row.ref, changes=changes)
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
) -> Point:
    """Correct a point's name, premises or first day.

    :raises InvalidInput: the day has not come, the unit does not exist on it, or the point worked before it
    """
    row = point(session, scope, actor, ref)
    require_past(established_on, today=today, field="established_on")
    unit_for(session, scope, actor, on=established_on, unit_id=row.unit_id)
    require_order(established_on, row.closed_on, field="established_on", what="Ngày đóng cửa")
    first = min(_first_days(session, row), default=None)
    require_order(established_on, first, field="established_on", what="Đã có cán bộ hoặc buổi tư vấn ngày")
    changes = write_changes(row, name=_name(name), premises=premises.value, established_on=established_on)
    if changes:
        session.flush()
        trail.record(session, trail.Tag.POINT_SAVED, actor, ref=ref, changes=changes)
    return row


def close_point(
    session: Session, scope: Scope, actor: Actor, ref: str, *, closed_on: date | None, today: date
) -> Point:
    """Record that a point is closed (đóng cửa) from a day on; no day: it was recorded by mistake, it is open.

    :raises InvalidInput: the day has not come, or is not after the last session
    """
    row = point(session, scope, actor, ref)
    require_past(closed_on, today=today, field="closed_on")
    require_order(row.established_on, closed_on, field="closed_on", what="Ngày đóng cửa")
    last = session.scalar(select(func.max(ConsultationSession.held_on)).where(ConsultationSession.point_id == row.id))
    if closed_on is not None and last is not None and closed_on <= last:
        raise InvalidInput(
            f"Điểm còn buổi tư vấn ghi ngày {format_date(last)}. Ngày đóng cửa phải sau ngày đó.", field="closed_on"
        )
    changes = write_changes(row, closed_on=closed_on)
    if changes:
        session.flush()
        trail.record(session, trail.Tag.POINT_SAVED, actor, ref=ref, changes=changes)
    return row


def assign_staff(
    session: Session,
    scope: Scope,
    actor: Actor,
    ref: str,
    *,
    staff_ref: str,
    from_on: date,
    to_on: date | None = None,
    today: date,
) -> PointStaff:
    """Assign somebody to the point (cán bộ của điểm tư vấn); the last day counts.

    :raises NotFound: no such point or staff member within the scope
    :raises InvalidInput: a day has not come, is out of order or outside the life of the point
    :raises Conflict: they are assigned already in those days
    """
    row = point(session, scope, actor, ref)
    who = queries.one(session, queries.staff(scope), Staff.ref == staff_ref)
    require_in_life(row, from_on, today=today, field="from_on")
    require_in_life(row, to_on, today=today, field="to_on")
    require_order(from_on, to_on, field="to_on")
    already = f"{who.full_name} đã được phân công tại điểm trong thời gian này. Hãy kết thúc lần phân công trước."
    overlapping = select(PointStaff.id).where(
        PointStaff.point_id == row.id,
        PointStaff.staff_id == who.id,
        (PointStaff.to_on.is_(None)) | (PointStaff.to_on >= from_on),
    )
    if to_on is not None:
        overlapping = overlapping.where(PointStaff.from_on <= to_on)
    if session.scalar(overlapping.limit(1)) is not None:
        raise Conflict(already)
    assignment = PointStaff(
        point_id=row.id, staff_id=who.id, from_on=from_on, to_on=to_on, recorded_by_id=actor.account_id
    )
    store_new(session, assignment, already=already)
    changes = {"from_on": [None, from_on], "to_on": [None, to_on]}
    trail.record(session, trail.Tag.POINT_STAFF_SAVED, actor, point=ref, staff=who.ref, changes=changes)
    return assignment


def end_assignment(
    session: Session, scope: Scope, actor: Actor, ref: str, assignment_id: int, *, to_on: date, today: date
) -> PointStaff:
    """Record somebody's last day at the point.

    :raises NotFound: no such assignment to a point within the scope
    :raises InvalidInput: the day has not come, or is before the first day
    """
    assignment = point_assignment(session, point(session, scope, actor, ref), assignment_id)
    require_past(to_on, today=today, field="to_on")
    require_order(assignment.from_on, to_on, field="to_on", what="Ngày cuối làm việc")
    changes = write_changes(assignment, to_on=to_on)
    if changes:
        session.flush()
        trail.record(
            session, trail.Tag.POINT_STAFF_SAVED, actor, point=ref, staff=assignment.staff.ref, changes=changes
        )
    return assignment


def point_assignment(session: Session, row: Point, assignment_id: int) -> PointStaff:
    """:raises NotFound: no such assignment to this point"""
    query = select(PointStaff).where(PointStaff.point_id == row.id).options(joinedload(PointStaff.staff))
    return queries.one(session, query, PointStaff.id == assignment_id)


def point_staff(session: Session, row: Point) -> list[PointStaff]:
    """Everybody who is or was assigned to the point, from the newest, with their names."""
    query = select(PointStaff).where(PointStaff.point_id == row.id).options(joinedload(PointStaff.staff))
    return list(session.scalars(query.order_by(PointStaff.from_on.desc(), PointStaff.id.desc())))


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
