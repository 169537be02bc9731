"""What an indicator (chỉ tiêu) is: the rows it counts, in a place and a window, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Date, Integer, Select, bindparam, select
from sqlalchemy.orm import InstrumentedAttribute

from casework.records.unit import UnitReach

Rows = Select[*tuple[Any, ...]]
"""What a definition selects: a key, and whatever explains it."""


class Counted(Enum):
    """What one row of an indicator's list is."""

    PERSON = "person"
    STAFF = "staff"
    TEAM = "team"
    POINT = "point"
    SESSION = "session"
    LOAN = "loan"
    EPISODE = "episode"
    AFTERCARE = "aftercare"
    TRAINING = "training"
    JOB = "job"
    EMPLOYER = "employer"
    METHADONE = "methadone"
    CLUB = "club"
    UNIT = "unit"
    EVENT = "event"
    MATERIAL = "material"
    DIRECTIVE = "directive"
    BUDGET = "budget"
    MODEL = "model"


class Measure(Enum):
    """How the rows of an indicator become its number."""

    COUNT = "count"
    """How many rows there are, or how many keys where keys repeat."""
    SUM = "sum"
    """The sum of the rows' amounts (lượt người, cái, đồng)."""
    RATIO = "ratio"
    """How many rows have the amount 1 instead of 0, of how many rows there are; its list is the whole."""
    MEDIAN = "median"
    """The median of the rows' amounts; none where there is no row."""


@dataclass(frozen=True)
class Frame:
    """Whose rows and which days a cell is about (đơn vị và khoảng số liệu)."""

    unit_id: int | None
    """The unit whose reach counts; none for the whole country."""
    first: date
    last: date
    at: date
    """The day of stocks (thời điểm cuối kỳ); `date.min` where the unit's tree had ended by then."""
    closing: date = date.min
    """The window's last day as it was asked for, even where the unit's tree had ended by then."""

    @property
    def eve(self) -> date:
        """The day before the window (ngày liền trước kỳ), of what is carried over."""
        return self.first - timedelta(days=1) if self.first > date.min else date.min

    @property
    def empty(self) -> bool:
        """The unit's tree ended before the window began: nothing can be counted."""
        return self.first > self.last


NO_DAYS = Frame(None, date.max, date.min, date.min)
"""The frame of a cell that has no number: nothing is behind it."""


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

    @property
    def eve(self) -> BindParameter[date]:
        return bindparam("eve", type_=Date(), required=False)

    @property
    def closing(self) -> BindParameter[date]:
        return bindparam("closing", type_=Date(), required=False)

    @property
    def unit_id(self) -> BindParameter[int]:
        """The unit that reports; only of a place that is not the whole country."""
        return bindparam("unit_id", type_=Integer(), required=False)

    def within(self, column: InstrumentedAttribute[Any] | ColumnElement[Any]) -> tuple[ColumnElement[bool], ...]:
        """Criteria that keep the rows of the place; none for the whole country."""
        return () if self.national else (column.in_(self.reached),)

    @property
    def reached(self) -> Select[int]:
        """The units whose rows the unit that reports counts; only of a place that is not the whole country."""
        return select(UnitReach.unit_id).where(UnitReach.ancestor_id == self.unit_id)


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
    rows: Callable[[Place], Rows]
    """Selects, in this order: the key of what is counted; unless rows are merely counted, the amount of each row;
    with `cohorts`, the row's cohort; then a column for each name of `details`."""
    repeats: bool = False
    """The same key can come up in several rows and counts once."""
    measure: Measure = Measure.COUNT
    occurrences: bool = False
    """Each row counts and stands in the list, also where rows share a key (a movement each)."""
    cohorts: tuple[str, ...] = ()
    """The number is given for each of these cohorts apart."""
    details: tuple[str, ...] = ()
    """Further columns of the list that explain each row, by name."""
    outlives_tree: bool = False
    """Asked also where the unit's tree had ended before the window began; otherwise such a cell is 0."""

    @property
    def summed(self) -> bool:
        """The number is the sum of the rows' amounts, not their count."""
        return self.measure is Measure.SUM

    @property
    def has_amounts(self) -> bool:
        """Each row carries an amount beside its key."""
        return self.measure is not Measure.COUNT

    @property
    def explained(self) -> tuple[str, ...]:
        """The columns that the definition itself adds to its list, in the order of `rows`."""
        amount = {Measure.RATIO: ("n",), Measure.MEDIAN: ("months",)}.get(self.measure, ())
        return (*amount, *(("cohort",) if self.cohorts else ()), *self.details)
