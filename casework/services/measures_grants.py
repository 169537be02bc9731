"""The course, the job or the loan that a granted request for support leads to, and its end (hồ sơ hỗ trợ)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy.orm import Session

from casework.access import queries
from casework.access.roles import Actor
from casework.access.scope import Scope
from casework.errors import InvalidInput
from casework.law.support_facts import SupportFacts, SupportProgramme
from casework.law.vocabulary import Borrower, LoanProgramme
from casework.records.proceeding import Proceeding
from casework.records.support import Job, Loan, Training
from casework.services import jobs, loans, trainings

LENT_AS: Mapping[SupportProgramme, LoanProgramme] = {
    SupportProgramme.LOAN_29_2014: LoanProgramme.VBSP_29_2014,
    SupportProgramme.LOAN_FUND: LoanProgramme.EMPLOYMENT_FUND,
    SupportProgramme.LOAN_08_2026: LoanProgramme.VBSP_08_2026,
}


def grant_support(
    session: Session,
    scope: Scope,
    actor: Actor,
    row: Proceeding,
    facts: SupportFacts,
    on: date,
    extras: Mapping[str, str],
    *,
    unit_id: int,
    today: date,
) -> str | None:
    """Write the record that the grant stands for, or link the one that somebody has written already.

    :raises InvalidInput: the record needs something that is missing
    """
    if row.person is None or facts.programme == SupportProgramme.PAYMENT:
        return None
    person_ref = row.person.ref
    made: Training | Job | Loan
    if facts.programme == SupportProgramme.TRAINING:
        course = queries.trainings(scope).where(Training.person_id == row.person_id, Training.started_on == on)
        made = session.scalars(course).first() or trainings.add_training(
            session,
            scope,
            actor,
            person_ref=person_ref,
            started_on=on,
            trade=extras.get("trade"),
            provider=extras.get("provider"),
            completed_on=None,
            state_supported=True,
            unit_id=unit_id,
            today=today,
        )
    elif facts.programme == SupportProgramme.JOB:
        if extras.get("has_income") not in ("yes", "no"):
            raise InvalidInput("Hãy trả lời có thu nhập từ việc làm hay không.", field="has_income")
        job = queries.jobs(scope).where(Job.person_id == row.person_id, Job.started_on == on)
        made = session.scalars(job).first() or jobs.add_job(
            session,
            scope,
            actor,
            person_ref=person_ref,
            started_on=on,
            employer_ref=None,
            ended_on=None,
            has_income=extras["has_income"] == "yes",
            supported=True,
            unit_id=unit_id,
            today=today,
        )
    else:
        made = _lend(session, scope, actor, row, facts, on, extras, unit_id=unit_id, today=today)
    row.record_ref = made.ref
    return f"Hồ sơ {made.ref}"


def _lend(
    session: Session,
    scope: Scope,
    actor: Actor,
    row: Proceeding,
    facts: SupportFacts,
    on: date,
    extras: Mapping[str, str],
    *,
    unit_id: int,
    today: date,
) -> Loan:
    if facts.borrower is None:
        raise InvalidInput("Hãy chọn người vay: bản thân hay hộ gia đình.", field="borrower")
    if facts.amount_vnd is None or row.person is None:
        raise InvalidInput("Hãy nhập số tiền vay.", field="amount_vnd")
    there = queries.loans(scope).where(
        Loan.person_id == row.person_id, Loan.disbursed_on == on, Loan.amount_vnd == facts.amount_vnd
    )
    return session.scalars(there).first() or loans.add_loan(
        session,
        scope,
        actor,
        person_ref=row.person.ref,
        disbursed_on=on,
        amount_vnd=facts.amount_vnd,
        borrower=facts.borrower,
        programme=LENT_AS[facts.programme],
        term_months=facts.term_months,
        purpose=extras.get("purpose"),
        unit_id=unit_id,
        today=today,
    )


def finish_support(
    session: Session, scope: Scope, actor: Actor, row: Proceeding, facts: SupportFacts, on: date, *, today: date
) -> str | None:
    """End the course or the job that the grant led to, or note that its loan is repaid."""
    if row.record_ref is None:
        return None
    # Where its end was recorded before, the procedure corrects it.
    why = f"Theo thủ tục {row.ref}"
    if facts.programme == SupportProgramme.TRAINING:
        course = trainings.training(session, scope, row.record_ref)
        trainings.change_training(
            session,
            scope,
            actor,
            course.ref,
            started_on=course.started_on,
            trade=course.trade,
            provider=course.provider,
            completed_on=on,
            state_supported=course.state_supported,
            reason=why,
            today=today,
        )
    elif facts.programme == SupportProgramme.JOB:
        job = jobs.job(session, scope, row.record_ref)
        jobs.change_job(
            session,
            scope,
            actor,
            job.ref,
            started_on=job.started_on,
            employer_ref=job.employer.ref if job.employer else None,
            ended_on=on,
            has_income=job.has_income,
            supported=job.supported,
            reason=why,
            today=today,
        )
    else:
        lent = loans.loan(session, scope, row.record_ref)
        loans.change_loan(
            session,
            scope,
            actor,
            lent.ref,
            disbursed_on=lent.disbursed_on,
            amount_vnd=lent.amount_vnd,
            borrower=Borrower(lent.borrower),
            programme=LoanProgramme(lent.programme) if lent.programme else None,
            term_months=lent.term_months,
            purpose=lent.purpose,
            repaid_on=on,
            reason=why,
            today=today,
        )
    return f"Hồ sơ {row.record_ref}"
