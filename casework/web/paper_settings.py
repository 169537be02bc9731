"""How a unit heads and signs its papers (thể thức, người ký), by day."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from casework.access.permissions import Permission
from casework.documents.facts import Office
from casework.errors import InvalidInput
from casework.records import db
from casework.records.unit import Unit
from casework.services import paper_settings
from casework.services.paper_settings import Authority, OfficeTerm
from casework.web.choices import ScopeUnitField
from casework.web.fields import CaseForm, DateField, TermField, show_refusal
from casework.web.routing import Pages, current_actor, current_scope, refuse, today

pages = Pages("paper_settings", "/paper-settings")


class SettingForm(CaseForm):
    """Head, place and signer of an office of a unit from a day on."""

    unit_id = ScopeUnitField()
    office = TermField(_l("Cơ quan ban hành"), OfficeTerm, [InputRequired()])
    from_on = DateField(_l("Áp dụng từ ngày"), [InputRequired()])
    agency = StringField(_l("Tên cơ quan"), [InputRequired(), Length(max=200)])
    parent = StringField(_l("Cơ quan cấp trên (dòng trên tên cơ quan)"), [Length(max=200)])
    place = StringField(_l("Địa danh"), [InputRequired(), Length(max=120)])
    abbreviation = StringField(_l("Chữ viết tắt tên cơ quan trong số"), [InputRequired(), Length(max=20)])
    authority = TermField(_l("Thẩm quyền ký"), Authority, [InputRequired()])
    position = StringField(_l("Chức vụ người ký"), [Length(max=120)])
    signer_name = StringField(_l("Họ tên người ký"), [Length(max=120)])


@pages.form("", Permission.PAPER_SET)
def index() -> ResponseReturnValue:
    """What the unit set, and a form to set it anew from a day on."""
    form = SettingForm()
    session, scope = db.session(), current_scope()
    if not form.validate_on_submit():
        return _page(form, 400 if form.errors else 200)
    try:
        paper_settings.save_setting(
            session,
            scope,
            current_actor(),
            unit_id=form.unit_id.data or paper_settings.own_unit(session, current_actor()).id,
            office=Office(form.office.data.value),
            from_on=form.from_on.data,
            agency=form.agency.data or "",
            parent=form.parent.data,
            place=form.place.data or "",
            abbreviation=form.abbreviation.data or "",
            authority=form.authority.data,
            position=form.position.data or "",
            signer_name=form.signer_name.data,
        )
    except InvalidInput as error:
        session.rollback()
        show_refusal(form, error)
        return _page(form, error.status)
    flash(_("Đã lưu."), "success")
    return redirect(url_for("paper_settings.index"), 303)


def _page(form: SettingForm, status: int) -> ResponseReturnValue:
    session = db.session()
    rows = paper_settings.settings_of(session, current_scope())
    if not form.is_submitted():
        _suggest(form, paper_settings.own_unit(session, current_actor()))
    page = render_template("web/papers/settings.html", form=form, rows=rows, office=OfficeTerm, authority=Authority)
    return page if status < 400 else refuse(page, status)


def _suggest(form: SettingForm, unit: Unit) -> None:
    head = paper_settings.by_name(unit, Office.COMMITTEE)
    form.from_on.data, form.agency.data, form.place.data = today(), head.agency, head.place
    form.abbreviation.data, form.parent.data = head.abbreviation, head.parent
