"""Loans (vay vốn): list, new, correct."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, StringField
from wtforms.validators import InputRequired, Length, Optional

from casework.access.permissions import Permission
from casework.law.vocabulary import Borrower, LoanProgramme
from casework.records import db
from casework.services import loans
from casework.services.measures_loans import programmes_on
from casework.web.amending import AmendForm
from casework.web.choices import ScopeUnitField
from casework.web.fields import CaseForm, DateField, MoneyField, TermField
from casework.web.naming import PersonForm, show
from casework.web.paging import paged
from casework.web.person_records import RecordPages, record_pages
from casework.web.routing import Pages, current_scope, today
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
    year, wanted = asked_year(), request.args.get("repayment", "")
    repayment = next((each for each in loans.Repayment if each.value == wanted), None)
    query = loans.loan_list(current_scope(), year=year, repayment=repayment, today=today())
    page = paged(db.session(), query, size=25)
    shown = show([row.person for row in page.items], "vay vốn")
    return render_template(
        "web/loans/index.html",
        page=page,
        year=year,
        repayment=repayment,
        repayments=loans.Repayment,
        shown=shown,
        borrower=Borrower,
        programme=LoanProgramme,
        due_on=loans.due_on,
        is_overdue=lambda row: loans.is_overdue(row, today()),
    )


record_pages(
    pages,
    RecordPages(
        endpoint="loans",
        permission=Permission.SUPPORT_EDIT,
        shown_as="vay vốn",
        new=NewLoanForm,
        edit=EditLoanForm,
        find=loans.loan,
        add=loans.add_loan,
        change=loans.change_loan,
        recorded=loans.recorded,
        context=lambda: {"programmes": programmes_on(today())},
    ),
)
