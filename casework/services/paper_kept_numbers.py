"""Numbers that the case itself keeps (số văn bản ghi trong hồ sơ): set anew when its paper is replaced by another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from sqlalchemy.orm import Session

from casework.access import trail
from casework.access.roles import Actor
from casework.access.scope import Scope
from casework.access.trail import Tag
from casework.records.db import now
from casework.records.paper import Paper
from casework.services import aftercare_corrections, aftercares, teams
from casework.services.correction_fields import fields_of
from casework.services.corrections import correct_episode
from casework.services.episode_facts import facts_of, keep
from casework.services.episodes import flush_or_conflict, held_episode, seen_episode
from casework.services.paper_orders import CLOCK


def renumber(
    session: Session, scope: Scope, actor: Actor, old: Paper, number: str, *, reason: str, today: date
) -> None:
    """Let the case keep the number of the paper that replaces `old`; its day stays, for the law runs from it.

    :raises NotFound: the case is in another unit's custody
    """
    _RENUMBER[old.kind](session, scope, actor, old, number, reason, today)


def is_kept_beside(old: Paper) -> bool:
    """Whether the case keeps the number although the paper does (a clock that ran anew names its decision)."""
    return old.kind == CLOCK


def _episode(session: Session, scope: Scope, actor: Actor, old: Paper, number: str, reason: str, today: date) -> None:
    episode = seen_episode(session, scope, old.subject_ref)
    ends = {
        "rehabilitation-decision": ("decision_number",),
        "completion-certificate": ("certificate.", ".number"),
        "violation-minutes": ("violation.", ".number"),
    }[old.kind]
    key = next(
        each.key
        for each in fields_of(episode)
        if each.key.startswith(ends[0]) and each.key.endswith(ends[-1]) and each.value == old.number
    )
    correct_episode(session, scope, actor, old.subject_ref, key, number, reason=reason, today=today)


def _clock(session: Session, scope: Scope, actor: Actor, old: Paper, number: str, reason: str, today: date) -> None:
    """The restart of the law names the decision that stands for it; the act stays as it was recorded."""
    episode = held_episode(session, scope, old.subject_ref, version=None)
    restarts = list(facts_of(episode).restarts)
    place = int(old.part or 1)
    if place > len(restarts) or restarts[place - 1].number == number:
        return
    before = restarts[place - 1].number
    restarts[place - 1] = replace(restarts[place - 1], number=number)
    keep(episode, {"restarts": tuple(restarts)})
    episode.updated_at = now()
    flush_or_conflict(session)
    words = "Tính lại thời hạn: Số quyết định"
    trail.record(
        session,
        Tag.RECORD_CORRECTED,
        actor,
        person_id=episode.person_id,
        ref=episode.ref,
        changes={f"restart.{place}.number": [before, number], "words": words},
        reason=reason,
    )


def _aftercare(session: Session, scope: Scope, actor: Actor, old: Paper, number: str, reason: str, today: date) -> None:
    doing = aftercares.Doing(session, scope, actor, old.subject_ref, today)
    case = aftercares.seen_aftercare(session, scope, old.subject_ref)
    now_on_file = aftercare_corrections.as_recorded(aftercares.facts_of(case))
    if old.kind == "aftercare-decision":
        corrected = replace(now_on_file, decision_number=number)
    else:
        corrected = replace(now_on_file, certificate_number=number)
    aftercare_corrections.correct_aftercare(doing, corrected, reason=reason)


def _team(session: Session, scope: Scope, actor: Actor, old: Paper, number: str, reason: str, today: date) -> None:
    on = teams.team(session, scope, old.subject_ref).established_on
    ref = old.subject_ref
    teams.change_team(session, scope, actor, ref, established_on=on, decision_number=number, reason=reason, today=today)


Renumber = Callable[[Session, Scope, Actor, Paper, str, str, date], None]
_RENUMBER: Mapping[str, Renumber] = MappingProxyType(
    {
        "rehabilitation-decision": _episode,
        "completion-certificate": _episode,
        "violation-minutes": _episode,
        CLOCK: _clock,
        "aftercare-decision": _aftercare,
        "aftercare-certificate": _aftercare,
        "team-decision": _team,
    }
)
