"""Two lists beside each other (cầu nối số liệu): who came, who went, whose part is another, number by number.

Counts and sums lead from one to the other by themselves; of a ratio both its numbers do; of a median the list does,
and the middle is told after each step.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from casework.indicators.indicator import Indicator, Measure
from casework.indicators.values import Ratio, Value, median
from casework.reports.keeping import Member

FIRST = 20_000
"""So many changes of a side are kept one by one; beyond, only how many and by how much."""
PART, WHOLE, LISTED = "Đạt (tử số)", "Tổng số (mẫu số)", "Hồ sơ có số liệu"


@dataclass(frozen=True)
class Change:
    """One record whose part in a number differs: what it says before, and what it says after."""

    ref: str
    before: int | None
    after: int | None
    by: int
    """By how much the number moves."""
    crossed: str = ""
    """The group that it came from or went to (nhóm so sánh)."""


@dataclass
class Moves:
    """Those who came, or went: how many, by how much together, and the first of them."""

    count: int = 0
    by: int = 0
    first: list[Change] = field(default_factory=list)

    def add(self, change: Change) -> None:
        """Count one more."""
        self.count += 1
        self.by += change.by
        if len(self.first) < FIRST:
            self.first.append(change)


@dataclass
class Bridge:
    """From one number to another: before + came − gone ± changed = after."""

    title: str
    """Which of a cell's numbers it is; empty where it has one only."""
    before: int = 0
    after: int = 0
    came: Moves = field(default_factory=Moves)
    gone: Moves = field(default_factory=Moves)
    changed: Moves = field(default_factory=Moves)

    @property
    def adds_up(self) -> bool:
        """Whether the steps really lead from the one to the other."""
        return self.before + self.came.by + self.gone.by + self.changed.by == self.after

    @property
    def moves(self) -> int:
        """How many records have another part in it."""
        return self.came.count + self.gone.count + self.changed.count


@dataclass(frozen=True)
class Step:
    """The middle of a list (trung vị) at one step of its way."""

    words: str
    value: Value


@dataclass(frozen=True)
class Passage:
    """From one value of a cell, of one group where there are groups, to another."""

    cohort: str
    before: Value
    after: Value
    bridges: tuple[Bridge, ...]
    steps: tuple[Step, ...] = ()


def passages(indicator: Indicator, before: Iterable[Member], after: Iterable[Member]) -> tuple[Passage, ...]:
    """The steps from one list to another, both in the order of their refs; a passage for each group."""
    roads = {name: _Road(indicator.measure) for name in indicator.cohorts or ("",)}
    for ref, old, new in _beside(before, after):
        here = {name: _amounts(old, name) for name in roads}
        there = {name: _amounts(new, name) for name in roads}
        for name, road in roads.items():
            others = here if there[name] and not here[name] else there if here[name] and not there[name] else {}
            road.go(ref, here[name], there[name], next((each for each in others if others[each]), ""))
    return tuple(road.passage(name) for name, road in roads.items())


def _amounts(members: list[Member], cohort: str) -> list[int]:
    return [each.adds for each in members if each.cohort == cohort]


def _beside(before: Iterable[Member], after: Iterable[Member]) -> Iterator[tuple[str, list[Member], list[Member]]]:
    """Each ref of either list with its members there."""
    old, new = _by_ref(before), _by_ref(after)
    one, two = next(old, None), next(new, None)
    while one is not None or two is not None:
        if two is None or (one is not None and one[0] < two[0]):
            assert one is not None
            yield one[0], one[1], []
            one = next(old, None)
        elif one is None or two[0] < one[0]:
            yield two[0], [], two[1]
            two = next(new, None)
        else:
            yield one[0], one[1], two[1]
            one, two = next(old, None), next(new, None)


def _by_ref(members: Iterable[Member]) -> Iterator[tuple[str, list[Member]]]:
    for ref, some in groupby(members, key=lambda each: each.ref):
        yield ref, list(some)


class _Road:
    """The way of one group's number, record by record."""

    def __init__(self, measure: Measure) -> None:
        self._measure = measure
        titles = {Measure.RATIO: (PART, WHOLE), Measure.MEDIAN: (LISTED,)}.get(measure, ("",))
        self._bridges = tuple(map(Bridge, titles))
        # Of a median: all before, those who stay with what they said, and said later, all after.
        self._middles: tuple[Counter[int], ...] = (Counter(), Counter(), Counter(), Counter())

    def go(self, ref: str, old: list[int], new: list[int], crossed: str) -> None:
        for one in self._bridges:
            before, after = _part(one.title, old), _part(one.title, new)
            one.before, one.after = one.before + (before or 0), one.after + (after or 0)
            if one.title == LISTED:
                _move(one, ref, before, after, crossed, old[0] if old else None, new[0] if new else None)
            else:
                _move(one, ref, before, after, crossed, before, after)
        if self._measure is Measure.MEDIAN:
            for place, amounts in enumerate((old, old if new else [], new if old else [], new)):
                self._middles[place].update(amounts)

    def passage(self, cohort: str) -> Passage:
        if self._measure is Measure.MEDIAN:
            values = [median(each.items()) for each in self._middles]
            words = ("Trước", "Sau khi bớt hồ sơ ra", "Sau khi số của hồ sơ còn lại thay đổi", "Sau khi thêm hồ sơ vào")
            steps = tuple(map(Step, words, values))
            return Passage(cohort, values[0], values[-1], self._bridges, steps)
        one, *other = self._bridges
        if other:
            whole = other[0]
            return Passage(cohort, Ratio(one.before, whole.before), Ratio(one.after, whole.after), self._bridges)
        return Passage(cohort, one.before, one.after, self._bridges)


def _part(title: str, amounts: list[int]) -> int | None:
    """What a record adds to one of the numbers of a cell; none where it has no part in it."""
    if not amounts:
        return None
    if title in (WHOLE, LISTED):
        return len(amounts)
    total = sum(amounts)
    return None if title == PART and not total else total


def _move(
    way: Bridge,
    ref: str,
    before: int | None,
    after: int | None,
    crossed: str,
    said_before: int | None,
    said_after: int | None,
) -> None:
    if before == after and said_before == said_after:
        return
    change = Change(ref, said_before, said_after, (after or 0) - (before or 0), crossed)
    side = way.came if before is None else way.gone if after is None else way.changed
    side.add(change)
