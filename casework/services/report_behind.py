"""The records behind what the checks of a report find: who is in the part and not in the whole, who came, who went."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from heapq import merge
from itertools import groupby

from sqlalchemy.orm import Session

from casework.indicators.indicator import Frame, Indicator
from casework.indicators.measure import counts
from casework.indicators.values import Number, Ratio, Value
from casework.records.unit import Unit
from casework.reports.checks import CheckedRecord, Finding
from casework.reports.compare import Change, passages
from casework.reports.form import Identity
from casework.reports.freeze import members_of
from casework.reports.keeping import Member
from casework.reports.periods import Window, window_before
from casework.reports.printing import printed
from casework.services.report_asked import Asked
from casework.services.report_gone import OUTSIDE
from casework.services.report_late import recorded_since
from casework.services.report_places import by_unit_below, checked_units, places_of
from casework.services.report_reasons import kept_out
from casework.services.report_sides import Reader

MOST = 20
"""So many records are named with a finding."""


class Behind:
    """The records behind the findings of one report, by its last window; above the commune, also the units they are of.

    :param reader: what the reader may see of the records of an indicator; without one nobody is looked for
    """

    def __init__(self, session: Session, asked: Asked, reader: Callable[[Indicator], Reader] | None) -> None:
        self._session, self._asked, self._reader = session, asked, reader

    def _members(self, row: str) -> Iterator[Member]:
        return members_of(self._session, *self._asked.cell(row))

    def of_arithmetic(self, finding: Finding) -> Finding:
        """With those who are in the part and not in the whole, or whose signs do not add up."""
        if self._reader is None or not finding.against:
            return finding
        if finding.against != finding.row:
            refs = [each.ref for each in self._moved(finding.row, finding.against)]
        else:
            refs = list(dict.fromkeys(self._unbalanced(finding.row)))
        records = tuple(map(CheckedRecord, refs[:MOST]))
        return self._with_units(replace(finding, records=records, more=len(refs[MOST:])), refs)

    def _with_units(self, finding: Finding, refs: list[str]) -> Finding:
        indicator, _ = self._asked.cell(finding.row)
        day = self._asked.custody_day
        places = places_of(self._session, indicator.counted, refs, day) if self._asked.below else {}
        units, more = by_unit_below(self._session, self._asked.below, places.values(), "%s hồ sơ")
        return replace(finding, units=units, more_units=more)

    def _moved(self, row: str, whole: str) -> list[Change]:
        indicator, _ = self._asked.cell(row)
        found = passages(indicator, self._members(whole), self._members(row))
        return [change for each in found for way in each.bridges for change in way.came.first]

    def _unbalanced(self, row: str) -> Iterator[str]:
        """The records that the parts of an identity and its whole do not count alike; all lists beside each other."""
        form = self._asked.form
        identities: tuple[Identity, ...] = (*form.identities, *form.totals, *form.partitions, *form.limits)
        for identity in identities:
            if identity.whole != row:
                continue
            lists = [_signed(sign, self._members(part)) for sign, part in (*identity.parts, (-1, identity.whole))]
            for ref, some in groupby(merge(*lists), key=lambda each: each[0]):
                over = sum(adds for _, adds in some)
                if over > 0 or (over and identity not in form.limits):
                    yield ref

    def of_jumps(self, found: list[Finding]) -> list[Finding]:
        """With the first of those who came and went since the period before, and how each unit below changed."""
        if self._reader is None or not found:
            return found
        if self._asked.unit.kind != "country":
            found = [self._of_jump(each) for each in found]
        return self._by_unit(found) if self._asked.below else found

    def _of_jump(self, finding: Finding) -> Finding:
        indicator, _ = self._asked.cell(finding.row)
        then = self._asked.cell(finding.row, window_before(self._asked.window))
        found = passages(indicator, members_of(self._session, *then), self._members(finding.row))
        way = found[self._group(finding)].bridges[0]
        sides = [
            CheckedRecord(change.ref, words)
            for words, moves in (("đến", way.came), ("đi", way.gone))
            for change in moves.first[: MOST // 2]
        ]
        return replace(finding, records=tuple(sides), more=way.came.count + way.gone.count - len(sides))

    def _group(self, finding: Finding) -> int:
        """Which of the groups that the form compares the finding is about; 0 where it compares none."""
        cohorts = len(self._asked.form.cohorts) + 1
        return finding.place % cohorts if cohorts > 1 else 0

    def _by_unit(self, found: list[Finding]) -> list[Finding]:
        """Every unit below is asked once for all the rows, in both periods."""
        rows = list(dict.fromkeys(each.row for each in found))
        earlier = window_before(self._asked.window)
        now, then = ([self._numbers(rows, unit, window) for unit in self._asked.below] for window in (None, earlier))
        shown = []
        for finding in found:
            row, cohort = rows.index(finding.row), self._group(finding)
            texts: dict[int | None, str] = {}
            sizes: dict[int | None, Decimal] = {}
            style = self._asked.form.row(finding.row).print
            for unit, after, before in zip(self._asked.below, now, then, strict=True):
                one, other = _value(before[row], cohort), _value(after[row], cohort)
                if one != other:
                    texts[unit.id] = f"từ {printed(one, style)} thành {printed(other, style)}"
                    sizes[unit.id] = abs(_size(other) - _size(one))
            units, more = checked_units(self._session, self._asked.below, texts, sizes)
            shown.append(replace(finding, units=units, more_units=more))
        return shown

    def of_opening(self, finding: Finding, sent: Iterable[Member], sent_at: datetime | None) -> Finding:
        """With those whom the report before did not count at its end, or counted and who are no more, and why."""
        if self._reader is None:
            return finding
        indicator, asked = self._asked.cell(finding.row)
        (found,) = passages(indicator, sent, self._members(finding.row))
        (way,) = found.bridges
        came, gone = (self._keys(indicator, side.first[:MOST]) for side in (way.came, way.gone))
        late = recorded_since(self._session, indicator, asked, came, sent_at)
        out = kept_out(self._session, indicator, asked, gone, "nay không đạt")
        records = [CheckedRecord(ref, f"+1, {late[ref]}") for ref in came]
        records += [CheckedRecord(ref, f"−1, {out.get(ref, 'không còn được tính')}") for ref in gone]
        hidden = [each.ref for each in way.gone.first[:MOST] if each.ref not in gone]
        lost = self._reader(indicator).became(hidden)
        records += [CheckedRecord(ref, f"−1, {what}", gone=True) for ref, what in lost.items() if what != OUTSIDE]
        moved = way.came.count + way.gone.count
        finding = replace(finding, records=tuple(records), more=moved - len(records))
        return self._with_units(finding, [each.ref for side in (way.came, way.gone) for each in side.first])

    def _keys(self, indicator: Indicator, changes: list[Change]) -> dict[str, int]:
        assert self._reader is not None
        known = self._reader(indicator).known(each.ref for each in changes)
        return {ref: key for ref, (key, _person) in known.items()}

    def _numbers(self, rows: list[str], unit: Unit, window: Window | None) -> list[Number]:
        """The numbers of some rows for a unit below; rows that are of other days than the window's are asked apart."""
        cells = [self._asked.cell(row, window, unit) for row in rows]
        by_frame: dict[Frame, list[int]] = {}
        for place, (_, asked) in enumerate(cells):
            by_frame.setdefault(asked, []).append(place)
        numbers: list[Number] = [0] * len(rows)
        for asked, places in by_frame.items():
            found = counts(self._session, tuple(cells[place][0] for place in places), asked)
            for place, number in zip(places, found, strict=True):
                numbers[place] = number
        return numbers


def _signed(sign: int, members: Iterable[Member]) -> Iterator[tuple[str, int]]:
    for each in members:
        yield each.ref, sign * each.adds


def _value(number: Number, cohort: int) -> Value:
    return number[cohort] if isinstance(number, tuple) else number


def _size(value: Value) -> Decimal:
    return Decimal(value.n if isinstance(value, Ratio) else value or 0)
