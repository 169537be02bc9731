"""Công văn 4498 counted the slow way: each cohort apart."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date

from tests.reports.plain import Asked, Found, Part, UnitKey, V, World

REASONS = ("absent", "ill", "died", "moved", "unknown")


def whole_months(since: date, until: date) -> int:
    """How often one can step a month on from `since` without passing `until`."""
    months = 0
    while True:
        years, month = divmod(since.month + months, 12)
        year, month = since.year + years, month + 1
        if date(year, month, min(since.day, monthrange(year, month)[1])) > until:
            return months
        months += 1


def cv4498(world: World, unit: UnitKey, first: date, last: date) -> dict[str, dict[str, Found]]:
    """Row id → cohort → what is behind the cell."""
    asked = Asked(unit, first, last)
    latest: dict[str, V] = {}
    for v in sorted(world.evaluations, key=lambda each: each.evaluated):
        if asked.flow(v.unit, v.evaluated):
            latest[v.person] = v
    return {row: {cohort: _cell(row, latest, cohort) for cohort in ("project", "other")} for row in ROWS}


def _evaluated(v: V) -> bool:
    return v.outcome != "not_evaluated"


def _because(reason: str) -> Callable[[V], bool]:
    return lambda v: not _evaluated(v) and (v.reason or "unknown") == reason


ROWS: dict[str, tuple[Callable[[V], bool], Callable[[V], bool] | None]] = {
    "1": (lambda v: True, None),
    "2": (_evaluated, None),
    "3": (_evaluated, lambda v: v.outcome == "relapsed"),
    "4": (_evaluated, lambda v: v.employment in ("casual", "stable")),
    "4.1": (_evaluated, lambda v: v.employment == "stable"),
    "5": (_evaluated, lambda v: v.violation is True),
    "6": (lambda v: True, lambda v: not _evaluated(v)),
    **{f"6.{place}": (lambda v: True, _because(reason)) for place, reason in enumerate(REASONS, start=1)},
    "7": (lambda v: v.returned is not None, None),
}
"""Row id → who is counted, and of a ratio, who of them is in the part."""


def _cell(row: str, latest: dict[str, V], cohort: str) -> Found:
    counted, part = ROWS[row]
    people = {person: v for person, v in latest.items() if v.cohort == cohort and counted(v)}
    if row == "7":
        return {person: whole_months(v.returned, v.evaluated) for person, v in people.items() if v.returned}
    return set(people) if part is None else Part(set(people), {person for person, v in people.items() if part(v)})
