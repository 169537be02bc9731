"""Clocks read on the day of the event that starts them, whatever law the measure itself follows (thời hạn)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TypeVar

from casework.errors import NotInForce
from casework.law.dated import Value, parameter, swapped_days
from casework.workflow.calendar import (
    first_instant,
    hours_later,
    last_instant,
    months_later,
    working_days_later,
)
from casework.workflow.procedure import Deadline, Due

F = TypeVar("F")
Days = Callable[[F], date | None]


def value_on(sheet: str, name: str, day: date) -> Value | None:
    """A parameter on a day, None where the law of that day says nothing."""
    try:
        return parameter(sheet, name).on(day)
    except NotInForce:
        return None


def working_days_from(
    first: Days[F], sheet: str, name: str, label: str, *, met: Callable[[F], bool] | None = None
) -> Deadline[F]:
    """So many working days from an event; no clock on a day whose law sets none."""

    def due(facts: F) -> Due | None:
        start = first(facts)
        value = value_on(sheet, name, start) if start else None
        if start is None or value is None:
            return None
        return Due(working_days_later(start, value.number, swapped_days()), value.citation, value.confidence)

    return Deadline(label, due, met=met)


def days_from(first: Days[F], sheet: str, name: str, label: str) -> Deadline[F]:
    """So many calendar days from an event."""

    def due(facts: F) -> Due | None:
        start = first(facts)
        value = value_on(sheet, name, start) if start else None
        if start is None or value is None:
            return None
        return Due(date.fromordinal(start.toordinal() + value.number), value.citation, value.confidence)

    return Deadline(label, due)


def months_from(
    first: Days[F], sheet: str, name: str, label: str, *, note: str = "", from_on: date = date.min
) -> Deadline[F]:
    """The day so many months after an event: a milestone, never overdue.

    :param from_on: events before this day start no clock
    """

    def due(facts: F) -> Due | None:
        start = first(facts)
        value = value_on(sheet, name, start) if start and start >= from_on else None
        if start is None or value is None:
            return None
        last = months_later(start, value.number)
        return Due(last, value.citation, value.confidence, binding=False, note=note)

    return Deadline(label, due)


def hours_from(
    first_on: Days[F],
    first_at: Callable[[F], datetime | None],
    sheet: str,
    name: str,
    label: str,
    *,
    done_at: Callable[[F], datetime | None],
    met: Callable[[F], bool] | None = None,
) -> Deadline[F]:
    """So many clock hours from an event; where only its day is known, the latest instant is given and it says so."""

    def due(facts: F) -> Due | None:
        instant, day = first_at(facts), first_on(facts)
        if instant is None and day is None:
            return None
        first = instant or first_instant(day or date.max)
        value = value_on(sheet, name, first.date())
        if value is None:
            return None
        latest = hours_later(instant or last_instant(first.date()), value.number)
        note = "" if instant else "chỉ biết ngày, không biết giờ: tính đến hết ngày"
        earliest = hours_later(first, value.number)
        return Due(latest.date(), value.citation, value.confidence, note=note, at=latest, at_earliest=earliest)

    return Deadline(label, due, done_at, met)


def either(label: str, *clocks: Deadline[F]) -> Deadline[F]:
    """One duty whose clock changed its kind with the law: the first of the clocks that runs."""

    def due(facts: F) -> Due | None:
        return next((found for found in (clock.due(facts) for clock in clocks) if found), None)

    done_at = next((clock.done_at for clock in clocks if clock.done_at), None)
    met = next((clock.met for clock in clocks if clock.met), None)
    return Deadline(label, due, done_at, met)
