"""Checks of a kept report before it is sent: arithmetic, its beginning, jumps, what is wrong with its records."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.access.permissions import Permission
from casework.access.roles import Actor
from casework.access.rules import may
from casework.access.scope import Scope
from casework.errors import InvalidInput
from casework.indicators.indicator import Counted, Indicator
from casework.records.report import SavedReport
from casework.reports.balance import carried_over
from casework.reports.build import Report, build
from casework.reports.checks import ORDER, CheckedRecord, Finding, Weight, arithmetic, jumps, opening
from casework.reports.freeze import members_among
from casework.reports.keeping import from_plain, unpacked
from casework.reports.lifecycle import STANDING
from casework.reports.periods import window_before
from casework.reports.place import frame
from casework.services.quality import CHECKS
from casework.services.quality import findings as quality_findings
from casework.services.quality_checks import Check, Severity
from casework.services.report_behind import Behind
from casework.services.report_sides import Reader, look
from casework.services.report_store import as_report, cell_of, form_of, windows_of

MOST = 300
"""So many records of each check of data quality are held against the lists."""
_WEIGHTS = {Severity.BLOCKING: Weight.EXPLAIN, Severity.WARNING: Weight.WARNING}


def findings(
    session: Session, scope: Scope, kept: SavedReport, *, on: date, as_of: datetime, actor: Actor | None = None
) -> list[Finding]:
    """Everything found about the report as it was counted, what blocks first.

    Only arithmetic blocks absolutely: a report is due by law also while a record lacks something. What is known to be
    wrong with a record that a number counts is put right, or explained by whoever checks the report.

    :param actor: who looks at the records behind it, by name as far as they may; without one nobody is looked for
    """
    readers = None
    if actor is not None and may(actor, Permission.REPORT_MEMBERS):
        readers = partial(Reader, session, scope, actor)
    report, behind = as_report(kept), Behind(session, kept, readers)
    found = [behind.of_arithmetic(each) for each in arithmetic(report)]
    before = _period_before(session, kept, as_of)
    found += _openings(session, kept, report, before, behind)
    if before is not None:
        found += [behind.of_jump(each) for each in jumps(report, before, on)]
    found += _open_findings(session, scope, kept, on)
    if actor is not None and readers is not None:
        found = _named(kept, readers, found)
        seen = sum(len(each.records) for each in found)
        if seen:
            look(session, actor, kept.form, "*", kept.unit, windows_of(kept)[-1], seen)
    else:
        found = [replace(each, records=(), more=each.more + len(each.records)) for each in found]
    return sorted(found, key=lambda each: ORDER.index(each.weight))


def blocking(found: Iterable[Finding]) -> tuple[str, ...]:
    """The sentences of what must be put right before sending."""
    return tuple(each.text for each in found if each.weight is Weight.BLOCKING)


def to_explain(found: Iterable[Finding]) -> dict[str, str]:
    """What must be put right or explained, by its code."""
    return {each.code: each.text for each in found if each.weight is Weight.EXPLAIN}


def _period_before(session: Session, kept: SavedReport, as_of: datetime) -> Report | None:
    try:
        before = [window_before(windows_of(kept)[-1])]
    except InvalidInput:
        return None
    return build(session, form_of(kept), kept.unit, before, as_of=as_of, variants=tuple(kept.variants))


def _openings(
    session: Session, kept: SavedReport, report: Report, before: Report | None, behind: Behind
) -> Iterator[Finding]:
    """What was there at the end of the period before is what this one begins with; else who makes the difference."""
    pairs = carried_over(report.form)
    if not pairs:
        return
    sent = _sent_before(session, kept)
    earlier = {row.line.id: row.values[-1] for _, row in before.numbered} if before else {}
    for row, closing_row in pairs:
        if sent is not None:
            cell = cell_of(sent, closing_row, len(sent.windows) - 1)
            closed = windows_of(sent)[-1].label
            number = from_plain(cell.value)
            finding = None
            if not isinstance(number, tuple):
                finding = opening(report, row, closing_row, number, closed, sent=True)
            if finding is not None:
                yield behind.of_opening(finding, unpacked(cell.members), sent.counted_at)
        elif before is not None:
            label = before.windows[-1].label
            finding = opening(report, row, closing_row, earlier[closing_row], label, sent=False)
            if finding is not None:
                yield finding


def _sent_before(session: Session, kept: SavedReport) -> SavedReport | None:
    """The report that stands for the days just before the last window, of the same unit, form and readings."""
    eve = windows_of(kept)[-1].first - timedelta(days=1)
    query = (
        select(SavedReport)
        .where(SavedReport.form == kept.form, SavedReport.unit_id == kept.unit_id, SavedReport.last_on == eve)
        .where(SavedReport.stage.in_([each.value for each in STANDING]), SavedReport.frozen.is_(True))
        .order_by(SavedReport.id.desc())
    )
    return next((each for each in session.scalars(query) if set(each.variants) == set(kept.variants)), None)


def _open_findings(session: Session, scope: Scope, kept: SavedReport, on: date) -> Iterator[Finding]:
    """What is known to be wrong with the records behind each number of the last column.

    A report of the whole country is not held against single records: those answer who keep them.
    """
    if kept.unit.kind == "country":
        return
    form, window, place = form_of(kept), windows_of(kept)[-1], len(kept.windows) - 1
    wrong: dict[Counted, list[tuple[Check, list[str]]]] = {}
    touched: dict[str, tuple[Check, list[str], dict[str, None]]] = {}
    for line, indicator in zip(form.rows, form.indicators(tuple(kept.variants)), strict=True):
        kind = indicator.counted
        if kind not in wrong:
            wrong[kind] = _wrong_records(session, scope, kind, on)
        if not wrong[kind]:
            continue
        refs = {ref for _, found in wrong[kind] for ref in found}
        counted = members_among(session, indicator, frame(kept.unit, line.window(window)), sorted(refs))
        for check, found in wrong[kind]:
            some = [ref for ref in found if ref in counted]
            if some:
                _, rows, behind = touched.setdefault(check.code, (check, [], {}))
                rows.append(line.id)
                behind.update(dict.fromkeys(some))
    for check, rows, behind in touched.values():
        text = f"{check.title}: {len(behind)} hồ sơ, đang được tính ở dòng {', '.join(rows)}"
        records = tuple(map(CheckedRecord, behind))
        yield Finding(_WEIGHTS[check.severity], rows[0], place, text, check.mend, records, code=check.code)


def _wrong_records(session: Session, scope: Scope, kind: Counted, on: date) -> list[tuple[Check, list[str]]]:
    """The checks of one kind of record that find something, with the refs of what they find."""
    asked = [check for check in CHECKS if check.kind == kind.value and check.severity in _WEIGHTS]
    listed = [(check, quality_findings(session, scope, check, on, limit=MOST)[0]) for check in asked]
    return [(check, list(dict.fromkeys(each.key for each in found))) for check, found in listed if found]


def _named(kept: SavedReport, readers: Callable[[Indicator], Reader], found: list[Finding]) -> list[Finding]:
    """The same findings with the records that the reader may see, by name as far as they may; the rest as a count."""
    form = form_of(kept)
    indicators = dict(zip((line.id for line in form.rows), form.indicators(tuple(kept.variants)), strict=True))
    by_kind: dict[Counted, tuple[Indicator, set[str]]] = {}
    for each in found:
        indicator = indicators[each.row]
        by_kind.setdefault(indicator.counted, (indicator, set()))[1].update(one.ref for one in each.records)
    known: dict[tuple[Counted, str], tuple[str, str]] = {}
    for kind, (indicator, refs) in by_kind.items():
        reader = readers(indicator)
        seen = reader.known(sorted(refs), most=len(refs))
        names = reader.names(dict.fromkeys(person for _, person in seen.values()))
        known |= {(kind, ref): (person, names.get(person, "")) for ref, (_, person) in seen.items()}
    return [_seen(each, indicators[each.row].counted, known) for each in found]


def _seen(finding: Finding, kind: Counted, known: dict[tuple[Counted, str], tuple[str, str]]) -> Finding:
    records = tuple(
        replace(each, person_ref=known[kind, each.ref][0], name=known[kind, each.ref][1])
        for each in finding.records
        if (kind, each.ref) in known
    )
    return replace(finding, records=records, more=finding.more + len(finding.records) - len(records))
