"""Loans (vay vốn) to people or to their households."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, Select, and_, extract, or_
from sqlalchemy.orm import Session, joinedload

from casework.access import queries, trail
from casework.access.roles import Actor
from casework.access.scope import Scope
from casework.errors import InvalidInput
from casework.i18n import format_number
from casework.law.vocabulary import Borrower, LoanProgramme, Term
from casework.records.person import Person
from casework.records.support import Loan
from casework.services.belonging import unit_for
from casework.services.changes import Changes, reason_for, text_or_none, write_changes
from casework.services.days import require_order, require_past
from casework.services.stamps import Recorded, held, require_unchanged
from casework.workflow.calendar import months_later

HIGHEST_VND = 100_000_000_000
"""A hundred billion đồng: above it somebody typed zeros too many."""
LONGEST_MONTHS = 600


def loan(session: Session, scope: Scope, ref: str) -> Loan:
    """:raises NotFound: no such loan recorded by a unit of the scope"""
    return queries.one(session, queries.loans(scope).options(joinedload(Loan.person)), Loan.ref == ref)


def recorded(row: Loan) -> Recorded:
    """What a loan says, by the fields of its form."""
    names = ("disbursed_on", "amount_vnd", "borrower", "programme", "term_months", "purpose", "repaid_on")
    return {name: getattr(row, name) for name in names}


def due_on(row: Loan) -> date | None:
    """The last day of its term (ngày đến hạn trả); None where the term is not known."""
    return months_later(row.disbursed_on, row.term_months) if row.term_months else None


def is_overdue(row: Loan, today: date) -> bool:
    """Not repaid although its term has run."""
    due = due_on(row)
    return row.repaid_on is None and due is not None and due < today


class Repayment(Term):
    """Tình trạng trả nợ."""

    OWED = "owed", "Còn nợ"
    OVERDUE = "overdue", "Quá hạn, chưa ghi trả"
    REPAID = "repaid", "Đã trả hết"


def loan_list(
    scope: Scope, *, year: int | None = None, repayment: Repayment | None = None, today: date
) -> Select[Loan]:
    """The loans recorded by the scope's units, the latest first, with their people."""
    query = queries.loans(scope).options(joinedload(Loan.person))
    if year is not None:
        query = query.where(Loan.disbursed_on.between(date(year, 1, 1), date(year, 12, 31)))
    if repayment is not None:
        query = query.where(_in_state(repayment, today))
    return query.order_by(Loan.disbursed_on.desc(), Loan.id.desc())


def _in_state(repayment: Repayment, today: date) -> ColumnElement[bool]:
    if repayment is Repayment.REPAID:
        return Loan.repaid_on.is_not(None)
    if repayment is Repayment.OWED:
        return Loan.repaid_on.is_(None)
    # Months counted from year nought: a term that ends within today's month ends on the day it began or, where the
    # month has none, on its last day, which is never before today.
    ends = extract("year", Loan.disbursed_on) * 12 + extract("month", Loan.disbursed_on) + Loan.term_months
    this_month = today.year * 12 + today.month
    over = or_(ends < this_month, and_(ends == this_month, extract("day", Loan.disbursed_on) < today.day))
    return and_(Loan.repaid_on.is_(None), Loan.term_months > 0, over)


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
    repaid_on: date | None = None,
    unit_id: int | None,
    today: date,
) -> Loan:
    """Record a loan (vay vốn) on the day it is disbursed.

    :param amount_vnd: whole đồng
    :raises NotFound: no such person or unit within the scope
    :raises InvalidInput: a day has not come, the unit does not exist on it, or the amount, term or order cannot be
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
        repaid_on=repaid_on,
        today=today,
    )
    session.add(row)
    session.flush()
    _note(session, actor, row, changes, None)
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
    repaid_on: date | None = None,
    reason: str | None = None,
    stamp: str | None = None,
    today: date,
) -> Loan:
    """Record that a loan is repaid, or correct what was recorded.

    Filling what was empty (its repayment, its term) only supplements it and needs no reason.

    :param reason: why, as soon as something that was recorded is altered or emptied; kept in the trail
    :param stamp: of the record as the actor looked at it; None for callers that look at none
    :param repaid_on: when all of it was repaid (ngày trả hết nợ)
    :raises NotFound: no such loan recorded by a unit of the scope
    :raises InvalidInput: as for adding it, or the reason lacks
    :raises Overtaken: somebody saved it since
    """
    row = queries.one(session, held(queries.loans(scope).options(joinedload(Loan.person)), Loan), Loan.ref == ref)
    require_unchanged(recorded(row), stamp)
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
        repaid_on=repaid_on,
        today=today,
    )
    why = reason_for(changes, reason)
    if changes:
        session.flush()
        _note(session, actor, row, changes, why)
    return row


def _note(session: Session, actor: Actor, row: Loan, changes: Changes, reason: str | None) -> None:
    tag = trail.Tag.LOAN_SAVED
    trail.record(session, tag, actor, person_id=row.person_id, ref=row.ref, changes=changes, reason=reason)


def _write(
    row: Loan,
    *,
    disbursed_on: date,
    amount_vnd: int,
    borrower: Borrower,
    programme: LoanProgramme | None,
    term_months: int | None,
    purpose: str | None,
    repaid_on: date | None,
    today: date,
) -> Changes:
    if not 1 <= amount_vnd <= HIGHEST_VND:
        raise InvalidInput(f"Số tiền vay phải từ 1 đến {format_number(HIGHEST_VND)} đồng.", field="amount_vnd")
    if term_months is not None and not 1 <= term_months <= LONGEST_MONTHS:
        raise InvalidInput(f"Thời hạn vay phải từ 1 đến {LONGEST_MONTHS} tháng.", field="term_months")
    require_past(repaid_on, today=today, field="repaid_on")
    require_order(disbursed_on, repaid_on, field="repaid_on", what="Ngày trả hết nợ")
    return write_changes(
        row,
        disbursed_on=disbursed_on,
        amount_vnd=amount_vnd,
        borrower=borrower.value,
        programme=programme.value if programme else None,
        term_months=term_months,
        purpose=text_or_none(purpose),
        repaid_on=repaid_on,
    )
