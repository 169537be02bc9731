"""Kế hoạch 89 counted the slow way."""

from __future__ import annotations

from datetime import date

from tests.reports.plain import Asked, Found, Part, UnitKey, World, assigned, days, in_force


def officers_at_end(world: World, asked: Asked) -> set[str]:
    places = [(t.unit, t.established, t.dissolved, t.members) for t in world.teams]
    places += [(p.unit, p.established, p.closed, p.staff) for p in world.points]
    return {
        who
        for unit, began, ended, staff in places
        if asked.stock(unit, began, ended)
        for who, since, until in staff
        if assigned(since, until, asked.last)
    }


def officers_trained(world: World, asked: Asked) -> set[str]:
    return {who for who, day in world.officer_trainings if asked.covers(day)}


def kh89(world: World, unit: UnitKey, first: date, last: date) -> dict[str, Found]:
    asked = Asked(unit, first, last)
    calendar = [d for d in days(world, first, last) if asked.covers(d)]

    def ever(began: date | None, ended: date | None) -> bool:
        return any(in_force(began, ended, d) for d in (first, began) if d and asked.covers(d))

    consulted = {
        person
        for p in world.points
        for (_, day, _), (_, people) in zip(p.sessions, p.named, strict=True)
        if asked.covers(day)
        for person in people
    }
    treated = consulted | {d.person for d in world.determinations if asked.covers(d.listed)}
    for case in (*world.episodes, *world.methadone, *world.aftercares):
        if ever(case.started, case.ended):
            treated.add(case.person)
    supported = {s.person for s in (*world.trainings, *world.jobs, *world.loans) if asked.covers(s.started)}
    supported |= {who for k in world.clubs for who, since, until in k.members if ever(since, until)}
    followed = {
        a.person
        for a in world.aftercares
        if any(in_force(a.started, a.ended, d) and asked.held(a, d) for d in calendar)
    }

    def listed(status: str) -> set[str]:
        return {x.person for x in world.listings if x.status == status and asked.stock(x.unit, x.listed, x.removed)}

    officers = officers_at_end(world, asked)
    return {
        "1.1": Part(listed("addict"), listed("addict") & treated),
        "1.2": Part(followed, followed & supported),
        "1.3": Part(officers, officers & officers_trained(world, asked)),
        "1.4": {m.ref for m in world.models if m.kind == "rehabilitation" and asked.stock(m.unit, m.on, m.until)},
        "2.1": Part(listed("user"), listed("user") & consulted),
    }
