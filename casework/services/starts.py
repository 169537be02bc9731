"""The beginning of rehabilitation (bắt đầu cai nghiện)."""

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
from casework.services.episode_facts import background_of, whole_facts
from casework.services.episodes import ask_the_law, held_episode, require_past, write_act


def record_start(
    session: Session,
    scope: Scope,
    actor: Actor,
    episode_ref: str,
    *,
    started_on: date,
    today: date,
    version: int | None = None,
) -> Act:
    """Record the day on which rehabilitation began.

    :raises NotFound: no such episode in the scope's custody
    :raises Conflict: somebody acted on the case since `version`
    :raises RefusedByLaw: lists every clause

    Nguồn: khoản 1 Điều 31 Nghị định 116/2021/NĐ-CP.
    """
    require_past(started_on, today, field="started_on")
    episode = held_episode(session, scope, episode_ref, version=version)
    facts = whole_facts(session, episode)
    allowed = ask_the_law(
        facts, ActKind.START, started_on, replace(facts, started_on=started_on), around=background_of(episode, facts)
    )
    episode.started_on = started_on
    act = write_act(session, actor, episode, ActKind.START, started_on, allowed)
    trail.record(
        session, Tag.EPISODE_STARTED, actor, person_id=episode.person_id, ref=episode.ref, started_on=started_on
    )
    return act
