"""Jobs (việc làm): list, new, correct and end."""

from __future__ import annotations

from collections.abc import Sequence

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from wtforms.validators import InputRequired

from casework.access.permissions import Permission
from casework.records import db
from casework.records.person import Person
from casework.records.support import Job
from casework.services import jobs
from casework.services.mentions import Mention
from casework.services.stamps import Recorded
from casework.web.amending import AmendForm
from casework.web.choices import EmployerField, ScopeUnitField
from casework.web.fields import CaseForm, DateField
from casework.web.naming import PersonForm, asked_person, show
from casework.web.paging import paged
from casework.web.person_records import save_changed, save_new, yes_no
from casework.web.routing import Pages, current_actor, current_scope, today
from casework.web.years import asked_year

pages = Pages("jobs", "/jobs")


class JobForm(CaseForm):
    """A job."""

    started_on = DateField(_l("Ngày bắt đầu làm việc"), [InputRequired()])
    employer_ref = EmployerField(_l("Nơi làm việc"))
    ended_on = DateField(_l("Ngày nghỉ việc"))
    has_income = yes_no(_l("Có thu nhập"))
    supported = yes_no(_l("Được hỗ trợ tạo việc làm"))


class EditJobForm(JobForm, AmendForm):
    """A job as it is stored, to be ended or corrected."""


class NewJobForm(PersonForm, JobForm):
    """A job of one person."""

    unit_id = ScopeUnitField()


@pages.get("", Permission.PERSON_VIEW, writes=True)
def index() -> ResponseReturnValue:
    """The jobs recorded by the scope's units."""
    year = asked_year()
    page = paged(db.session(), jobs.job_list(current_scope(), year=year), size=25)
    shown = show([row.person for row in page.items], "việc làm")
    return render_template("web/jobs/index.html", page=page, year=year, shown=shown)


@pages.get("/new", Permission.SUPPORT_EDIT, writes=True)
def new() -> ResponseReturnValue:
    """Enter a job."""
    person = asked_person()
    form = NewJobForm(formdata=None, person=person.ref if person else "")
    return _form(form, person)


@pages.post("/new", Permission.SUPPORT_EDIT)
def create() -> ResponseReturnValue:
    """Record it."""
    form = NewJobForm()
    person = asked_person()

    def save(ref: str) -> object:
        return jobs.add_job(
            db.session(),
            current_scope(),
            current_actor(),
            person_ref=ref,
            started_on=form.started_on.data,
            employer_ref=form.employer_ref.data,
            ended_on=form.ended_on.data,
            has_income=form.has_income.data == "yes",
            supported=form.supported.data == "yes",
            unit_id=form.unit_id.data,
            today=today(),
        )

    return save_new(form, lambda several: _form(form, person, several), save, list_of="jobs.index")


@pages.get("/<path:ref>/edit", Permission.SUPPORT_EDIT, writes=True)
def edit(ref: str) -> ResponseReturnValue:
    """End or correct a job."""
    row = jobs.job(db.session(), current_scope(), ref)
    return _form(_stored(row), row.person, row=row)


@pages.post("/<path:ref>/edit", Permission.SUPPORT_EDIT)
def change(ref: str) -> ResponseReturnValue:
    """Save the correction."""
    row = jobs.job(db.session(), current_scope(), ref)
    form, person = EditJobForm(), row.person

    def save() -> object:
        return jobs.change_job(
            db.session(),
            current_scope(),
            current_actor(),
            ref,
            started_on=form.started_on.data,
            employer_ref=form.employer_ref.data,
            ended_on=form.ended_on.data,
            has_income=form.has_income.data == "yes",
            supported=form.supported.data == "yes",
            **form.amended,
            today=today(),
        )

    def stored() -> tuple[CaseForm, Recorded]:
        return _stored(row), jobs.recorded(row)

    return save_changed(form, lambda several: _form(form, person, several, row), save, stored, list_of="jobs.index")


def _stored(row: Job) -> EditJobForm:
    form = EditJobForm(formdata=None, obj=row, employer_ref=row.employer.ref if row.employer else "")
    form.opened_on(jobs.recorded(row))
    return form


def _form(form: CaseForm, person: Person | None, several: Sequence[Mention] = (), row: Job | None = None) -> str:
    shown = show([person], "việc làm")[person.id] if person else None
    return render_template("web/jobs/form.html", form=form, person=shown, several=several, row=row)
