"""Loans (vay vốn): list, new, correct."""

from __future__ import annotations

from collections.abc import Sequence

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, StringField
from wtforms.validators import InputRequired, Length, Optional

from casework.access.permissions import Permission
from casework.law.vocabulary import Borrower, LoanProgramme
from casework.records import db
from casework.records.person import Person
from casework.records.support import Loan
from casework.services import loans
from casework.services.measures_loans import programmes_on
from casework.services.mentions import Mention
from casework.services.stamps import Recorded
from casework.web.amending import AmendForm
from casework.web.choices import ScopeUnitField
from casework.web.fields import CaseForm, DateField, MoneyField, TermField
from casework.web.naming import PersonForm, asked_person, show
from casework.web.paging import paged
from casework.web.person_records import save_changed, save_new
from casework.web.routing import Pages, current_actor, current_scope, today
from casework.web.years import asked_year

pages = Pages("loans", "/loans")


class LoanForm(CaseForm):
    """A loan."""

    disbursed_on = DateField(_l("Ngày giải ngân"), [InputRequired()])
    amount_vnd = MoneyField(_l("Số tiền vay (đồng)"), [InputRequired()], description=_l("Ví dụ 30.000.000"))
    borrower = TermField(_l("Người vay"), Borrower, [InputRequired()])
    programme = TermField(_l("Chương trình, nguồn vốn"), LoanProgramme)
    term_months = IntegerField(_l("Thời hạn (tháng)"), [Optional()], render_kw={"inputmode": "numeric"})
    purpose = StringField(_l("Mục đích vay"), [Length(max=200)])
    repaid_on = DateField(_l("Ngày trả hết nợ"), description=_l("Để trống khi còn nợ"))


class EditLoanForm(LoanForm, AmendForm):
    """What is stored, to be completed or corrected."""


class NewLoanForm(PersonForm, LoanForm):
    """A loan of one person or their household."""

    unit_id = ScopeUnitField()


@pages.get("", Permission.PERSON_VIEW, writes=True)
def index() -> ResponseReturnValue:
    """The loans recorded by the scope's units."""
    year = asked_year()
    page = paged(db.session(), loans.loan_list(current_scope(), year=year), size=25)
    shown = show([row.person for row in page.items], "vay vốn")
    return render_template(
        "web/loans/index.html",
        page=page,
        year=year,
        shown=shown,
        borrower=Borrower,
        programme=LoanProgramme,
        due_on=loans.due_on,
        is_overdue=lambda row: loans.is_overdue(row, today()),
    )


@pages.get("/new", Permission.SUPPORT_EDIT, writes=True)
def new() -> ResponseReturnValue:
    """Enter a loan."""
    person = asked_person()
    form = NewLoanForm(formdata=None, person=person.ref if person else "")
    return _form(form, person)


@pages.post("/new", Permission.SUPPORT_EDIT)
def create() -> ResponseReturnValue:
    """Record it."""
    form = NewLoanForm()
    person = asked_person()

    def save(ref: str) -> object:
        return loans.add_loan(
            db.session(),
            current_scope(),
            current_actor(),
            person_ref=ref,
            disbursed_on=form.disbursed_on.data,
            amount_vnd=form.amount_vnd.data,
            borrower=form.borrower.data,
            programme=form.programme.data,
            term_months=form.term_months.data,
            purpose=form.purpose.data,
            repaid_on=form.repaid_on.data,
            unit_id=form.unit_id.data,
            today=today(),
        )

    return save_new(form, lambda several: _form(form, person, several), save, list_of="loans.index")


@pages.get("/<path:ref>/edit", Permission.SUPPORT_EDIT, writes=True)
def edit(ref: str) -> ResponseReturnValue:
    """Correct a loan."""
    row = loans.loan(db.session(), current_scope(), ref)
    return _form(_stored(row), row.person, row=row)


@pages.post("/<path:ref>/edit", Permission.SUPPORT_EDIT)
def change(ref: str) -> ResponseReturnValue:
    """Save the correction."""
    row = loans.loan(db.session(), current_scope(), ref)
    form, person = EditLoanForm(), row.person

    def save() -> object:
        return loans.change_loan(
            db.session(),
            current_scope(),
            current_actor(),
            ref,
            disbursed_on=form.disbursed_on.data,
            amount_vnd=form.amount_vnd.data,
            borrower=form.borrower.data,
            programme=form.programme.data,
            term_months=form.term_months.data,
            purpose=form.purpose.data,
            repaid_on=form.repaid_on.data,
            **form.amended,
            today=today(),
        )

    def stored() -> tuple[CaseForm, Recorded]:
        return _stored(row), loans.recorded(row)

    return save_changed(form, lambda several: _form(form, person, several, row), save, stored, list_of="loans.index")


def _stored(row: Loan) -> EditLoanForm:
    form = EditLoanForm(formdata=None, obj=row)
    form.opened_on(loans.recorded(row))
    return form


def _form(form: CaseForm, person: Person | None, several: Sequence[Mention] = (), row: Loan | None = None) -> str:
    shown = show([person], "vay vốn")[person.id] if person else None
    return render_template(
        "web/loans/form.html", form=form, person=shown, several=several, row=row, programmes=programmes_on(today())
    )
