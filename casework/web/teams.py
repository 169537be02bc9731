"""Rehabilitation teams (tổ công tác): list, page of one team, members, activities, dissolving."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import groupby

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from casework.access.permissions import Permission
from casework.law.vocabulary import ActivityKind, Sector, TeamRole
from casework.records import db
from casework.records.team import Team
from casework.services import histories, memberships, teams
from casework.web.amending import AmendForm, Opened, carry_out
from casework.web.choices import ScopeUnitField, StaffField
from casework.web.fields import CaseForm, DateField, TermField
from casework.web.number_fields import NumberField
from casework.web.paging import paged
from casework.web.routing import Pages, current_actor, current_scope, today
from casework.web.years import asked_year

pages = Pages("teams", "/teams")


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
    form = NewTeamForm()

    def save() -> str:
        return teams.establish_team(
            db.session(),
            current_scope(),
            current_actor(),
            established_on=form.established_on.data,
            decision_number=form.decision_number.data,
            unit_id=form.unit_id.data,
            today=today(),
        ).ref

    return _carry_out(form, _("Thành lập tổ công tác"), save, _("Đã ghi tổ công tác."))


@pages.get("/<path:ref>", Permission.TEAM_VIEW)
def show(ref: str) -> ResponseReturnValue:
    """One team: who is on it, who was, and what it did in a year, by month."""
    session = db.session()
    team = teams.team(session, current_scope(), ref)
    year = asked_year() or today().year
    activities = teams.team_activities(session, team, first=date(year, 1, 1), last=date(year, 12, 31))
    ranks = [*TeamRole, None]
    members = sorted(memberships.team_members(session, team), key=lambda m: ranks.index(m.role))
    standing = team.dissolved_on is None or team.dissolved_on > today()
    return render_template(
        "web/teams/show.html",
        team=team,
        year=year,
        months=[(month, list(rows)) for month, rows in groupby(activities, lambda row: row.held_on.month)],
        count=len(activities),
        present=[m for m in members if standing and (m.to_on is None or m.to_on >= today())],
        past=[m for m in members if not (standing and (m.to_on is None or m.to_on >= today()))],
        standing=standing,
        this_year=today().year,
        sector=Sector,
        role=TeamRole,
        kind=ActivityKind,
        history=histories.team_history(session, team, members),
    )


@pages.form("/<path:ref>/edit", Permission.TEAM_EDIT)
def edit(ref: str) -> ResponseReturnValue:
    """Correct a team's decision."""
    team = teams.team(db.session(), current_scope(), ref)
    form = EditTeamForm(obj=team)

    def save() -> None:
        teams.change_team(
            db.session(),
            current_scope(),
            current_actor(),
            ref,
            established_on=form.established_on.data,
            decision_number=form.decision_number.data,
            today=today(),
            **form.amended,
        )

    opened = Opened(lambda: teams.recorded_decision(team), lambda: EditTeamForm(formdata=None, obj=team))
    return _carry_out(form, _("Sửa tổ công tác"), save, _("Đã lưu."), team, opened)


@pages.form("/<path:ref>/dissolve", Permission.TEAM_EDIT)
def dissolve(ref: str) -> ResponseReturnValue:
    """Record that a team is dissolved, or that it was not."""
    team = teams.team(db.session(), current_scope(), ref)
    form = DissolutionForm(obj=team)

    def save() -> None:
        teams.dissolve_team(
            db.session(),
            current_scope(),
            current_actor(),
            ref,
            dissolved_on=form.dissolved_on.data,
            today=today(),
            **form.amended,
        )

    opened = Opened(lambda: teams.recorded_end(team), lambda: DissolutionForm(formdata=None, obj=team))
    return _carry_out(form, _("Giải thể tổ công tác"), save, _("Đã lưu."), team, opened)


@pages.form("/<path:ref>/members/new", Permission.TEAM_EDIT)
def add_member(ref: str) -> ResponseReturnValue:
    """Put somebody on the team."""
    team = teams.team(db.session(), current_scope(), ref)
    form = MemberForm(from_on=team.established_on)

    def save() -> None:
        memberships.add_member(
            db.session(),
            current_scope(),
            current_actor(),
            ref,
            staff_ref=form.staff_ref.data,
            role=form.role.data,
            from_on=form.from_on.data,
            to_on=form.to_on.data,
            today=today(),
        )

    return _carry_out(form, _("Thêm thành viên"), save, _("Đã thêm thành viên."), team)


@pages.form("/<path:ref>/members/<int:member_id>/edit", Permission.TEAM_EDIT)
def edit_member(ref: str, member_id: int) -> ResponseReturnValue:
    """Correct the role or the days of a membership."""
    team = teams.team(db.session(), current_scope(), ref)
    member = memberships.team_member(db.session(), team, member_id)
    form = EditMemberForm(obj=member)

    def save() -> None:
        memberships.change_membership(
            db.session(),
            current_scope(),
            current_actor(),
            ref,
            member_id,
            role=form.role.data,
            from_on=form.from_on.data,
            to_on=form.to_on.data,
            today=today(),
            **form.amended,
        )

    opened = Opened(lambda: memberships.recorded(member), lambda: EditMemberForm(formdata=None, obj=member))
    heading = _("Sửa lần tham gia: %(name)s", name=member.staff.full_name)
    return _carry_out(form, heading, save, _("Đã lưu."), team, opened)


@pages.form("/<path:ref>/members/<int:member_id>/end", Permission.TEAM_EDIT)
def end_membership(ref: str, member_id: int) -> ResponseReturnValue:
    """Record somebody's last day on the team."""
    team = teams.team(db.session(), current_scope(), ref)
    member = memberships.team_member(db.session(), team, member_id)
    form = LastDayForm(to_on=member.to_on or today())

    def save() -> None:
        memberships.end_membership(
            db.session(),
            current_scope(),
            current_actor(),
            ref,
            member_id,
            to_on=form.to_on.data,
            today=today(),
            **form.amended,
        )

    opened = Opened(lambda: memberships.recorded(member), lambda: LastDayForm(formdata=None, obj=member))
    heading = _("Kết thúc tham gia: %(name)s", name=member.staff.full_name)
    return _carry_out(form, heading, save, _("Đã lưu."), team, opened)


@pages.form("/<path:ref>/activities/new", Permission.TEAM_EDIT)
def record_activity(ref: str) -> ResponseReturnValue:
    """Record something the team did."""
    team = teams.team(db.session(), current_scope(), ref)
    form = ActivityForm(held_on=today())

    def save() -> None:
        teams.record_activity(
            db.session(),
            current_scope(),
            current_actor(),
            ref,
            held_on=form.held_on.data,
            kind=form.kind.data,
            note=form.note.data,
            today=today(),
        )

    return _carry_out(form, _("Ghi hoạt động của tổ"), save, _("Đã ghi hoạt động."), team)


def _carry_out(
    form: CaseForm,
    heading: str,
    save: Callable[[], str | None],
    done: str,
    team: Team | None = None,
    opened: Opened | None = None,
) -> ResponseReturnValue:
    """Show the form, or do what it asks and go to the team's page."""
    return carry_out(
        form,
        save,
        done,
        page=lambda: render_template("web/teams/form.html", form=form, heading=heading, team=team),
        shown=lambda ref: url_for("teams.show", ref=team.ref if team else ref),
        opened=opened,
    )
