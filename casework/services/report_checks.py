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
from casework.reports.checks import ORDER, Finding, Weight, arithmetic, jumps, opening
from casework.reports.keeping import from_plain, unpacked
from casework.reports.lifecycle import STANDING
from casework.reports.periods import window_before
from casework.services.report_asked import Asked, of_kept, of_unit_below
from casework.services.report_behind import Behind
from casework.services.report_findings import open_findings
from casework.services.report_sides import Reader, look
from casework.services.report_store import cell_of, windows_of
from casework.services.reports import unit_of_report

MOST_NAMED = 50
"""So many records of a finding are named on its page; the page of the check in the data has them all."""


def findings(
    session: Session, scope: Scope, kept: SavedReport, *, on: date, as_of: datetime, actor: Actor | None = None
) -> list[Finding]:
    """Everything found about the report as it was counted, what blocks first.

    Only arithmetic blocks absolutely: a report is due by law also while a record lacks something. What is known to be
    wrong with a record that a number counts is put right, or explained by whoever checks the report.

    :param actor: who looks at the records behind it, by name as far as they may; without one nobody is looked for
    """
    return _found(session, scope, of_kept(session, kept), on, as_of, actor)


def findings_below(
    session: Session, scope: Scope, kept: SavedReport, unit_text: str, *, on: date, as_of: datetime, actor: Actor
) -> tuple[Asked, list[Finding]]:
    """The same checks of a unit below a report's own, counted now: from the country down to the commune's records.

    :raises InvalidInput: nobody bears the code on that day
    :raises NotFound: the unit lies outside the scope
    """
    unit = unit_of_report(session, scope, unit_text, windows_of(kept))
    asked = of_unit_below(session, kept, unit, as_of=as_of)
    return asked, _found(session, scope, asked, on, as_of, actor)


def _found(
    session: Session, scope: Scope, asked: Asked, on: date, as_of: datetime, actor: Actor | None
) -> list[Finding]:
    readers = None
    if actor is not None and may(actor, Permission.REPORT_MEMBERS):
        readers = partial(Reader, session, scope, actor)
    behind = Behind(session, asked, readers)
    found = [behind.of_arithmetic(each) for each in arithmetic(asked.report)]
    before = _period_before(session, asked, as_of)
    found += _openings(session, asked, before, behind)
    if before is not None:
        found += behind.of_jumps(list(jumps(asked.report, before, on)))
    named = actor is not None and may(actor, Permission.NAMES_VIEW)
    of_data = list(open_findings(session, Scope(asked.unit.id) if _narrower(asked) else scope, asked, on, named=named))
    if actor is None or readers is None:
        silent = (replace(each, records=(), more=each.more + len(each.records)) for each in (*found, *of_data))
        return sorted(silent, key=lambda each: ORDER.index(each.weight))
    found = _named(asked, readers, found) + [_first(each) for each in of_data]
    seen = sum(len(each.records) for each in found)
    if seen:
        look(session, actor, asked.form.code, "*", asked.unit, asked.window, seen)
    return sorted(found, key=lambda each: ORDER.index(each.weight))


def blocking(found: Iterable[Finding]) -> tuple[str, ...]:
    """The sentences of what must be put right before sending."""
    return tuple(each.text for each in found if each.weight is Weight.BLOCKING)


def to_explain(found: Iterable[Finding]) -> dict[str, str]:
    """What must be put right or explained, by its code."""
    return {each.code: each.text for each in found if each.weight is Weight.EXPLAIN}


def _period_before(session: Session, asked: Asked, as_of: datetime) -> Report | None:
    try:
        before = [window_before(asked.window)]
    except InvalidInput:
        return None
    return build(session, asked.form, asked.unit, before, as_of=as_of, variants=asked.variants)


def _openings(session: Session, asked: Asked, before: Report | None, behind: Behind) -> Iterator[Finding]:
    """What was there at the end of the period before is what this one begins with; else who makes the difference."""
    report, pairs = asked.report, carried_over(asked.form)
    if not pairs:
        return
    sent = _sent_before(session, asked)
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


def _sent_before(session: Session, asked: Asked) -> SavedReport | None:
    """The report that stands for the days just before the last window, of the same unit, form and readings."""
    eve = asked.window.first - timedelta(days=1)
    query = (
        select(SavedReport)
        .where(SavedReport.form == asked.form.code, SavedReport.unit_id == asked.unit.id, SavedReport.last_on == eve)
        .where(SavedReport.stage.in_([each.value for each in STANDING]), SavedReport.frozen.is_(True))
        .order_by(SavedReport.id.desc())
    )
    return next((each for each in session.scalars(query) if set(each.variants) == set(asked.variants)), None)


def _narrower(asked: Asked) -> bool:
    """Of a unit of today its own records are looked through; one that ended has none of its own any more."""
    return asked.unit.kind != "country" and asked.unit.valid_to is None


def _first(finding: Finding) -> Finding:
    """With so many records as a page names, the rest as a count."""
    return replace(finding, records=finding.records[:MOST_NAMED], more=finding.more + len(finding.records[MOST_NAMED:]))


def _named(asked: Asked, readers: Callable[[Indicator], Reader], found: list[Finding]) -> list[Finding]:
    """The same findings with the records that the reader may see, by name as far as they may; the rest as a count."""
    form = asked.form
    indicators = dict(zip((line.id for line in form.rows), form.indicators(asked.variants), strict=True))
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
        replace(each, person_ref=known[kind, each.ref][0], name=known[kind, each.ref][1]) if not each.gone else each
        for each in finding.records
        if each.gone or (kind, each.ref) in known
    )
    return replace(finding, records=records, more=finding.more + len(finding.records) - len(records))
