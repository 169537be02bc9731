"""The acts beside the main road of an episode, which the laws have in common (việc làm trong thời gian cai nghiện).

Each law says under which clause; a law that does not know an act leaves it out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from casework.law import conditions_course as rule
from casework.law.citations import EpisodeCondition, Regime
from casework.law.facts import Act, EpisodeFacts, Interruption
from casework.law.readings import no_paper, says, working_days_after
from casework.law.stages import BEFORE_END, ONCE_REGISTERED, RUNNING, UNDECIDED, StageCode, unchanged
from casework.law.violations import LADDERS, compulsory_since
from casework.law.vocabulary import EpisodeOutcome
from casework.workflow.procedure import Cited, Deadline, Transition

Move = Transition[EpisodeFacts]
Fill = Callable[[EpisodeFacts, date], EpisodeFacts]
Reading = Callable[[EpisodeFacts, date], Cited]
Paper = Callable[[EpisodeFacts, date], Cited | None]

DECIDED_ON = (StageCode.DECIDED.value, *RUNNING)
"""Stages in which a decision is being carried out."""


def follow_up(regime: Regime) -> Reading:
    """Who follows the case under that law."""
    return says(regime, "authorities", "voluntary_community_follow_up")


def refuse(regime: Regime, citation: str) -> Move:
    """A refusal of the application. No text names its ground, so it rests on inference everywhere."""
    authority = says(regime, "authorities", "voluntary_community_decision")
    return _move(
        Act.REFUSE, (StageCode.RETURNED.value, *UNDECIDED), StageCode.REFUSED, citation, "I", _refusing, authority
    )


def return_application(regime: Regime, citation: str, confidence: str = "Q") -> Move:
    """An incomplete application goes back with what is missing."""
    conditions = (rule.returned_after_receipt.under(citation, confidence),)
    authority = says(regime, "authorities", "voluntary_community_registration")
    sources = (StageCode.REGISTERED.value,)
    return _move(
        Act.RETURN_APPLICATION, sources, StageCode.RETURNED, citation, confidence, _returning, authority, conditions
    )


def supplement(regime: Regime, citation: str, confidence: str = "Q") -> Move:
    """What was missing arrives; from then the dossier is complete."""
    conditions = (rule.returned_after_receipt.under(citation, confidence),)
    authority = says(regime, "authorities", "voluntary_community_registration")
    sources, fill = (StageCode.RETURNED.value,), _sets("supplemented_on")
    return _move(Act.SUPPLEMENT, sources, StageCode.REGISTERED, citation, confidence, fill, authority, conditions)


def complete_on(facts: EpisodeFacts) -> date | None:
    """From when the decision is due: from the receipt, or from the supplement of an incomplete application."""
    return facts.supplemented_on or (None if facts.returned_on else facts.registered_on)


def complete_at(facts: EpisodeFacts) -> datetime | None:
    """The instant of it, known only of a dossier that was complete from the first."""
    return None if facts.returned_on else facts.registered_at


def notify_person(regime: Regime, citation: str) -> Move:
    """The person is told that they are addicted; the clock of registration starts."""
    sources = (StageCode.UNREGISTERED.value, *UNDECIDED)
    conditions = (rule.notified_after_determination.under(citation, "Q"),)
    authority = says(regime, "authorities", "determination_notice")
    return _move(Act.NOTIFY_PERSON, sources, None, citation, "Q", _sets("notified_on"), authority, conditions)


def sign_undertaking(regime: Regime, citation: str) -> Move:
    """The written undertaking."""
    sources = (*UNDECIDED, *DECIDED_ON)
    fill, paper = _sets("undertaking_signed_on"), says(regime, "forms", "undertaking")
    authority = says(regime, "authorities", "undertaking_reception")
    return _move(Act.SIGN_UNDERTAKING, sources, None, citation, "Q", fill, authority, paper=paper)


def make_plan(regime: Regime, citation: str, confidence: str = "Q") -> Move:
    """The plan of rehabilitation."""
    sources, paper = (*UNDECIDED, *DECIDED_ON), says(regime, "forms", "rehabilitation_plan")
    fill, authority = _sets("plan_made_on"), says(regime, "authorities", "phases")
    return _move(Act.MAKE_PLAN, sources, None, citation, confidence, fill, authority, paper=paper)


def assign_worker(regime: Regime, citation: str, confidence: str = "Q", *, paper: Paper = no_paper) -> Move:
    """The worker who follows the case is named."""
    authority = says(regime, "authorities", "worker_assignment")
    sources, fill = (*UNDECIDED, *DECIDED_ON), _sets("worker_assigned_on")
    return _move(Act.ASSIGN_WORKER, sources, None, citation, confidence, fill, authority, paper=paper)


def review(
    regime: Regime, citation: str, confidence: str = "Q", *, deadline: Deadline[EpisodeFacts] | None = None
) -> Move:
    """The review of the month."""
    conditions = (rule.reviewed_during_course.under(citation, confidence),)
    found = _move(Act.REVIEW, RUNNING, None, citation, confidence, _reviewing, follow_up(regime), conditions)
    return replace(found, deadline=deadline)


def record_violation(regime: Regime, citation: str, authority: Reading, paper: Paper, confidence: str = "Q") -> Move:
    """Minutes of a violation; what follows is told by the ladder of the law."""
    sources, conditions = DECIDED_ON, (rule.violated_after_decision.under(citation, confidence),)
    return _move(
        Act.RECORD_VIOLATION, sources, None, citation, confidence, unchanged, authority, conditions, paper=paper
    )


def interrupt(regime: Regime, citation: str) -> Move:
    """The person goes to prison; the term stands still."""
    conditions = (rule.imprisoned_during_course.under(citation, "Q"),)
    authority = says(regime, "authorities", "voluntary_community_violation")
    return _move(Act.INTERRUPT, RUNNING, StageCode.SUSPENDED, citation, "Q", interrupting, authority, conditions)


def resume(regime: Regime, citation: str) -> Move:
    """The person is back; the rest of the term runs."""
    conditions = (rule.imprisoned_during_course.under(citation, "Q"),)
    authority = says(regime, "authorities", "voluntary_community_violation")
    sources = (StageCode.SUSPENDED.value,)
    return _move(Act.RESUME, sources, StageCode.IN_PROGRESS, citation, "Q", resuming, authority, conditions)


def propose_certificate(regime: Regime, citation: str, confidence: str = "Q") -> Move:
    """The assigned worker evaluates and asks for the certificate."""
    sources = (StageCode.IN_PROGRESS.value, StageCode.AWAITING_COMPLETION.value)
    conditions = (rule.proposed_at_the_end.under(citation, confidence),)
    fill, target = _sets("certificate_proposed_on"), StageCode.CERTIFICATE_PROPOSED
    return _move(Act.PROPOSE_CERTIFICATE, sources, target, citation, confidence, fill, follow_up(regime), conditions)


def receive(regime: Regime, citation: str, authority: Reading, paper: Paper, confidence: str = "Q") -> Move:
    """The commune moved to takes the case over."""
    conditions = (rule.received_after_move.under(citation, confidence),)
    fill = _sets("transfer_received_on")
    return _move(Act.RECEIVE, ONCE_REGISTERED, None, citation, confidence, fill, authority, conditions, paper=paper)


def dossier_clocks(regime: Regime) -> tuple[tuple[str, Deadline[EpisodeFacts]], ...]:
    """The clock of the dossier that a violation calls for, in each stage of an open case with a decision."""
    ladder = LADDERS[regime.code]

    def since(facts: EpisodeFacts) -> date | None:
        violation = compulsory_since(facts.violations, ladder)
        return violation.on if violation else None

    clock = working_days_after(
        since,
        regime,
        "draft_after_detection",
        sheet="dossier",
        label="Lập hồ sơ đề nghị đưa vào cơ sở cai nghiện bắt buộc vì vi phạm",
        met=lambda facts: facts.dossier_drafted_on is not None,
    )
    return tuple((stage, clock) for stage in BEFORE_END if stage not in UNDECIDED)


def interrupting(facts: EpisodeFacts, on: date) -> EpisodeFacts:
    """The facts if the person went to prison on a day: the end moves, so that a notice of it no longer holds."""
    paused = (*facts.interruptions, Interruption(on))
    return replace(facts, interruptions=paused, end_notified_on=None, certificate_proposed_on=None)


def resuming(facts: EpisodeFacts, on: date) -> EpisodeFacts:
    """The facts if the term ran again from a day."""
    closed = tuple(each if each.to_on else replace(each, to_on=on) for each in facts.interruptions)
    return replace(facts, interruptions=closed)


def _refusing(facts: EpisodeFacts, on: date) -> EpisodeFacts:
    return replace(facts, refused_on=on, ended_on=on, outcome=EpisodeOutcome.OTHER)


def _returning(facts: EpisodeFacts, on: date) -> EpisodeFacts:
    return replace(facts, returned_on=on, supplemented_on=None)


def _reviewing(facts: EpisodeFacts, on: date) -> EpisodeFacts:
    return replace(facts, reviewed_on=(*facts.reviewed_on, on))


def _sets(name: str) -> Fill:
    def fill(facts: EpisodeFacts, on: date) -> EpisodeFacts:
        values: dict[str, Any] = {name: on}
        return replace(facts, **values)

    return fill


def _move(
    act: Act,
    sources: tuple[str, ...],
    target: str | None,
    citation: str,
    confidence: str,
    fill: Fill,
    authority: Reading,
    conditions: tuple[EpisodeCondition, ...] = (),
    *,
    paper: Paper = no_paper,
) -> Move:
    return Transition(
        act=act,
        label=act.term,
        sources=sources,
        target=target,
        citation=citation,
        confidence=confidence,
        fill=fill,
        authority=authority,
        form=paper,
        conditions=conditions,
    )
