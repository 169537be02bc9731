"""Months, days, working days: each boundary from both sides."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.i18n import VIETNAM
from casework.law.dated import swapped_days
from casework.workflow.calendar import (
    LocalDays,
    days_later,
    first_instant,
    hours_later,
    is_working_day,
    last_instant,
    months_earlier,
    months_later,
    working_days_later,
)

DAYS = st.dates(min_value=date(2010, 11, 1), max_value=date(2030, 12, 31))


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2024, 1, 10), 6, date(2024, 7, 10)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2022, 8, 31), 6, date(2023, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2021, 12, 31), 2, date(2022, 2, 28)),
        (date(2026, 6, 30), 24, date(2028, 6, 30)),
        (date(2024, 12, 1), 1, date(2025, 1, 1)),
        (date(2024, 5, 5), 0, date(2024, 5, 5)),
    ],
)
def test_a_term_of_months_ends_on_the_same_day_or_the_last_of_its_month(start, months, end):
    assert months_later(start, months) == end


def test_months_earlier_ends_on_the_last_day_of_a_short_month():
    assert months_earlier(date(2024, 8, 31), 6) == date(2024, 2, 29)
    assert months_earlier(date(2024, 1, 15), 1) == date(2023, 12, 15)


@given(DAYS, st.integers(min_value=0, max_value=60))
def test_a_term_of_months_never_changes_the_month_it_ends_in(start, months):
    end = months_later(start, months)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == months
    assert end.day == start.day or (end.day < start.day and (end + timedelta(days=1)).day == 1)


def test_calendar_days_do_not_count_the_first():
    assert days_later(date(2024, 2, 28), 3) == date(2024, 3, 2)


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (date(2024, 2, 7), 1, date(2024, 2, 15)),  # Tết Giáp Thìn: off from 08/02 to 14/02
        (date(2025, 1, 24), 1, date(2025, 2, 3)),  # Tết Ất Tỵ: off from 25/01 to 02/02
        (date(2026, 2, 13), 1, date(2026, 2, 23)),  # Tết Bính Ngọ: off from 14/02 to 22/02
        (date(2021, 12, 30), 2, date(2022, 1, 4)),  # 03/01/2022 makes up for New Year on a Saturday
        (date(2024, 5, 3), 1, date(2024, 5, 4)),  # Saturday, makes up for 29/04/2024
        (date(2025, 4, 25), 1, date(2025, 4, 26)),  # Saturday, makes up for 02/05/2025
        (date(2019, 1, 4), 1, date(2019, 1, 5)),  # Saturday, makes up for 31/12/2018
        (date(2024, 3, 7), 0, date(2024, 3, 7)),
        (date(2024, 3, 9), 1, date(2024, 3, 11)),
    ],
)
def test_working_days_leave_out_holidays_and_count_make_up_saturdays(start, days, end):
    assert working_days_later(start, days) == end


def test_the_swap_of_new_year_2026_comes_from_our_own_sheet():
    # When the package learns of it, this fails and the entry can go from working_days.yaml.
    assert is_working_day(date(2026, 1, 2))
    assert not is_working_day(date(2026, 1, 2), swapped_days())
    assert is_working_day(date(2026, 1, 10), swapped_days())


def test_a_local_working_day_wins_over_a_local_day_off():
    day = date(2024, 3, 9)
    assert is_working_day(day, LocalDays(off=frozenset({day}), working=frozenset({day})))


@given(DAYS, st.integers(min_value=1, max_value=30))
def test_exactly_so_many_working_days_lie_after_the_start(start, days):
    end = working_days_later(start, days)
    span = [start + timedelta(days=n) for n in range(1, (end - start).days + 1)]
    assert sum(is_working_day(day) for day in span) == days
    assert is_working_day(end)


def test_hours_run_through_nights_weekends_and_holidays():
    start = datetime(2026, 9, 1, 16, 30, tzinfo=VIETNAM)
    assert hours_later(start, 24) == datetime(2026, 9, 2, 16, 30, tzinfo=VIETNAM)


def test_an_instant_of_another_zone_is_told_in_vietnamese_time():
    assert hours_later(datetime(2026, 8, 3, 18, 0, tzinfo=UTC), 24) == datetime(2026, 8, 5, 1, 0, tzinfo=VIETNAM)


def test_an_instant_without_a_zone_is_nobody_s_instant():
    with pytest.raises(ValueError, match="time zone"):
        hours_later(datetime(2026, 8, 3, 18, 0), 24)


def test_a_day_runs_from_midnight_to_the_last_instant_before_the_next():
    day = date(2026, 8, 3)
    assert first_instant(day) == datetime(2026, 8, 2, 17, 0, tzinfo=UTC)
    assert timedelta(0) < first_instant(date(2026, 8, 4)) - last_instant(day) < timedelta(seconds=1)
