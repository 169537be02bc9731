"""Staff (cán bộ): list, new, edit."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import InputRequired, Length, Optional

from casework.access.permissions import Permission
from casework.law.vocabulary import Sector
from casework.records import db
from casework.services import staff
from casework.web.amending import AmendForm, Opened, carry_out
from casework.web.choices import ScopeUnitField
from casework.web.fields import CaseForm, TermField
from casework.web.paging import paged
from casework.web.routing import Pages, current_actor, current_scope, today

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
    return carry_out(
        form,
        lambda: staff.add_staff(db.session(), current_scope(), current_actor(), today=today(), **form.entered),
        lambda made: _("Đã thêm cán bộ %(name)s.", name=made.full_name),
        page=lambda: render_template("web/staff/form.html", form=form),
        shown=lambda _made: url_for("staff.index"),
    )


@pages.form("/<path:ref>/edit", Permission.TEAM_EDIT)
def edit(ref: str) -> ResponseReturnValue:
    """Correct a name, or enter a new sector, post or phone."""
    row = staff.staff_member(db.session(), current_scope(), ref)
    form = EditStaffForm(obj=row)
    return carry_out(
        form,
        lambda: staff.change_staff(db.session(), current_scope(), current_actor(), ref, **form.entered),
        _("Đã lưu."),
        page=lambda: render_template("web/staff/form.html", form=form, row=row),
        shown=lambda _made: url_for("staff.index"),
        opened=Opened(lambda: staff.recorded(row), lambda: EditStaffForm(formdata=None, obj=row)),
    )
