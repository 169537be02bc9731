"""Targets (chỉ tiêu) by programme, year and unit, set by whoever answers for the numbers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import ClassVar

from sqlalchemy.orm import Session, joinedload

from casework.access import queries
from casework.access.roles import Actor
from casework.access.scope import Scope
from casework.errors import Conflict, InvalidInput
from casework.indicators.targets import Target as Figure
from casework.indicators.targets import default_target, targeted_rows
from casework.law.plan_terms import Comparison
from casework.records.target import Target
from casework.records.unit import Unit
from casework.services.belonging import unit_for
from casework.services.books import Book, Entry

FIRST_YEAR, LAST_YEAR = 2008, 2100


@dataclass(frozen=True)
class TargetEntry(Entry):
    """What one row of a programme's form is to reach in one year."""

    begins: ClassVar[str] = "year"

    programme: str
    row_code: str
    year: int
    comparison: Comparison
    value: int
    note: str | None

    @property
    def day(self) -> date:
        """The last day of its year."""
        return date(self.year, 12, 31)

    def check(self) -> None:
        """A row for which the programme has targets, a year of ours, and per cent up to a hundred."""
        if (self.programme, self.row_code) not in targeted_rows():
            raise InvalidInput("Hãy chọn một dòng có chỉ tiêu của chương trình.", field="row")
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise InvalidInput(f"Hãy nhập năm từ {FIRST_YEAR} đến {LAST_YEAR}.", field="year")
        if default_target(self.programme, self.row_code).percent and self.value > 100:
            raise InvalidInput("Chỉ tiêu này tính bằng phần trăm. Hãy nhập số từ 0 đến 100.", field="value")


def as_set(row: Target) -> Figure:
    """A stored target as the forms print it."""
    plan = default_target(row.programme, row.row_code)
    return replace(plan, comparison=Comparison(row.comparison), value=row.value, own=True)


def _whose(session: Session, scope: Scope, actor: Actor, entry: Entry, unit_id: int | None) -> Unit | None:
    """The chosen unit or the actor's own; whoever answers for the whole country sets it for every unit."""
    if unit_id is None and answers_for_all(session, actor):
        return None
    chosen = unit_id if unit_id is not None else actor.unit_id
    return unit_for(session, scope, actor, on=_a_day_of(session, chosen, entry.day), unit_id=chosen)


def _a_day_of(session: Session, unit_id: int | None, last_on: date) -> date:
    """The last day of the year or, for a unit that ended during it, the last day before its end."""
    unit = session.get(Unit, unit_id) if unit_id is not None else None
    if unit is None or unit.valid_to is None or unit.valid_to > last_on:
        return last_on
    eve = unit.valid_to - timedelta(days=1)
    return eve if eve.year == last_on.year else last_on


def answers_for_all(session: Session, actor: Actor) -> bool:
    """Whether the actor's unit is the whole country."""
    return actor.unit_id is not None and session.get_one(Unit, actor.unit_id).kind == "country"


def _may_write(session: Session, actor: Actor, row: Target) -> bool:
    return row.unit_id is not None or answers_for_all(session, actor)


def _set_once(session: Session, scope: Scope, row: Target) -> None:
    query = queries.targets(scope).where(
        Target.programme == row.programme,
        Target.row_code == row.row_code,
        Target.year == row.year,
        Target.unit_id.is_(None) if row.unit_id is None else Target.unit_id == row.unit_id,
    )
    if row.id is not None:
        query = query.where(Target.id != row.id)
    if session.scalars(query.limit(1)).first() is not None:
        raise Conflict("Đơn vị này đã có chỉ tiêu của dòng này cho năm đó. Hãy mở chỉ tiêu đã có để sửa.")


TARGETS = Book(
    noun="targets",
    model=Target,
    door=queries.targets,
    unit_column=Target.unit_id,
    begins=Target.year,
    loads=(joinedload(Target.unit),),
    place=_whose,
    may_write=_may_write,
    free=_set_once,
)
