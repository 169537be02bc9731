"""Substitution treatment with methadone (điều trị thay thế bằng Methadone): list, new, correct and end."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from casework.access.permissions import Permission
from casework.law.vocabulary import MethadoneOutcome
from casework.records import db
from casework.services import methadone
from casework.web.amending import AmendForm
from casework.web.choices import ScopeUnitField
from casework.web.fields import CaseForm, DateField, TermField
from casework.web.naming import PersonForm, show
from casework.web.paging import paged
from casework.web.person_records import RecordPages, record_pages
from casework.web.routing import Pages, current_scope
from casework.web.years import asked_year

pages = Pages("methadone", "/methadone")


class TreatmentForm(CaseForm):
    """A course of treatment."""

    started_on = DateField(_l("Ngày bắt đầu điều trị"), [InputRequired()])
    facility = StringField(_l("Cơ sở điều trị"), [Length(max=200)])
    ended_on = DateField(_l("Ngày kết thúc"))
    outcome = TermField(_l("Kết quả"), MethadoneOutcome)


class EditTreatmentForm(TreatmentForm, AmendForm):
    """What is stored, to be completed or corrected."""


class NewTreatmentForm(PersonForm, TreatmentForm):
    """A course of treatment of one person."""

    unit_id = ScopeUnitField()


@pages.get("", Permission.PERSON_VIEW, writes=True)
def index() -> ResponseReturnValue:
    """The treatments recorded by the scope's units."""
    year = asked_year()
    page = paged(db.session(), methadone.treatment_list(current_scope(), year=year), size=25)
    shown = show([row.person for row in page.items], "điều trị Methadone")
    return render_template("web/methadone/index.html", page=page, year=year, shown=shown, outcome=MethadoneOutcome)


record_pages(
    pages,
    RecordPages(
        endpoint="methadone",
        permission=Permission.METHADONE_EDIT,
        shown_as="điều trị Methadone",
        new=NewTreatmentForm,
        edit=EditTreatmentForm,
        find=methadone.treatment,
        add=methadone.add_treatment,
        change=methadone.change_treatment,
        recorded=methadone.recorded,
    ),
)
