"""How a unit heads and signs its papers (thể thức, người ký), by day."""

from __future__ import annotations

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from casework.access.permissions import Permission
from casework.documents.facts import Office
from casework.records import db
from casework.records.paper import PaperSetting
from casework.records.unit import Unit
from casework.services import paper_setting_entries, paper_settings
from casework.services.paper_setting_entries import Setting
from casework.services.paper_settings import Authority, OfficeTerm
from casework.web.amending import AmendForm, Opened, carry_out
from casework.web.choices import ScopeUnitField
from casework.web.fields import CaseForm, DateField, TermField
from casework.web.routing import Pages, current_actor, current_scope, today

pages = Pages("paper_settings", "/paper-settings")


class SettingForm(CaseForm):
    """Head, place and signer of an office from a day on."""

    from_on = DateField(_l("Áp dụng từ ngày"), [InputRequired()])
    parent = StringField(_l("Cơ quan cấp trên (dòng trên tên cơ quan)"), [Length(max=200)])
    agency = StringField(_l("Tên cơ quan"), [InputRequired(), Length(max=200)])
    place = StringField(_l("Địa danh"), [InputRequired(), Length(max=120)])
    abbreviation = StringField(_l("Chữ viết tắt tên cơ quan trong số"), [InputRequired(), Length(max=20)])
    authority = TermField(_l("Thẩm quyền ký"), Authority, [InputRequired()])
    position = StringField(_l("Chức vụ người ký"), [Length(max=120)])
    signer_name = StringField(_l("Họ tên người ký"), [Length(max=120)])

    @property
    def said(self) -> Setting:
        """What was typed."""
        return Setting(
            from_on=self.from_on.data,
            agency=self.agency.data or "",
            parent=self.parent.data,
            place=self.place.data or "",
            abbreviation=self.abbreviation.data or "",
            authority=self.authority.data,
            position=self.position.data or "",
            signer_name=self.signer_name.data,
        )


class NewSettingForm(SettingForm):
    """The same of an office of a unit."""

    unit_id = ScopeUnitField()
    office = TermField(_l("Cơ quan ban hành"), OfficeTerm, [InputRequired()])


class EditSettingForm(SettingForm, AmendForm):
    """What is set, to be corrected."""


@pages.form("", Permission.PAPER_SET)
def index() -> ResponseReturnValue:
    """What the unit set, and a form to set it anew from a day on."""
    form, session = NewSettingForm(), db.session()
    if not form.is_submitted():
        _suggest(form, paper_settings.own_unit(session, current_actor()))

    def save() -> None:
        paper_setting_entries.add_setting(
            session,
            current_scope(),
            current_actor(),
            form.said,
            unit_id=form.unit_id.data or paper_settings.own_unit(session, current_actor()).id,
            office=Office(form.office.data.value),
        )

    def page() -> str:
        rows = paper_setting_entries.settings_of(session, current_scope())
        return render_template("web/papers/settings.html", form=form, rows=rows, office=OfficeTerm, authority=Authority)

    return carry_out(form, save, _("Đã lưu."), page=page, shown=_index)


@pages.form("/<int:row_id>/edit", Permission.PAPER_SET)
def edit(row_id: int) -> ResponseReturnValue:
    """Correct what was set."""
    row = paper_setting_entries.setting(db.session(), current_scope(), row_id)
    form = _stored(row, typed=True)

    def save() -> None:
        paper_setting_entries.change_setting(
            db.session(), current_scope(), current_actor(), row_id, form.said, **form.amended
        )

    return carry_out(
        form,
        save,
        _("Đã lưu."),
        page=lambda: render_template("web/papers/setting.html", form=form, row=row, office=OfficeTerm),
        shown=_index,
        opened=Opened(lambda: paper_setting_entries.recorded(row), lambda: _stored(row)),
    )


def _stored(row: PaperSetting, *, typed: bool = False) -> EditSettingForm:
    """The form of a setting: as it is stored, or as it was typed over that."""
    signs = Authority(row.authority or Authority.HEAD.value)
    said = {name: getattr(row, name) for name in paper_setting_entries.FIELDS} | {"authority": signs}
    return EditSettingForm(data=said) if typed else EditSettingForm(formdata=None, data=said)


def _index(_ref: str | None) -> str:
    return url_for("paper_settings.index")


def _suggest(form: NewSettingForm, unit: Unit) -> None:
    head = paper_settings.by_name(unit, Office.COMMITTEE)
    form.from_on.data, form.agency.data, form.place.data = today(), head.agency, head.place
    form.abbreviation.data, form.parent.data = head.abbreviation, head.parent
