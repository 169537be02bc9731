"""Scope (phạm vi): whose records a question is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import InstrumentedAttribute

from casework.access.roles import Actor
from casework.records.unit import UnitReach


@dataclass(frozen=True)
class Scope:
    """The rows of one unit and of all it reaches, or of everybody with the reason spelled out."""

    unit_id: int | None
    reason: str = ""

    @classmethod
    def of(cls, actor: Actor) -> Scope:
        """What this actor may be asked about: the reach of their unit."""
        if actor.unit_id is None:
            raise ValueError("an actor without a unit has no scope; spell out Scope.everything(reason=…)")
        return cls(actor.unit_id)

    @classmethod
    def everything(cls, *, reason: str) -> Scope:
        """No bound: for the command line and the system's own checks; say why."""
        return cls(None, reason)


def reach(unit_id: int) -> Select[int]:
    """The ids of the units whose rows a unit counts, as a table to join."""
    return select(UnitReach.unit_id).where(UnitReach.ancestor_id == unit_id)


def within(scope: Scope, column: InstrumentedAttribute[Any] | ColumnElement[Any]) -> tuple[ColumnElement[bool], ...]:
    """Criteria that keep the rows whose unit column lies in the scope; none for everything."""
    return () if scope.unit_id is None else (column.in_(reach(scope.unit_id)),)
