"""Days on which offices work, drawn by chance."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from casework.workflow.calendar import is_working_day, working_days_later


def office_day(day: date) -> date:
    """The day itself or, when offices are closed, the next on which they are open."""
    return day if is_working_day(day) else working_days_later(day, 1)


def office_day_before(day: date) -> date:
    """The day itself or the last before it on which offices were open."""
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


def some_days_later(rng: Random, start: date, fewest: int, most: int) -> date:
    """A day some calendar days after another."""
    return start + timedelta(days=rng.randint(fewest, max(fewest, most)))


def office_day_in_month(rng: Random, year: int, month: int) -> date:
    """A working day of a month; the last days of it are left out, so that it never slips into the next."""
    return office_day(date(year, month, rng.randint(1, 18)))


def months(first_year: int, until: date) -> Iterator[tuple[int, int]]:
    """Every month from January of a year up to and including that of a day."""
    for year in range(first_year, until.year + 1):
        for month in range(1, 13 if year < until.year else until.month + 1):
            yield year, month
