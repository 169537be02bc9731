"""Making a report: one that nobody owes by calendar, or one that is to stand in place of one already sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.access import trail
from casework.access.permissions import Permission
from casework.access.roles import Actor
from casework.access.rules import require
from casework.access.scope import Scope, within
from casework.errors import Conflict, Forbidden, InvalidInput
from casework.records.db import new_ref
from casework.records.report import SavedReport
from casework.records.unit import Unit
from casework.reports.form import Form
from casework.reports.lifecycle import PROCEDURE, ReportFacts, ReportStage, ReportStep
from casework.reports.periods import Window
from casework.reports.place import find_unit
from casework.services.report_acts import facts_of, may_do, note
from casework.services.report_store import as_kept, fill, find
from casework.workflow.engine import decide


def make_report(
    session: Session,
    scope: Scope,
    actor: Actor,
    form: Form,
    unit_text: str,
    windows: list[Window],
    *,
    variants: tuple[str, ...],
    due_on: date | None,
    today: date,
    as_of: datetime,
) -> SavedReport:
    """Keep a report that nobody owes by calendar (báo cáo đột xuất, chuyên đề): any form, unit of the scope, windows.

    :raises NotFound: the unit lies outside the scope
    :raises RefusedByLaw: a window has not closed
    """
    require(actor, Permission.REPORT_DRAFT)
    unit = find_unit(session, unit_text, windows)
    seen = session.scalar(select(Unit.id).where(Unit.id == unit.id, *within(scope, Unit.id)))
    if seen is None or actor.unit_id is None:
        raise InvalidInput(f"Đơn vị {unit.name} không thuộc phạm vi của bạn.", field="unit")
    form.chosen(variants)
    last_on = max(window.last for window in windows)
    facts = ReportFacts(last_on=last_on)
    decide(PROCEDURE, facts, ReportStep.CLOSE.value, today)
    kept = SavedReport(
        form=form.code,
        period="",
        unit_id=unit.id,
        maker_id=actor.unit_id,
        windows=as_kept(windows),
        variants=list(variants),
        last_on=last_on,
        due_on=due_on,
        stage=ReportStage.DRAFTED.value,
        unit_name=unit.name,
        recorded_by_id=actor.account_id,
    )
    kept.ref = new_ref("B")
    kept.period = kept.ref
    session.add(kept)
    session.flush()
    fill(session, kept, as_of=as_of)
    for step in (ReportStep.CLOSE, ReportStep.DRAFT):
        note(session, actor, kept, step, today, as_of, None)
    made = ", ".join(window.text for window in windows)
    trail.record(session, trail.Tag.REPORT_MADE, actor, ref=kept.ref, form=form.code, unit=unit.code, period=made)
    return kept


def begin_replacement(
    session: Session, scope: Scope, actor: Actor, ref: str, reason: str, *, today: date, as_of: datetime
) -> SavedReport:
    """Draft the report that is to stand in place of one already sent; that one stands until the new one is sent.

    :raises RefusedByLaw: it was not sent yet, or no reason is given (khoản 3 Điều 18 Nghị định 30/2020/NĐ-CP)
    :raises Conflict: a replacement is already being made
    """
    old = find(session, scope, ref)
    require(actor, Permission.REPORT_DRAFT)
    if not may_do(session, actor, old, ReportStep.REPLACE):
        raise Forbidden("Việc thay thế do đơn vị lập báo cáo làm.")
    facts = facts_of(session, old)
    decide(PROCEDURE, facts, ReportStep.REPLACE.value, today, proposed=replace(facts, words=reason or None))
    if session.scalar(select(SavedReport.id).where(SavedReport.replaces_id == old.id).limit(1)) is not None:
        raise Conflict("Đã có báo cáo thay thế đang lập. Hãy mở báo cáo đó.")
    new = SavedReport(
        form=old.form,
        obligation=old.obligation,
        period=old.period,
        edition=old.edition + 1,
        unit_id=old.unit_id,
        maker_id=old.maker_id,
        windows=list(old.windows),
        variants=list(old.variants),
        last_on=old.last_on,
        due_on=old.due_on,
        stage=ReportStage.DRAFTED.value,
        unit_name=old.unit_name,
        replaces_id=old.id,
        reason=reason,
        recorded_by_id=actor.account_id,
    )
    session.add(new)
    session.flush()
    fill(session, new, as_of=as_of)
    for step in (ReportStep.CLOSE, ReportStep.DRAFT):
        note(session, actor, new, step, today, as_of, reason if step is ReportStep.DRAFT else None)
    trail.record(
        session, trail.Tag.REPORT_MADE, actor, ref=new.ref, form=new.form, unit=new.unit.code, period=new.period
    )
    return new
