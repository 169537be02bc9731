"""Vocational trainings (đào tạo nghề): list, new, correct and complete."""

from __future__ import annotations

from collections.abc import Sequence

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from casework.access.permissions import Permission
from casework.records import db
from casework.records.person import Person
from casework.records.support import Training
from casework.services import trainings
from casework.services.mentions import Mention
from casework.services.stamps import Recorded
from casework.web.amending import AmendForm
from casework.web.choices import ScopeUnitField
from casework.web.fields import CaseForm, DateField
from casework.web.naming import PersonForm, asked_person, show
from casework.web.paging import paged
from casework.web.person_records import save_changed, save_new, yes_no
from casework.web.routing import Pages, current_actor, current_scope, today
from casework.web.years import asked_year

pages = Pages("trainings", "/trainings")


class TrainingForm(CaseForm):
    """A training."""

    started_on = DateField(_l("Ngày bắt đầu học"), [InputRequired()])
    trade = StringField(_l("Nghề"), [Length(max=120)])
    provider = StringField(_l("Cơ sở đào tạo"), [Length(max=200)])
    completed_on = DateField(_l("Ngày hoàn thành"))
    state_supported = yes_no(_l("Được Nhà nước hỗ trợ"))


class EditTrainingForm(TrainingForm, AmendForm):
    """What is stored, to be completed or corrected."""


class NewTrainingForm(PersonForm, TrainingForm):
    """A training of one person."""

    unit_id = ScopeUnitField()


@pages.get("", Permission.PERSON_VIEW, writes=True)
def index() -> ResponseReturnValue:
    """The trainings recorded by the scope's units."""
    year = asked_year()
    page = paged(db.session(), trainings.training_list(current_scope(), year=year), size=25)
    shown = show([row.person for row in page.items], "đào tạo nghề")
    return render_template("web/trainings/index.html", page=page, year=year, shown=shown)


@pages.get("/new", Permission.SUPPORT_EDIT, writes=True)
def new() -> ResponseReturnValue:
    """Enter a training."""
    person = asked_person()
    form = NewTrainingForm(formdata=None, person=person.ref if person else "")
    return _form(form, person)


@pages.post("/new", Permission.SUPPORT_EDIT)
def create() -> ResponseReturnValue:
    """Record it."""
    form = NewTrainingForm()
    person = asked_person()

    def save(ref: str) -> object:
        return trainings.add_training(
            db.session(),
            current_scope(),
            current_actor(),
            person_ref=ref,
            started_on=form.started_on.data,
            trade=form.trade.data,
            provider=form.provider.data,
            completed_on=form.completed_on.data,
            state_supported=form.state_supported.data == "yes",
            unit_id=form.unit_id.data,
            today=today(),
        )

    return save_new(form, lambda several: _form(form, person, several), save, list_of="trainings.index")


@pages.get("/<path:ref>/edit", Permission.SUPPORT_EDIT, writes=True)
def edit(ref: str) -> ResponseReturnValue:
    """Complete or correct a training."""
    row = trainings.training(db.session(), current_scope(), ref)
    return _form(_stored(row), row.person, row=row)


@pages.post("/<path:ref>/edit", Permission.SUPPORT_EDIT)
def change(ref: str) -> ResponseReturnValue:
    """Save the correction."""
    row = trainings.training(db.session(), current_scope(), ref)
    form, person = EditTrainingForm(), row.person

    def save() -> object:
        return trainings.change_training(
            db.session(),
            current_scope(),
            current_actor(),
            ref,
            started_on=form.started_on.data,
            trade=form.trade.data,
            provider=form.provider.data,
            completed_on=form.completed_on.data,
            state_supported=form.state_supported.data == "yes",
            **form.amended,
            today=today(),
        )

    def stored() -> tuple[CaseForm, Recorded]:
        return _stored(row), trainings.recorded(row)

    return save_changed(
        form, lambda several: _form(form, person, several, row), save, stored, list_of="trainings.index"
    )


def _stored(row: Training) -> EditTrainingForm:
    form = EditTrainingForm(formdata=None, obj=row)
    form.opened_on(trainings.recorded(row))
    return form


def _form(form: CaseForm, person: Person | None, several: Sequence[Mention] = (), row: Training | None = None) -> str:
    shown = show([person], "đào tạo nghề")[person.id] if person else None
    return render_template("web/trainings/form.html", form=form, person=shown, several=several, row=row)
