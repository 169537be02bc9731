"""Loans (vay vốn) to people or to their households."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Select
from sqlalchemy.orm import Session, joinedload

from casework.access import queries, trail
from casework.access.roles import Actor
from casework.access.scope import Scope
from casework.errors import InvalidInput
from casework.i18n import format_number
from casework.law.vocabulary import Borrower, LoanProgramme
from casework.records.person import Person
from casework.records.support import Loan
from casework.services.belonging import unit_for
from casework.services.changes import Changes, text_or_none, write_changes
from casework.services.days import require_past

HIGHEST_VND = 100_000_000_000
"""A hundred billion đồng: above it somebody typed zeros too many."""
LONGEST_MONTHS = 600


def loan(session: Session, scope: Scope, ref: str) -> Loan:
    """:raises NotFound: no such loan recorded by a unit of the scope"""
    return queries.one(session, queries.loans(scope).options(joinedload(Loan.person)), Loan.ref == ref)


def loan_list(scope: Scope, *, year: int | None = None) -> Select[Loan]:
    """The loans recorded by the scope's units, the latest first, with their people."""
    query = queries.loans(scope).options(joinedload(Loan.person))
    if year is not None:
        query = query.where(Loan.disbursed_on.between(date(year, 1, 1), date(year, 12, 31)))
    return query.order_by(Loan.disbursed_on.desc(), Loan.id.desc())


def add_loan(
    session: Session,
    scope: Scope,
    actor: Actor,
    *,
    person_ref: str,
    disbursed_on: date,
    amount_vnd: int,
    borrower: Borrower,
    programme: LoanProgramme | None,
    term_months: int | None,
    purpose: str | None,
    unit_id: int | None,
    today: date,
) -> Loan:
    """Record a loan (vay vốn) on the day it is disbursed.

    :param amount_vnd: whole đồng
    :raises NotFound: no such person or unit within the scope
    :raises InvalidInput: the day has not come, the unit does not exist on it, or the amount or term cannot be
    """
    person = queries.one(session, queries.people(scope), Person.ref == person_ref)
    require_past(disbursed_on, today=today, field="disbursed_on")
    unit = unit_for(session, scope, actor, on=disbursed_on, unit_id=unit_id)
    row = Loan(person_id=person.id, unit_id=unit.id, recorded_by_id=actor.account_id)
    changes = {"unit": [None, unit.code]} | _write(
        row,
        disbursed_on=disbursed_on,
        amount_vnd=amount_vnd,
        borrower=borrower,
        programme=programme,
        term_months=term_months,
        purpose=purpose,
    )
    session.add(row)
    session.flush()
    trail.record(session, trail.Tag.LOAN_SAVED, actor, person_id=person.id, ref=row.ref, changes=changes)
    return row


def change_loan(
    session: Session,
    scope: Scope,
    actor: Actor,
    ref: str,
    *,
    disbursed_on: date,
    amount_vnd: int,
    borrower: Borrower,
    programme: LoanProgramme | None,
    term_months: int | None,
    purpose: str | None,
    today: date,
) -> Loan:
    """Correct a loan.

    :raises NotFound: no such loan recorded by a unit of the scope
    :raises InvalidInput: as for adding it
    """
    row = loan(session, scope, ref)
    require_past(disbursed_on, today=today, field="disbursed_on")
    unit_for(session, scope, actor, on=disbursed_on, unit_id=row.unit_id)
    changes = _write(
        row,
        disbursed_on=disbursed_on,
        amount_vnd=amount_vnd,
        borrower=borrower,
        programme=programme,
        term_months=term_months,
        purpose=purpose,
    )
    if changes:
        session.flush()
        trail.record(session, trail.Tag.LOAN_SAVED, actor, person_id=row.person_id, ref=ref, changes=changes)
    return row


def _write(
    row: Loan,
    *,
    disbursed_on: date,
    amount_vnd: int,
    borrower: Borrower,
    programme: LoanProgramme | None,
    term_months: int | None,
    purpose: str | None,
) -> Changes:
    if not 1 <= amount_vnd <= HIGHEST_VND:
        raise InvalidInput(f"Số tiền vay phải từ 1 đến {format_number(HIGHEST_VND)} đồng.", field="amount_vnd")
    if term_months is not None and not 1 <= term_months <= LONGEST_MONTHS:
        raise InvalidInput(f"Thời hạn vay phải từ 1 đến {LONGEST_MONTHS} tháng.", field="term_months")
    return write_changes(
        row,
        disbursed_on=disbursed_on,
        amount_vnd=amount_vnd,
        borrower=borrower.value,
        programme=programme.value if programme else None,
        term_months=term_months,
        purpose=text_or_none(purpose),
    )
