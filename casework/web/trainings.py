"""Vocational trainings (đào tạo nghề): list, new, correct and complete."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from casework.access.permissions import Permission
from casework.records import db
from casework.services import trainings
from casework.web.amending import AmendForm
from casework.web.choices import ScopeUnitField
from casework.web.fields import CaseForm, DateField
from casework.web.naming import PersonForm, show
from casework.web.paging import paged
from casework.web.person_records import RecordPages, record_pages, yes_no
from casework.web.routing import Pages, current_scope
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


record_pages(
    pages,
    RecordPages(
        endpoint="trainings",
        permission=Permission.SUPPORT_EDIT,
        shown_as="đào tạo nghề",
        new=NewTrainingForm,
        edit=EditTrainingForm,
        find=trainings.training,
        add=trainings.add_training,
        change=trainings.change_training,
        recorded=trainings.recorded,
    ),
)
