"""The records behind what the checks of a report find: who is in the part and not in the whole, who came, who went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from casework.indicators.indicator import Frame, Indicator
from casework.records.report import SavedReport
from casework.reports.checks import CheckedRecord, Finding
from casework.reports.compare import Change, passages
from casework.reports.form import Identity
from casework.reports.freeze import members_of
from casework.reports.keeping import Member
from casework.reports.periods import window_before
from casework.reports.place import frame
from casework.services.report_reasons import kept_out, recorded_since
from casework.services.report_sides import Reader
from casework.services.report_store import form_of, windows_of

MOST = 20
"""So many records are named with a finding."""


class Behind:
    """The records behind the findings of one report, by its last window; of a whole country none is named.

    :param reader: what the reader may see of the records of an indicator; without one nobody is looked for
    """

    def __init__(self, session: Session, kept: SavedReport, reader: Callable[[Indicator], Reader] | None) -> None:
        self._session, self._kept, self._reader = session, kept, reader
        self._form, self._variants = form_of(kept), tuple(kept.variants)
        self._window = windows_of(kept)[-1]
        self._silent = kept.unit.kind == "country" or reader is None

    def _asked(self, row: str) -> tuple[Indicator, Frame]:
        line = self._form.row(row)
        return self._form.indicator(row, self._variants), frame(self._kept.unit, line.window(self._window))

    def _members(self, row: str) -> Iterable[Member]:
        return members_of(self._session, *self._asked(row))

    def of_arithmetic(self, finding: Finding) -> Finding:
        """With those who are in the part and not in the whole, or whose signs do not add up."""
        if self._silent or not finding.against:
            return finding
        if finding.against != finding.row:
            refs = [each.ref for each in self._moved(finding.row, finding.against)]
        else:
            refs = self._unbalanced(finding.row)
        return replace(finding, records=tuple(map(CheckedRecord, refs[:MOST])), more=len(refs[MOST:]))

    def _moved(self, row: str, whole: str) -> list[Change]:
        indicator, _ = self._asked(row)
        found = passages(indicator, self._members(whole), self._members(row))
        return [change for each in found for way in each.bridges for change in way.came.first]

    def _unbalanced(self, row: str) -> list[str]:
        """The records that the parts of an identity and its whole do not count alike."""
        identities: tuple[Identity, ...] = (*self._form.identities, *self._form.totals)
        identity = next(each for each in identities if each.whole == row)
        signed: Counter[str] = Counter()
        for sign, part in (*identity.parts, (-1, identity.whole)):
            for each in self._members(part):
                signed[each.ref] += sign * each.adds
        return sorted(ref for ref, number in signed.items() if number)

    def of_jump(self, finding: Finding) -> Finding:
        """With the first of those who came and went since the period before."""
        if self._silent:
            return finding
        indicator, _now = self._asked(finding.row)
        line = self._form.row(finding.row)
        then = frame(self._kept.unit, line.window(window_before(self._window)))
        found = passages(indicator, members_of(self._session, indicator, then), self._members(finding.row))
        sides = [
            (words, change.ref)
            for each in found
            for way in each.bridges[:1]
            for words, moves in (("đến", way.came), ("đi", way.gone))
            for change in moves.first[: MOST // 2]
        ]
        return replace(finding, records=tuple(CheckedRecord(ref, words) for words, ref in sides))

    def of_opening(self, finding: Finding, sent: Iterable[Member], sent_at: datetime | None) -> Finding:
        """With those whom the report before did not count at its end, or counted and who are no more, and why."""
        if self._silent:
            return finding
        indicator, asked = self._asked(finding.row)
        (found,) = passages(indicator, sent, self._members(finding.row))
        (way,) = found.bridges
        came, gone = (self._keys(indicator, side.first[:MOST]) for side in (way.came, way.gone))
        late = recorded_since(self._session, indicator, asked, came, sent_at)
        out = kept_out(self._session, indicator, asked, gone, "nay không đạt")
        records = [CheckedRecord(ref, f"+1, {late[ref]}") for ref in came]
        records += [CheckedRecord(ref, f"−1, {out.get(ref, 'không còn được tính')}") for ref in gone]
        moved = way.came.count + way.gone.count
        return replace(finding, records=tuple(records), more=moved - len(records))

    def _keys(self, indicator: Indicator, changes: list[Change]) -> dict[str, int]:
        assert self._reader is not None
        known = self._reader(indicator).known(each.ref for each in changes)
        return {ref: key for ref, (key, _person) in known.items()}
