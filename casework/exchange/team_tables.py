"""Exchange tables of staff (cán bộ), what they were trained in, and teams (tổ công tác cai nghiện ma túy)."""

from __future__ import annotations

from casework.exchange.columns import ExchangeTable, day, ref, reference, term, text, unit, unit_on
from casework.law.vocabulary import ActivityKind, Sector, TeamRole
from casework.records.officer_training import OfficerTraining
from casework.records.team import Staff, Team, TeamActivity, TeamMember

STAFF = ExchangeTable(
    "staff",
    "Cán bộ",
    Staff,
    (
        ref("staff_ref", "Mã cán bộ"),
        text(Staff, "full_name", "Họ và tên", required=True),
        term("sector", "Ngành", Sector, required=True),
        unit(),
        unit_on(),
    ),
    key=("staff_ref",),
)

OFFICER_TRAININGS = ExchangeTable(
    "officer_trainings",
    "Tập huấn cán bộ",
    OfficerTraining,
    (
        reference("staff_ref", "Mã cán bộ", "staff", "staff_id"),
        day("completed_on", "Ngày hoàn thành", required=True),
        text(OfficerTraining, "subject", "Nội dung tập huấn"),
    ),
    key=("staff_ref", "completed_on", "subject"),
    found_by=("staff_ref",),
)

TEAMS = ExchangeTable(
    "teams",
    "Tổ công tác",
    Team,
    (
        ref("team_ref", "Mã tổ công tác"),
        unit(),
        day("established_on", "Ngày thành lập", required=True),
        text(Team, "decision_number", "Số quyết định thành lập"),
        day("dissolved_on", "Ngày giải thể"),
    ),
    key=("team_ref",),
    unit_days=("established_on",),
    spans=((("established_on",), "dissolved_on"),),
)

TEAM_MEMBERS = ExchangeTable(
    "team_members",
    "Thành viên tổ công tác",
    TeamMember,
    (
        reference("team_ref", "Mã tổ công tác", "teams", "team_id"),
        reference("staff_ref", "Mã cán bộ", "staff", "staff_id"),
        term("role", "Vai trò", TeamRole),
        day("from_on", "Từ ngày", required=True),
        day("to_on", "Đến hết ngày"),
    ),
    key=("team_ref", "staff_ref", "from_on"),
    found_by=("team_ref",),
    spans=((("from_on",), "to_on"),),
)

TEAM_ACTIVITIES = ExchangeTable(
    "team_activities",
    "Hoạt động của tổ công tác",
    TeamActivity,
    (
        reference("team_ref", "Mã tổ công tác", "teams", "team_id"),
        day("held_on", "Ngày thực hiện", required=True),
        term("kind", "Loại hoạt động", ActivityKind),
        text(TeamActivity, "note", "Ghi chú"),
    ),
    key=("team_ref", "held_on", "kind"),
    found_by=("team_ref", "held_on"),
)
