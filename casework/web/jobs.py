"""Jobs (việc làm): list, new, correct and end."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from wtforms.validators import InputRequired

from casework.access.permissions import Permission
from casework.records import db
from casework.services import jobs
from casework.web.amending import AmendForm
from casework.web.choices import EmployerField, ScopeUnitField
from casework.web.fields import CaseForm, DateField
from casework.web.naming import PersonForm, show
from casework.web.paging import paged
from casework.web.person_records import RecordPages, record_pages, yes_no
from casework.web.routing import Pages, current_scope
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


record_pages(
    pages,
    RecordPages(
        endpoint="jobs",
        permission=Permission.SUPPORT_EDIT,
        shown_as="việc làm",
        new=NewJobForm,
        edit=EditJobForm,
        find=jobs.job,
        add=jobs.add_job,
        change=jobs.change_job,
        recorded=jobs.recorded,
        besides=lambda row: {"employer_ref": row.employer.ref if row.employer else ""},
    ),
)
