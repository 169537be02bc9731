"""Employers (doanh nghiệp, cơ sở sản xuất): list, new, edit."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from casework.access.permissions import Permission
from casework.law.vocabulary import EmployerKind
from casework.records import db
from casework.services import employers
from casework.web.amending import AmendForm, Opened, carry_out
from casework.web.choices import ScopeUnitField
from casework.web.fields import CaseForm, TermField
from casework.web.paging import paged
from casework.web.routing import Pages, current_actor, current_scope, today

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
    return carry_out(
        form,
        lambda: employers.add_employer(db.session(), current_scope(), current_actor(), today=today(), **form.entered),
        lambda made: _("Đã thêm %(name)s.", name=made.name),
        page=lambda: render_template("web/employers/form.html", form=form),
        shown=lambda _made: url_for("employers.index"),
    )


@pages.form("/<path:ref>/edit", Permission.SUPPORT_EDIT)
def edit(ref: str) -> ResponseReturnValue:
    """Correct an employer."""
    row = employers.employer(db.session(), current_scope(), ref)
    form = EditEmployerForm(obj=row)
    return carry_out(
        form,
        lambda: employers.change_employer(db.session(), current_scope(), current_actor(), ref, **form.entered),
        _("Đã lưu."),
        page=lambda: render_template("web/employers/form.html", form=form, row=row),
        shown=lambda _made: url_for("employers.index"),
        opened=Opened(lambda: employers.recorded(row), lambda: EditEmployerForm(formdata=None, obj=row)),
    )
