"""What an indicator (chỉ tiêu) is: the rows it counts, in a place and a window, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Date, Integer, Select, bindparam, select
from sqlalchemy.orm import InstrumentedAttribute

from casework.records.unit import UnitReach


class Counted(Enum):
    """What one row of an indicator's list is."""

    PERSON = "person"
    STAFF = "staff"
    TEAM = "team"
    POINT = "point"
    SESSION = "session"
    LOAN = "loan"


@dataclass(frozen=True)
class Frame:
    """Whose rows and which days a cell is about (đơn vị và khoảng số liệu)."""

    unit_id: int | None
    """The unit whose reach counts; none for the whole country."""
    first: date
    last: date
    at: date
    """The day of stocks (thời điểm cuối kỳ); `date.min` where the unit's tree had ended by then."""

    @property
    def empty(self) -> bool:
        """The unit's tree ended before the window began: nothing can be counted."""
        return self.first > self.last


@dataclass(frozen=True)
class Place:
    """The parameters of a definition: a definition is written once and asked of every frame."""

    national: bool

    @property
    def first(self) -> BindParameter[date]:
        return bindparam("first", type_=Date(), required=False)

    @property
    def last(self) -> BindParameter[date]:
        return bindparam("last", type_=Date(), required=False)

    @property
    def at(self) -> BindParameter[date]:
        return bindparam("at", type_=Date(), required=False)

    def within(self, column: InstrumentedAttribute[Any] | ColumnElement[Any]) -> tuple[ColumnElement[bool], ...]:
        """Criteria that keep the rows of the place; none for the whole country."""
        if self.national:
            return ()
        reached = select(UnitReach.unit_id).where(
            UnitReach.ancestor_id == bindparam("unit_id", type_=Integer(), required=False)
        )
        return (column.in_(reached),)


@dataclass(frozen=True, eq=False)
class Indicator:
    """One number of the official statistics, said once; its count and its list come from `rows`."""

    code: str
    label: str
    """Official wording (tên chỉ tiêu)."""
    measured_in: str
    """Official unit of measure (đơn vị tính)."""
    definition: str
    """What is counted, in a sentence shown beside the number."""
    basis: str
    """The date by which a record falls into the window."""
    citation: str
    counted: Counted
    rows: Callable[[Place], Select[Any] | Select[int, int]]
    """Selects the key of what is counted and, where `summed`, the amount that each row adds."""
    repeats: bool = False
    """The same key can come up in several rows and counts once."""
    summed: bool = False
    """The number is the sum of the rows' amounts (lượt người, đồng), not their count."""
