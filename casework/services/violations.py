"""Violations during rehabilitation (vi phạm trong thời gian cai nghiện): minutes, and what they lead to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from casework.access import trail
from casework.access.scope import Scope
from casework.access.trail import Tag
from casework.law.facts import Act as ActKind
from casework.law.facts import ViolationFact
from casework.law.regimes import governing
from casework.law.violations import LADDERS, Ladder, Step, compulsory_since, step_after, steps
from casework.law.vocabulary import Violation as Kind
from casework.records.act import Act
from casework.records.violation import Violation
from casework.services.course import Doing
from casework.services.episode_facts import background_of, whole_facts
from casework.services.episodes import ask_the_law, held_episode, require_past, seen_episode, write_act
from casework.services.paper_acts import file_paper, number_if_any

PAPER = "violation-minutes"


@dataclass(frozen=True)
class Recorded:
    """One violation with the step its law leads to."""

    row: Violation
    kind: Kind
    step: Step | None


@dataclass(frozen=True)
class Rung:
    """What one more violation of a kind would lead to; no step where the law of the case names none."""

    kind: Kind
    times: int
    step: Step | None


@dataclass(frozen=True)
class Standing:
    """Where a case stands on the ladder of its law.

    :param law: the name of the law
    :param follows: the violation that calls for a compulsory dossier, if one does
    """

    law: str
    recorded: tuple[Recorded, ...]
    ahead: tuple[Rung, ...]
    follows: ViolationFact | None


def standing(session: Session, scope: Scope, episode_ref: str, today: date) -> Standing:
    """The violations of a case, their steps, and the next step of each kind.

    :raises NotFound: no such episode within `scope`
    """
    episode = seen_episode(session, scope, episode_ref)
    facts = whole_facts(session, episode)
    regime = governing(facts, today).regime
    ladder: Ladder = LADDERS.get(regime.code, {})
    found = facts.violations
    reached: Sequence[Step | None] = steps(found, ladder)
    return Standing(
        regime.law,
        tuple(Recorded(row, Kind(row.kind), step) for row, step in zip(episode.violations, reached, strict=True)),
        tuple(Rung(kind, sum(each.kind == kind for each in found), step_after(found, kind, ladder)) for kind in Kind),
        compulsory_since(found, ladder),
    )


def record_violation(doing: Doing, on: date, kind: Kind) -> Act:
    """Write minutes of a violation (biên bản vi phạm); its step is that of the ladder of the case's law.

    :raises NotFound: no such episode in the scope's custody
    :raises Conflict: somebody acted on the case since `version`
    :raises RefusedByLaw: lists every clause

    Nguồn: Điều 47 Luật 120/2025/QH15; khoản 1 Điều 101 Nghị định 163/2026/NĐ-CP; Điều 33 Nghị định 116/2021/NĐ-CP.
    """
    require_past(on, doing.today, field="on")
    episode = held_episode(doing.session, doing.scope, doing.episode_ref, version=doing.version)
    facts = whole_facts(doing.session, episode)
    proposed = replace(facts, violations=(*facts.violations, ViolationFact(kind, on)))
    allowed = ask_the_law(facts, ActKind.RECORD_VIOLATION, on, proposed, around=background_of(episode, facts))
    step = step_after(facts.violations, kind, LADDERS.get(allowed.law.regime.code, {}))
    session, today, part = doing.session, doing.today, on.isoformat()
    about = session, doing.scope, PAPER, doing.episode_ref, doing.number
    given = number_if_any(*about, signed_on=on, today=today, field="number", part=part)
    number = given.text if given else None
    row = Violation(
        happened_on=on,
        kind=kind.value,
        number=number,
        step=step.step.value if step else None,
        note=doing.note or None,
        recorded_by_id=doing.actor.account_id,
    )
    episode.violations.append(row)
    act = write_act(
        doing.session,
        doing.actor,
        episode,
        ActKind.RECORD_VIOLATION,
        on,
        allowed,
        number=number,
        kind=kind.value,
        step=step.step.value if step else None,
    )
    trail.record(
        doing.session,
        Tag.EPISODE_ACTED,
        doing.actor,
        person_id=episode.person_id,
        ref=episode.ref,
        act=act.act,
        acted_on=on,
        wrote=["violations"],
    )
    file_paper(session, doing.actor, PAPER, episode.ref, given, today=today, part=part)
    return act
