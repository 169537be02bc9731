"""From the request to the list (đề nghị, quyết định, giao quyết định, đưa vào danh sách quản lý sau cai nghiện)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from casework.law.aftercare_facts import AftercareAct, AftercareFacts
from casework.law.dated import parameter
from casework.law.procedures import aftercare_procedure
from casework.records.act import Act
from casework.services.aftercare_paper_acts import perform_on_paper
from casework.services.aftercares import Doing, perform

PAPER = "aftercare-decision"
REQUEST = "aftercare-request"
DELIVERY = "aftercare-delivery"


def request_aftercare(doing: Doing, *, requested_on: date, number: str | None = None) -> Act:
    """Record that the dossier was made and the request sent (lập hồ sơ, đề nghị).

    :param number: of the request, as on the paper; empty: the next one of the unit's series; None: it has none
    :raises InvalidInput: the number is taken in that year
    :raises RefusedByLaw: lists every clause

    Nguồn: Điều 77 Nghị định 116/2021/NĐ-CP; khoản 1 Điều 134 Nghị định 163/2026/NĐ-CP.
    """
    return perform_on_paper(
        doing,
        AftercareAct.REQUEST,
        requested_on,
        lambda facts, _: replace(facts, dossier_on=requested_on),
        kind=REQUEST,
        number=number,
        field="requested_on",
    )


def record_aftercare_decision(doing: Doing, *, number: str | None, signed_on: date, term_months: int) -> Act:
    """Record the decision; from its day on the after-care keeps the law of that day.

    :param number: as on the paper; None or empty: the next one of the unit's series
    :param term_months: length of the term, in months
    :raises InvalidInput: the number is taken in that year, or nothing was typed for a year that is over
    :raises RefusedByLaw: lists every clause

    Nguồn: Điều 78 Nghị định 116/2021/NĐ-CP; Điều 134 Nghị định 163/2026/NĐ-CP; khoản 1 Điều 33 Luật Phòng, chống
    ma túy (sửa đổi năm 2008).
    """
    return perform_on_paper(
        doing,
        AftercareAct.DECIDE,
        signed_on,
        lambda facts, given: replace(facts, decided_on=signed_on, decision_number=given, term_months=term_months),
        kind=PAPER,
        number=number,
        field="signed_on",
        required=True,
        details={"term_months": term_months},
    )


def lawful_term(facts: AftercareFacts, on: date) -> tuple[int, int]:
    """The shortest and the longest term a decision of a day may have, in months.

    :raises NotInForce: a day before the first law entered here
    """
    least = parameter("aftercare", f"term_min_{facts.kind.value}").on(on)
    most = parameter("aftercare", f"term_max_{facts.kind.value}").on(on)
    return least.number, most.number


def hand_over_decision(doing: Doing, *, handed_over_on: date, number: str | None = None) -> Act:
    """Record that the decision was announced and handed over (công bố, giao quyết định; biên bản Mẫu số 23).

    :param number: of the minutes, as on the paper; empty: the next one of the unit's series; None: they have none
    :raises RefusedByLaw: lists every clause; the law of 2026 alone has this act

    Nguồn: điểm b khoản 4 Điều 93 Nghị định 163/2026/NĐ-CP.
    """
    return perform_on_paper(
        doing,
        AftercareAct.HAND_OVER,
        handed_over_on,
        lambda facts, _: replace(facts, handed_over_on=handed_over_on),
        kind=DELIVERY,
        number=number,
        field="handed_over_on",
    )


def start_aftercare(doing: Doing, *, listed_on: date) -> Act:
    """Record that the person was put on the list: after-care has begun, counted from where the law counts it.

    :param listed_on: the day of the list; since 2022 the term counts from completion all the same
    :raises RefusedByLaw: lists every clause

    Nguồn: điểm a khoản 1 Điều 79 Nghị định 116/2021/NĐ-CP; khoản 7 Điều 42 Luật 120/2025/QH15.
    """

    def change(facts: AftercareFacts) -> AftercareFacts:
        return aftercare_procedure(facts, listed_on).transition(AftercareAct.START).fill(facts, listed_on)

    return perform(doing, AftercareAct.START, listed_on, change, field="listed_on")
