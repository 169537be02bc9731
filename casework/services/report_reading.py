"""Reading kept reports (xem báo cáo đã lập): lists, files of what was sent, who did what, the unit of today."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from casework.access.roles import Actor, Role
from casework.access.rules import may
from casework.access.scope import Scope
from casework.i18n import VIETNAM, format_date
from casework.indicators.values import Value
from casework.records.account import Account, RoleAssignment
from casework.records.report import ReportAct, SavedReport
from casework.records.unit import Unit
from casework.reports.build import Report
from casework.reports.form import Line
from casework.reports.lifecycle import ReportStage, ReportStep
from casework.reports.paper import report_paper
from casework.services.report_acts import PERMISSIONS
from casework.services.report_files import FileKind, drawn, letter_of, report_file
from casework.services.report_store import as_report, reports


def list_of(scope: Scope, stage: str = "") -> Select[SavedReport]:
    """The kept reports of the scope, the latest first; only those of a stage."""
    query = reports(scope).options(joinedload(SavedReport.unit), joinedload(SavedReport.maker))
    if stage:
        query = query.where(SavedReport.stage == stage)
    return query.order_by(SavedReport.last_on.desc(), SavedReport.id.desc())


def replacement_of(session: Session, kept: SavedReport) -> SavedReport | None:
    """The report that stands, or is to stand, in place of this one."""
    return session.scalars(select(SavedReport).where(SavedReport.replaces_id == kept.id).limit(1)).first()


def changed(then: Report, now: Report) -> list[tuple[Line, int, Value, Value]]:
    """The cells of which two counts of a report differ: row, column, before and after."""
    rows = zip(then.numbered, now.numbered, strict=True)
    return [
        (line, place, before, after)
        for (line, old), (_line, new) in rows
        for place, (before, after) in enumerate(zip(old.values, new.values, strict=True))
        if before != after
    ]


def file_of(session: Session, kept: SavedReport, kind: FileKind) -> bytes:
    """The report as it was counted, as a file: nothing of it is asked of the records again."""
    report = as_report(kept)
    if kind not in (FileKind.DOCX, FileKind.PDF):
        number = [_named(kept)] if kept.number else []
        marks = filter(None, [_stamp(session, kept), *_marks(kept), *number])
        return report_file(session, report, kept.unit, kind, marks=tuple(marks))
    day = kept.signed_on or report.as_of.astimezone(VIETNAM).date()
    letter = letter_of(session, kept.maker, day, number=kept.number, signed_on=kept.signed_on)
    letter = replace(letter, marks=tuple(_marks(kept)), stamp=_stamp(session, kept))
    return drawn(report_paper(report, letter), kind)


def _marks(kept: SavedReport) -> Iterator[str]:
    """What stands above the paper: that it is a draft, that nothing happened, which report it stands in for."""
    if not kept.frozen:
        yield "DỰ THẢO"
    elif kept.zero:
        yield "BÁO CÁO KHÔNG PHÁT SINH"
    if kept.replaces is not None:
        yield f"Thay thế {_named(kept.replaces)} (khoản 3 Điều 18 Nghị định 30/2020/NĐ-CP)"


def _stamp(session: Session, kept: SavedReport) -> str | None:
    if kept.stage != ReportStage.REPLACED.value:
        return None
    new = replacement_of(session, kept)
    return f"ĐÃ ĐƯỢC THAY THẾ bằng {_named(new)}" if new else "ĐÃ ĐƯỢC THAY THẾ"


def _named(kept: SavedReport) -> str:
    """A report by its number and day, or by the day on which it was sent where it has no number."""
    if kept.number:
        return f"Báo cáo số {kept.number} ngày {format_date(kept.signed_on)}"
    sent = [act.acted_on for act in kept.acts if act.act == ReportStep.SUBMIT.value]
    return f"Báo cáo gửi ngày {format_date(sent[-1])}" if sent else "Báo cáo đang lập"


def hands_of(session: Session, kept: SavedReport) -> dict[int, str]:
    """Who did each act, by the act's id: name, title and office; the login where nobody held such a role that day."""
    accounts = {act.actor_id for act in kept.acts if act.actor_id is not None}
    query = select(Account, RoleAssignment).outerjoin(RoleAssignment, RoleAssignment.account_id == Account.id)
    held: dict[int, list[RoleAssignment | None]] = {}
    names: dict[int, str] = {}
    for account, role in session.execute(query.where(Account.id.in_(accounts)).order_by(RoleAssignment.id)):
        names[account.id] = account.full_name
        held.setdefault(account.id, []).append(role)
    return {act.id: _hand(act, names, held) for act in kept.acts if act.actor_id in names}


def _hand(act: ReportAct, names: dict[int, str], held: dict[int, list[RoleAssignment | None]]) -> str:
    assert act.actor_id is not None
    roles = [each for each in held[act.actor_id] if each is not None and _held_on(each, act.acted_on)]
    if not roles:
        return f"{names[act.actor_id]} ({act.actor_name})"
    role = next((each for each in roles if _allows(each, act)), roles[0])
    return f"{names[act.actor_id]}, {Role(role.role).term}, {role.unit.name}"


def _held_on(held: RoleAssignment, day: date) -> bool:
    return (held.from_on or date.min) <= day <= (held.to_on or date.max)


def _allows(held: RoleAssignment, act: ReportAct) -> bool:
    """Of several roles, the one in which it was done: the system closes and replaces by what a person drafts, sends."""
    permission = PERMISSIONS.get(ReportStep(act.act))
    return permission is not None and may(Actor(held.account_id, "", Role(held.role), held.unit_id), permission)


def unit_today(session: Session, unit: Unit) -> Unit:
    """The unit that has its records today: itself, or whatever it was merged into."""
    while unit.valid_to is not None and unit.successor_id is not None:
        unit = session.get_one(Unit, unit.successor_id)
    return unit


def step_term(code: str) -> str:
    """What an act is called."""
    return ReportStep(code).term
