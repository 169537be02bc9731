"""Terms in months, calendar days and working days (thời hạn tính bằng tháng, ngày, ngày làm việc).

Days are `date`. The day from which a term runs is never counted (khoản 1 Điều 147 Bộ luật Dân sự 91/2015/QH13).
Deadlines in hours are aware instants; hours are clock hours and are never turned into working days.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache

import holidays

from casework.i18n import VIETNAM


@dataclass(frozen=True)
class LocalDays:
    """Days off and working days that the national calendar does not know (ngày nghỉ, ngày làm bù riêng)."""

    off: frozenset[date] = frozenset()
    working: frozenset[date] = frozenset()


NATIONAL = LocalDays()
"""Nothing of its own: the national calendar alone."""


def months_later(start: date, months: int) -> date:
    """The day a term of whole months ends (thời hạn tính bằng tháng).

    :param months: length of the term, in months

    31 August + 6 months is 28 (29) February: where the last month lacks the day, the term ends on its last day.

    Nguồn: khoản 3 Điều 148 Bộ luật Dân sự 91/2015/QH13.
    """
    years, month = divmod(start.month - 1 + months, 12)
    last = calendar.monthrange(start.year + years, month + 1)[1]
    return date(start.year + years, month + 1, min(start.day, last))


def months_earlier(end: date, months: int) -> date:
    """The same day `months` whole months before, or the last day of that month.

    Not the inverse of `months_later` at the end of a month: 28 February is six months after both 28 and 31 August.
    """
    return months_later(end, -months)


def days_later(start: date, days: int) -> date:
    """The last day of a term of calendar days; `start` itself is not counted (thời hạn tính bằng ngày)."""
    return start + timedelta(days=days)


def is_working_day(day: date, local_days: LocalDays = NATIONAL) -> bool:
    """Monday to Friday and make-up Saturdays, without public holidays and their substitutes (ngày làm việc).

    A local day wins over the national calendar.
    """
    if day in local_days.working:
        return True
    if day in local_days.off:
        return False
    return _national(day.year).is_working_day(day)


def working_days_later(start: date, days: int, local_days: LocalDays = NATIONAL) -> date:
    """The last day of a term of working days; `start` itself is not counted (thời hạn tính bằng ngày làm việc).

    :param days: length of the term, in working days, zero or more
    :param local_days: what the national calendar does not know, e.g. a swap of days announced since
    """
    day = start
    while days > 0:
        day += timedelta(days=1)
        if is_working_day(day, local_days):
            days -= 1
    return day


def working_days_earlier(end: date, days: int, local_days: LocalDays = NATIONAL) -> date:
    """The first day of a span of working days before `end`, which itself is not counted.

    :param days: length of the span, in working days, zero or more
    """
    day = end
    while days > 0:
        day -= timedelta(days=1)
        if is_working_day(day, local_days):
            days -= 1
    return day


def hours_later(start: datetime, hours: int) -> datetime:
    """The instant a term of clock hours ends (thời hạn tính bằng giờ); nights, weekends and holidays count.

    :param start: an aware instant
    :param hours: length of the term, in hours
    :raises ValueError: `start` has no zone, so nobody knows which instant it is
    """
    if start.tzinfo is None:
        raise ValueError(f"{start} has no time zone")
    return (start + timedelta(hours=hours)).astimezone(VIETNAM)


def first_instant(day: date) -> datetime:
    """00:00 of a day in Viet Nam."""
    return datetime.combine(day, time.min, VIETNAM)


def last_instant(day: date) -> datetime:
    """The last instant of a day in Viet Nam (hai mươi tư giờ của ngày đó), told as 23:59.

    Nguồn: khoản 5 Điều 148 Bộ luật Dân sự 91/2015/QH13.
    """
    return datetime.combine(day, time.max, VIETNAM)


@cache
def _national(year: int) -> holidays.HolidayBase:
    # The neighbouring years too: a Saturday of January can make up for a day off of the December before.
    return holidays.country_holidays("VN", years=(year - 1, year, year + 1), expand=False)
