"""The stages of voluntary rehabilitation at home and in the community, common to the laws that have it.

A statute says which acts lead from one to the next and under which clauses; the stages and how they are read
from the facts are the same, so that a case keeps its stage when two laws meet in one list.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from casework.i18n import VIETNAM
from casework.law.citations import Regime
from casework.law.dated import parameter
from casework.law.facts import Act, EpisodeFacts
from casework.law.vocabulary import EpisodeOutcome, Term
from casework.workflow.procedure import Recorded, Stage


class StageCode(Term):
    """Trạng thái của hồ sơ đợt cai nghiện."""

    UNREGISTERED = "unregistered", "Chưa đăng ký"
    REGISTERED = "registered", "Đã đăng ký"
    DECIDED = "decided", "Đã có quyết định"
    IN_PROGRESS = "in_progress", "Đang cai nghiện"
    ENDED = "ended", "Đã kết thúc"
    COMPLETED = "completed", "Đã được cấp giấy hoàn thành"


STAGES = tuple(Stage(code.value, code.term, final=code == StageCode.COMPLETED) for code in StageCode)

BEFORE_END = (StageCode.REGISTERED.value, StageCode.DECIDED.value, StageCode.IN_PROGRESS.value)
"""Stages of an open episode."""

ONCE_REGISTERED = (*BEFORE_END, StageCode.ENDED.value, StageCode.COMPLETED.value)
"""Every stage of an episode that exists; people move after its end too."""


def read_stage(facts: EpisodeFacts) -> str:
    """The furthest thing that has happened, whatever is missing before it: history is loaded as it was."""
    if facts.certificate_issued_on:
        return StageCode.COMPLETED
    if facts.ended_on:
        return StageCode.ENDED
    if facts.started_on:
        return StageCode.IN_PROGRESS
    if facts.decided_on:
        return StageCode.DECIDED
    return StageCode.REGISTERED if facts.registered_on else StageCode.UNREGISTERED


def read_history(facts: EpisodeFacts) -> tuple[Recorded[EpisodeFacts], ...]:
    """The recorded acts in their lawful order, each with the facts just before and after it.

    The order is that of the procedure and not of the days: an act dated before its predecessor is then a breach.
    Transfers are not here, for they leave the stage as it is.
    """
    recorded: list[Recorded[EpisodeFacts]] = []
    now = _nothing_yet(facts)

    def then(act: Act, on: date | None, after: EpisodeFacts) -> None:
        nonlocal now
        if on is not None:
            recorded.append(Recorded(act, on, now, after))
            now = after

    registration = replace(now, registered_on=facts.registered_on, registered_at=facts.registered_at)
    then(Act.REGISTER, facts.registered_on, registration)
    decision = replace(
        now,
        decided_on=facts.decided_on,
        decided_at=facts.decided_at,
        decision_number=facts.decision_number,
        term_months=facts.term_months,
    )
    then(Act.DECIDE, facts.decided_on, decision)
    then(Act.START, facts.started_on, replace(now, started_on=facts.started_on))
    for phase in facts.phases:
        then(Act.RECORD_PHASE, phase.completed_on or phase.started_on, replace(now, phases=(*now.phases, phase)))
    if not _certificate_ended_it(facts):
        then(Act.END, facts.ended_on, replace(now, ended_on=facts.ended_on, outcome=facts.outcome))
    then(Act.ISSUE_CERTIFICATE, facts.certificate_issued_on, facts)
    return tuple(recorded)


def as_of(facts: EpisodeFacts, day: date) -> EpisodeFacts:
    """The facts as they stood at the end of a day: what happened later is not known yet."""

    def past(event: date | None) -> date | None:
        return event if event is not None and event <= day else None

    def past_at(instant: datetime | None) -> datetime | None:
        return instant if instant is not None and instant.astimezone(VIETNAM).date() <= day else None

    phases = (replace(each, completed_on=past(each.completed_on)) for each in facts.phases if each.started_on <= day)
    decided, ended, issued = past(facts.decided_on), past(facts.ended_on), past(facts.certificate_issued_on)
    return replace(
        facts,
        registered_on=past(facts.registered_on),
        determined_addicted_on=past(facts.determined_addicted_on),
        decided_on=decided,
        decision_number=facts.decision_number if decided else None,
        term_months=facts.term_months if decided else None,
        started_on=past(facts.started_on),
        phases=tuple(phases),
        ended_on=ended,
        outcome=facts.outcome if ended or issued else None,
        certificate_issued_on=issued,
        certificate_number=facts.certificate_number if issued else None,
        registered_at=past_at(facts.registered_at),
        decided_at=past_at(facts.decided_at),
        certificate_issued_at=past_at(facts.certificate_issued_at),
        notified_on=past(facts.notified_on),
        notified_at=past_at(facts.notified_at),
        undertaking_signed_on=past(facts.undertaking_signed_on),
        end_notified_on=past(facts.end_notified_on),
        left_on=past(facts.left_on),
        left_at=past_at(facts.left_at),
        transfer_notified_at=past_at(facts.transfer_notified_at),
        violations=tuple(each for each in facts.violations if each.on <= day),
    )


def registering(facts: EpisodeFacts, on: date) -> EpisodeFacts:
    """The facts if the person registered on a day."""
    return replace(facts, registered_on=on)


def deciding(regime: Regime) -> Callable[[EpisodeFacts, date], EpisodeFacts]:
    """The facts if the decision were signed on a day, with the shortest lawful term unless one is known."""
    shortest = parameter("durations", "voluntary_community_min_term")

    def fill(facts: EpisodeFacts, on: date) -> EpisodeFacts:
        term = facts.term_months or shortest.on(regime.clamp(on)).number
        return replace(facts, decided_on=on, term_months=term)

    return fill


def starting(facts: EpisodeFacts, on: date) -> EpisodeFacts:
    """The facts if rehabilitation began on a day."""
    return replace(facts, started_on=on)


def ending(facts: EpisodeFacts, on: date) -> EpisodeFacts:
    """The facts if the episode ended on a day, its outcome not yet chosen."""
    return replace(facts, ended_on=on)


def certifying(facts: EpisodeFacts, on: date) -> EpisodeFacts:
    """The facts if the certificate were signed on a day: an episode still open ends that day as completed."""
    return replace(
        facts,
        certificate_issued_on=on,
        ended_on=facts.ended_on or on,
        outcome=facts.outcome or EpisodeOutcome.COMPLETED,
    )


def unchanged(facts: EpisodeFacts, on: date) -> EpisodeFacts:
    """The facts of an act that writes elsewhere, or whose values nobody can guess."""
    return facts


def _nothing_yet(facts: EpisodeFacts) -> EpisodeFacts:
    return replace(
        facts,
        registered_on=None,
        registered_at=None,
        decided_on=None,
        decided_at=None,
        decision_number=None,
        term_months=None,
        started_on=None,
        phases=(),
        ended_on=None,
        outcome=None,
        certificate_number=None,
        certificate_issued_on=None,
        certificate_issued_at=None,
    )


def _certificate_ended_it(facts: EpisodeFacts) -> bool:
    same_day = facts.certificate_issued_on is not None and facts.ended_on == facts.certificate_issued_on
    return same_day and facts.outcome in (EpisodeOutcome.COMPLETED, None)
