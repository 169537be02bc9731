"""Substitution treatment with methadone (điều trị thay thế bằng Methadone): list, new, correct and end."""

from __future__ import annotations

from collections.abc import Sequence

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from casework.access.permissions import Permission
from casework.law.vocabulary import MethadoneOutcome
from casework.records import db
from casework.records.methadone import Methadone
from casework.records.person import Person
from casework.services import methadone
from casework.services.mentions import Mention
from casework.services.stamps import Recorded
from casework.web.amending import AmendForm
from casework.web.choices import ScopeUnitField
from casework.web.fields import CaseForm, DateField, TermField
from casework.web.naming import PersonForm, asked_person, show
from casework.web.paging import paged
from casework.web.person_records import save_changed, save_new
from casework.web.routing import Pages, current_actor, current_scope, today
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


@pages.get("/new", Permission.METHADONE_EDIT, writes=True)
def new() -> ResponseReturnValue:
    """Enter a treatment."""
    person = asked_person()
    form = NewTreatmentForm(formdata=None, person=person.ref if person else "")
    return _form(form, person)


@pages.post("/new", Permission.METHADONE_EDIT)
def create() -> ResponseReturnValue:
    """Record it."""
    form = NewTreatmentForm()
    person = asked_person()

    def save(ref: str) -> object:
        return methadone.add_treatment(
            db.session(),
            current_scope(),
            current_actor(),
            person_ref=ref,
            started_on=form.started_on.data,
            facility=form.facility.data,
            ended_on=form.ended_on.data,
            outcome=form.outcome.data,
            unit_id=form.unit_id.data,
            today=today(),
        )

    return save_new(form, lambda several: _form(form, person, several), save, list_of="methadone.index")


@pages.get("/<path:ref>/edit", Permission.METHADONE_EDIT, writes=True)
def edit(ref: str) -> ResponseReturnValue:
    """End or correct a treatment."""
    row = methadone.treatment(db.session(), current_scope(), ref)
    return _form(_stored(row), row.person, row=row)


@pages.post("/<path:ref>/edit", Permission.METHADONE_EDIT)
def change(ref: str) -> ResponseReturnValue:
    """Save the correction."""
    row = methadone.treatment(db.session(), current_scope(), ref)
    form, person = EditTreatmentForm(), row.person

    def save() -> object:
        return methadone.change_treatment(
            db.session(),
            current_scope(),
            current_actor(),
            ref,
            started_on=form.started_on.data,
            facility=form.facility.data,
            ended_on=form.ended_on.data,
            outcome=form.outcome.data,
            **form.amended,
            today=today(),
        )

    def stored() -> tuple[CaseForm, Recorded]:
        return _stored(row), methadone.recorded(row)

    return save_changed(
        form, lambda several: _form(form, person, several, row), save, stored, list_of="methadone.index"
    )


def _stored(row: Methadone) -> EditTreatmentForm:
    form = EditTreatmentForm(formdata=None, obj=row)
    form.opened_on(methadone.recorded(row))
    return form


def _form(form: CaseForm, person: Person | None, several: Sequence[Mention] = (), row: Methadone | None = None) -> str:
    shown = show([person], "điều trị Methadone")[person.id] if person else None
    return render_template("web/methadone/form.html", form=form, person=shown, several=several, row=row)
