"""The end of after-care, its certificate, and what a relapse leads to (ra khỏi danh sách, giấy chấp hành xong)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from casework.law.aftercare_facts import AftercareAct, AftercareFacts, AftercareOutcome
from casework.law.dossier_facts import DossierFacts, DossierGround
from casework.law.explain import Explanation
from casework.law.explain_measures import explain_dossier
from casework.law.procedures import aftercare_procedure
from casework.records.act import Act
from casework.records.person import Person
from casework.services.aftercares import Doing, perform
from casework.services.days import require_past
from casework.services.paper_acts import file_paper, number_for, number_if_any

PAPER = "aftercare-certificate"
REMOVAL = "aftercare-removal"


def end_aftercare(
    doing: Doing,
    *,
    ended_on: date,
    outcome: AftercareOutcome,
    determined_on: date | None = None,
    number: str | None = None,
) -> Act:
    """Record that the person was taken off the list, and why; completion has conditions of its own.

    :param determined_on: the day of the determination of addiction, without which nobody has relapsed
    :param number: of the decision (from 01/07/2026 Mẫu số 57); empty: the next one of the unit's series; None: none
    :raises InvalidInput: the number is taken in that year
    :raises RefusedByLaw: lists every clause

    Nguồn: khoản 3 Điều 43 Luật 73/2021/QH14; khoản 4 Điều 48 Luật 120/2025/QH15.
    """
    require_past(determined_on, today=doing.today, field="determined_on")

    def change(facts: AftercareFacts) -> AftercareFacts:
        found = determined_on or facts.determined_addicted_on
        return replace(facts, ended_on=ended_on, outcome=outcome, determined_addicted_on=found)

    require_past(ended_on, today=doing.today, field="ended_on")
    about = doing.session, doing.scope, REMOVAL, doing.ref, number
    given = number_if_any(*about, signed_on=ended_on, today=doing.today, field="number")
    told = {"outcome": outcome.value, "determined_on": determined_on, "number": given.text if given else None}
    act = perform(doing, AftercareAct.END, ended_on, change, field="ended_on", details=told)
    file_paper(doing.session, doing.actor, REMOVAL, doing.ref, given, today=doing.today)
    return act


def certify_aftercare(doing: Doing, *, number: str | None, signed_on: date) -> Act:
    """Record the certificate that the term was served; an after-care still open ends with it as completed.

    :param number: as on the paper; None or empty: the next one of the unit's series
    :raises InvalidInput: the number is taken in that year, or nothing was typed for a year that is over
    :raises RefusedByLaw: the term has not run; lists every clause

    Nguồn: Điều 81 Nghị định 116/2021/NĐ-CP; Điều 138 Nghị định 163/2026/NĐ-CP.
    """
    require_past(signed_on, today=doing.today, field="signed_on")
    session, scope, ref, today = doing.session, doing.scope, doing.ref, doing.today
    given = number_for(session, scope, PAPER, ref, number, signed_on=signed_on, today=today, field="number")

    def change(facts: AftercareFacts) -> AftercareFacts:
        filled = aftercare_procedure(facts, signed_on).transition(AftercareAct.CERTIFY).fill(facts, signed_on)
        return replace(filled, certificate_number=given.text)

    told = {"number": given.text}
    act = perform(doing, AftercareAct.CERTIFY, signed_on, change, field="signed_on", details=told)
    file_paper(session, doing.actor, PAPER, ref, given, today=today)
    return act


def after_relapse(facts: AftercareFacts, person: Person, today: date) -> Explanation | None:
    """What the law asks once somebody in after-care is found addicted again: the dossier for a centre.

    None where nobody was, or before the first law of such dossiers entered here.

    Nguồn: khoản 4 Điều 32 Luật 73/2021/QH14; điểm d khoản 1 Điều 35 Luật 120/2025/QH15.
    """
    if facts.outcome != AftercareOutcome.RELAPSED or facts.determined_addicted_on is None:
        return None
    told = explain_dossier(
        DossierFacts(
            detected_on=facts.determined_addicted_on,
            ground=DossierGround.RELAPSED,
            last_act_on=facts.determined_addicted_on,
            birth_date=person.birth_on,
            birth_year=person.birth_year,
        ),
        today,
    )
    return None if told.problem else told
