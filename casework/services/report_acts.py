"""The acts in a report's life, each through the procedure: who may, what is refused with every reason, what is kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from casework.access import trail
from casework.access.permissions import Permission
from casework.access.roles import Actor
from casework.access.rules import may, require
from casework.access.scope import Scope
from casework.errors import Conflict, Forbidden, InvalidInput, Reason
from casework.i18n import format_date
from casework.records.report import ReportAct, SavedReport
from casework.reports.checks import Finding
from casework.reports.freeze import is_zero
from casework.reports.lifecycle import PROCEDURE, STANDING, Done, ReportFacts, ReportStage, ReportStep, stage
from casework.services import report_checks
from casework.services.report_obligations import find_obligation
from casework.services.report_store import fill, find, numbers_of, windows_of
from casework.services.report_superiors import has_superior, is_received_at
from casework.workflow.engine import Decision, OpenAct, acts_open, decide
from casework.workflow.procedure import RELIED_ON, Due

PERMISSIONS: dict[ReportStep, Permission] = {
    ReportStep.DRAFT: Permission.REPORT_DRAFT,
    ReportStep.CHECK: Permission.REPORT_DRAFT,
    ReportStep.SUBMIT: Permission.REPORT_SUBMIT,
    ReportStep.SIGN: Permission.REPORT_SUBMIT,
    ReportStep.REPLACE: Permission.REPORT_DRAFT,
    ReportStep.RETURN: Permission.REPORT_RECEIVE,
    ReportStep.RECEIVE: Permission.REPORT_RECEIVE,
    ReportStep.CONSOLIDATE: Permission.REPORT_RECEIVE,
}
OF_THE_MAKER = frozenset({ReportStep.DRAFT, ReportStep.CHECK, ReportStep.SUBMIT, ReportStep.SIGN, ReportStep.REPLACE})
"""What only the unit that makes the report does; the rest is for the level above."""


@dataclass(frozen=True)
class Words:
    """What comes with an act: comments or a reason, a number and its day, the word that nothing happened."""

    text: str | None = None
    number: str | None = None
    on: date | None = None
    nothing_happened: bool = False


def is_own(session: Session, actor: Actor, kept: SavedReport) -> bool:
    """Whether the actor's unit makes the report, or took over from the unit that did."""
    return actor.unit_id is not None and actor.unit_id in (kept.maker_id, kept.maker.successor_id)


def may_do(session: Session, actor: Actor, kept: SavedReport, step: ReportStep) -> bool:
    """Whether the role and the place of the actor allow the act, whatever the stage says."""
    if step not in PERMISSIONS or not may(actor, PERMISSIONS[step]):
        return False
    own = is_own(session, actor, kept)
    if step in OF_THE_MAKER or own or actor.unit_id is None:
        return own is (step in OF_THE_MAKER)
    return is_received_at(session, actor.unit_id, kept.maker_id)


def not_yours(step: ReportStep) -> Forbidden:
    """The answer to somebody whose unit or role is not the one that does this."""
    whose = "đơn vị lập báo cáo" if step in OF_THE_MAKER else "cấp trên trực tiếp của đơn vị lập báo cáo"
    return Forbidden(f"Việc “{step.term}” do {whose} làm.")


def facts_of(session: Session, kept: SavedReport) -> ReportFacts:
    """What the procedure asks about a kept report."""
    owed = find_obligation(session, kept.obligation)
    limit = owed.limit(windows_of(kept)[-1]) if owed else None
    due = None
    if kept.due_on is not None:
        citation, confidence = (limit.citation, limit.confidence) if limit else ("Điều 8 Nghị định 09/2019/NĐ-CP", "P")
        due = Due(kept.due_on, citation, confidence)
    return ReportFacts(
        last_on=kept.last_on,
        due=due,
        has_superior=has_superior(session, kept.maker),
        done=tuple(Done(act.act, act.acted_on) for act in kept.acts),
        all_zero=is_zero(numbers_of(kept).values()) if kept.counted_at else False,
    )


