"""Groups A–F and I of the circular's statistics, and its registers, counted day by day from plain records, without SQL.

Written from INDICATORS.md alone, like `oracle.py`, whose units it shares.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

from tests.reports.oracle import REFORM, UNITS, UnitKey

EVE = timedelta(days=1)


@dataclass(frozen=True)
class Case:
    """An episode (with a form) or an after-care (without)."""

    ref: str
    person: str
    unit: UnitKey
    form: str
    started: date | None
    ended: date | None = None
    outcome: str | None = None
    certified: date | None = None
    registered: date | None = None
    moves: tuple[tuple[date, UnitKey], ...] = ()

    @property
    def first(self) -> date:
        return min(day for day in (self.registered, self.started, self.ended) if day)

    def holder(self, day: date) -> UnitKey | None:
        """Who has custody on a day."""
        if day < self.first:
            return None
        unit = self.unit
        for moved, receiver in sorted(self.moves):
            if moved <= day:
                unit = receiver
        return UNITS.successor[unit] if unit[1] == "old" and day >= REFORM else unit

    def there(self, day: date) -> bool:
        return self.started is not None and self.started <= day and (self.ended is None or self.ended > day)


@dataclass(frozen=True)
class Found:
    """Something found about a person: a relapse, an entry in a list."""

    person: str
    unit: UnitKey
    on: date
    until: date | None = None


@dataclass
class History:
    cases: list[Case] = field(default_factory=list)
    evaluations: list[Found] = field(default_factory=list)
    determinations: list[Found] = field(default_factory=list)
    addicts: list[Found] = field(default_factory=list)


def _days(first: date, last: date) -> Iterator[date]:
    day = first
    while day <= last:
        yield day
        day += EVE


@dataclass(frozen=True)
class Question:
    """One unit and one window."""

    unit: UnitKey
    first: date
    last: date

    def mine(self, holder: UnitKey | None, day: date) -> bool:
        return holder is not None and UNITS.counts(self.unit, holder, day)

    def held(self, case: Case, day: date) -> bool:
        return self.mine(case.holder(day), day)

    def flow(self, case: Case, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.last and self.held(case, day)

    def row(self, unit: UnitKey, day: date) -> bool:
        return self.first <= day <= self.last and UNITS.counts(self.unit, unit, day)


def balance(question: Question, cases: list[Case], completed: str = "completed") -> dict[str, list[str]]:
    """Line → the refs of what it counts, one a movement."""
    q = question
    found: dict[str, list[str]] = {line: [] for line in ("1", "2", "2t", "3", "4", "4t", "5", "6")}
    for case in cases:
        eve = q.first - EVE
        if case.there(eve) and q.held(case, eve):
            found["1"].append(case.ref)
        if case.there(q.last) and q.held(case, q.last):
            found["5"].append(case.ref)
        if q.flow(case, case.started):
            found["2"].append(case.ref)
        if case.started is not None and q.flow(case, case.ended):
            found["3" if case.outcome == completed else "4"].append(case.ref)
        if q.flow(case, case.certified):
            found["6"].append(case.ref)
        for day in _days(q.first, q.last):
            # In force on the day before means: not ended before this day.
            if case.there(day - EVE) and q.held(case, day - EVE) != q.held(case, day):
                found["2t" if q.held(case, day) else "4t"].append(case.ref)
    return found


def in_register(question: Question, cases: list[Case]) -> list[str]:
    """The cases in force and in custody on a same day of the window."""
    q = question
    return [
        case.ref
        for case in cases
        if any(
            case.started is not None
            and case.started <= day
            and (case.ended is None or case.ended >= day)
            and q.held(case, day)
            for day in _days(q.first, q.last)
        )
    ]


def relapsed(question: Question, history: History) -> list[str]:
    """The people found relapsed strictly later than their first certificate, wherever issued."""
    first: dict[str, date] = {}
    for case in history.cases:
        if case.certified is not None:
            first[case.person] = min(case.certified, first.get(case.person, date.max))
    return sorted(
        {
            each.person
            for each in (*history.evaluations, *history.determinations)
            if question.row(each.unit, each.on) and each.person in first and each.on > first[each.person]
        }
    )


@cache
def _communes(unit: UnitKey, age: str) -> tuple[UnitKey, ...]:
    day = REFORM if age == "new" else REFORM - EVE
    return tuple(
        key for key, kind in UNITS.kind.items() if kind == "commune" and key[1] == age and UNITS.counts(unit, key, day)
    )


def communes(question: Question) -> tuple[UnitKey, ...]:
    """The communes in scope that exist at the end of the window; none where the unit's tree has ended."""
    age = "new" if question.last >= REFORM else "old"
    return () if question.unit[1] == "old" and age == "new" else _communes(question.unit, age)


def without_addicts(question: Question, history: History) -> tuple[list[UnitKey], int]:
    """The communes where nobody is listed, and how many entries of ended units came to no commune."""
    listed = [
        each
        for each in history.addicts
        if each.on <= question.last
        and (each.until is None or each.until > question.last)
        and UNITS.counts(question.unit, each.unit, question.last)
    ]
    mine = communes(question)
    troubled = {key for each in listed for key in mine if UNITS.counts(key, each.unit, question.last)}
    lost = [
        each
        for each in listed
        if question.last >= REFORM and each.unit[1] == "old" and UNITS.kind[UNITS.successor[each.unit]] == "province"
    ]
    return [key for key in mine if key not in troubled], len(lost)
