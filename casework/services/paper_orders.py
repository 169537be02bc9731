"""Decisions inside a case (tạm đình chỉ, giảm, miễn, tính lại thời hạn, giám sát điện tử): what is on record of each.

The first of a kind in a case has the part “”, the others “2”, “3”, … in the order in which they were recorded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.documents.facts import OrderFacts
from casework.errors import Conflict
from casework.i18n import format_date
from casework.law.aftercare_facts import AftercareAct, AftercareFacts, Suspension
from casework.law.aftercare_monitoring import ACT
from casework.law.compulsory_facts import CompulsoryAct
from casework.law.facts import Act as ActKind
from casework.law.procedures import aftercare_procedure, governing_aftercare
from casework.records.act import Act
from casework.records.aftercare import Aftercare
from casework.records.paper import Paper
from casework.services.aftercares import acts_of

RESTART = "restart_clock"
"""What these acts are called in the file; no procedure knows them."""
CLOCK = "clock-restart"
SUSPENSION = "aftercare-suspension"
REDUCTION = "aftercare-reduction"
EXEMPTION = "aftercare-exemption"
AFTERCARE_RESUMPTION = "aftercare-resumption"
INTERRUPTION = "rehabilitation-interruption"
RESUMPTION = "rehabilitation-resumption"
CONTINUATION = "continuation-decision"
PROPOSAL = "compulsory-proposal"
MINUTES = "session-minutes"
SUBMISSION = "session-submission"
COURSE: Mapping[str, str] = MappingProxyType(
    {
        ActKind.INTERRUPT.value: INTERRUPTION,
        ActKind.RESUME.value: RESUMPTION,
        ActKind.RECEIVE.value: CONTINUATION,
    }
)
"""The papers of acts beside the main road of an episode."""
ACTS: Mapping[str, str] = MappingProxyType(
    {
        AftercareAct.SUSPEND.value: SUSPENSION,
        AftercareAct.RESUME.value: AFTERCARE_RESUMPTION,
        AftercareAct.REDUCE.value: REDUCTION,
        AftercareAct.EXEMPT.value: EXEMPTION,
    }
)
MONITORING = ACT
MONITORED = tuple(f"monitoring-{each}" for each in ("decided", "paused", "exempted", "violated", "ended"))
COMPULSORY: Mapping[str, str] = MappingProxyType(
    {CompulsoryAct.POSTPONE.value: "compulsory-postponement", CompulsoryAct.EXEMPT.value: "compulsory-exemption"}
)
KINDS = (CLOCK, *COURSE.values(), PROPOSAL, MINUTES, SUBMISSION, *COMPULSORY.values(), *ACTS.values(), *MONITORED)
"""The paper itself keeps its number; the act only says which one it was given."""


@dataclass(frozen=True)
class Order:
    """One decision on record.

    :param number: that the act tells
    """

    kind: str
    part: str
    on: date
    number: str | None
    facts: OrderFacts


def part_of(place: int) -> str:
    """Which decision of its kind it is, the first being 1."""
    return "" if place == 1 else str(place)


def next_part(orders: Iterable[Order], kind: str) -> str:
    """The part of the decision that an act is about to record."""
    return part_of(sum(each.kind == kind for each in orders) + 1)


def orders_of_aftercare(session: Session, case: Aftercare, law: AftercareFacts) -> list[Order]:
    """The decisions inside an after-care; what an act tells of its number is found by kind and day."""
    acts = acts_of(session, case)
    numbers = {(ACTS.get(act.act, ""), act.acted_on): act.details.get("number") for act in acts}

    def order(kind: str, place: int, on: date, facts: OrderFacts) -> Order:
        return Order(kind, part_of(place), on, numbers.get((kind, on)), facts)

    found = [
        order(SUSPENSION, place, each.from_on, _suspension(law, each))
        for place, each in enumerate(law.suspensions, start=1)
    ]
    found += [
        order(AFTERCARE_RESUMPTION, place, each.to_on, _resumption(each, each.to_on))
        for place, each in enumerate(law.suspensions, start=1)
        if each.to_on is not None
    ]
    if law.reduced_on is not None:
        told = OrderFacts(law.reduced_on, "Có tiến bộ rõ rệt hoặc lập công" if law.merit else None, law.reduced_months)
        found.append(order(REDUCTION, 1, law.reduced_on, told))
    if law.exempted_on is not None:
        ground = law.exemption_ground.term if law.exemption_ground else None
        found.append(order(EXEMPTION, 1, law.exempted_on, OrderFacts(law.exempted_on, ground)))
    return found + _monitoring(acts)


def facts_by_kind(orders: Iterable[Order], kind: str, part: str) -> dict[str, OrderFacts]:
    """What papers say of these decisions: of `kind` the one of that part, of every other the first."""
    wanted = {each: part if each == kind else "" for each in KINDS}
    return {each.kind: each.facts for each in orders if wanted[each.kind] == each.part}


def order_kept(
    session: Session, orders: Iterable[Order], kind: str, ref: str, part: str
) -> tuple[str | None, date | None]:
    """Number and day of a decision; the number is that of its paper once there is one."""
    found = next((each for each in orders if (each.kind, each.part) == (kind, part)), None)
    if found is None:
        return None, None
    same = Paper.kind == kind, Paper.subject_ref == ref, Paper.part == part
    return (None if session.scalar(select(Paper.id).where(*same).limit(1)) else found.number), found.on


def require_withdrawn(session: Session, kind: str, ref: str, part: str) -> None:
    """Before a decision is taken back that was recorded by mistake.

    :raises Conflict: its paper still stands
    """
    same = select(Paper).where(Paper.kind == kind, Paper.subject_ref == ref, Paper.part == part)
    standing = next((each for each in session.scalars(same) if each.stands), None)
    if standing is not None:
        told = f" số {standing.number}" if standing.number else ""
        raise Conflict(f"Quyết định{told} còn hiệu lực: hãy thu hồi giấy đó trước, rồi sửa lại hồ sơ.")


def competent_on(law: AftercareFacts, kind: str, day: date) -> date | None:
    """The day whose law says who decides inside an after-care: a case of an older law stays with its offices."""
    return min(day, governing_aftercare(law, day).regime.last_on) if kind in ACTS.values() else None


def _suspension(law: AftercareFacts, each: Suspension) -> OrderFacts:
    procedure = aftercare_procedure(law, each.from_on)
    known = {move.act: move for move in procedure.transitions}
    move = known.get(AftercareAct.SUSPEND)
    off_list = move is not None and move.form(law, each.from_on) is not None
    return OrderFacts(each.from_on, each.reason.term, child_born_on=each.child_born_on, off_list=off_list)


def _resumption(each: Suspension, to_on: date) -> OrderFacts:
    since = format_date(each.from_on)
    return OrderFacts(to_on, each.reason.term, since=since, child_born_on=each.child_born_on)


def _monitoring(acts: Iterable[Act]) -> list[Order]:
    by_kind: dict[str, list[Act]] = defaultdict(list)
    for act in acts:
        if act.act == MONITORING:
            by_kind[f"monitoring-{act.details.get('paper')}"].append(act)
    return [
        Order(
            kind,
            part_of(place),
            act.acted_on,
            act.details.get("number"),
            OrderFacts(act.acted_on, note=act.details.get("note")),
        )
        for kind, recorded in by_kind.items()
        if kind in MONITORED
        for place, act in enumerate(recorded, start=1)
    ]
