"""Consultation points (điểm tư vấn): list, page of one point, staff, closing."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from casework.access.permissions import Permission
from casework.i18n import format_date
from casework.law.vocabulary import Premises, Sector, SessionKind
from casework.records import db
from casework.records.consultation import Point
from casework.services import attendance, consultations, histories, points
from casework.services.point_assignments import ASSIGNMENTS
from casework.web.amending import AmendForm
from casework.web.choices import ScopeUnitField, StaffField
from casework.web.fields import CaseForm, DateField, TermField
from casework.web.paging import paged
from casework.web.places import PlaceForms, now_and_before
from casework.web.routing import Pages, current_actor, current_scope, today
from casework.web.years import asked_year

pages = Pages("points", "/points")
FORMS = PlaceForms(
    "points",
    Permission.POINT_EDIT,
    ASSIGNMENTS,
    lambda point: f"{point.name}, {_('thành lập ngày %(day)s', day=format_date(point.established_on))}",
    editing=_l("Sửa lần phân công: %(name)s"),
    ending=_l("Kết thúc phân công: %(name)s"),
)

LAST_SESSIONS = 10


class PointForm(CaseForm):
    """A point: its name, where it sits, since when."""

    name = StringField(_l("Tên điểm"), [InputRequired(), Length(max=200)])
    premises = TermField(_l("Nơi đặt"), Premises, [InputRequired()])
    established_on = DateField(_l("Ngày thành lập"), [InputRequired()])


class EditPointForm(PointForm, AmendForm):
    """What is stored, to be corrected."""


class NewPointForm(PointForm):
    """A point and its unit."""

    unit_id = ScopeUnitField()


class ClosingForm(AmendForm):
    """The day from which a point is closed."""

    closed_on = DateField(_l("Ngày đóng cửa"), description=_l("Xóa trống để ghi rằng điểm chưa đóng cửa"))


class AssignmentForm(CaseForm):
    """Somebody at the point, from a day."""

    staff_ref = StaffField(_l("Cán bộ"), [InputRequired()])
    from_on = DateField(_l("Từ ngày"), [InputRequired()])
    to_on = DateField(_l("Đến hết ngày"))


class EditAssignmentForm(AmendForm):
    """An assignment as it is stored, to be corrected."""

    from_on = DateField(_l("Từ ngày"), [InputRequired()])
    to_on = DateField(_l("Đến hết ngày"))


class LastDayForm(AmendForm):
    """The last day of an assignment."""

    to_on = DateField(_l("Ngày cuối làm việc"), [InputRequired()])


@pages.get("", Permission.POINT_VIEW)
def index() -> ResponseReturnValue:
    """The points of the scope."""
    open_only = request.args.get("all") != "1"
    query = points.point_list(current_scope(), current_actor(), today=today(), open_only=open_only)
    page = paged(db.session(), query, size=25)
    return render_template("web/points/index.html", page=page, open_only=open_only, premises=Premises, today=today())


@pages.form("/new", Permission.POINT_EDIT)
def new() -> ResponseReturnValue:
    """Enter a point."""
    heading = _("Thành lập điểm tư vấn")
    return FORMS.enter(NewPointForm(), heading, points.establish_point, _("Đã ghi điểm tư vấn."))


@pages.get("/<path:ref>", Permission.POINT_VIEW)
def show(ref: str) -> ResponseReturnValue:
    """One point: who works there, the last sessions, and how many people came each month of a year."""
    session, scope, actor = db.session(), current_scope(), current_actor()
    point = _point(ref)
    year = asked_year() or today().year
    staff = ASSIGNMENTS.everybody(session, point)
    is_open = point.closed_on is None or point.closed_on > today()
    query = consultations.session_list(scope, actor, point_ref=ref).limit(LAST_SESSIONS)
    months = attendance.attendance_by_month(session, point, year=year)
    return render_template(
        "web/points/show.html",
        point=point,
        forms=FORMS,
        year=year,
        this_year=today().year,
        is_open=is_open,
        sessions=session.scalars(query).unique().all(),
        months=months,
        most=max((present for _month, _count, present in months), default=0),
        premises=Premises,
        sector=Sector,
        kind=SessionKind,
        history=histories.point_history(session, point, staff),
        **now_and_before(staff, exists=is_open),
    )


@pages.form("/<path:ref>/edit", Permission.POINT_EDIT)
def edit(ref: str) -> ResponseReturnValue:
    """Correct a point."""
    point, heading = _point(ref), _("Sửa điểm tư vấn")
    return FORMS.amend(EditPointForm(obj=point), heading, points.change_point, points.recorded_point, point)


@pages.form("/<path:ref>/close", Permission.POINT_EDIT)
def close(ref: str) -> ResponseReturnValue:
    """Record that a point is closed, or that it is not."""
    point, heading = _point(ref), _("Đóng cửa điểm tư vấn")
    return FORMS.amend(ClosingForm(obj=point), heading, points.close_point, points.recorded_end, point)


@pages.form("/<path:ref>/staff/new", Permission.POINT_EDIT)
def assign(ref: str) -> ResponseReturnValue:
    """Assign somebody to the point."""
    point = _point(ref)
    form = AssignmentForm(from_on=point.established_on)
    return FORMS.enter(form, _("Phân công cán bộ"), ASSIGNMENTS.add, _("Đã phân công."), point)


@pages.form("/<path:ref>/staff/<int:posting_id>/edit", Permission.POINT_EDIT)
def edit_posting(ref: str, posting_id: int) -> ResponseReturnValue:
    """Correct the days of an assignment."""
    return FORMS.edit_posting(_point(ref), posting_id, EditAssignmentForm)


@pages.form("/<path:ref>/staff/<int:posting_id>/end", Permission.POINT_EDIT)
def end_posting(ref: str, posting_id: int) -> ResponseReturnValue:
    """Record somebody's last day at the point."""
    return FORMS.end_posting(_point(ref), posting_id, LastDayForm)


def _point(ref: str) -> Point:
    return points.point(db.session(), current_scope(), current_actor(), ref)
