"""The decision on rehabilitation (quyết định cai nghiện ma túy tự nguyện tại gia đình, cộng đồng)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from casework.access import trail
from casework.access.roles import Actor
from casework.access.scope import Scope
from casework.access.trail import Tag
from casework.law.facts import Act as ActKind
from casework.records.act import Act
from casework.services.episodes import (
    ask_the_law,
    facts_of,
    held_episode,
    other_open_episode,
    require_past,
    write_act,
)
from casework.services.paper_numbers import checked_number


def record_decision(
    session: Session,
    scope: Scope,
    actor: Actor,
    episode_ref: str,
    *,
    number: str,
    signed_on: date,
    term_months: int,
    today: date,
    version: int | None = None,
) -> Act:
    """Record the decision; from its day on the case keeps the law of that day.

    :param signed_on: the day on the paper
    :param term_months: length of the term, in months
    :raises NotFound: no such episode in the scope's custody
    :raises Conflict: somebody acted on the case since `version`
    :raises RefusedByLaw: lists every clause

    Nguồn: Điều 30 Nghị định 116/2021/NĐ-CP; Điều 9, Điều 13 Nghị định 94/2010/NĐ-CP.
    """
    require_past(signed_on, today, field="signed_on")
    number = checked_number(number)
    episode = held_episode(session, scope, episode_ref, version=version)
    other = other_open_episode(session, episode.person_id, than_id=episode.id) is not None
    facts = facts_of(episode, other_open_episode=other)
    proposed = replace(facts, decided_on=signed_on, decision_number=number, term_months=term_months)
    allowed = ask_the_law(facts, ActKind.DECIDE, signed_on, proposed)
    episode.decided_on, episode.decision_number, episode.term_months = signed_on, number, term_months
    act = write_act(session, actor, episode, ActKind.DECIDE, signed_on, allowed, number=number, term_months=term_months)
    trail.record(
        session,
        Tag.EPISODE_DECIDED,
        actor,
        person_id=episode.person_id,
        ref=episode.ref,
        number=number,
        decided_on=signed_on,
    )
    return act
