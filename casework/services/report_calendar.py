"""The calendar of reporting (lịch báo cáo): for each obligation who sends it, its period under way and its deadline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from casework.access.scope import Scope
from casework.law.dated import Value
from casework.records.unit import Unit
from casework.reports.forms import find_form
from casework.reports.obligations import OBLIGATIONS, Obligation, OwnObligation
from casework.reports.periods import Window
from casework.services.report_duties import senders
from casework.services.report_obligations import all_obligations, own_obligations

_AHEAD = timedelta(days=800)


@dataclass(frozen=True)
class CalendarLine:
    """One obligation with the period that is under way."""

    obligation: Obligation
    window: Window
    due_on: date | None
    sender: Value
    limit: Value | None
    yours: bool
    """The reader's own unit sends it."""


def calendar_lines(session: Session, scope: Scope, today: date) -> list[CalendarLine]:
    """What is owed now and next, the nearest deadline first; of what units set, what concerns the reader."""
    concerned = {row.id for row in own_obligations(session, scope)}
    here = [session.get_one(Unit, scope.unit_id)] if scope.unit_id is not None else []
    lines = []
    for each in all_obligations(session):
        if isinstance(each, OwnObligation) and int(each.code.rpartition("-")[2]) not in concerned:
            continue
        line = _line(session, each, here, today)
        if line is not None:
            lines.append(line)
    return sorted(lines, key=lambda each: (each.due_on or date.max, each.obligation.code))


def ended_lines(today: date) -> list[tuple[Obligation, Value]]:
    """What official papers had units send and no longer do, with what ended it (chế độ đã thôi áp dụng)."""
    ended = ((each, each.ended(today)) for each in OBLIGATIONS)
    return [(each, value) for each, value in ended if value is not None]


def coming_deadlines(session: Session, scope: Scope, first: date, last: date, today: date) -> list[tuple[date, str]]:
    """The last days, of some days, for reports of the scope's own unit whose period is not over yet (hạn sắp tới).

    Once it is over there is a draft, which is a duty of its own.

    :returns: day and what is to be sent, the earliest first
    """
    here = [session.get_one(Unit, scope.unit_id)] if scope.unit_id is not None else []
    found = [
        (due_on, f"{find_form(owed.form).short}, {window.label}")
        for owed in (all_obligations(session) if here and last >= today else ())
        for _period, window in owed.periods_between(today, last + timedelta(days=1))
        if (due_on := owed.due_on(window)) is not None and first <= due_on <= last
        if owed.sender(window.last) is not None and any(senders(session, owed, window, here))
    ]
    return sorted(set(found))


def _line(session: Session, owed: Obligation, here: list[Unit], today: date) -> CalendarLine | None:
    for _period, window in owed.periods_between(today, today + _AHEAD):
        sender = owed.sender(window.last)
        # A plan of one place binds nobody any more once the place is no more.
        if sender is not None and (not owed.local or owed.within(window.last) is not None):
            yours = bool(list(senders(session, owed, window, here)))
            return CalendarLine(owed, window, owed.due_on(window), sender, owed.limit(window), yours)
    return None
