"""The end of an episode (kết thúc đợt cai nghiện) and its outcome."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from casework.access import trail
from casework.access.roles import Actor
from casework.access.scope import Scope
from casework.access.trail import Tag
from casework.law.facts import Act as ActKind
from casework.law.vocabulary import EpisodeOutcome
from casework.records.act import Act
from casework.services.episode_facts import background_of, whole_facts
from casework.services.episodes import ask_the_law, held_episode, require_past, write_act


def end_episode(
    session: Session,
    scope: Scope,
    actor: Actor,
    episode_ref: str,
    *,
    ended_on: date,
    outcome: EpisodeOutcome,
    today: date,
    version: int | None = None,
) -> Act:
    """Record that the episode ended, and how; completion has conditions of its own.

    :raises NotFound: no such episode in the scope's custody
    :raises Conflict: somebody acted on the case since `version`
    :raises RefusedByLaw: lists every clause

    Nguồn: khoản 5 Điều 3, khoản 3 Điều 32, khoản 1 Điều 33 Nghị định 116/2021/NĐ-CP.
    """
    require_past(ended_on, today, field="ended_on")
    episode = held_episode(session, scope, episode_ref, version=version)
    facts = whole_facts(session, episode)
    allowed = ask_the_law(
        facts,
        ActKind.END,
        ended_on,
        replace(facts, ended_on=ended_on, outcome=outcome),
        around=background_of(episode, facts),
    )
    episode.ended_on, episode.outcome = ended_on, outcome.value
    act = write_act(session, actor, episode, ActKind.END, ended_on, allowed, outcome=outcome)
    trail.record(
        session,
        Tag.EPISODE_ENDED,
        actor,
        person_id=episode.person_id,
        ref=episode.ref,
        ended_on=ended_on,
        outcome=outcome.value,
    )
    return act