def open_steps(session: Session, actor: Actor, kept: SavedReport, today: date) -> list[OpenAct]:
    """The acts of the present stage that this actor may do."""
    here = stage(facts_of(session, kept)).value
    return [
        each
        for each in acts_open(PROCEDURE, facts_of(session, kept), today)
        if here in PROCEDURE.transition(each.act).sources and may_do(session, actor, kept, ReportStep(each.act))
    ]


_NEXT = {
    ReportStage.DRAFTED: ReportStep.CHECK,
    ReportStage.RETURNED: ReportStep.DRAFT,
    ReportStage.CHECKED: ReportStep.SUBMIT,
    ReportStage.SUBMITTED: ReportStep.RECEIVE,
    ReportStage.RECEIVED: ReportStep.CONSOLIDATE,
    ReportStage.CONSOLIDATED: ReportStep.SIGN,
}
"""What is done next on the way from draft to paper."""


def next_step(session: Session, kept: SavedReport, today: date) -> tuple[str, str] | None:
    """What is done next with a report, and by whom, whoever looks; none where its way has ended."""
    facts = facts_of(session, kept)
    step = _NEXT.get(stage(facts))
    if step is ReportStep.RECEIVE and not facts.has_superior:
        step = ReportStep.SIGN
    if step is None:
        return None
    return step.term, PROCEDURE.transition(step.value).authority(facts, today).text


def sources_of(step: ReportStep) -> list[ReportStage]:
    """The stages in which an act can be done."""
    return [ReportStage(each) for each in PROCEDURE.transition(step.value).sources]


def act(
    session: Session,
    scope: Scope,
    actor: Actor,
    ref: str,
    step: ReportStep,
    words: Words,
    *,
    today: date,
    as_of: datetime,
) -> tuple[SavedReport, Decision]:
    """Do one act on a report.

    :raises NotFound: no such report in the scope
    :raises Forbidden: the role, or the unit, is not the one that does this
    :raises RefusedByLaw: with every reason, where the stage or the numbers do not allow it
    """
    kept = find(session, scope, ref)
    require(actor, PERMISSIONS[step])
    if not may_do(session, actor, kept, step):
        raise not_yours(step)
    day = words.on or today
    if day > today:
        raise InvalidInput("Ngày này chưa đến. Hãy nhập ngày không sau hôm nay.", field="on")
    if words.on is not None and day <= kept.last_on:
        raise InvalidInput(f"Ngày ký phải sau ngày cuối kỳ ({format_date(kept.last_on)}).", field="on")
    if step is ReportStep.SUBMIT and stage(facts_of(session, kept)) is ReportStage.CHECKED:
        # What is sent is what the records say now; the members go with it.
        fill(session, kept, as_of=as_of, keep_members=True)
    found: list[Finding] = []
    if step in (ReportStep.CHECK, ReportStep.SUBMIT) and kept.counted_at is not None:
        found = report_checks.findings(session, scope, kept, on=today, as_of=as_of)
    to_explain = report_checks.to_explain(found)
    facts = replace(
        facts_of(session, kept),
        blocking=report_checks.blocking(found),
        unexplained=() if words.text else not_explained(kept, to_explain),
    )
    proposed = replace(
        facts, words=words.text or None, number=words.number or None, declares_zero=words.nothing_happened
    )
    decision = decide(PROCEDURE, facts, step.value, day, proposed=proposed)
    wrote = _write(session, scope, actor, kept, step, words, day, as_of)
    if step in (ReportStep.CHECK, ReportStep.SUBMIT):
        wrote |= _explain(kept, step, words.text, to_explain)
    note(session, actor, kept, step, day, as_of, words.text)
    kept.stage = decision.next_stage.code
    session.flush()
    trail.record(
        session,
        trail.Tag.REPORT_ACTED,
        actor,
        ref=kept.ref,
        form=kept.form,
        unit=kept.unit.code,
        act=step.value,
        wrote=wrote,
    )
    return kept, decision


