"""How the records of a unit are found to be taken out: its forces, its outreach, its means; who entered them may."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from casework.access import queries
from casework.access.permissions import Permission as P
from casework.access.roles import Actor, Role
from casework.i18n import format_date, format_number
from casework.law.vocabulary import ActivityKind, BudgetContent, MaterialKind, Sector, TeamRole
from casework.records.budget import BudgetLine
from casework.records.club import Club
from casework.records.consultation import Point, PointStaff
from casework.records.obligation import UnitObligation
from casework.records.officer_training import OfficerTraining
from casework.records.outreach import CommunicationEvent, Directive, Material
from casework.records.paper import PaperSetting
from casework.records.programme_model import ProgrammeModel
from casework.records.support import Employer
from casework.records.target import Target
from casework.records.team import Staff, Team, TeamActivity, TeamMember
from casework.services.paper_setting_entries import settings
from casework.services.removal_kinds import Kind, RemovalKind, part_of, whole
from casework.services.report_obligations import form_of, obligations_set
from casework.services.targets import TARGETS

R = RemovalKind


def _own(session: Session, actor: Actor, row: Any) -> bool:
    """A supervisor keeps the books of their own unit and only looks at those below it."""
    return actor.role is not Role.SUPERVISOR or getattr(row, "unit_id", actor.unit_id) == actor.unit_id


def _set_here(session: Session, actor: Actor, row: UnitObligation) -> bool:
    return row.unit_id == actor.unit_id


def _asked(row: UnitObligation) -> str:
    return f"{form_of(row).short}, {row.citation}"


def _heads(row: PaperSetting) -> str:
    return ", ".join(part for part in (row.agency, row.signer_name) if part)


def _member(row: TeamMember) -> str:
    return ", ".join(part for part in (row.staff.full_name, TeamRole(row.role).term if row.role else "") if part)


def _activity(row: TeamActivity) -> str:
    return ": ".join(part for part in (ActivityKind(row.kind).term if row.kind else "", row.note or "") if part)


def _material(row: Material) -> str:
    return f"{MaterialKind(row.kind).term if row.kind else ''} ({format_number(row.quantity)})".strip()


def _spent(row: BudgetLine) -> str:
    voucher = f", chứng từ {row.voucher}" if row.voucher else ""
    return f"{BudgetContent(row.content).term}, {format_number(row.amount_vnd)} đồng{voucher}"


def _assigned(row: PointStaff) -> str:
    return f"{row.staff.full_name}, từ {format_date(row.from_on)}"


def _trained(row: OfficerTraining) -> str:
    return ": ".join(part for part in (row.staff.full_name, row.subject or "") if part)


BOOKS: dict[RemovalKind, Kind] = {
    R.STAFF: whole(
        queries.staff, Staff, "", lambda row: f"{row.full_name}, {Sector(row.sector).term}", P.TEAM_EDIT, _own
    ),
    R.TEAM: whole(
        queries.teams, Team, "established_on", lambda row: row.decision_number or str(row.ref), P.TEAM_EDIT, _own
    ),
    R.TEAM_MEMBER: part_of(queries.teams, Team.members, TeamMember, "from_on", _member, P.TEAM_EDIT),
    R.TEAM_ACTIVITY: part_of(queries.teams, Team.activities, TeamActivity, "held_on", _activity, P.TEAM_EDIT),
    R.POINT: whole(queries.points, Point, "established_on", lambda row: str(row.name), P.POINT_EDIT, _own),
    R.POINT_STAFF: part_of(queries.points, Point.staff, PointStaff, "from_on", _assigned, P.POINT_EDIT),
    R.EMPLOYER: whole(queries.employers, Employer, "", lambda row: str(row.name), P.SUPPORT_EDIT, _own),
    R.CLUB: whole(queries.clubs, Club, "established_on", lambda row: str(row.name), P.CLUB_EDIT, _own),
    R.COMMUNICATION_EVENT: whole(
        queries.events,
        CommunicationEvent,
        "held_on",
        lambda row: f"{row.topic or row.ref} ({format_number(row.participants)} lượt người)",
        P.OUTREACH_EDIT,
        _own,
    ),
    R.MATERIAL: whole(queries.materials, Material, "issued_on", _material, P.OUTREACH_EDIT, _own),
    R.DIRECTIVE: whole(
        queries.directives, Directive, "issued_on", lambda row: f"số {row.number}", P.OUTREACH_EDIT, _own
    ),
    R.BUDGET_LINE: whole(queries.budget_lines, BudgetLine, "spent_on", _spent, P.BUDGET_EDIT, _own),
    R.OFFICER_TRAINING: whole(
        queries.officer_trainings, OfficerTraining, "completed_on", _trained, P.OFFICER_TRAINING_EDIT, _own
    ),
    R.PROGRAMME_MODEL: whole(
        queries.models, ProgrammeModel, "started_on", lambda row: str(row.name), P.MODEL_EDIT, _own
    ),
    R.TARGET: whole(
        queries.targets,
        Target,
        "",
        lambda row: f"{row.programme}, dòng {row.row_code}, năm {row.year}",
        P.TARGET_EDIT,
        TARGETS.may_write,
    ),
    R.OBLIGATION: whole(obligations_set, UnitObligation, "from_on", _asked, P.REPORT_SUBMIT, _set_here),
    R.PAPER_SETTING: whole(settings, PaperSetting, "from_on", _heads, P.PAPER_SET, _own),
}
