"""Who receives a report (nơi nhận báo cáo): the nearest level above at which somebody works in this system."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session, aliased

from casework.access.roles import Role
from casework.records.account import Account, RoleAssignment
from casework.records.unit import Unit, UnitReach


def has_superior(session: Session, unit: Unit) -> bool:
    """Whether somebody above the unit receives reports in this system."""
    return session.scalar(_above(unit.id).limit(1)) is not None


def receives(unit_id: int | None, maker: Any) -> ColumnElement[bool]:
    """Nobody works at a level between the unit and the one that makes the report: it comes here first.

    Commune → (district until 2025) → province → country; a level that has ended, or at which no account is open, is
    passed over.

    :param maker: id of the unit that makes the report, or its column
    """
    to_nearer = aliased(UnitReach)
    nearer = _above(maker).join(to_nearer, to_nearer.unit_id == RoleAssignment.unit_id)
    return ~nearer.where(to_nearer.ancestor_id == unit_id, RoleAssignment.unit_id != unit_id).exists()


def _above(maker: Any) -> Select[int]:
    """Whoever receives reports at a level above the one that makes them, one line each."""
    to_maker = aliased(UnitReach)
    return (
        select(RoleAssignment.id)
        .join(Account, Account.id == RoleAssignment.account_id)
        .join(Unit, Unit.id == RoleAssignment.unit_id)
        .join(to_maker, to_maker.ancestor_id == RoleAssignment.unit_id)
        .where(RoleAssignment.role == Role.SUPERVISOR.value, RoleAssignment.to_on.is_(None))
        .where(Account.active, Unit.valid_to.is_(None))
        .where(to_maker.unit_id == maker, RoleAssignment.unit_id != maker)
    )


def is_received_at(session: Session, unit_id: int, maker_id: int) -> bool:
    """Whether the reports of a unit come to this level, and not to one between."""
    return bool(session.scalar(select(receives(unit_id, maker_id))))
