"""Staff (cán bộ): list, new, edit."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import InputRequired, Length, Optional

from casework.access.permissions import Permission
from casework.errors import Conflict, InvalidInput
from casework.law.vocabulary import Sector
from casework.records import db
from casework.records.team import Staff
from casework.services import staff
from casework.services.stamps import Overtaken
from casework.web.amending import AmendForm, tell_overtaken
from casework.web.choices import ScopeUnitField
from casework.web.fields import CaseForm, TermField, show_refusal
from casework.web.paging import paged
from casework.web.routing import Pages, current_actor, current_scope, refuse, today

pages = Pages("staff", "/staff")


class StaffForm(CaseForm):
    """A staff member as they are now."""

    full_name = StringField(_l("Họ và tên"), [InputRequired(), Length(max=120)])
    sector = TermField(_l("Ngành"), Sector, [InputRequired()])
    position = StringField(_l("Chức vụ"), [Optional(), Length(max=120)])
    phone = StringField(
        _l("Điện thoại"), [Optional(), Length(max=40)], description=_l("In cùng chức vụ trên quyết định phân công")
    )


class EditStaffForm(StaffForm, AmendForm):
    """What is stored, to be corrected."""


class NewStaffForm(StaffForm):
    """A staff member of a unit."""

    unit_id = ScopeUnitField()


@pages.get("", Permission.TEAM_VIEW)
def index() -> ResponseReturnValue:
    """The staff of the scope, by name."""
    text, sector = request.args.get("q", ""), request.args.get("sector", "")
    wanted = Sector(sector) if sector in list(Sector) else None
    page = paged(db.session(), staff.staff_list(current_scope(), text=text, sector=wanted), size=25)
    return render_template("web/staff/index.html", page=page, text=text, sector=wanted, sectors=Sector)


@pages.form("/new", Permission.TEAM_EDIT)
def new() -> ResponseReturnValue:
    """Enter a staff member."""
    form = NewStaffForm()
    if not form.validate_on_submit():
        return _form(form, 400 if form.errors else 200)
    try:
        row = staff.add_staff(
            db.session(),
            current_scope(),
            current_actor(),
            full_name=form.full_name.data,
            sector=form.sector.data,
            position=form.position.data,
            phone=form.phone.data,
            unit_id=form.unit_id.data,
            today=today(),
        )
    except (InvalidInput, Conflict) as error:
        show_refusal(form, error)
        return _form(form, error.status)
    flash(_("Đã thêm cán bộ %(name)s.", name=row.full_name), "success")
    return redirect(url_for("staff.index"), 303)


@pages.form("/<path:ref>/edit", Permission.TEAM_EDIT)
def edit(ref: str) -> ResponseReturnValue:
    """Correct a name, or enter a new sector, post or phone."""
    row = staff.staff_member(db.session(), current_scope(), ref)
    form = EditStaffForm(obj=row)
    if not form.is_submitted():
        form.opened_on(staff.recorded(row))
    if not form.validate_on_submit():
        return _form(form, 400 if form.errors else 200, row)
    try:
        staff.change_staff(
            db.session(),
            current_scope(),
            current_actor(),
            ref,
            full_name=form.full_name.data,
            sector=form.sector.data,
            position=form.position.data,
            phone=form.phone.data,
            **form.amended,
        )
    except Overtaken as error:
        recorded = staff.recorded(row)
        tell_overtaken(form, EditStaffForm(formdata=None, obj=row), recorded, error)
        return _form(form, error.status, row)
    except (InvalidInput, Conflict) as error:
        show_refusal(form, error)
        return _form(form, error.status, row)
    flash(_("Đã lưu."), "success")
    return redirect(url_for("staff.index"), 303)


def _form(form: StaffForm, status: int, row: Staff | None = None) -> ResponseReturnValue:
    page = render_template("web/staff/form.html", form=form, row=row)
    return page if status < 400 else refuse(page, status)
