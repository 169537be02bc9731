"""What a confirmation for a loan is made from (xác nhận để vay vốn): the request for one, or the loan on file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session, joinedload

from casework.access import queries
from casework.access.scope import Scope
from casework.documents.facts import LoanFacts
from casework.errors import NotFound
from casework.i18n import format_number
from casework.law.loan_confirmation import confirmed, programme_on
from casework.law.procedures import Measure
from casework.law.support_facts import SupportFacts, SupportProgramme
from casework.law.vocabulary import Borrower, LoanProgramme
from casework.records.person import Person
from casework.records.proceeding import Proceeding
from casework.records.support import Loan
from casework.records.unit import Unit
from casework.services.law_facts import encode
from casework.services.measures_grants import LENT_AS
from casework.services.paper_proceedings import told_number
from casework.services.proceedings import case_of, proceeding

KIND = "loan-confirmation"
ASKED_FOR = {lent: programme for programme, lent in LENT_AS.items()}


@dataclass(frozen=True)
class LoanPaper:
    """What is confirmed, by whom, about whom.

    :param competent_on: the day whose law says what is confirmed
    :param on: when it was; None for a loan on file, of which nobody wrote down when it was confirmed
    """

    facts: LoanFacts
    unit: Unit
    person: Person
    competent_on: date
    number: str | None = None
    on: date | None = None


def loan_paper(session: Session, scope: Scope, ref: str, today: date) -> LoanPaper:
    """What a confirmation for a loan says.

    :param ref: of a loan, or of a request for one: the confirmation is what one needs to get it
    :raises NotFound: neither is within the scope
    """
    row = session.scalars(queries.loans(scope).options(joinedload(Loan.person)).where(Loan.ref == ref)).first()
    return _of_loan(session, row) if row is not None else _of_request(session, scope, ref, today)


def _of_loan(session: Session, row: Loan) -> LoanPaper:
    on = row.disbursed_on
    lent = LoanProgramme(row.programme) if row.programme else None
    programme = ASKED_FOR.get(lent) if lent else programme_on(on)
    conditions = confirmed(_as_asked(session, row, programme), on) if programme else ()
    facts = LoanFacts(
        ref=row.ref,
        amount=format_number(row.amount_vnd),
        borrower=Borrower(row.borrower).term,
        programme=lent.term if lent else None,
        term_months=row.term_months,
        purpose=row.purpose,
        conditions=conditions,
    )
    return LoanPaper(facts, row.unit, row.person, on)


def _as_asked(session: Session, row: Loan, programme: SupportProgramme) -> SupportFacts:
    """The request that led to the loan; where nobody kept one, as it would have been made."""
    everywhere = Scope.everything(reason="điều kiện vay vốn đã ghi trong hồ sơ hỗ trợ của chính khoản vay này")
    kept = queries.proceedings(everywhere).where(Proceeding.person_id == row.person_id)
    asked = session.scalars(kept.where(Proceeding.record_ref == row.ref)).first()
    if asked is None:
        facts = encode(SupportFacts(programme, borrower=Borrower(row.borrower), amount_vnd=row.amount_vnd))
        unit, person = row.unit, row.person
        asked = Proceeding(measure=Measure.SUPPORT.value, unit=unit, person=person, person_id=person.id, facts=facts)
    found: SupportFacts = case_of(session, asked, row.disbursed_on).facts
    return found


def _of_request(session: Session, scope: Scope, ref: str, today: date) -> LoanPaper:
    row = proceeding(session, scope, ref)
    asked = case_of(session, row, today).facts
    if row.person is None or not isinstance(asked, SupportFacts) or asked.programme not in LENT_AS:
        raise NotFound("Không tìm thấy khoản vay hoặc hồ sơ đề nghị vay vốn này trong phạm vi của bạn.")
    on = asked.certified_on or today
    facts = LoanFacts(
        ref=row.ref,
        amount=None if asked.amount_vnd is None else format_number(asked.amount_vnd),
        borrower=asked.borrower.term if asked.borrower else None,
        programme=LENT_AS[asked.programme].term,
        term_months=asked.term_months,
        purpose=None,
        conditions=confirmed(asked, on),
    )
    number = told_number(session, row, KIND)
    return LoanPaper(facts, row.unit, row.person, on, number, asked.certified_on)
