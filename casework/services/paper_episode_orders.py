"""The decisions and notices inside an episode that no column keeps: restarts, relief, pauses, moves received.

Each is told apart from others of its kind as in `paper_orders`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.documents.facts import OrderFacts
from casework.i18n import format_date
from casework.law import statute_2025
from casework.law.compulsory_facts import CompulsoryAct, CompulsoryFacts
from casework.law.facts import Act as ActKind
from casework.law.facts import EpisodeFacts
from casework.law.regimes import governing
from casework.records.act import Act
from casework.records.episode import Episode
from casework.services.episode_facts import background_of
from casework.services.paper_orders import (
    CLOCK,
    COMPULSORY,
    CONTINUATION,
    COURSE,
    INTERRUPTION,
    MINUTES,
    PROPOSAL,
    RESTART,
    RESUMPTION,
    SUBMISSION,
    Order,
    part_of,
)
from casework.workflow.procedure import Restart

TOLD = (RESTART, *COMPULSORY, *COURSE, CompulsoryAct.PROPOSE.value, CompulsoryAct.HOLD_SESSION.value)


def orders_of_episode(session: Session, episode: Episode, law: EpisodeFacts) -> list[Order]:
    """What was decided and told inside an episode, by kind in the order in which it happened."""
    around = background_of(episode, law)
    if not (law.restarts or law.interruptions or law.transfer_received_on or around or episode.transfers):
        return []
    wanted = select(Act).where(Act.episode_id == episode.id, Act.act.in_(TOLD))
    acts = list(session.scalars(wanted.order_by(Act.id)))
    return [
        *(_before_the_course(around, acts) if around is not None else ()),
        *_restarts(law, acts),
        *_pauses(law, acts),
        *_receptions(law, acts),
    ]


def continues(law: EpisodeFacts, on: date) -> bool:
    """Whether the law of the case has the commune moved to decide that rehabilitation goes on there.

    Nguồn: điểm c khoản 1 Điều 92 Nghị định 163/2026/NĐ-CP.
    """
    return governing(law, on).regime.code == statute_2025.REGIME.code


def _details(acts: Iterable[Act], act: str, on: date) -> dict[str, str]:
    """What the last act of a day tells; nothing where no act was recorded (a case from a file)."""
    return next((each.details for each in reversed(list(acts)) if (each.act, each.acted_on) == (act, on)), {})


def _before_the_course(around: CompulsoryFacts, acts: Sequence[Act]) -> list[Order]:
    """The proposal, what the session of the team led to, and the relief of a compulsory course."""
    held = around.session.held_on if around.session is not None else None
    days = (
        (PROPOSAL, CompulsoryAct.PROPOSE.value, around.proposed_on),
        (MINUTES, CompulsoryAct.HOLD_SESSION.value, held),
        (SUBMISSION, "", held),
        (COMPULSORY[CompulsoryAct.POSTPONE.value], CompulsoryAct.POSTPONE.value, around.postponed_on),
        (COMPULSORY[CompulsoryAct.EXEMPT.value], CompulsoryAct.EXEMPT.value, around.exempted_on),
    )
    return [
        Order(kind, "", on, told.get("number"), OrderFacts(on, note=told.get("note")))
        for kind, act, on in days
        if on is not None
        for told in (_details(acts, act, on),)
    ]


def _restarts(law: EpisodeFacts, acts: Iterable[Act]) -> list[Order]:
    told = [each for each in acts if each.act == RESTART]
    return [
        Order(CLOCK, part_of(place), each.decided_on, each.number, _restart(each, told))
        for place, each in enumerate(law.restarts, start=1)
    ]


def _restart(restart: Restart, told: Sequence[Act]) -> OrderFacts:
    """What one says; its act is found by number or, where another decision took its place since, by clock and day."""
    by_number = [each for each in told if each.details.get("number") == restart.number]
    same = [each for each in told if (each.details.get("act"), each.acted_on) == (restart.act, restart.decided_on)]
    note = next((each.details.get("note") for each in (*by_number, *same)), None)
    at = f"{restart.from_at:%H giờ %M}, " if restart.from_at else ""
    since = f"{at}ngày {format_date(restart.from_on)}"
    return OrderFacts(restart.from_on, ActKind(restart.act).term, note=note, since=since)


def _pauses(law: EpisodeFacts, acts: Sequence[Act]) -> list[Order]:
    found: list[Order] = []
    for place, each in enumerate(law.interruptions, start=1):
        began = _details(acts, ActKind.INTERRUPT.value, each.from_on)
        facts = OrderFacts(each.from_on, note=began.get("note"))
        found.append(Order(INTERRUPTION, part_of(place), each.from_on, began.get("number"), facts))
        if each.to_on is not None:
            went_on = _details(acts, ActKind.RESUME.value, each.to_on)
            facts = OrderFacts(each.to_on, note=went_on.get("note"), since=format_date(each.from_on))
            found.append(Order(RESUMPTION, part_of(place), each.to_on, went_on.get("number"), facts))
    return found


def _receptions(law: EpisodeFacts, acts: Sequence[Act]) -> list[Order]:
    """One a time that a commune took the case over under the law that has it decide."""
    told = [each for each in acts if each.act == ActKind.RECEIVE.value]
    days = [each.acted_on for each in told]
    if law.transfer_received_on is not None:
        days = [*days[:-1], law.transfer_received_on]
    return [
        Order(CONTINUATION, part_of(place), on, _details(told, ActKind.RECEIVE.value, on).get("number"), OrderFacts(on))
        for place, on in enumerate(days, start=1)
        if continues(law, on)
    ]
