"""Rehabilitation teams (tổ công tác): list, page of one team, members, activities, dissolving."""

from __future__ import annotations

from datetime import date
from itertools import groupby

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from casework.access.permissions import Permission
from casework.i18n import format_date
from casework.law.vocabulary import ActivityKind, Sector, TeamRole
from casework.records import db
from casework.records.team import Team
from casework.services import histories, teams
from casework.services.memberships import MEMBERS
from casework.web.amending import AmendForm
from casework.web.choices import ScopeUnitField, StaffField
from casework.web.fields import CaseForm, DateField, TermField
from casework.web.number_fields import NumberField
from casework.web.paging import paged
from casework.web.places import PlaceForms, now_and_before
from casework.web.routing import Pages, current_scope, today
from casework.web.years import asked_year

pages = Pages("teams", "/teams")
FORMS = PlaceForms(
    "teams",
    Permission.TEAM_EDIT,
    MEMBERS,
    lambda team: _(
        "Tổ công tác %(unit)s, thành lập ngày %(day)s", unit=team.unit.name, day=format_date(team.established_on)
    ),
    editing=_l("Sửa lần tham gia: %(name)s"),
    ending=_l("Kết thúc tham gia: %(name)s"),
)


class TeamForm(CaseForm):
    """A team's decision."""

    established_on = DateField(_l("Ngày thành lập"), [InputRequired()])
    decision_number = StringField(_l("Số quyết định"), [Length(max=60)])


class EditTeamForm(TeamForm, AmendForm):
    """What is stored, to be corrected."""


class NewTeamForm(TeamForm):
    """A team's decision and its unit."""

    decision_number = NumberField(_l("Số quyết định"))
    unit_id = ScopeUnitField()


class DissolutionForm(AmendForm):
    """The day on which a team is no longer there."""

    dissolved_on = DateField(_l("Ngày giải thể"), description=_l("Xóa trống để ghi rằng tổ chưa giải thể"))


class MemberForm(CaseForm):
    """Somebody on the team, in a role, from a day."""

    staff_ref = StaffField(_l("Cán bộ"), [InputRequired()])
    role = TermField(_l("Vai trò"), TeamRole, [InputRequired()], default=TeamRole.MEMBER)
    from_on = DateField(_l("Từ ngày"), [InputRequired()])
    to_on = DateField(_l("Đến hết ngày"))


class EditMemberForm(AmendForm):
    """A membership as it is stored, to be corrected."""

    role = TermField(_l("Vai trò"), TeamRole, [InputRequired()])
    from_on = DateField(_l("Từ ngày"), [InputRequired()])
    to_on = DateField(_l("Đến hết ngày"))


class LastDayForm(AmendForm):
    """The last day of a membership."""

    to_on = DateField(_l("Ngày cuối tham gia"), [InputRequired()])


class ActivityForm(CaseForm):
    """Something the team did."""

    held_on = DateField(_l("Ngày"), [InputRequired()])
    kind = TermField(_l("Loại hoạt động"), ActivityKind, [InputRequired()])
    note = TextAreaField(_l("Nội dung"), [Length(max=500)])


@pages.get("", Permission.TEAM_VIEW)
def index() -> ResponseReturnValue:
    """The teams of the scope, and what each did this year."""
    standing = request.args.get("all") != "1"
    page = paged(db.session(), teams.team_list(current_scope(), today=today(), standing_only=standing), size=25)
    active = teams.teams_with_activity(
        db.session(), [team.id for team in page.items], first=date(today().year, 1, 1), last=today()
    )
    return render_template(
        "web/teams/index.html", page=page, active=active, year=today().year, standing=standing, today=today()
    )


@pages.form("/new", Permission.TEAM_EDIT)
def new() -> ResponseReturnValue:
    """Enter a team."""
    return FORMS.enter(NewTeamForm(), _("Thành lập tổ công tác"), teams.establish_team, _("Đã ghi tổ công tác."))


@pages.get("/<path:ref>", Permission.TEAM_VIEW)
def show(ref: str) -> ResponseReturnValue:
    """One team: who is on it, who was, and what it did in a year, by month."""
    session = db.session()
    team = _team(ref)
    year = asked_year() or today().year
    activities = teams.team_activities(session, team, first=date(year, 1, 1), last=date(year, 12, 31))
    ranks = [*TeamRole, None]
    members = sorted(MEMBERS.everybody(session, team), key=lambda m: ranks.index(m.role))
    standing = team.dissolved_on is None or team.dissolved_on > today()
    return render_template(
        "web/teams/show.html",
        team=team,
        forms=FORMS,
        year=year,
        months=[(month, list(rows)) for month, rows in groupby(activities, lambda row: row.held_on.month)],
        count=len(activities),
        standing=standing,
        this_year=today().year,
        sector=Sector,
        role=TeamRole,
        kind=ActivityKind,
        history=histories.team_history(session, team, members),
        **now_and_before(members, exists=standing),
    )


@pages.form("/<path:ref>/edit", Permission.TEAM_EDIT)
def edit(ref: str) -> ResponseReturnValue:
    """Correct a team's decision."""
    team, heading = _team(ref), _("Sửa tổ công tác")
    return FORMS.amend(EditTeamForm(obj=team), heading, teams.change_team, teams.recorded_decision, team)


@pages.form("/<path:ref>/dissolve", Permission.TEAM_EDIT)
def dissolve(ref: str) -> ResponseReturnValue:
    """Record that a team is dissolved, or that it was not."""
    team, heading = _team(ref), _("Giải thể tổ công tác")
    return FORMS.amend(DissolutionForm(obj=team), heading, teams.dissolve_team, teams.recorded_end, team)


@pages.form("/<path:ref>/members/new", Permission.TEAM_EDIT)
def add_member(ref: str) -> ResponseReturnValue:
    """Put somebody on the team."""
    team = _team(ref)
    form = MemberForm(from_on=team.established_on)
    return FORMS.enter(form, _("Thêm thành viên"), MEMBERS.add, _("Đã thêm thành viên."), team)


@pages.form("/<path:ref>/members/<int:posting_id>/edit", Permission.TEAM_EDIT)
def edit_posting(ref: str, posting_id: int) -> ResponseReturnValue:
    """Correct the role or the days of a membership."""
    return FORMS.edit_posting(_team(ref), posting_id, EditMemberForm)


@pages.form("/<path:ref>/members/<int:posting_id>/end", Permission.TEAM_EDIT)
def end_posting(ref: str, posting_id: int) -> ResponseReturnValue:
    """Record somebody's last day on the team."""
    return FORMS.end_posting(_team(ref), posting_id, LastDayForm)


@pages.form("/<path:ref>/activities/new", Permission.TEAM_EDIT)
def record_activity(ref: str) -> ResponseReturnValue:
    """Record something the team did."""
    form, heading = ActivityForm(held_on=today()), _("Ghi hoạt động của tổ")
    return FORMS.enter(form, heading, teams.record_activity, _("Đã ghi hoạt động."), _team(ref))


def _team(ref: str) -> Team:
    return teams.team(db.session(), current_scope(), ref)
