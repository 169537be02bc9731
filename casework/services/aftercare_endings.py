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
from casework.services.aftercare_paper_acts import perform_on_paper
from casework.services.aftercares import Doing
from casework.services.days import require_past

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

    def change(facts: AftercareFacts, _: str | None) -> AftercareFacts:
        found = determined_on or facts.determined_addicted_on
        return replace(facts, ended_on=ended_on, outcome=outcome, determined_addicted_on=found)

    told = {"outcome": outcome.value, "determined_on": determined_on}
    return perform_on_paper(
        doing, AftercareAct.END, ended_on, change, kind=REMOVAL, number=number, field="ended_on", details=told
    )


def certify_aftercare(doing: Doing, *, number: str | None, signed_on: date) -> Act:
    """Record the certificate that the term was served; an after-care still open ends with it as completed.

    :param number: as on the paper; None or empty: the next one of the unit's series
    :raises InvalidInput: the number is taken in that year, or nothing was typed for a year that is over
    :raises RefusedByLaw: the term has not run; lists every clause

    Nguồn: Điều 81 Nghị định 116/2021/NĐ-CP; Điều 138 Nghị định 163/2026/NĐ-CP.
    """

    def change(facts: AftercareFacts, given: str | None) -> AftercareFacts:
        filled = aftercare_procedure(facts, signed_on).transition(AftercareAct.CERTIFY).fill(facts, signed_on)
        return replace(filled, certificate_number=given)

    return perform_on_paper(
        doing, AftercareAct.CERTIFY, signed_on, change, kind=PAPER, number=number, field="signed_on", required=True
    )


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
