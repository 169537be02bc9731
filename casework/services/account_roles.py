"""Roles (vai trò) that an account holds at units, from one day to another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.access import queries
from casework.access.roles import Role
from casework.access.scope import Scope, reach
from casework.errors import InvalidInput
from casework.records.account import Account, RoleAssignment
from casework.records.consultation import Point
from casework.records.unit import Unit


@dataclass(frozen=True)
class RoleAt:
    """A role to be held at a unit, for a counsellor at a point of it."""

    role: Role
    unit_id: int
    point_id: int | None = None
    from_on: date | None = None
    to_on: date | None = None


def hold(session: Session, scope: Scope, to: Account, wanted: RoleAt) -> RoleAssignment:
    """Give an account a role; one that had ended is held again.

    :raises InvalidInput: outside the scope, roles that may not be held together, a counsellor without a point
    """
    if scope.unit_id is not None:
        inside = session.scalar(select(Unit.id).where(Unit.id == wanted.unit_id, Unit.id.in_(reach(scope.unit_id))))
        if inside is None:
            raise InvalidInput("Đơn vị này không thuộc phạm vi của bạn.", field="unit")
    held = session.scalars(select(RoleAssignment).where(RoleAssignment.account_id == to.id)).all()
    _check_together(wanted, held)
    _check_point(session, wanted)
    row = next((row for row in held if row.role == wanted.role and row.unit_id == wanted.unit_id), None)
    if row is None:
        row = RoleAssignment(account_id=to.id, role=wanted.role.value, unit_id=wanted.unit_id)
        session.add(row)
    row.point_id, row.from_on, row.to_on = wanted.point_id, wanted.from_on, wanted.to_on
    session.flush()
    session.expire(to, ["roles"])
    return row


def _check_together(wanted: RoleAt, held: Sequence[RoleAssignment]) -> None:
    """Who keeps the accounts or audits does not also handle cases."""
    first = wanted.from_on or date.min
    now_held = {row.role for row in held if row.to_on is None or row.to_on >= first} | {wanted.role.value}
    for alone in (Role.ADMINISTRATOR, Role.AUDITOR):
        if alone.value in now_held and len(now_held) > 1:
            raise InvalidInput(f"Vai trò “{alone.term}” không được giữ cùng vai trò khác.", field="role")


def _check_point(session: Session, wanted: RoleAt) -> None:
    if wanted.role is not Role.COUNSELLOR:
        if wanted.point_id is not None:
            raise InvalidInput("Chỉ cán bộ điểm tư vấn mới gắn với một điểm tư vấn.", field="point")
        return
    point = session.get(Point, wanted.point_id) if wanted.point_id is not None else None
    if point is None or point.unit_id not in session.scalars(reach(wanted.unit_id)).all():
        raise InvalidInput("Hãy chọn điểm tư vấn của đơn vị này.", field="point")


def point_at(session: Session, scope: Scope, ref: str) -> Point:
    """The point that a counsellor's role names.

    :raises InvalidInput: no such point within the scope
    """
    point = session.scalars(queries.points(scope).where(Point.ref == ref.strip())).one_or_none()
    if point is None:
        raise InvalidInput("Không có điểm tư vấn mang mã này trong phạm vi của bạn.", field="point")
    return point
