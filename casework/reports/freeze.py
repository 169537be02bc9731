"""Freezing a number (chốt số liệu): whom a cell counts and what each adds, read in one order and a few at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from casework.indicators.indicator import Counted, Frame, Indicator, Measure
from casework.indicators.measure import is_empty, member_rows, parameters
from casework.indicators.values import Number, Ratio, Value, difference, median
from casework.reports.keeping import AT_ONCE, Member
from casework.reports.listings import HOME, LISTINGS


def members_of(session: Session, indicator: Indicator, frame: Frame, *, at_once: int = AT_ONCE) -> Iterator[Member]:
    """The records behind a cell, in the order of their refs, a few at a time; the definition alone says which.

    A cell of the whole country has millions: whoever reads them keeps only what they need of each.

    :param at_once: so many are in memory at a time
    """
    if is_empty(indicator, frame):
        return
    query = _member_query(session, indicator, frame).execution_options(yield_per=at_once)
    for row in session.execute(query, parameters(frame)):
        yield _member(indicator, tuple(row))


def _member_query(session: Session, indicator: Indicator, frame: Frame) -> Select[Any]:
    listing = LISTINGS[indicator.counted]
    rows = member_rows(indicator, national=frame.unit_id is None).subquery("members")
    columns = list(rows.c)
    taken = columns[1 : 1 + indicator.has_amounts + bool(indicator.cohorts)]
    ref: Any = listing.columns[0][1]
    # The order in which Python compares: two lists are read beside each other by it.
    by_bytes = ref.collate("C") if session.get_bind().dialect.name == "postgresql" else ref
    query = select(ref, *taken).select_from(listing.key.class_).join(rows, columns[0] == listing.key)
    if indicator.counted is Counted.UNIT:
        query = query.join(HOME, HOME.id == listing.unit)
    return query.order_by(by_bytes, *taken)


def _member(indicator: Indicator, row: tuple[Any, ...]) -> Member:
    # An amount that is missing belongs to a record that the number leaves out of its middle.
    adds = int(row[1] or 0) if indicator.has_amounts else 1
    return Member(str(row[0]), adds, str(row[-1]) if indicator.cohorts else "")


class Tally:
    """The number that a list makes, reckoned while somebody else reads the list."""

    def __init__(self, indicator: Indicator) -> None:
        self._indicator = indicator
        self._rows: Counter[str] = Counter()
        self._total: Counter[str] = Counter()
        self._amounts: Counter[tuple[str, int]] = Counter()

    def watch(self, members: Iterable[Member]) -> Iterator[Member]:
        """The same members, each taken into account as it passes."""
        middle = self._indicator.measure is Measure.MEDIAN
        for each in members:
            self._rows[each.cohort] += 1
            self._total[each.cohort] += each.adds
            if middle:
                self._amounts[each.cohort, each.adds] += 1
            yield each

    @property
    def listed(self) -> int:
        """How many members passed."""
        return self._rows.total()

    @property
    def number(self) -> Number:
        """The number of those that passed."""
        cohorts = self._indicator.cohorts
        return tuple(map(self._value, cohorts)) if cohorts else self._value("")

    def _value(self, cohort: str) -> Value:
        if self._indicator.measure is Measure.MEDIAN:
            return median((adds, often) for (whose, adds), often in self._amounts.items() if whose == cohort)
        if self._indicator.measure is Measure.RATIO:
            return Ratio(self._total[cohort], self._rows[cohort])
        return self._total[cohort]


def same_number(stored: Number, listed: Number, *, whole_is_fixed: bool = False) -> bool:
    """Whether a stored number is that of its list; a whole that a document fixes is not the list's."""
    if whole_is_fixed and isinstance(stored, Ratio) and isinstance(listed, Ratio):
        return stored.n == listed.n
    return stored == listed


def spread(numbers: Iterable[Number]) -> tuple[Value, ...]:
    """The values of a row as a report shows them: cohorts side by side, then their difference."""
    values: list[Value] = []
    for number in numbers:
        if isinstance(number, tuple):
            values += [*number, difference(number[0], number[1])]
        else:
            values.append(number)
    return tuple(values)


def is_zero(numbers: Iterable[Number]) -> bool:
    """Whether nothing is to be reported (không phát sinh): every number is 0, or there is none."""
    return all(map(_nothing, numbers))


def _nothing(number: Number) -> bool:
    if isinstance(number, tuple):
        return all(map(_nothing, number))
    if isinstance(number, Ratio):
        return not number.n
    return not number
