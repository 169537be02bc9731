"""What the level above does with many reports at once (tiếp nhận, tổng hợp hàng loạt)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from casework.access.permissions import Permission
from casework.access.roles import Actor
from casework.access.rules import require
from casework.access.scope import Scope
from casework.records.report import SavedReport
from casework.reports.lifecycle import ReportStage, ReportStep
from casework.services.report_acts import Words, act
from casework.services.report_store import reports
from casework.services.report_superiors import receives

AT_ONCE = 200


def received(session: Session, scope: Scope, actor: Actor, code: str, period: str) -> int:
    """How many reports of a period were received and not yet consolidated."""
    waiting = _received(scope, actor, code, period).subquery()
    return int(session.scalar(select(func.count()).select_from(waiting)) or 0)


def _received(scope: Scope, actor: Actor, code: str, period: str) -> Select[SavedReport]:
    query = reports(scope).where(SavedReport.obligation == code, SavedReport.period == period)
    query = query.where(SavedReport.stage == ReportStage.RECEIVED.value, SavedReport.maker_id != actor.unit_id)
    return query.where(receives(actor.unit_id, SavedReport.maker_id))


def consolidate_all(
    session: Session, scope: Scope, actor: Actor, code: str, period: str, *, today: date, as_of: datetime
) -> int:
    """Take every received report of a period into the report of the level above, so many at a time.

    :returns: how many
    """
    require(actor, Permission.REPORT_RECEIVE)
    refs = [kept.ref for kept in session.scalars(_received(scope, actor, code, period).limit(AT_ONCE))]
    for ref in refs:
        act(session, scope, actor, ref, ReportStep.CONSOLIDATE, Words(), today=today, as_of=as_of)
    return len(refs)
