"""Employers (doanh nghiệp, cơ sở sản xuất): list, new, edit."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from casework.access.permissions import Permission
from casework.errors import Conflict, InvalidInput
from casework.law.vocabulary import EmployerKind
from casework.records import db
from casework.records.support import Employer
from casework.services import employers
from casework.services.stamps import Overtaken
from casework.web.amending import AmendForm, tell_overtaken
from casework.web.choices import ScopeUnitField
from casework.web.fields import CaseForm, TermField, show_refusal
from casework.web.paging import paged
from casework.web.routing import Pages, current_actor, current_scope, refuse, today

pages = Pages("employers", "/employers")


class EmployerForm(CaseForm):
    """An employer."""

    name = StringField(_l("Tên doanh nghiệp, cơ sở sản xuất"), [InputRequired(), Length(max=200)])
    kind = TermField(_l("Loại hình"), EmployerKind)


class EditEmployerForm(EmployerForm, AmendForm):
    """What is stored, to be corrected."""


class NewEmployerForm(EmployerForm):
    """An employer of a unit."""

    unit_id = ScopeUnitField()


@pages.get("", Permission.PERSON_VIEW)
def index() -> ResponseReturnValue:
    """The employers of the scope, by name."""
    text = request.args.get("q", "")
    page = paged(db.session(), employers.employer_list(current_scope(), text=text), size=25)
    return render_template("web/employers/index.html", page=page, text=text, kind=EmployerKind)


@pages.form("/new", Permission.SUPPORT_EDIT)
def new() -> ResponseReturnValue:
    """Enter an employer."""
    form = NewEmployerForm()
    if not form.validate_on_submit():
        return _form(form, 400 if form.errors else 200)
    try:
        row = employers.add_employer(
            db.session(),
            current_scope(),
            current_actor(),
            name=form.name.data,
            kind=form.kind.data,
            unit_id=form.unit_id.data,
            today=today(),
        )
    except (InvalidInput, Conflict) as error:
        show_refusal(form, error)
        return _form(form, error.status)
    flash(_("Đã thêm %(name)s.", name=row.name), "success")
    return redirect(url_for("employers.index"), 303)


@pages.form("/<path:ref>/edit", Permission.SUPPORT_EDIT)
def edit(ref: str) -> ResponseReturnValue:
    """Correct an employer."""
    row = employers.employer(db.session(), current_scope(), ref)
    form = EditEmployerForm(obj=row)
    if not form.is_submitted():
        form.opened_on(employers.recorded(row))
    if not form.validate_on_submit():
        return _form(form, 400 if form.errors else 200, row)
    try:
        employers.change_employer(
            db.session(),
            current_scope(),
            current_actor(),
            ref,
            name=form.name.data,
            kind=form.kind.data,
            **form.amended,
        )
    except Overtaken as error:
        recorded = employers.recorded(row)
        tell_overtaken(form, EditEmployerForm(formdata=None, obj=row), recorded, error)
        return _form(form, error.status, row)
    except (InvalidInput, Conflict) as error:
        show_refusal(form, error)
        return _form(form, error.status, row)
    flash(_("Đã lưu."), "success")
    return redirect(url_for("employers.index"), 303)


def _form(form: EmployerForm, status: int, row: Employer | None = None) -> ResponseReturnValue:
    page = render_template("web/employers/form.html", form=form, row=row)
    return page if status < 400 else refuse(page, status)
