"""Numbers that the case itself keeps (số văn bản ghi trong hồ sơ): set anew when its paper is replaced by another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from sqlalchemy.orm import Session

from casework.access.roles import Actor
from casework.access.scope import Scope
from casework.records.paper import Paper
from casework.services import aftercare_corrections, aftercares, teams
from casework.services.correction_fields import fields_of
from casework.services.corrections import correct_episode
from casework.services.episodes import seen_episode


def renumber(
    session: Session, scope: Scope, actor: Actor, old: Paper, number: str, *, reason: str, today: date
) -> None:
    """Let the case keep the number of the paper that replaces `old`; its day stays, for the law runs from it.

    :raises NotFound: the case is in another unit's custody
    """
    _RENUMBER[old.kind](session, scope, actor, old, number, reason, today)


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


def _aftercare(session: Session, scope: Scope, actor: Actor, old: Paper, number: str, reason: str, today: date) -> None:
    doing = aftercares.Doing(session, scope, actor, old.subject_ref, today)
    case = aftercares.seen_aftercare(session, scope, old.subject_ref)
    now = aftercare_corrections.as_recorded(aftercares.facts_of(case))
    if old.kind == "aftercare-decision":
        corrected = replace(now, decision_number=number)
    else:
        corrected = replace(now, certificate_number=number)
    aftercare_corrections.correct_aftercare(doing, corrected, reason=reason)


def _team(session: Session, scope: Scope, actor: Actor, old: Paper, number: str, reason: str, today: date) -> None:
    on = teams.team(session, scope, old.subject_ref).established_on
    ref = old.subject_ref
    teams.change_team(
        session, scope, actor, ref, established_on=on, decision_number=number, reason=reason, today=today
    )


Renumber = Callable[[Session, Scope, Actor, Paper, str, str, date], None]
_RENUMBER: Mapping[str, Renumber] = MappingProxyType(
    {
        "rehabilitation-decision": _episode,
        "completion-certificate": _episode,
        "violation-minutes": _episode,
        "aftercare-decision": _aftercare,
        "aftercare-certificate": _aftercare,
        "team-decision": _team,
    }
)
