"""Phụ lục 2 counted the slow way: day by day, from plain records and the official CSV of units, with no SQL.

Written from INDICATORS.md alone, so that the numbers of the application have something to be compared with.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from casework.config import ROOT

REFORM = date(2025, 7, 1)
UnitKey = tuple[str, str]
"""Code, and "old" (until 2025-06-30), "new" or "both"."""
OUTSIDE = {"home", "community", "community_compulsory"}


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

    @property
    def first(self) -> date:
        return min(day for day in (self.registered, self.started, self.ended) if day)


@dataclass(frozen=True)
class T:
    ref: str
    unit: UnitKey
    established: date
    dissolved: date | None = None
    activities: tuple[date, ...] = ()
    members: tuple[tuple[str, date, date | None], ...] = ()


@dataclass(frozen=True)
class D:
    ref: str
    unit: UnitKey
    premises: str
    established: date
    closed: date | None = None
    staff: tuple[tuple[str, date, date | None], ...] = ()
    sessions: tuple[tuple[str, date, int], ...] = ()


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


def holder(episode: E, day: date) -> UnitKey | None:
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
    for record in (*world.episodes, *world.methadone):
        marks |= {value for value in vars(record).values() if isinstance(value, date)}
        marks |= {moved for moved, _ in getattr(record, "moves", ())}
    near = {mark + timedelta(days=step) for mark in marks for step in (-1, 0, 1)}
    return sorted(day for day in near if first <= day <= last)


def in_force(started: date | None, ended: date | None, day: date) -> bool:
    return started is not None and started <= day and (ended is None or ended >= day)


def existing(began: date, ended: date | None, day: date) -> bool:
    return began <= day and (ended is None or ended > day)


def pl2(world: World, unit: UnitKey, first: date, last: date) -> dict[str, int | dict[str, int] | set[str]]:
    """Row id → the set of refs behind the number, or ref → amount for sums."""
    calendar = days(world, first, last)

    def here(row_unit: UnitKey, day: date) -> bool:
        return UNITS.counts(unit, row_unit, day)

    def flow(row_unit: UnitKey, day: date | None) -> bool:
        return day is not None and first <= day <= last and here(row_unit, day)

    def held(episode: E, day: date | None) -> bool:
        if day is None or not first <= day <= last:
            return False
        who = holder(episode, day)
        return who is not None and here(who, day)

    def registered(forms: Iterable[str]) -> set[str]:
        return {e.person for e in world.episodes if e.form in forms and held(e, e.registered)}

    def rehabilitated(forms: Iterable[str]) -> set[str]:
        return {
            e.person
            for e in world.episodes
            if e.form in forms and any(in_force(e.started, e.ended, d) and held(e, d) for d in calendar)
        }

    def own_case(team: T) -> bool:
        for d in calendar:
            if unit[1] == "old" and d >= REFORM:
                continue
            own = team.unit
            if own[1] == "old" and d >= REFORM:
                own = UNITS.successor[own]
                if UNITS.kind[own] == "province":
                    continue
            for e in world.episodes:
                if e.form in OUTSIDE and in_force(e.started, e.ended, d) and holder(e, d) == own:
                    return True
        return False

    active_teams = {
        t.ref
        for t in world.teams
        if existing(t.established, t.dissolved, last)
        and here(t.unit, last)
        and (any(flow(t.unit, a) for a in t.activities) or own_case(t))
    }
    active_points = {
        p.ref
        for p in world.points
        if existing(p.established, p.closed, last)
        and here(p.unit, last)
        and any(flow(p.unit, day) for _, day, _ in p.sessions)
    }
    point_staff = {
        s
        for p in world.points
        if p.ref in active_points
        for s, since, until in p.staff
        if since <= last and (until is None or until >= last)
    }
    found: dict[str, int | dict[str, int] | set[str]] = {
        "1.1": {t.ref for t in world.teams if flow(t.unit, t.established)},
        "1.2": active_teams,
        "1.3": {
            s
            for t in world.teams
            if t.ref in active_teams
            for s, since, until in t.members
            if since <= last and (until is None or until >= last)
        },
        "1.4": registered({"home", "community"}),
        "1.4.1": registered({"community"}),
        "1.4.2": registered({"home"}),
        "1.5": rehabilitated(OUTSIDE),
        "1.5.1": rehabilitated({"community", "community_compulsory"}),
        "1.5.2": rehabilitated({"home"}),
        "1.6": {e.person for e in world.episodes if e.form in OUTSIDE and held(e, e.certified)},
        "2.1": {p.ref for p in world.points if flow(p.unit, p.established)},
        "2.2": active_points,
        "2.3": point_staff,
        "2.4": {s: n for p in world.points for s, day, n in p.sessions if flow(p.unit, day)},
        "3": {t.person for t in world.trainings if t.supported and flow(t.unit, t.started)},
        "4": {j.person for j in world.jobs if j.supported and flow(j.unit, j.started)},
        "5": {loan.person for loan in world.loans if flow(loan.unit, loan.started)},
        "5.1": {loan.ref: loan.amount for loan in world.loans if flow(loan.unit, loan.started)},
        "6": {
            m.person
            for m in world.methadone
            if any(in_force(m.started, m.ended, d) and here(m.unit, d) for d in calendar)
        },
    }
    for place, premises in enumerate(("health_station", "culture_house", "other"), start=1):
        found[f"2.1.{place}"] = {p.ref for p in world.points if p.premises == premises and flow(p.unit, p.established)}
    for place, sector in enumerate(("health", "labour", "police", "volunteer", "other"), start=1):
        found[f"2.3.{place}"] = {s for s in point_staff if world.sectors[s] == sector}
    return found
