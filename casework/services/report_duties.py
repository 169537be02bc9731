"""What is owed becomes rows, and each row is claimed and done once (lịch báo cáo định kỳ).

Any number of schedulers may wake at once, die half-way, or sleep for weeks: a row is planned once for its
obligation, unit and period, claimed by one for a while, and done in the same transaction that makes its draft.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from casework.access import trail
from casework.access.roles import SYSTEM, Role
from casework.access.units import find_bearer
from casework.i18n import VIETNAM
from casework.records.account import Account, RoleAssignment
from casework.records.db import begin_writing
from casework.records.report import ReportAct, ReportDuty, SavedReport
from casework.records.unit import Unit, UnitReach
from casework.reports.lifecycle import ReportStage, ReportStep
from casework.reports.obligations import Obligation, OwnObligation
from casework.reports.periods import Window
from casework.services.report_obligations import all_obligations, bound_units, find_obligation
from casework.services.report_store import as_kept, fill

LEASE = timedelta(minutes=15)
"""Whoever has claimed a row and not done it within this time is taken for dead."""
SENDING_ROLES = (Role.COMMUNE_OFFICER.value, Role.COMMUNE_CHAIR.value, Role.SUPERVISOR.value)


def plan(session: Session, today: date) -> int:
    """Write a row for each report that a unit owes and whose window has closed; those already there stay.

    A unit owes from the first deadline on or after the day on which somebody began to work there in this system.

    :returns: how many rows are new
    """
    since = _working_since(session)
    if not since:
        return 0
    units = list(session.scalars(select(Unit).where(Unit.id.in_(list(since)))))
    earliest = min(since.values()) - timedelta(days=400)
    kept = session.execute(select(ReportDuty.obligation, ReportDuty.unit_id, ReportDuty.period))
    known = {tuple(row) for row in kept}
    rows: list[dict[str, Any]] = []
    for each in all_obligations(session):
        for period, window in each.periods_between(earliest, today):
            due_on = each.due_on(window)
            for unit_id in senders(session, each, window, units):
                if (due_on or window.last) >= since[unit_id] and (each.code, unit_id, period) not in known:
                    rows.append(_row(each, unit_id, period, window, due_on))
    if not rows:
        return 0
    # Another scheduler may be planning the same rows at this moment.
    dialect: Any = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    for start in range(0, len(rows), 500):
        session.execute(dialect.insert(ReportDuty).on_conflict_do_nothing(), rows[start : start + 500])
    session.flush()
    return len(rows)


def _row(owed: Obligation, unit_id: int, period: str, window: Window, due_on: date | None) -> dict[str, Any]:
    days = {"first_on": window.first, "last_on": window.last, "due_on": due_on}
    return {"obligation": owed.code, "unit_id": unit_id, "period": period, **days}


def _working_since(session: Session) -> dict[int, date]:
    """The first day on which somebody who sends reports worked at each unit."""
    query = (
        select(RoleAssignment.unit_id, RoleAssignment.from_on, Account.created_at)
        .join(Account, Account.id == RoleAssignment.account_id)
        .where(RoleAssignment.role.in_(SENDING_ROLES))
    )
    since: dict[int, date] = {}
    for unit_id, from_on, created_at in session.execute(query):
        day = from_on or created_at.astimezone(VIETNAM).date()
        since[unit_id] = min(day, since.get(unit_id, day))
    return since


def senders(session: Session, owed: Obligation, window: Window, units: list[Unit]) -> Iterator[int]:
    """Which of some units send what is owed for a window."""
    level = owed.sender(window.last)
    if level is None:
        return
    inside: set[int] | None = None
    if isinstance(owed, OwnObligation):
        inside = bound_units(session, owed)
    elif owed.local:
        place = owed.within(window.last)
        if place is None:
            return
        whose = find_bearer(session, place.text, window.last)
        inside = set(session.scalars(select(UnitReach.unit_id).where(UnitReach.ancestor_id == whose.id)))
    for unit in units:
        if unit.kind == level.text and unit.bears_on(window.last) and (inside is None or unit.id in inside):
            yield unit.id


def claim(session: Session, now: datetime) -> int | None:
    """Take one row that nobody works on, for a while; none where there is none. The caller commits."""
    begin_writing(session)
    query = (
        select(ReportDuty)
        .where(ReportDuty.done_at.is_(None))
        .where(or_(ReportDuty.claimed_until.is_(None), ReportDuty.claimed_until < now))
        .order_by(ReportDuty.last_on, ReportDuty.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    duty = session.scalars(query).first()
    if duty is None:
        return None
    duty.claimed_until = now + LEASE
    session.flush()
    return duty.id


def carry_out(session: Session, duty_id: int, now: datetime) -> SavedReport | None:
    """Make the draft that a claimed row asks for, and mark the row done; nothing where somebody did it meanwhile."""
    begin_writing(session)
    duty = session.get_one(ReportDuty, duty_id, with_for_update=True, populate_existing=True)
    owed = find_obligation(session, duty.obligation)
    if duty.done_at is not None or owed is None:
        return None
    window = owed.window(duty.period)
    kept = SavedReport(
        form=owed.form,
        obligation=owed.code,
        period=duty.period,
        unit_id=duty.unit_id,
        maker_id=duty.unit_id,
        windows=as_kept([window]),
        variants=[],
        last_on=window.last,
        due_on=duty.due_on,
        stage=ReportStage.DRAFTED.value,
        unit_name=duty.unit.name,
    )
    session.add(kept)
    session.flush()
    fill(session, kept, as_of=now)
    for step in (ReportStep.CLOSE, ReportStep.DRAFT):
        session.add(_act(kept, step, now))
    duty.done_at = now
    trail.record(
        session,
        trail.Tag.REPORT_MADE,
        SYSTEM,
        ref=kept.ref,
        form=kept.form,
        unit=duty.unit.code,
        period=duty.period,
    )
    session.flush()
    return kept


def _act(kept: SavedReport, step: ReportStep, now: datetime) -> ReportAct:
    day = now.astimezone(VIETNAM).date()
    return ReportAct(report_id=kept.id, act=step.value, acted_on=day, at=now, actor_name=SYSTEM.name)


def waiting_rows(session: Session) -> int:
    """How many rows are not done yet."""
    query = select(func.count()).select_from(ReportDuty).where(ReportDuty.done_at.is_(None))
    return int(session.scalar(query) or 0)
