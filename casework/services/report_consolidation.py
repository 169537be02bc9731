"""A period's reports added up (tổng hợp): the sum of what was sent beside what the records say, number by number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.access.scope import Scope, within
from casework.indicators.values import Number, Ratio, Value
from casework.records.report import ReportCell, SavedReport
from casework.records.unit import Unit
from casework.reports.build import build
from casework.reports.compare import PART, WHOLE
from casework.reports.form import Form, Line, Print
from casework.reports.forms import find_form
from casework.reports.keeping import from_plain
from casework.reports.lifecycle import STANDING
from casework.reports.printing import printed
from casework.services.report_obligations import find_obligation

_Key = tuple[str, str, str]
"""Row, group, and which of its numbers: what is added up apart."""


@dataclass(frozen=True)
class Consolidated:
    """One number of a period: the sum of what was sent beside what the records of the level say."""

    line: Line
    section: str
    cohort: str
    """Of a form that compares, whose number it is."""
    part: str
    """Of a ratio, which of its two numbers; empty where there is one only."""
    sent: int | None
    """None where nothing was sent, or numbers of this kind do not add up (trung vị)."""
    counted: Value

    @property
    def silent(self) -> bool:
        """Nothing was sent and nothing is counted."""
        return not self.sent and not self.counted

    @property
    def difference(self) -> int | None:
        """Records less sum; none where either has no number."""
        return self.counted - self.sent if isinstance(self.counted, int) and self.sent is not None else None

    def text(self, number: Value) -> str:
        """A number of this row as the form prints it; the numbers of a ratio by themselves."""
        return printed(number, Print.PLAIN if self.part else self.line.print)


def consolidation(session: Session, scope: Scope, code: str, period: str, *, as_of: datetime) -> list[Consolidated]:
    """The records of the level asked now, beside the sum of the reports that stand (tổng hợp).

    Of a ratio both its numbers are added up, of a form that compares each group's; a median is only
    counted. Nothing at a commune, which has nobody below.
    """
    owed = find_obligation(session, code)
    assert owed is not None
    form, unit = find_form(owed.form), session.get_one(Unit, scope.unit_id)
    if unit.kind == "commune":
        return []
    report = build(session, form, unit, [owed.window(period)], as_of=as_of)
    sums = _sums(session, scope, form, code, period)
    rows: list[Consolidated] = []
    for line, row in report.numbered:
        number: Number = row.values[: len(form.cohorts)] if form.cohorts else row.values[0]
        for (_, cohort, part), value in _taken_apart(form, line.id, number):
            sent = sums.get((line.id, cohort, part))
            rows.append(Consolidated(line, form.section(line), cohort, part, sent, value))
    return rows


def _sums(session: Session, scope: Scope, form: Form, code: str, period: str) -> Counter[_Key]:
    query = (
        select(ReportCell.row_id, ReportCell.value)
        .join(SavedReport, SavedReport.id == ReportCell.report_id)
        .where(*within(scope, SavedReport.unit_id), SavedReport.obligation == code, SavedReport.period == period)
        .where(SavedReport.stage.in_([each.value for each in STANDING]))
    )
    sums: Counter[_Key] = Counter()
    for row_id, kept in session.execute(query):
        for key, value in _taken_apart(form, row_id, from_plain(kept)):
            if isinstance(value, int):
                sums[key] += value
    return sums


def _taken_apart(form: Form, row_id: str, number: Number) -> Iterator[tuple[_Key, Value]]:
    """The values of a cell that can be added up to those of other units, each with its name."""
    groups = zip(form.cohorts, number, strict=True) if isinstance(number, tuple) else [("", number)]
    for cohort, value in groups:
        if isinstance(value, Ratio):
            yield (row_id, cohort, PART), value.n
            yield (row_id, cohort, WHOLE), value.of
        else:
            yield (row_id, cohort, ""), value
