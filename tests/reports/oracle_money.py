"""Phụ lục 3 counted the slow way."""

from __future__ import annotations

from datetime import date

from tests.reports.plain import Asked, Found, R, UnitKey, World


def pl3(world: World, unit: UnitKey, first: date, last: date) -> dict[str, Found]:
    asked = Asked(unit, first, last)
    spent = [line for line in world.budget if asked.flow(line.unit, line.on)]

    def money(lines: list[R]) -> Found:
        return {line.ref: line.amount for line in lines}

    return {
        "1": money(spent),
        "1.1": money([line for line in spent if line.kind == "central"]),
        "1.2": money([line for line in spent if line.kind == "local"]),
        "2.1": money([line for line in spent if line.content == "dossiers"]),
        "2.2": money([line for line in spent if line.content == "team"]),
        "2.3": money([line for line in spent if line.content == "support"]),
    }


def other_money(world: World, unit: UnitKey, first: date, last: date) -> int:
    """What the note under the table says."""
    asked = Asked(unit, first, last)
    return sum(line.amount for line in world.budget if line.content == "other" and asked.flow(line.unit, line.on))
