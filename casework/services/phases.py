"""Phases of the process (giai đoạn của quy trình cai nghiện)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from casework.access import trail
from casework.access.roles import Actor
from casework.access.scope import Scope
from casework.access.trail import Tag
from casework.errors import Conflict, InvalidInput
from casework.i18n import format_date
from casework.law.facts import Act as ActKind
from casework.law.facts import PhaseFact
from casework.law.vocabulary import Phase
from casework.records.act import Act
from casework.records.episode import Episode, PhaseRecord
from casework.services.episode_facts import background_of, whole_facts
from casework.services.episodes import ask_the_law, held_episode, require_past, write_act


def record_phase(
    session: Session,
    scope: Scope,
    actor: Actor,
    episode_ref: str,
    *,
    phase: Phase,
    started_on: date,
    completed_on: date | None,
    today: date,
    version: int | None = None,
) -> Act:
    """Record that a phase began, that the one begun is completed, or both at once.

    :param completed_on: None while the phase goes on
    :raises NotFound: no such episode in the scope's custody
    :raises Conflict: the phase is recorded with other days, or somebody acted on the case since `version`
    :raises RefusedByLaw: lists every clause

    Nguồn: khoản 1 Điều 29 Luật 73/2021/QH14.
    """
    require_past(started_on, today, field="started_on")
    require_past(completed_on or started_on, today, field="completed_on")
    if completed_on is not None and completed_on < started_on:
        raise InvalidInput(f"Ngày hoàn thành trước ngày bắt đầu ({format_date(started_on)})", field="completed_on")
    episode = held_episode(session, scope, episode_ref, version=version)
    running = _running(episode, phase, started_on, completed_on)
    facts = whole_facts(session, episode)
    fact = PhaseFact(phase, started_on, completed_on)
    kept = tuple(each for each in facts.phases if (each.phase, each.started_on) != (phase, started_on))
    phases = tuple(sorted((*kept, fact), key=lambda each: each.started_on))
    on = completed_on or started_on
    allowed = ask_the_law(
        facts, ActKind.RECORD_PHASE, on, replace(facts, phases=phases), around=background_of(episode, facts)
    )
    if running is None:
        running = PhaseRecord(phase=phase.value, started_on=started_on, recorded_by_id=actor.account_id)
        episode.phases.append(running)
    running.completed_on = completed_on
    act = write_act(
        session,
        actor,
        episode,
        ActKind.RECORD_PHASE,
        on,
        allowed,
        phase=phase,
        started_on=started_on,
        completed_on=completed_on,
    )
    trail.record(
        session,
        Tag.PHASE_RECORDED,
        actor,
        person_id=episode.person_id,
        ref=episode.ref,
        phase=phase.value,
        started_on=started_on,
        completed_on=completed_on,
    )
    return act


def _running(episode: Episode, phase: Phase, started_on: date, completed_on: date | None) -> PhaseRecord | None:
    for each in episode.phases:
        if each.phase != phase.value:
            continue
        if each.completed_on is None:
            if each.started_on != started_on:
                raise Conflict(
                    f"Giai đoạn “{phase.term}” đã ghi bắt đầu ngày {format_date(each.started_on)} và chưa hoàn thành."
                )
            if completed_on is None:
                raise Conflict(f"Giai đoạn “{phase.term}” đã được ghi bắt đầu ngày này; hãy ghi ngày hoàn thành.")
            return each
        if started_on <= each.completed_on:
            raise Conflict(
                f"Giai đoạn “{phase.term}” đã ghi từ {format_date(each.started_on)} đến "
                f"{format_date(each.completed_on)}; chỉ ghi lại nếu bắt đầu sau ngày đó."
            )
    return None
