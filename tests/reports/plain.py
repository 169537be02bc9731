"""Records, units and days in plain Python, with no SQL: what the oracles of the forms count.

Written from the contracts alone, so that the numbers of the application have something to be compared with.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from casework.config import ROOT

REFORM = date(2025, 7, 1)
UnitKey = tuple[str, str]
"""Code, and "old" (until 2025-06-30), "new" or "both"."""
OUTSIDE = {"home", "community", "community_compulsory"}


Span = tuple[str, date, date | None]
"""Whose, from, to."""


@dataclass(frozen=True)
class E:
    ref: str
    person: str
    unit: UnitKey
    registered: date
    form: str
    started: date | None = None
    ended: date | None = None
    certified: date | None = None
    moves: tuple[tuple[date, UnitKey], ...] = ()
    declared: str | None = None
    outcome: str | None = None

    @property
    def first(self) -> date:
        return min(day for day in (self.registered, self.started, self.ended) if day)


@dataclass(frozen=True)
class A:
    """An after-care."""

    ref: str
    person: str
    unit: UnitKey
    started: date
    decided: date | None = None
    ended: date | None = None
    moves: tuple[tuple[date, UnitKey], ...] = ()
    outcome: str | None = None

    @property
    def first(self) -> date:
        return min(day for day in (self.started, self.decided, self.ended) if day)


@dataclass(frozen=True)
class T:
    ref: str
    unit: UnitKey
    established: date
    dissolved: date | None = None
    activities: tuple[date, ...] = ()
    members: tuple[Span, ...] = ()


@dataclass(frozen=True)
class D:
    ref: str
    unit: UnitKey
    premises: str
    established: date
    closed: date | None = None
    staff: tuple[Span, ...] = ()
    sessions: tuple[tuple[str, date, int], ...] = ()
    named: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Of sessions by ref, the people who are named."""


@dataclass(frozen=True)
class S:
    """A training, job, loan or methadone treatment."""

    ref: str
    person: str
    unit: UnitKey
    started: date
    ended: date | None = None
    supported: bool = True
    amount: int = 0
    income: bool = True
    employer: str | None = None


@dataclass(frozen=True)
class L:
    """A line of a list (`user`, `addict`), or a determination (its result)."""

    person: str
    unit: UnitKey
    status: str
    listed: date
    removed: date | None = None


@dataclass(frozen=True)
class V:
    """An evaluation."""

    person: str
    unit: UnitKey
    evaluated: date
    outcome: str
    reason: str | None = None
    employment: str | None = None
    violation: bool | None = None
    cohort: str = "project"
    returned: date | None = None


@dataclass(frozen=True)
class K:
    """A club."""

    ref: str
    unit: UnitKey
    established: date
    closed: date | None = None
    members: tuple[Span, ...] = ()


@dataclass(frozen=True)
class R:
    """An event, material, directive, budget line or model: where, when, what kind, how much."""

    ref: str
    unit: UnitKey
    on: date
    kind: str = ""
    amount: int = 0
    programme: str | None = None
    content: str = ""
    until: date | None = None


@dataclass
class World:
    sectors: dict[str, str] = field(default_factory=dict)
    episodes: list[E] = field(default_factory=list)
    teams: list[T] = field(default_factory=list)
    points: list[D] = field(default_factory=list)
    trainings: list[S] = field(default_factory=list)
    jobs: list[S] = field(default_factory=list)
    loans: list[S] = field(default_factory=list)
    methadone: list[S] = field(default_factory=list)
    aftercares: list[A] = field(default_factory=list)
    listings: list[L] = field(default_factory=list)
    determinations: list[L] = field(default_factory=list)
    evaluations: list[V] = field(default_factory=list)
    clubs: list[K] = field(default_factory=list)
    events: list[R] = field(default_factory=list)
    materials: list[R] = field(default_factory=list)
    directives: list[R] = field(default_factory=list)
    budget: list[R] = field(default_factory=list)
    models: list[R] = field(default_factory=list)
    officer_trainings: list[tuple[str, date]] = field(default_factory=list)


