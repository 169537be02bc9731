"""The acts of an episode as they were recorded, and the facts as they stood on a day (diễn biến hồ sơ)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from casework.i18n import VIETNAM
from casework.law.facts import Act, EpisodeFacts, Interruption
from casework.law.vocabulary import EpisodeOutcome
from casework.workflow.procedure import Recorded


def read_history(facts: EpisodeFacts) -> tuple[Recorded[EpisodeFacts], ...]:
    """The recorded acts in their lawful order, each with the facts just before and after it.

    The order is that of the procedure and not of the days: an act dated before its predecessor is then a breach.
    Transfers are not here, for they leave the stage as it is; nor what happened before the person registered.
    """
    recorded: list[Recorded[EpisodeFacts]] = []
    now = _nothing_yet(facts)
    for act, on, after in _steps(facts):
        if on is not None:
            done = replace(now, **after)
            recorded.append(Recorded(act, on, now, done))
            now = done
    return tuple(recorded)


_Step = tuple[Act, date | None, dict[str, Any]]


def _steps(facts: EpisodeFacts) -> Iterator[_Step]:
    """Each act with its day and the facts it wrote."""
    yield Act.REGISTER, facts.registered_on, _of(facts, "registered_on", "registered_at")
    # What stands beside the main road was done before the return or the refusal, where its day says so.
    returned = facts.returned_on or date.min
    yield from (step for step in _beside(facts) if step[1] is not None and step[1] <= returned)
    beside = [step for step in _beside(facts) if step[1] is not None and step[1] > returned]
    before_supplement = _of(facts, "returned_on", "missing_papers")
    yield Act.RETURN_APPLICATION, facts.returned_on, before_supplement
    yield Act.SUPPLEMENT, facts.supplemented_on, _of(facts, "supplemented_on")
    yield Act.VERIFY, facts.verified_on, _of(facts, "verified_on")
    if facts.refused_on is not None:
        yield from beside
        yield Act.REFUSE, facts.refused_on, _of(facts, "refused_on", "ended_on", "outcome")
        return
    yield Act.DECIDE, facts.decided_on, _of(facts, "decided_on", "decided_at", "decision_number", "term_months")
    yield from beside
    yield Act.START, facts.started_on, _of(facts, "started_on")
    yield from _in_course(facts)
    yield Act.NOTIFY_END, facts.end_notified_on, _of(facts, "end_notified_on")
    yield Act.PROPOSE_CERTIFICATE, facts.certificate_proposed_on, _of(facts, "certificate_proposed_on")
    if not _certificate_ended_it(facts):
        yield Act.END, facts.ended_on, _of(facts, "ended_on", "outcome")
    certificate = "certificate_number", "certificate_issued_on", "certificate_issued_at", "ended_on", "outcome"
    yield Act.ISSUE_CERTIFICATE, facts.certificate_issued_on, _of(facts, *certificate)


def _beside(facts: EpisodeFacts) -> Iterator[_Step]:
    yield Act.SIGN_UNDERTAKING, facts.undertaking_signed_on, _of(facts, "undertaking_signed_on")
    yield Act.MAKE_PLAN, facts.plan_made_on, _of(facts, "plan_made_on")
    yield Act.ASSIGN_WORKER, facts.worker_assigned_on, _of(facts, "worker_assigned_on")


def _in_course(facts: EpisodeFacts) -> Iterator[_Step]:
    for place, phase in enumerate(facts.phases, start=1):
        yield Act.RECORD_PHASE, phase.completed_on or phase.started_on, {"phases": facts.phases[:place]}
    for place, day in enumerate(facts.reviewed_on, start=1):
        yield Act.REVIEW, day, {"reviewed_on": facts.reviewed_on[:place]}
    for place, each in enumerate(facts.violations, start=1):
        yield Act.RECORD_VIOLATION, each.on, {"violations": facts.violations[:place]}
    for place, pause in enumerate(facts.interruptions):
        before = facts.interruptions[:place]
        yield Act.INTERRUPT, pause.from_on, {"interruptions": (*before, Interruption(pause.from_on))}
        yield Act.RESUME, pause.to_on, {"interruptions": (*before, pause)}


def _of(facts: EpisodeFacts, *names: str) -> dict[str, Any]:
    return {name: getattr(facts, name) for name in names}


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
        transfer_notified_on=past(facts.transfer_notified_on),
        transfer_notified_at=past_at(facts.transfer_notified_at),
        transfer_received_on=past(facts.transfer_received_on),
        transfer_received_at=past_at(facts.transfer_received_at),
        violations=tuple(each for each in facts.violations if each.on <= day),
        dossier_drafted_on=past(facts.dossier_drafted_on),
        returned_on=past(facts.returned_on),
        missing_papers=facts.missing_papers if past(facts.returned_on) else None,
        supplemented_on=past(facts.supplemented_on),
        verified_on=past(facts.verified_on),
        refused_on=past(facts.refused_on),
        plan_made_on=past(facts.plan_made_on),
        worker_assigned_on=past(facts.worker_assigned_on),
        reviewed_on=tuple(each for each in facts.reviewed_on if each <= day),
        certificate_proposed_on=past(facts.certificate_proposed_on),
        interruptions=tuple(
            replace(each, to_on=past(each.to_on)) for each in facts.interruptions if each.from_on <= day
        ),
        restarts=tuple(each for each in facts.restarts if each.decided_on <= day),
    )


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
        returned_on=None,
        missing_papers=None,
        supplemented_on=None,
        verified_on=None,
        refused_on=None,
        undertaking_signed_on=None,
        plan_made_on=None,
        worker_assigned_on=None,
        reviewed_on=(),
        violations=(),
        interruptions=(),
        end_notified_on=None,
        certificate_proposed_on=None,
    )


def _certificate_ended_it(facts: EpisodeFacts) -> bool:
    same_day = facts.certificate_issued_on is not None and facts.ended_on == facts.certificate_issued_on
    return same_day and facts.outcome in (EpisodeOutcome.COMPLETED, None)
