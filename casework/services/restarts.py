"""Clocks that run anew after an event nobody could prevent (tính lại thời hạn do bất khả kháng), by a decision."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from casework.access import trail
from casework.access.scope import Scope
from casework.access.trail import Tag
from casework.errors import InvalidInput
from casework.law.facts import Act as ActKind
from casework.law.facts import EpisodeFacts
from casework.law.regimes import governing, procedure_for
from casework.records.act import Act
from casework.services.course import Doing
from casework.services.episode_facts import keep, whole_facts
from casework.services.episodes import Allowed, held_episode, require_past, seen_episode, write_act
from casework.services.paper_acts import file_paper, number_if_any
from casework.services.paper_orders import CLOCK, RESTART, part_of
from casework.workflow.engine import Decision, stage_of
from casework.workflow.procedure import Restart


def restartable(session: Session, scope: Scope, episode_ref: str, today: date) -> list[ActKind]:
    """The acts of the case whose clock the law lets a decision restart.

    :raises NotFound: no such episode within `scope`
    """
    return clocks_of(whole_facts(session, seen_episode(session, scope, episode_ref)), today)


def restart_clock(doing: Doing, act: ActKind, *, from_on: date, from_at: datetime | None, decided_on: date) -> Act:
    """Record the decision by which the clock of an act runs anew from a day; `doing.number` is its number.

    An empty number is the next one of the unit's series.

    :raises InvalidInput: the law of the case restarts no such clock, or the days contradict each other
    :raises NotFound: no such episode in the scope's custody
    :raises Conflict: somebody acted on the case since `version`

    Nguồn: khoản 7, khoản 8 Điều 4 Nghị định 163/2026/NĐ-CP; khoản 3, khoản 4 Điều 3 Nghị định 116/2021/NĐ-CP.
    """
    require_past(decided_on, doing.today, field="decided_on")
    require_past(from_on, doing.today, field="from_on")
    episode = held_episode(doing.session, doing.scope, doing.episode_ref, version=doing.version)
    facts = whole_facts(doing.session, episode)
    if act not in clocks_of(facts, decided_on):
        raise InvalidInput("Luật của hồ sơ không cho tính lại thời hạn này.", field="act")
    part = part_of(len(facts.restarts) + 1)
    about = doing.session, doing.scope, CLOCK, doing.episode_ref, doing.number or ""
    given = number_if_any(*about, signed_on=decided_on, today=doing.today, field="number", part=part)
    if given is None:
        raise InvalidInput(
            f"Sổ văn bản năm {decided_on.year} đã khóa. Hãy ghi số quyết định như trên giấy.", field="number"
        )
    number = given.text
    restart = Restart(act.value, from_on, number, decided_on, from_at)
    keep(episode, {"restarts": (*facts.restarts, restart)})
    law = governing(facts, decided_on)
    procedure = procedure_for(facts.form, law.regime)
    if procedure is None:  # `clocks_of` found a clock in it
        raise LookupError(facts.form)
    allowed = Allowed(Decision(RESTART, stage_of(procedure, facts)), law)
    recorded = write_act(
        doing.session,
        doing.actor,
        episode,
        ActKind(act),
        decided_on,
        allowed,
        number=number,
        from_on=from_on,
        note=doing.note or None,
    )
    recorded.act = RESTART
    recorded.details = recorded.details | {"act": act.value}
    trail.record(
        doing.session,
        Tag.CLOCK_RESTARTED,
        doing.actor,
        person_id=episode.person_id,
        ref=episode.ref,
        act=act.value,
        from_on=from_on,
        number=number,
    )
    file_paper(doing.session, doing.actor, CLOCK, episode.ref, given, today=doing.today, part=part)
    return recorded


def clocks_of(facts: EpisodeFacts, on: date) -> list[ActKind]:
    """The same for facts already read."""
    procedure = procedure_for(facts.form, governing(facts, on).regime)
    return [] if procedure is None else [ActKind(move.act) for move in procedure.restartable()]