class Units:
    def __init__(self) -> None:
        self.parent: dict[UnitKey, UnitKey | None] = {}
        self.kind: dict[UnitKey, str] = {}
        rows = list(csv.DictReader((ROOT / "seed" / "admin_units.csv").open(encoding="utf-8")))
        for row in rows:
            age = "both" if row["kind"] == "country" else "old" if row["valid_to"] else "new"
            key = (row["code"], age)
            self.kind[key] = row["kind"]
            parent = row["parent_code"]
            self.parent[key] = None if not parent else ("VN", "both") if parent == "VN" else (parent, age)
        self.successor: dict[UnitKey, UnitKey] = {}
        wholes: dict[UnitKey, UnitKey] = {}
        parts: set[UnitKey] = set()
        for row in csv.DictReader((ROOT / "seed" / "admin_unit_successions.csv").open(encoding="utf-8")):
            old, new = (row["old_code"], "old"), (row["new_code"], "new")
            if row["share"] == "whole":
                wholes[old] = new
            else:
                parts.add(old)
        for key, kind in self.kind.items():
            if key[1] != "old":
                continue
            province = key
            while self.kind[province] != "province":
                province = self.parent[province]  # type: ignore[assignment]
            self.successor[key] = (
                wholes[province] if key in parts or (kind == "district" and key not in wholes) else wholes[key]
            )

    def up(self, key: UnitKey | None) -> Iterator[UnitKey]:
        while key is not None:
            yield key
            key = self.parent[key]

    def counts(self, unit: UnitKey, row_unit: UnitKey, day: date) -> bool:
        """Whether a report of `unit` counts a row of `row_unit` on a day."""
        if unit == ("VN", "both"):
            return True
        if unit[1] == "old":
            return day < REFORM and unit in self.up(row_unit)
        return unit in self.up(row_unit) or (row_unit in self.successor and unit in self.up(self.successor[row_unit]))


UNITS = Units()


def holder(episode: E | A, day: date) -> UnitKey | None:
    """Who has custody on a day."""
    if day < episode.first:
        return None
    unit = episode.unit
    for moved, receiver in sorted(episode.moves):
        if moved <= day:
            unit = receiver
    if unit[1] == "old" and day >= REFORM:
        return UNITS.successor[unit]
    return unit


def days(world: World, first: date, last: date) -> list[date]:
    """The days of a window on which anything can differ from the day before: the rest are like one of these."""
    marks = {first, last, REFORM}
    for record in (*world.episodes, *world.methadone, *world.aftercares):
        marks |= {value for value in vars(record).values() if isinstance(value, date)}
        marks |= {moved for moved, _ in getattr(record, "moves", ())}
    near = {mark + timedelta(days=step) for mark in marks for step in (-1, 0, 1)}
    return sorted(day for day in near if first <= day <= last)


def in_force(started: date | None, ended: date | None, day: date) -> bool:
    return started is not None and started <= day and (ended is None or ended >= day)


def existing(began: date, ended: date | None, day: date) -> bool:
    return began <= day and (ended is None or ended > day)


def assigned(since: date, until: date | None, day: date) -> bool:
    return since <= day and (until is None or until >= day)


@dataclass(frozen=True)
class Asked:
    """A cell's unit and window, and which rows are in it."""

    unit: UnitKey
    first: date
    last: date

    def here(self, row_unit: UnitKey, day: date) -> bool:
        return UNITS.counts(self.unit, row_unit, day)

    def covers(self, day: date | None) -> bool:
        """The day is one that this unit counts anything of."""
        return day is not None and self.first <= day <= self.last and not (self.unit[1] == "old" and day >= REFORM)

    def flow(self, row_unit: UnitKey, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.last and self.here(row_unit, day)

    def stock(self, row_unit: UnitKey, began: date, ended: date | None) -> bool:
        return existing(began, ended, self.last) and self.here(row_unit, self.last)

    def held(self, case: E | A, day: date | None) -> bool:
        if day is None or not self.first <= day <= self.last:
            return False
        who = holder(case, day)
        return who is not None and self.here(who, day)


@dataclass(frozen=True)
class Part:
    """A ratio: everybody, and those of them who are in the part."""

    of: set[str]
    n: set[str]


Found = int | dict[str, int] | set[str] | list[str] | Part | None
"""What is behind a cell: refs, ref → amount for sums, a ref an occurrence, a part of a whole, or no number."""
