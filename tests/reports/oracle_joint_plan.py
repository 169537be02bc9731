"""Kế hoạch liên tịch 2064 counted the slow way."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from tests.reports.plain import REFORM, UNITS, Asked, Found, Part, R, UnitKey, World, assigned, in_force

FORMS = {
    "III.2.1": {"centre_compulsory"},
    "III.2.2": {"centre_voluntary"},
    "III.2.3": {"community_compulsory"},
    "III.2.4": {"home", "community"},
}


def _of_programme(rows: Iterable[R]) -> list[R]:
    return [row for row in rows if (row.programme or "").strip().lower() == "khlt2064"]


def past_rehabilitation(world: World, person: str, day: date) -> bool:
    certified = any(e.person == person and e.certified and e.certified <= day for e in world.episodes)
    return certified or any(a.person == person and a.started <= day for a in world.aftercares)


def _communes(asked: Asked, rows: list[R]) -> Part:
    age = "old" if asked.last < REFORM else "new"
    communes = {
        key for key, kind in UNITS.kind.items() if kind == "commune" and key[1] == age and asked.here(key, asked.last)
    }
    homes = {row.unit for row in rows if asked.covers(row.on)}
    acted = {key for key in communes if key in homes or any(UNITS.successor.get(home) == key for home in homes)}
    return Part({code for code, _ in communes}, {code for code, _ in acted})


def khlt2064(world: World, unit: UnitKey, first: date, last: date) -> dict[str, Found]:
    asked = Asked(unit, first, last)
    directives = [r for r in _of_programme(world.directives) if asked.flow(r.unit, r.on)]
    events = [r for r in _of_programme(world.events) if asked.flow(r.unit, r.on)]
    materials = [r for r in _of_programme(world.materials) if asked.flow(r.unit, r.on)]
    everything = _of_programme([*world.directives, *world.events, *world.materials])
    clubs = [k for k in world.clubs if asked.stock(k.unit, k.established, k.closed)]
    working = [
        j
        for j in world.jobs
        if j.employer and asked.stock(j.unit, j.started, j.ended) and past_rehabilitation(world, j.person, last)
    ]

    def started(forms: set[str]) -> set[str]:
        return {e.ref for e in world.episodes if e.form in forms and asked.held(e, e.started)}

    found: dict[str, Found] = {
        "I.1": {r.ref for r in directives if r.kind == "province"},
        "I.2": {r.ref for r in directives if r.kind in ("district", "commune")},
        "II.1": {r.ref for r in events},
        "II.2": {r.ref: r.amount for r in events},
        "II.3": {r.ref: r.amount for r in materials},
        "II.4": _communes(asked, everything),
        "III.1": {
            e.ref
            for e in world.episodes
            if e.declared in ("self", "family", "guardian") and asked.held(e, e.registered)
        },
        "III.2": started(set().union(*FORMS.values())),
        "III.2.5": {m.person for m in world.methadone if asked.flow(m.unit, m.started)},
        "IV.1": {a.ref for a in world.aftercares if asked.held(a, a.started)},
        "IV.2": {t.ref for t in world.trainings if asked.flow(t.unit, t.started)},
        "IV.3": {x.ref for x in world.loans if asked.flow(x.unit, x.started)},
        "IV.3.1": {x.ref: x.amount for x in world.loans if asked.flow(x.unit, x.started)},
        "IV.4": {j.person for j in world.jobs if j.income and _on_some_day(asked, j.unit, j.started, j.ended)},
        "IV.5": {j.employer for j in working if j.employer},
        "IV.6": {j.person for j in working},
        "IV.7": {k.ref for k in clubs},
        "IV.8": {
            person
            for k in clubs
            for person, since, until in k.members
            if assigned(since, until, last) and past_rehabilitation(world, person, last)
        },
    }
    return found | {row: started(forms) for row, forms in FORMS.items()}


def _on_some_day(asked: Asked, row_unit: UnitKey, began: date, ended: date | None) -> bool:
    """In force on a day of the window that the unit counts: the first of the window, or the first of the record."""
    return any(
        in_force(began, ended, day) and asked.here(row_unit, day)
        for day in (asked.first, began)
        if asked.first <= day <= asked.last
    )


def unallocated(world: World, unit: UnitKey, first: date, last: date) -> int:
    """What the note under the table says: rows of units that no one commune has taken over.

    A unit whose own tree has ended has nothing at the end of the window, and nothing that waits.
    """
    asked = Asked(unit, first, last)
    rows = _of_programme([*world.directives, *world.events, *world.materials])
    return sum(
        last >= REFORM
        and unit[1] != "old"
        and row.unit[1] == "old"
        and UNITS.kind[row.unit] != "province"
        and UNITS.kind[UNITS.successor[row.unit]] == "province"
        for row in rows
        if asked.flow(row.unit, row.on)
    )
