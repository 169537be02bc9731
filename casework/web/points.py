"""Consultation points (điểm tư vấn): list, page of one point, staff, closing."""

from __future__ import annotations

from collections.abc import Callable

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from casework.access.permissions import Permission
from casework.law.vocabulary import Premises, Sector, SessionKind
from casework.records import db
from casework.records.consultation import Point
from casework.services import attendance, consultations, histories, point_assignments, points
from casework.web.amending import AmendForm, Opened, carry_out
from casework.web.choices import ScopeUnitField, StaffField
from casework.web.fields import CaseForm, DateField, TermField
from casework.web.paging import paged
from casework.web.routing import Pages, current_actor, current_scope, today
from casework.web.years import asked_year

pages = Pages("points", "/points")

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
    form = NewPointForm()

    def save() -> str:
        return points.establish_point(
            db.session(),
            current_scope(),
            current_actor(),
            name=form.name.data,
            premises=form.premises.data,
            established_on=form.established_on.data,
            unit_id=form.unit_id.data,
            today=today(),
        ).ref

    return _carry_out(form, _("Thành lập điểm tư vấn"), save, _("Đã ghi điểm tư vấn."))


@pages.get("/<path:ref>", Permission.POINT_VIEW)
def show(ref: str) -> ResponseReturnValue:
    """One point: who works there, the last sessions, and how many people came each month of a year."""
    session, scope, actor = db.session(), current_scope(), current_actor()
    point = points.point(session, scope, actor, ref)
    year = asked_year() or today().year
    staff = point_assignments.point_staff(session, point)
    is_open = point.closed_on is None or point.closed_on > today()
    query = consultations.session_list(scope, actor, point_ref=ref).limit(LAST_SESSIONS)
    months = attendance.attendance_by_month(session, point, year=year)
    return render_template(
        "web/points/show.html",
        point=point,
        year=year,
        this_year=today().year,
        is_open=is_open,
        present=[row for row in staff if is_open and (row.to_on is None or row.to_on >= today())],
        past=[row for row in staff if not (is_open and (row.to_on is None or row.to_on >= today()))],
        sessions=session.scalars(query).unique().all(),
        months=months,
        most=max((present for _month, _count, present in months), default=0),
        premises=Premises,
        sector=Sector,
        kind=SessionKind,
        history=histories.point_history(session, point, staff),
    )


@pages.form("/<path:ref>/edit", Permission.POINT_EDIT)
def edit(ref: str) -> ResponseReturnValue:
    """Correct a point."""
    point = points.point(db.session(), current_scope(), current_actor(), ref)
    form = EditPointForm(obj=point)

    def save() -> None:
        points.change_point(
            db.session(),
            current_scope(),
            current_actor(),
            ref,
            name=form.name.data,
            premises=form.premises.data,
            established_on=form.established_on.data,
            today=today(),
            **form.amended,
        )

    opened = Opened(lambda: points.recorded_point(point), lambda: EditPointForm(formdata=None, obj=point))
    return _carry_out(form, _("Sửa điểm tư vấn"), save, _("Đã lưu."), point, opened)


@pages.form("/<path:ref>/close", Permission.POINT_EDIT)
def close(ref: str) -> ResponseReturnValue:
    """Record that a point is closed, or that it is not."""
    point = points.point(db.session(), current_scope(), current_actor(), ref)
    form = ClosingForm(obj=point)

    def save() -> None:
        points.close_point(
            db.session(),
            current_scope(),
            current_actor(),
            ref,
            closed_on=form.closed_on.data,
            today=today(),
            **form.amended,
        )

    opened = Opened(lambda: points.recorded_end(point), lambda: ClosingForm(formdata=None, obj=point))
    return _carry_out(form, _("Đóng cửa điểm tư vấn"), save, _("Đã lưu."), point, opened)


@pages.form("/<path:ref>/staff/new", Permission.POINT_EDIT)
def assign(ref: str) -> ResponseReturnValue:
    """Assign somebody to the point."""
    point = points.point(db.session(), current_scope(), current_actor(), ref)
    form = AssignmentForm(from_on=point.established_on)

    def save() -> None:
        point_assignments.assign_staff(
            db.session(),
            current_scope(),
            current_actor(),
            ref,
            staff_ref=form.staff_ref.data,
            from_on=form.from_on.data,
            to_on=form.to_on.data,
            today=today(),
        )

    return _carry_out(form, _("Phân công cán bộ"), save, _("Đã phân công."), point)


@pages.form("/<path:ref>/staff/<int:assignment_id>/edit", Permission.POINT_EDIT)
def edit_assignment(ref: str, assignment_id: int) -> ResponseReturnValue:
    """Correct the days of an assignment."""
    point = points.point(db.session(), current_scope(), current_actor(), ref)
    row = point_assignments.point_assignment(db.session(), point, assignment_id)
    form = EditAssignmentForm(obj=row)

    def save() -> None:
        point_assignments.change_assignment(
            db.session(),
            current_scope(),
            current_actor(),
            ref,
            assignment_id,
            from_on=form.from_on.data,
            to_on=form.to_on.data,
            today=today(),
            **form.amended,
        )

    opened = Opened(lambda: point_assignments.recorded(row), lambda: EditAssignmentForm(formdata=None, obj=row))
    heading = _("Sửa lần phân công: %(name)s", name=row.staff.full_name)
    return _carry_out(form, heading, save, _("Đã lưu."), point, opened)


@pages.form("/<path:ref>/staff/<int:assignment_id>/end", Permission.POINT_EDIT)
def end_assignment(ref: str, assignment_id: int) -> ResponseReturnValue:
    """Record somebody's last day at the point."""
    point = points.point(db.session(), current_scope(), current_actor(), ref)
    row = point_assignments.point_assignment(db.session(), point, assignment_id)
    form = LastDayForm(to_on=row.to_on or today())

    def save() -> None:
        point_assignments.end_assignment(
            db.session(),
            current_scope(),
            current_actor(),
            ref,
            assignment_id,
            to_on=form.to_on.data,
            today=today(),
            **form.amended,
        )

    opened = Opened(lambda: point_assignments.recorded(row), lambda: LastDayForm(formdata=None, obj=row))
    heading = _("Kết thúc phân công: %(name)s", name=row.staff.full_name)
    return _carry_out(form, heading, save, _("Đã lưu."), point, opened)


def _carry_out(
    form: CaseForm,
    heading: str,
    save: Callable[[], str | None],
    done: str,
    point: Point | None = None,
    opened: Opened | None = None,
) -> ResponseReturnValue:
    """Show the form, or do what it asks and go to the point's page."""
    return carry_out(
        form,
        save,
        done,
        page=lambda: render_template("web/points/form.html", form=form, heading=heading, point=point),
        shown=lambda ref: url_for("points.show", ref=point.ref if point else ref),
        opened=opened,
    )
