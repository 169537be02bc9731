"""The few ways in which records meet a definition and its window (INDICATORS.md, "Words"): each said once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from sqlalchemy import BindParameter, ColumnElement, and_, bindparam, case, literal_column, or_, select

from casework.indicators.indicator import Place

Column = Any
Criteria = tuple[ColumnElement[bool], ...]


def in_window(place: Place, day: Column) -> Criteria:
    """The day lies in the window, both ends included (trong kỳ)."""
    return (day >= place.first, day <= place.last)


def in_force_in_window(place: Place, started_on: Column, ended_on: Column) -> Criteria:
    """Started by the window's end, and not ended before it began (có hiệu lực trong kỳ)."""
    return (started_on <= place.last, or_(ended_on.is_(None), ended_on >= place.first))


def existing_at(place: Place, began_on: Column, ended_on: Column) -> Criteria:
    """There at the end of the window; what ends on that day is over (tại thời điểm cuối kỳ)."""
    return (began_on <= place.at, or_(ended_on.is_(None), ended_on > place.at))


def assigned_at(place: Place, from_on: Column, to_on: Column) -> Criteria:
    """A membership or assignment at the end of the window; its last day counts."""
    return (from_on <= place.at, or_(to_on.is_(None), to_on >= place.at))


def overlap(from_on: Column, to_on: Column, started_on: Column, ended_on: Column) -> ColumnElement[bool]:
    """A custody from `from_on` to the day before `to_on` shares a day with started_on..ended_on.

    Three spans on a line that meet two by two have a day in common: with `in_force_in_window` and the same for the
    custody, this is "in force and in custody on a same day of the window".
    """
    return and_(started_on < to_on, or_(ended_on.is_(None), ended_on >= from_on))


def one_of(column: Column, values: Iterable[str]) -> ColumnElement[bool]:
    """The column has one of the values of a definition: constants, written into the statement as such."""
    constants: BindParameter[Any] = bindparam(None, list(values), expanding=True, literal_execute=True, unique=True)
    return cast(ColumnElement[bool], column.in_(constants))


def one_if(*criteria: ColumnElement[bool]) -> ColumnElement[int]:
    """1 where the criteria hold, else 0: the part of a ratio."""
    return cast(ColumnElement[int], case((and_(*criteria), literal_column("1")), else_=literal_column("0")))


def some(*criteria: ColumnElement[bool]) -> ColumnElement[bool]:
    """There is a row that meets the criteria; only asked whether, never what it holds."""
    return select(literal_column("1")).where(*criteria).exists()
