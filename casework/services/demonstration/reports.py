"""Reports of the invented district: the months before the last are sent and received, the last one waits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.access.roles import Actor, Role
from casework.access.scope import Scope
from casework.errors import RefusedByLaw
from casework.i18n import VIETNAM
from casework.records.account import Account, RoleAssignment
from casework.records.report import ReportDuty, SavedReport
from casework.reports.freeze import is_zero
from casework.reports.lifecycle import ReportStep
from casework.services.report_acts import Words, act
from casework.services.report_duties import carry_out, claim
from casework.services.report_store import numbers_of

MONTHS = 3
_WHY = "Hồ sơ còn thiếu giấy tờ, đang bổ sung; số liệu đã đối chiếu với sổ."
REFORM = date(2025, 7, 1)
_WALK = (
    (ReportStep.CHECK, Role.COMMUNE_OFFICER),
    (ReportStep.SUBMIT, Role.COMMUNE_CHAIR),
    (ReportStep.RECEIVE, Role.SUPERVISOR),
)


def working_since(today: date) -> date:
    """The first of a month some months ago: since then the invented communes owe their monthly report."""
    return (today - timedelta(days=31 * MONTHS)).replace(day=1)


def send_reports(session: Session, today: date) -> None:
    """Draft what is owed, and let officer, chair and province walk the older ones."""
    while (duty_id := claim(session, morning(today))) is not None:
        duty = session.get_one(ReportDuty, duty_id)
        kept = carry_out(session, duty_id, morning(duty.last_on + timedelta(days=1)))
        if kept is not None and duty.obligation == "bcn01" and duty.last_on < today.replace(day=1) - timedelta(days=1):
            _walk(session, kept)


def _walk(session: Session, kept: SavedReport) -> None:
    """Sent on its last day, by those who work there; nobody walks the report of a commune without a chair."""
    for step, role in _WALK:
        actor = _somebody(session, role, kept)
        if actor is None:
            return
        # Somebody's papers are never complete in a commune that has cases: the officer says so at once.
        why = _WHY if step is ReportStep.CHECK and not is_zero(numbers_of(kept).values()) else None
        take(session, kept, step, actor, kept.due_on or kept.last_on, words=why)


def take(
    session: Session,
    kept: SavedReport,
    step: ReportStep,
    actor: Actor,
    day: date,
    *,
    words: str | None = None,
    number: str | None = None,
) -> None:
    """One step of a report on a day.

    :param words: why it goes although something of it is not complete
    :param number: what a signed report is numbered with
    """
    nothing = step is ReportStep.SUBMIT and is_zero(numbers_of(kept).values())
    signed_on = day if step is ReportStep.SIGN else None
    said = Words(words, number if signed_on else None, signed_on, nothing)
    asked = (session, Scope.of(actor), actor, kept.ref, step)
    try:
        act(*asked, said, today=day, as_of=morning(day))
    except RefusedByLaw:
        if words:
            raise
        act(*asked, replace(said, text=_WHY), today=day, as_of=morning(day))


def _somebody(session: Session, role: Role, kept: SavedReport) -> Actor | None:
    return worker(session, role, kept.maker.parent_id if role is Role.SUPERVISOR else kept.maker_id)


def worker(session: Session, role: Role, unit_id: int | None) -> Actor | None:
    """Somebody who works at a unit in a role."""
    query = (
        select(Account, RoleAssignment)
        .join(RoleAssignment, RoleAssignment.account_id == Account.id)
        .where(RoleAssignment.role == role.value, RoleAssignment.unit_id == unit_id)
    )
    found = session.execute(query.limit(1)).first()
    return Actor(found[0].id, found[0].username, role, found[1].unit_id) if found else None


def morning(day: date) -> datetime:
    """The instant at which offices open on a day."""
    return datetime.combine(day, time(8), VIETNAM)
