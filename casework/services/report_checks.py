"""Checks of a kept report before it is sent: its arithmetic, jumps, and open findings about the records it counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from casework.access.scope import Scope
from casework.indicators.indicator import Counted
from casework.records.report import SavedReport
from casework.reports.build import Report, build
from casework.reports.checks import CheckedRecord, Finding, Weight, arithmetic, jumps
from casework.reports.form import Form
from casework.reports.freeze import members_of
from casework.reports.periods import CutRule, Window, parse_period
from casework.reports.place import frame
from casework.services.report_store import as_report, form_of, windows_of

QualitySource = Callable[[Session, Scope, Counted, set[str], date], Iterator[tuple[str, str, str, bool]]]
"""Given the kind of record and the refs behind a number: (ref, what is wrong, how to fix it, whether it blocks)."""
_QUALITY: list[QualitySource] = []


def join_quality(source: QualitySource) -> None:
    """Let open data-quality findings be named beside the numbers that they touch."""
    _QUALITY[:] = [source]


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
    """What is known to be wrong with the records behind each number of the last column."""
    for source in _QUALITY:
        form: Form = form_of(kept)
        window = windows_of(kept)[-1]
        place = len(kept.windows) - 1
        for line, indicator in zip(form.rows, form.indicators(tuple(kept.variants)), strict=True):
            refs = {each.ref for each in members_of(session, indicator, frame(kept.unit, line.window(window)))}
            grouped: dict[tuple[str, str, bool], list[str]] = {}
            for ref, text, remedy, blocks in source(session, scope, indicator.counted, refs, on) if refs else ():
                grouped.setdefault((text, remedy, blocks), []).append(ref)
            for (text, remedy, blocks), touched in grouped.items():
                weight = Weight.BLOCKING if blocks else Weight.WARNING
                records = tuple(CheckedRecord(ref) for ref in sorted(touched))
                yield Finding(weight, line.id, place, f"Dòng {line.id}: {text} ({len(touched)})", remedy, records)
