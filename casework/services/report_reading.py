"""Reading kept reports (xem báo cáo đã lập): lists, files of what was sent, and the same period on today's map."""

from __future__ import annotations

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from casework.access.scope import Scope
from casework.i18n import VIETNAM
from casework.records.report import SavedReport
from casework.records.unit import Unit
from casework.reports.lifecycle import ReportStep
from casework.reports.paper import report_paper
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


def file_of(session: Session, kept: SavedReport, kind: FileKind) -> bytes:
    """The report as it was counted, as a file: nothing of it is asked of the records again."""
    report = as_report(kept)
    if kind not in (FileKind.DOCX, FileKind.PDF):
        return report_file(session, report, kept.unit, kind)
    day = kept.signed_on or report.as_of.astimezone(VIETNAM).date()
    letter = letter_of(session, kept.maker, day, number=kept.number, signed_on=kept.signed_on)
    return drawn(report_paper(report, letter), kind)


def unit_today(session: Session, unit: Unit) -> Unit:
    """The unit that has its records today: itself, or whatever it was merged into."""
    while unit.valid_to is not None and unit.successor_id is not None:
        unit = session.get_one(Unit, unit.successor_id)
    return unit


def step_term(code: str) -> str:
    """What an act is called."""
    return ReportStep(code).term
