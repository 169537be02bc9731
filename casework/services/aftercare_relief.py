"""Interrupting, shortening and remitting after-care (tạm ngừng, tiếp tục, giảm, miễn)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from casework.law.aftercare_facts import (
    AftercareAct,
    AftercareFacts,
    AftercareOutcome,
    ExemptionGround,
    Suspension,
    SuspensionReason,
)
from casework.records.act import Act
from casework.services.aftercare_paper_acts import perform_on_paper
from casework.services.aftercares import Doing, facts_of, seen_aftercare
from casework.services.paper_orders import AFTERCARE_RESUMPTION, EXEMPTION, REDUCTION, SUSPENSION, part_of


def suspend_aftercare(
    doing: Doing,
    *,
    from_on: date,
    reason: SuspensionReason,
    child_born_on: date | None = None,
    number: str | None = None,
) -> Act:
    """Record that execution stopped; whether the clock of the term stops with it, the law of the case says.

    :param child_born_on: where the reason is a pregnancy and the child is born
    :raises RefusedByLaw: lists every clause; the law of 2021 has no such act

    Nguồn: Điều 14 Nghị định 94/2009/NĐ-CP; khoản 1 Điều 47 Luật 120/2025/QH15.
    """
    suspension = Suspension(from_on, reason, child_born_on=child_born_on)
    before = facts_of(seen_aftercare(doing.session, doing.scope, doing.ref))
    return perform_on_paper(
        doing,
        AftercareAct.SUSPEND,
        from_on,
        lambda facts, _: replace(facts, suspensions=(*facts.suspensions, suspension)),
        kind=SUSPENSION,
        part=part_of(len(before.suspensions) + 1),
        field="from_on",
        number=number,
        details={"reason": reason.term, "child_born_on": child_born_on},
    )


def resume_aftercare(doing: Doing, *, to_on: date, child_born_on: date | None = None, number: str | None = None) -> Act:
    """Record that execution went on; the rest of the term runs from this day.

    :param number: of the notice, as on the paper; empty: the next one of the unit's series; None: it has none
    :raises RefusedByLaw: lists every clause

    Nguồn: Điều 14 Nghị định 94/2009/NĐ-CP; khoản 1 Điều 47 Luật 120/2025/QH15.
    """

    def change(facts: AftercareFacts, number: str | None) -> AftercareFacts:
        off = facts.open_suspension
        return replace(
            facts,
            suspensions=tuple(
                replace(each, to_on=to_on, child_born_on=child_born_on or each.child_born_on) if each == off else each
                for each in facts.suspensions
            ),
        )

    # What ends an interruption is told apart from others as the interruption is.
    before = facts_of(seen_aftercare(doing.session, doing.scope, doing.ref))
    return perform_on_paper(
        doing,
        AftercareAct.RESUME,
        to_on,
        change,
        kind=AFTERCARE_RESUMPTION,
        part=part_of(max(len(before.suspensions), 1)),
        field="to_on",
        number=number,
    )


def reduce_aftercare(doing: Doing, *, reduced_on: date, months: int, merit: bool, number: str | None = None) -> Act:
    """Record the decision that shortens the term (giảm thời hạn).

    :param months: how much shorter the term is
    :param merit: marked progress or merit was shown (tiến bộ rõ rệt, lập công)
    :raises RefusedByLaw: lists every clause; laws since 2022 have no such act

    Nguồn: Điều 14 Nghị định 94/2009/NĐ-CP.
    """
    return perform_on_paper(
        doing,
        AftercareAct.REDUCE,
        reduced_on,
        lambda facts, _: replace(facts, reduced_on=reduced_on, reduced_months=months, merit=merit),
        kind=REDUCTION,
        field="reduced_on",
        number=number,
        details={"months": months},
    )


def exempt_aftercare(
    doing: Doing, *, exempted_on: date, ground: ExemptionGround, merit: bool | None, number: str | None = None
) -> Act:
    """Record the decision that remits the rest of the term (miễn chấp hành phần còn lại); after-care ends with it.

    :raises RefusedByLaw: lists every clause; laws since 2022 have no such act

    Nguồn: Điều 14 Nghị định 94/2009/NĐ-CP.
    """
    return perform_on_paper(
        doing,
        AftercareAct.EXEMPT,
        exempted_on,
        lambda facts, _: replace(
            facts,
            exempted_on=exempted_on,
            exemption_ground=ground,
            merit=facts.merit if merit is None else merit,
            ended_on=exempted_on,
            outcome=AftercareOutcome.OTHER,
        ),
        kind=EXEMPTION,
        field="exempted_on",
        number=number,
        details={"ground": ground.term},
    )