def _write(
    session: Session,
    scope: Scope,
    actor: Actor,
    kept: SavedReport,
    step: ReportStep,
    words: Words,
    day: date,
    as_of: datetime,
) -> dict[str, Any]:
    """What the act itself writes beside the stage."""
    if step is ReportStep.DRAFT:
        fill(session, kept, as_of=as_of)
        return {}
    if step is ReportStep.SUBMIT:
        kept.zero = words.nothing_happened
        # Of a replacement that came back and is sent again, the report before has given way already.
        if kept.replaces is not None and kept.replaces.stage != ReportStage.REPLACED.value:
            _retire(session, actor, kept.replaces, kept, day, as_of)
        return {"zero": kept.zero, "cells": len(kept.cells)}
    if step is ReportStep.RETURN:
        kept.frozen = False
        return {"comments": words.text}
    if step is ReportStep.SIGN:
        _number_is_free(session, kept, str(words.number), day)
        kept.number, kept.signed_on = words.number, day
        return {"number": words.number, "signed_on": day}
    return {}


def not_explained(kept: SavedReport, to_explain: dict[str, str]) -> tuple[str, ...]:
    """What was found and no explanation that was given is about, a sentence each."""
    known = {code for code, _text in kept.explained or ()}
    return tuple(text for code, text in to_explain.items() if code not in known)


def _explain(kept: SavedReport, step: ReportStep, text: str | None, to_explain: dict[str, str]) -> dict[str, Any]:
    """Keep why it is sent with known errors, and which; nothing where there are none any more."""
    if not to_explain:
        kept.explanation, kept.explained = None, None
        return {}
    kept.explanation = text or kept.explanation
    kept.explained = [[code, said] for code, said in to_explain.items()]
    return {"explanation": kept.explanation, "explained": list(to_explain)}


def _number_is_free(session: Session, kept: SavedReport, number: str, day: date) -> None:
    taken = select(func.count()).select_from(SavedReport)
    taken = taken.where(SavedReport.maker_id == kept.maker_id, SavedReport.number == number, SavedReport.id != kept.id)
    taken = taken.where(SavedReport.signed_on.between(date(day.year, 1, 1), date(day.year, 12, 31)))
    if session.scalar(taken):
        raise Conflict(f"Số {number} đã ghi cho báo cáo khác trong năm {day.year}. Hãy ghi số khác.")


def _retire(session: Session, actor: Actor, old: SavedReport, new: SavedReport, day: date, as_of: datetime) -> None:
    """The report before gives way on the day the one in its place is sent."""
    facts = facts_of(session, old)
    decide(PROCEDURE, facts, ReportStep.REPLACE.value, day, proposed=replace(facts, words=new.reason))
    note(session, actor, old, ReportStep.REPLACE, day, as_of, new.reason)
    old.stage = ReportStage.REPLACED.value


def note(
    session: Session, actor: Actor, kept: SavedReport, step: ReportStep, on: date, at: datetime, words: str | None
) -> None:
    """Append one step to a report's history."""
    session.add(
        ReportAct(
            report_id=kept.id,
            act=step.value,
            acted_on=on,
            at=at,
            actor_id=actor.account_id,
            actor_name=actor.name,
            words=words or None,
        )
    )
    session.flush()
    session.expire(kept, ["acts"])


def lateness(session: Session, kept: SavedReport, today: date) -> tuple[Reason, ...]:
    """What is or was late about sending it: of a report not sent, as of today."""
    facts = facts_of(session, kept)
    sent = [each.on for each in facts.done if each.act == ReportStep.SUBMIT.value]
    day = sent[-1] if sent else today
    if kept.due_on is None or day <= kept.due_on or facts.due is None:
        return ()
    words = "Quá hạn" if facts.due.confidence in RELIED_ON else "Quá hạn theo mốc chưa kiểm chứng"
    text = f"{words}: {(day - kept.due_on).days} ngày, hạn cuối {format_date(kept.due_on)}"
    return (Reason(text, facts.due.citation, facts.due.confidence),)


def stands(kept: SavedReport) -> bool:
    """Whether it was sent, and neither returned nor replaced."""
    return ReportStage(kept.stage) in STANDING
