"""Who works at a consultation point (cán bộ của điểm tư vấn), in which days."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from casework.access import queries, trail
from casework.access.roles import Actor
from casework.access.scope import Scope
from casework.errors import Conflict
from casework.records.consultation import Point, PointStaff
from casework.records.team import Staff
from casework.services.changes import Changes, reason_for, store_new, write_changes
from casework.services.days import require_order, require_past
from casework.services.points import point, require_in_life
from casework.services.stamps import Recorded, held, require_unchanged


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
    already = _require_free(session, row, who, from_on, to_on)
    assignment = PointStaff(
        point_id=row.id, staff_id=who.id, from_on=from_on, to_on=to_on, recorded_by_id=actor.account_id
    )
    store_new(session, assignment, already=already)
    changes = {"from_on": [None, from_on], "to_on": [None, to_on]}
    trail.record(session, trail.Tag.POINT_STAFF_SAVED, actor, point=ref, staff=who.ref, changes=changes, reason=None)
    return assignment


def _require_free(
    session: Session, row: Point, who: Staff, from_on: date, to_on: date | None, *, besides: int | None = None
) -> str:
    """:raises Conflict: they are assigned already in those days; the sentence that says so is returned otherwise"""
    already = f"{who.full_name} đã được phân công tại điểm trong thời gian này. Hãy kết thúc lần phân công trước."
    overlapping = select(PointStaff.id).where(
        PointStaff.point_id == row.id,
        PointStaff.staff_id == who.id,
        (PointStaff.to_on.is_(None)) | (PointStaff.to_on >= from_on),
    )
    if to_on is not None:
        overlapping = overlapping.where(PointStaff.from_on <= to_on)
    if besides is not None:
        overlapping = overlapping.where(PointStaff.id != besides)
    if session.scalar(overlapping.limit(1)) is not None:
        raise Conflict(already)
    return already


def change_assignment(
    session: Session,
    scope: Scope,
    actor: Actor,
    ref: str,
    assignment_id: int,
    *,
    from_on: date,
    to_on: date | None,
    today: date,
    reason: str | None = None,
    stamp: str | None = None,
) -> PointStaff:
    """Correct the days of somebody's assignment to the point.

    :param reason: why, where something that stood there is altered; kept in the trail
    :param stamp: of what the actor looked at; None for callers that look at nothing
    :raises NotFound: no such assignment to a point within the scope
    :raises InvalidInput: a day has not come, is out of order or outside the life of the point, or the reason lacks
    :raises Conflict: they are assigned already in those days; as Overtaken: somebody saved it since
    """
    row = point(session, scope, actor, ref)
    assignment = _held(session, row, assignment_id, stamp)
    require_in_life(row, from_on, today=today, field="from_on")
    require_in_life(row, to_on, today=today, field="to_on")
    require_order(from_on, to_on, field="to_on")
    _require_free(session, row, assignment.staff, from_on, to_on, besides=assignment.id)
    return _save(session, actor, ref, assignment, write_changes(assignment, from_on=from_on, to_on=to_on), reason)


def recorded(assignment: PointStaff) -> Recorded:
    """What the record of an assignment says, by the fields of its form."""
    return {"from_on": assignment.from_on, "to_on": assignment.to_on}


def end_assignment(
    session: Session,
    scope: Scope,
    actor: Actor,
    ref: str,
    assignment_id: int,
    *,
    to_on: date,
    today: date,
    reason: str | None = None,
    stamp: str | None = None,
) -> PointStaff:
    """Record somebody's last day at the point.

    :param reason: why, where something that stood there is altered; kept in the trail
    :param stamp: of what the actor looked at; None for callers that look at nothing
    :raises NotFound: no such assignment to a point within the scope
    :raises InvalidInput: the day has not come, or is before the first day; another last day needs a reason
    :raises Overtaken: somebody saved it since
    """
    assignment = _held(session, point(session, scope, actor, ref), assignment_id, stamp)
    require_past(to_on, today=today, field="to_on")
    require_order(assignment.from_on, to_on, field="to_on", what="Ngày cuối làm việc")
    return _save(session, actor, ref, assignment, write_changes(assignment, to_on=to_on), reason)


def _held(session: Session, row: Point, assignment_id: int, stamp: str | None) -> PointStaff:
    query = select(PointStaff).where(PointStaff.point_id == row.id)
    assignment = queries.one(session, held(query, PointStaff), PointStaff.id == assignment_id)
    require_unchanged(recorded(assignment), stamp)
    return assignment


def _save(
    session: Session, actor: Actor, ref: str, assignment: PointStaff, changes: Changes, reason: str | None
) -> PointStaff:
    why = reason_for(changes, reason)
    if changes:
        session.flush()
        who = assignment.staff.ref
        trail.record(session, trail.Tag.POINT_STAFF_SAVED, actor, point=ref, staff=who, changes=changes, reason=why)
    return assignment


def point_assignment(session: Session, row: Point, assignment_id: int) -> PointStaff:
    """:raises NotFound: no such assignment to this point"""
    query = select(PointStaff).where(PointStaff.point_id == row.id).options(joinedload(PointStaff.staff))
    return queries.one(session, query, PointStaff.id == assignment_id)


def point_staff(session: Session, row: Point) -> list[PointStaff]:
    """Everybody who is or was assigned to the point, from the newest, with their names."""
    query = select(PointStaff).where(PointStaff.point_id == row.id).options(joinedload(PointStaff.staff))
    return list(session.scalars(query.order_by(PointStaff.from_on.desc(), PointStaff.id.desc())))
