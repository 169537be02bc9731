"""Checks of a kept report before it is sent: its arithmetic, jumps, and open findings about the records it counts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from casework.access.scope import Scope
from casework.indicators.indicator import Counted
from casework.records.report import SavedReport
from casework.reports.build import Report, build
from casework.reports.checks import CheckedRecord, Finding, Weight, arithmetic, jumps
from casework.reports.freeze import members_of
from casework.reports.periods import CutRule, Window, parse_period
from casework.reports.place import frame
from casework.services.quality import CHECKS
from casework.services.quality import findings as quality_findings
from casework.services.quality_checks import Check, Severity
from casework.services.report_store import as_report, form_of, windows_of

MOST = 300
"""So many records of each check of data quality are held against the lists."""
_ASKED = (Severity.BLOCKING, Severity.WARNING)


def window_before(window: Window) -> Window:
    """The period just before, of the same length: the month before a month, the half-year before a half-year."""
    months = (window.last.year - window.first.year) * 12 + window.last.month - window.first.month + 1
    whole = window.first.day == 1 and (window.last + timedelta(days=1)).day == 1
    if whole and months in (1, 3, 6, 12):
        eve = window.first - timedelta(days=1)
        part = {1: f"-{eve.month:02d}", 3: f"Q{(eve.month + 2) // 3}", 6: f"H{1 if eve.month <= 6 else 2}", 12: ""}
        return parse_period(f"{eve.year}{part[months]}", CutRule.CALENDAR)
    length = window.last - window.first
    last = window.first - timedelta(days=1)
    first = last - length
    return Window(first, last, f"{first:%d/%m/%Y} - {last:%d/%m/%Y}")


def findings(session: Session, scope: Scope, kept: SavedReport, *, on: date, as_of: datetime) -> list[Finding]:
    """Everything found about the report as it was counted, what blocks first."""
    report = as_report(kept)
    found = [*arithmetic(report)]
    found += jumps(report, _period_before(session, kept, as_of), on)
    found += _open_findings(session, scope, kept, on)
    return sorted(found, key=lambda each: each.weight is Weight.WARNING)


def blocking(found: list[Finding]) -> tuple[str, ...]:
    """The sentences of what must be put right before sending."""
    return tuple(each.text for each in found if each.weight is Weight.BLOCKING)


def _period_before(session: Session, kept: SavedReport, as_of: datetime) -> Report:
    before = [window_before(windows_of(kept)[-1])]
    return build(session, form_of(kept), kept.unit, before, as_of=as_of, variants=tuple(kept.variants))


def _open_findings(session: Session, scope: Scope, kept: SavedReport, on: date) -> Iterator[Finding]:
    """What is known to be wrong with the records behind each number of the last column.

    They warn and never block: a report is due by law also while a record of years ago lacks a paper. A report of
    the whole country is not held against single records: those answer who keep them.
    """
    if kept.unit.kind == "country":
        return
    form, window, place = form_of(kept), windows_of(kept)[-1], len(kept.windows) - 1
    wrong: dict[Counted, list[tuple[Check, frozenset[str]]]] = {}
    for line, indicator in zip(form.rows, form.indicators(tuple(kept.variants)), strict=True):
        kind = indicator.counted
        if kind not in wrong:
            wrong[kind] = _wrong_records(session, scope, kind, on)
        if not wrong[kind]:
            continue
        refs = {each.ref for each in members_of(session, indicator, frame(kept.unit, line.window(window)))}
        for check, found in wrong[kind]:
            touched = sorted(found & refs)
            if touched:
                text = f"Dòng {line.id}: {check.title} ({len(touched)}; hồ sơ: {check.severity.term.lower()})"
                records = tuple(map(CheckedRecord, touched))
                yield Finding(Weight.WARNING, line.id, place, text, check.mend, records)


def _wrong_records(session: Session, scope: Scope, kind: Counted, on: date) -> list[tuple[Check, frozenset[str]]]:
    """The checks of one kind of record that find something, with the refs of what they find."""
    asked = [check for check in CHECKS if check.kind == kind.value and check.severity in _ASKED]
    listed = [(check, quality_findings(session, scope, check, on, limit=MOST)[0]) for check in asked]
    return [(check, frozenset(each.key for each in found)) for check, found in listed if found]
