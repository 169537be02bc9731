"""Phụ lục 2 counted the slow way: day by day, from plain records and the official CSV of units, with no SQL.

Written from INDICATORS.md alone, so that the numbers of the application have something to be compared with.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from tests.reports.plain import OUTSIDE, REFORM, UNITS, E, Found, T, UnitKey, World, days, existing, holder, in_force


def pl2(world: World, unit: UnitKey, first: date, last: date) -> dict[str, Found]:
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
    found: dict[str, Found] = {
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
