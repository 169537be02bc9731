"""Interrupting, shortening and remitting after-care (tạm ngừng, tiếp tục, giảm, miễn)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from casework.law.aftercare_facts import (
    AftercareAct,
    AftercareFacts,
    AftercareOutcome,
    ExemptionGround,
    Suspension,
    SuspensionReason,
)
from casework.records.act import Act
from casework.services.aftercares import Change, Doing, facts_of, perform, seen_aftercare
from casework.services.days import require_past
from casework.services.paper_acts import file_paper, number_if_any
from casework.services.paper_orders import ACTS, part_of


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
    return _decided(
        doing,
        AftercareAct.SUSPEND,
        from_on,
        lambda facts: replace(
            facts, suspensions=(*facts.suspensions, Suspension(from_on, reason, child_born_on=child_born_on))
        ),
        field="from_on",
        number=number,
        details={"reason": reason.term, "child_born_on": child_born_on},
    )


def resume_aftercare(doing: Doing, *, to_on: date, child_born_on: date | None = None) -> Act:
    """Record that execution went on; the rest of the term runs from this day.

    :raises RefusedByLaw: lists every clause

    Nguồn: Điều 14 Nghị định 94/2009/NĐ-CP; khoản 1 Điều 47 Luật 120/2025/QH15.
    """

    def change(facts: AftercareFacts) -> AftercareFacts:
        off = facts.open_suspension
        return replace(
            facts,
            suspensions=tuple(
                replace(each, to_on=to_on, child_born_on=child_born_on or each.child_born_on) if each == off else each
                for each in facts.suspensions
            ),
        )

    return perform(doing, AftercareAct.RESUME, to_on, change, field="to_on")


def reduce_aftercare(doing: Doing, *, reduced_on: date, months: int, merit: bool, number: str | None = None) -> Act:
    """Record the decision that shortens the term (giảm thời hạn).

    :param months: how much shorter the term is
    :param merit: marked progress or merit was shown (tiến bộ rõ rệt, lập công)
    :raises RefusedByLaw: lists every clause; laws since 2022 have no such act

    Nguồn: Điều 14 Nghị định 94/2009/NĐ-CP.
    """
    return _decided(
        doing,
        AftercareAct.REDUCE,
        reduced_on,
        lambda facts: replace(facts, reduced_on=reduced_on, reduced_months=months, merit=merit),
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
    return _decided(
        doing,
        AftercareAct.EXEMPT,
        exempted_on,
        lambda facts: replace(
            facts,
            exempted_on=exempted_on,
            exemption_ground=ground,
            merit=facts.merit if merit is None else merit,
            ended_on=exempted_on,
            outcome=AftercareOutcome.OTHER,
        ),
        field="exempted_on",
        number=number,
        details={"ground": ground.term},
    )


def _decided(
    doing: Doing,
    act: AftercareAct,
    on: date,
    change: Change,
    *,
    field: str,
    number: str | None,
    details: dict[str, Any],
) -> Act:
    """An act by a decision whose number is typed, or the next one of the unit's series where it is left empty."""
    require_past(on, today=doing.today, field=field)
    session, kind, part = doing.session, ACTS[act.value], ""
    if act is AftercareAct.SUSPEND:
        before = facts_of(seen_aftercare(session, doing.scope, doing.ref))
        part = part_of(len(before.suspensions) + 1)
    about = session, doing.scope, kind, doing.ref, number
    given = number_if_any(*about, signed_on=on, today=doing.today, field="number", part=part)
    told = details | {"number": given.text if given else None}
    done = perform(doing, act, on, change, field=field, details=told)
    file_paper(session, doing.actor, kind, doing.ref, given, today=doing.today, part=part)
    return done
