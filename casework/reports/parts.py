"""A number of a unit beside those of the units below it (cộng các đơn vị cấp dưới): why the sum is not the whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from casework.indicators.indicator import Indicator, Measure
from casework.indicators.values import Value
from casework.records.unit import Unit
from casework.reports.compare import LISTED, PART, WHOLE, Change, Moves
from casework.reports.freeze import Tally, members_of
from casework.reports.keeping import Member
from casework.reports.periods import Window
from casework.reports.place import frame


@dataclass(frozen=True)
class Sum:
    """Sum of the units below − counted twice + chưa phân bổ = the unit itself, for one number of a cell."""

    title: str
    """Which of a cell's numbers it is; empty where it has one only."""
    numbers: tuple[int, ...]
    """What each unit below counts, in their order."""
    whole: int
    twice: Moves
    """Who is counted in several of them, and what that adds beyond once."""
    unallocated: Moves
    """Who is in the whole and in none of them (chưa phân bổ về đơn vị cấp dưới)."""

    @property
    def total(self) -> int:
        """The sum of the units below."""
        return sum(self.numbers)

    @property
    def adds_up(self) -> bool:
        """Whether the bridge leads from the sum to the whole."""
        return self.total - self.twice.by + self.unallocated.by == self.whole


@dataclass(frozen=True)
class Parts:
    """The values of the units below and of the unit itself, of one group where there are groups."""

    cohort: str
    values: tuple[Value, ...]
    whole: Value
    sums: tuple[Sum, ...]


def units_below(session: Session, unit: Unit, on: date) -> list[Unit]:
    """The units directly below that exist on a day, by name."""
    query = select(Unit).where(
        Unit.parent_id == unit.id,
        or_(Unit.valid_from.is_(None), Unit.valid_from <= on),
        or_(Unit.valid_to.is_(None), Unit.valid_to > on),
    )
    return list(session.scalars(query.order_by(Unit.name_folded, Unit.code)))


def parts(session: Session, indicator: Indicator, unit: Unit, window: Window, below: list[Unit]) -> tuple[Parts, ...]:
    """One number of a unit, and of each unit below it; a ratio by both its numbers, a median by its list."""
    columns = []
    for each in (unit, *below):
        tally, added = Tally(indicator), _Added(indicator)
        added.take(tally.watch(members_of(session, indicator, frame(each, window))))
        number = tally.number
        columns.append((number if isinstance(number, tuple) else (number,), added))
    (whole, all_added), *others = columns
    return tuple(
        Parts(
            cohort,
            tuple(values[place] for values, _ in others),
            whole[place],
            tuple(_sum(title, cohort, all_added, [added for _, added in others]) for title in _titles(indicator)),
        )
        for place, cohort in enumerate(indicator.cohorts or ("",))
    )


def _titles(indicator: Indicator) -> tuple[str, ...]:
    return {Measure.RATIO: (PART, WHOLE), Measure.MEDIAN: (LISTED,)}.get(indicator.measure, ("",))


class _Added:
    """What each record adds to each number of a cell, by group and title."""

    def __init__(self, indicator: Indicator) -> None:
        self._titles = _titles(indicator)
        self.by: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))

    def take(self, members: Iterable[Member]) -> None:
        for each in members:
            for title in self._titles:
                adds = 1 if title in (WHOLE, LISTED) else each.adds
                if adds:
                    self.by[each.cohort, title][each.ref] += adds


def _sum(title: str, cohort: str, whole: _Added, below: list[_Added]) -> Sum:
    key = (cohort, title)
    own = whole.by.get(key, {})
    seen: dict[str, int] = defaultdict(int)
    for each in below:
        for ref, adds in each.by.get(key, {}).items():
            seen[ref] += adds
    twice, unallocated = Moves(), Moves()
    for ref in sorted(seen.keys() | own.keys()):
        here, there = own.get(ref, 0), seen.get(ref, 0)
        if there > here:
            twice.add(Change(ref, here, there, there - here))
        elif here > there:
            unallocated.add(Change(ref, there, here, here - there))
    numbers = tuple(sum(each.by.get(key, {}).values()) for each in below)
    return Sum(title, numbers, sum(own.values()), twice, unallocated)
