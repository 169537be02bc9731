"""Reports of the invented district: the months before the last are sent and received, the last one waits."""

from __future__ import annotations

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
from casework.services.report_duties import carry_out, claim, plan
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
    """Draft what is owed, and let officer, chair and province walk the older ones; nothing if it is done."""
    plan(session, today)
    if session.scalar(select(ReportDuty.id).where(ReportDuty.done_at.is_not(None)).limit(1)) is not None:
        return
    while (duty_id := claim(session, _morning(today))) is not None:
        duty = session.get_one(ReportDuty, duty_id)
        kept = carry_out(session, duty_id, _morning(duty.last_on + timedelta(days=1)))
        if kept is not None and duty.obligation == "bcn01" and duty.last_on < today.replace(day=1) - timedelta(days=1):
            _walk(session, kept)


def _walk(session: Session, kept: SavedReport) -> None:
    """Sent on its last day, by those who work there; nobody walks the report of a commune without a chair."""
    actors = {role: _somebody(session, role, kept) for _, role in _WALK}
    day = kept.due_on or kept.last_on
    for step, role in _WALK:
        actor = actors[role]
        if actor is None or actor.unit_id is None:
            return
        asked = (session, Scope.of(actor), actor, kept.ref, step)
        try:
            act(*asked, Words(nothing_happened=_is_zero(kept, step)), today=day, as_of=_morning(day))
        except RefusedByLaw:
            # Somebody's papers are not complete yet: the officer says so and sends it on its day.
            act(*asked, Words(_WHY), today=day, as_of=_morning(day))


def _is_zero(kept: SavedReport, step: ReportStep) -> bool:
    """Whether it is to be sent with the word that nothing happened."""
    return step is ReportStep.SUBMIT and is_zero(numbers_of(kept).values())


def _somebody(session: Session, role: Role, kept: SavedReport) -> Actor | None:
    above = kept.maker.parent_id if role is Role.SUPERVISOR else kept.maker_id
    query = (
        select(Account, RoleAssignment)
        .join(RoleAssignment, RoleAssignment.account_id == Account.id)
        .where(RoleAssignment.role == role.value, RoleAssignment.unit_id == above)
    )
    found = session.execute(query.limit(1)).first()
    return Actor(found[0].id, found[0].username, role, found[1].unit_id) if found else None


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(8), VIETNAM)
