"""One administrative unit as it is shown: who bore its code, what it was, what it became."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, joinedload

from casework.errors import NotFound
from casework.records.unit import Unit, UnitSuccession


@dataclass(frozen=True)
class Succession:
    """One unit that another became, or was: whole, or a part of it."""

    unit: Unit
    whole: bool


@dataclass(frozen=True)
class UnitPage:
    """A unit with its place in the tree and in time."""

    unit: Unit
    was: list[Succession]
    became: list[Succession]
    children: int


def bearers(session: Session, code: str) -> list[Unit]:
    """Every unit that ever bore the code, those in force last.

    :raises NotFound: nobody ever did
    """
    query = select(Unit).where(Unit.code == code.strip().upper()).options(joinedload(Unit.parent))
    found = sorted(session.scalars(query), key=lambda unit: (unit.valid_from or date.min, unit.kind))
    if not found:
        raise NotFound("Không có đơn vị nào mang mã này.")
    return found


def page_of(session: Session, unit: Unit) -> UnitPage:
    """What is known of the unit."""
    was = session.scalars(_successions().where(UnitSuccession.new_id == unit.id).join(UnitSuccession.old))
    became = session.scalars(_successions().where(UnitSuccession.old_id == unit.id).join(UnitSuccession.new))
    return UnitPage(
        unit=unit,
        was=[Succession(row.old, row.share == "whole") for row in was],
        became=[Succession(row.new, row.share == "whole") for row in became],
        children=session.scalar(select(func.count()).select_from(Unit).where(Unit.parent_id == unit.id)) or 0,
    )


def _successions() -> Select[UnitSuccession]:
    loaded = (joinedload(UnitSuccession.old), joinedload(UnitSuccession.new))
    return select(UnitSuccession).options(*loaded).order_by(UnitSuccession.is_default.desc(), Unit.code)


def children(unit: Unit) -> Select[Unit]:
    """The units directly below, by name."""
    return select(Unit).where(Unit.parent_id == unit.id).order_by(Unit.name_folded, Unit.id)


def provinces(session: Session, on: date) -> list[Unit]:
    """The provinces that exist on a day."""
    query = select(Unit).where(
        Unit.kind == "province",
        or_(Unit.valid_from.is_(None), Unit.valid_from <= on),
        or_(Unit.valid_to.is_(None), Unit.valid_to > on),
    )
    return list(session.scalars(query.order_by(Unit.name_folded)))
