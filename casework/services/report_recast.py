"""A report of a unit that ended, on today's map (theo địa giới hiện nay): the same records, by who has them now.

Nothing is guessed: what a divided unit left behind belongs to the new province until somebody allocates it, and
stands in a column of its own, "chưa phân bổ".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from casework.indicators.indicator import Counted, Indicator, Measure
from casework.records.report import SavedReport
from casework.records.unit import Unit
from casework.reports.form import Line
from casework.reports.freeze import members_of
from casework.reports.keeping import Member, unpacked
from casework.reports.place import frame
from casework.services.report_places import places_of
from casework.services.report_reading import unit_today
from casework.services.report_store import cell_of, form_of, windows_of

MOST = 8
"""So many units have a column; the rest of an old province stand together."""


@dataclass(frozen=True)
class RecastRow:
    """One number of the old report, taken apart by the units that have its records today."""

    line: Line
    whole: int
    by_unit: dict[int, int]
    unallocated: int
    lost: int
    """Records that were taken out since."""

    def elsewhere(self, shown: list[Unit]) -> int:
        """What belongs to units without a column."""
        return sum(self.by_unit.values()) - sum(self.by_unit.get(unit.id, 0) for unit in shown)


@dataclass(frozen=True)
class Recast:
    """The last column of an old report on today's map."""

    units: list[Unit]
    rows: list[RecastRow]
    more: bool = field(default=False)

    @property
    def waits(self) -> bool:
        """Something behind it waits to be given to a commune of today."""
        return any(row.unallocated for row in self.rows)


def recast(session: Session, kept: SavedReport) -> Recast:
    """The records behind each number as it was sent (of a draft, as they are), by the unit that has them today."""
    form, place = form_of(kept), len(kept.windows) - 1
    window = windows_of(kept)[place]
    now: dict[int, Unit] = {}
    rows: list[RecastRow] = []
    for line, indicator in zip(form.rows, form.indicators(tuple(kept.variants)), strict=True):
        # A median has no parts, and a list of communes is a list of today's or of that day's, not of records.
        days = line.window(window)
        if (
            days is None
            or indicator.measure is Measure.MEDIAN
            or indicator.cohorts
            or indicator.counted is Counted.UNIT
        ):
            continue
        if kept.frozen:
            members: Iterable[Member] = unpacked(cell_of(kept, line.id, place).members)
        else:
            members = members_of(session, indicator, frame(kept.unit, days))
        rows.append(_row(session, line, indicator, members, now))
    sizes: dict[int, int] = defaultdict(int)
    for row in rows:
        for unit_id, number in row.by_unit.items():
            sizes[unit_id] += number
    known = {unit.id: unit for unit in now.values()}
    largest = sorted(sizes, key=lambda unit_id: (-sizes[unit_id], known[unit_id].name_folded))
    shown = sorted((known[unit_id] for unit_id in largest[:MOST]), key=lambda unit: unit.name_folded)
    return Recast(shown, rows, more=len(largest) > MOST)


def managed_now(session: Session, kept: SavedReport, indicator: Indicator, refs: list[str]) -> dict[str, str]:
    """Of a report of a unit that ended: who has each record today, or that nobody has been given it (chưa phân bổ)."""
    if kept.unit.valid_to is None or indicator.counted is Counted.UNIT:
        return {}
    places = places_of(session, indicator.counted, refs)
    names = {unit_id: unit_today(session, session.get_one(Unit, unit_id)) for unit_id in set(places.values())}
    return {ref: _holder(names[unit_id]) for ref, unit_id in places.items()}


def _holder(unit: Unit) -> str:
    return unit.name if unit.kind == "commune" else "chưa phân bổ"


def _row(
    session: Session, line: Line, indicator: Indicator, members: Iterable[Member], now: dict[int, Unit]
) -> RecastRow:
    adds: dict[str, int] = defaultdict(int)
    for each in members:
        adds[each.ref] += each.adds
    places = places_of(session, indicator.counted, list(adds))
    by_unit: dict[int, int] = defaultdict(int)
    unallocated = lost = 0
    for ref, number in adds.items():
        unit_id = places.get(ref)
        if unit_id is None:
            lost += number
            continue
        if unit_id not in now:
            now[unit_id] = unit_today(session, session.get_one(Unit, unit_id))
        unit = now[unit_id]
        if unit.kind == "commune":
            by_unit[unit.id] += number
        else:
            unallocated += number
    return RecastRow(line, sum(adds.values()), dict(by_unit), unallocated, lost)
