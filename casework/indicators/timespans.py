"""The few ways in which records meet a window (INDICATORS.md, "Words"): each said once."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, or_

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
