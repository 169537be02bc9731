"""A number of a unit beside those of the units below it (cộng các đơn vị cấp dưới): why the sum is not the whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from heapq import merge
from itertools import groupby

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

_AT_ONCE = 200
"""So many members of each unit are in memory at a time: a province reads a hundred lists beside each other."""


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


def day_of_tree(unit: Unit, window: Window) -> date:
    """The day on which the units below are those of this unit's tree."""
    if unit.valid_from is not None and window.last < unit.valid_from:
        return unit.valid_from
    if unit.valid_to is not None and window.last >= unit.valid_to:
        return unit.valid_to - timedelta(days=1)
    return window.last


def parts(session: Session, indicator: Indicator, unit: Unit, window: Window, below: list[Unit]) -> tuple[Parts, ...]:
    """One number of a unit, and of each unit below it; a ratio by both its numbers, a median by its list.

    The lists come in the order of their refs and are read beside each other: of each unit a few members are in memory,
    however many it has.
    """
    tallies = [Tally(indicator) for _ in (unit, *below)]
    lists = [
        _numbered(place, tally.watch(members_of(session, indicator, frame(each, window), at_once=_AT_ONCE)))
        for place, (each, tally) in enumerate(zip((unit, *below), tallies, strict=True))
    ]
    titles = {Measure.RATIO: (PART, WHOLE), Measure.MEDIAN: (LISTED,)}.get(indicator.measure, ("",))
    cohorts = indicator.cohorts or ("",)
    sums = {(cohort, title): _Adding(title, len(below)) for cohort in cohorts for title in titles}
    for ref, some in groupby(merge(*lists, key=lambda each: each[0].ref), key=lambda each: each[0].ref):
        added: dict[tuple[str, str], dict[int, int]] = defaultdict(lambda: defaultdict(int))
        for member, place in some:
            for title in titles:
                added[member.cohort, title][place] += 1 if title in (WHOLE, LISTED) else member.adds
        for key, by_place in added.items():
            sums[key].take(ref, by_place)
    columns = [each.number if isinstance(each.number, tuple) else (each.number,) for each in tallies]
    return tuple(
        Parts(
            cohort,
            tuple(values[place] for values in columns[1:]),
            columns[0][place],
            tuple(sums[cohort, title].sum for title in titles),
        )
        for place, cohort in enumerate(cohorts)
    )


def _numbered(place: int, members: Iterable[Member]) -> Iterator[tuple[Member, int]]:
    """The members of one unit with its place: 0 the unit itself, then those below."""
    for each in members:
        yield each, place


class _Adding:
    """What the units below and the unit itself count of one number, record by record."""

    def __init__(self, title: str, below: int) -> None:
        self._title, self._whole, self._numbers = title, 0, [0] * below
        self._twice, self._unallocated = Moves(), Moves()

    def take(self, ref: str, by_place: dict[int, int]) -> None:
        """One record with what it adds in each place."""
        here = by_place.get(0, 0)
        there = sum(by_place.values()) - here
        self._whole += here
        for place, adds in by_place.items():
            if place:
                self._numbers[place - 1] += adds
        if there > here:
            self._twice.add(Change(ref, here, there, there - here))
        elif here > there:
            self._unallocated.add(Change(ref, there, here, here - there))

    @property
    def sum(self) -> Sum:
        return Sum(self._title, tuple(self._numbers), self._whole, self._twice, self._unallocated)
