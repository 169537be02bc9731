"""Two lists beside each other (cầu nối số liệu): who came, who went, and why a sum of parts is not the whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from casework.indicators.indicator import Indicator, Measure
from casework.records.unit import Unit
from casework.reports.freeze import Member, members_of
from casework.reports.periods import Window
from casework.reports.place import frame


@dataclass(frozen=True)
class Change:
    """One record whose part in a number differs: what it added before, and what it adds after."""

    ref: str
    before: int | None
    after: int | None

    @property
    def by(self) -> int:
        """By how much the number moves."""
        return (self.after or 0) - (self.before or 0)


@dataclass(frozen=True)
class Bridge:
    """From one number to another: before + came − gone ± changed = after."""

    before: int
    after: int
    came: tuple[Change, ...]
    gone: tuple[Change, ...]
    changed: tuple[Change, ...]

    @property
    def adds_up(self) -> bool:
        """Whether the steps really lead from the one to the other."""
        return self.before + sum(each.by for each in (*self.came, *self.gone, *self.changed)) == self.after


def added(members: Iterable[Member]) -> dict[str, int]:
    """What each record adds to the number in all, by ref."""
    found: dict[str, int] = defaultdict(int)
    for each in members:
        found[each.ref] += each.adds
    return dict(found)


def bridge(before: list[Member], after: list[Member]) -> Bridge:
    """The steps from one list to another."""
    old, new = added(before), added(after)
    came = tuple(Change(ref, None, new[ref]) for ref in sorted(new.keys() - old.keys()))
    gone = tuple(Change(ref, old[ref], None) for ref in sorted(old.keys() - new.keys()))
    both = sorted(old.keys() & new.keys())
    changed = tuple(Change(ref, old[ref], new[ref]) for ref in both if old[ref] != new[ref])
    return Bridge(sum(old.values()), sum(new.values()), came, gone, changed)


@dataclass(frozen=True)
class Part:
    """What one unit below counts."""

    unit: Unit
    number: int


@dataclass(frozen=True)
class Parts:
    """Sum of the units below − counted twice + chưa phân bổ = the unit itself."""

    whole: int
    parts: tuple[Part, ...]
    twice: tuple[Change, ...]
    """Who is counted in several of them, and what that adds beyond once."""
    unallocated: tuple[Change, ...]
    """Who is in the whole and in none of them (chưa phân bổ về đơn vị cấp dưới)."""
    sums: bool = True
    """The numbers are of a kind that adds up; a ratio or a median is shown unit by unit only."""

    @property
    def total(self) -> int:
        """The sum of the units below."""
        return sum(part.number for part in self.parts)

    @property
    def adds_up(self) -> bool:
        """Whether the bridge leads from the sum to the whole."""
        beyond, missing = (sum(each.by for each in some) for some in (self.twice, self.unallocated))
        return self.total - beyond + missing == self.whole


def units_below(session: Session, unit: Unit, on: date) -> list[Unit]:
    """The units directly below that exist on a day, by name."""
    query = select(Unit).where(
        Unit.parent_id == unit.id,
        or_(Unit.valid_from.is_(None), Unit.valid_from <= on),
        or_(Unit.valid_to.is_(None), Unit.valid_to > on),
    )
    return list(session.scalars(query.order_by(Unit.name_folded, Unit.code)))


def parts(session: Session, indicator: Indicator, unit: Unit, window: Window, below: list[Unit]) -> Parts:
    """One number of a unit, and of each unit below it; ratios by their part (the records with the amount 1)."""
    whole = added(members_of(session, indicator, frame(unit, window)))
    found: list[Part] = []
    seen: dict[str, int] = defaultdict(int)
    for each in below:
        own = added(members_of(session, indicator, frame(each, window)))
        found.append(Part(each, sum(own.values())))
        for ref, adds in own.items():
            seen[ref] += adds
    twice = tuple(
        Change(ref, whole.get(ref, 0), adds) for ref, adds in sorted(seen.items()) if adds > whole.get(ref, 0)
    )
    unallocated = tuple(
        Change(ref, seen.get(ref, 0), adds) for ref, adds in sorted(whole.items()) if adds > seen.get(ref, 0)
    )
    sums = indicator.measure is not Measure.MEDIAN and not indicator.cohorts
    return Parts(sum(whole.values()), tuple(found), twice, unallocated, sums)
