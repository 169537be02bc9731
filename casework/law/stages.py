"""The stages of voluntary rehabilitation at home and in the community, common to the laws that have it.

A statute says which acts lead from one to the next and under which clauses; the stages and how they are read
from the facts are the same, so that a case keeps its stage when two laws meet in one list.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from casework.law.citations import Regime
from casework.law.dated import parameter
from casework.law.facts import EpisodeFacts
from casework.law.vocabulary import EpisodeOutcome, Term
from casework.workflow.procedure import Stage


class StageCode(Term):
    """Trạng thái của hồ sơ đợt cai nghiện."""

    UNREGISTERED = "unregistered", "Chưa đăng ký"
    REGISTERED = "registered", "Đã đăng ký"
    RETURNED = "returned", "Chờ bổ sung hồ sơ đăng ký"
    VERIFIED = "verified", "Đã thẩm tra"
    DECIDED = "decided", "Đã có quyết định"
    SUSPENDED = "suspended", "Tạm ngừng do chấp hành án phạt tù"
    IN_PROGRESS = "in_progress", "Đang cai nghiện"
    AWAITING_COMPLETION = "awaiting_completion", "Đã thông báo ngày hoàn thành"
    CERTIFICATE_PROPOSED = "certificate_proposed", "Đã đề nghị cấp giấy hoàn thành"
    ENDED = "ended", "Đã kết thúc"
    COMPLETED = "completed", "Đã được cấp giấy hoàn thành"
    REFUSED = "refused", "Bị từ chối đăng ký"


STAGES = tuple(
    Stage(code.value, code.term, final=code in (StageCode.COMPLETED, StageCode.REFUSED)) for code in StageCode
)

UNDECIDED = (StageCode.REGISTERED.value, StageCode.VERIFIED.value)
"""Registered; whoever decides has not decided."""
RUNNING = (
    StageCode.IN_PROGRESS.value,
    StageCode.AWAITING_COMPLETION.value,
    StageCode.CERTIFICATE_PROPOSED.value,
)
"""Stages in which the term runs."""
BEFORE_END = (StageCode.RETURNED.value, *UNDECIDED, StageCode.DECIDED.value, StageCode.SUSPENDED.value, *RUNNING)
"""Stages of an open episode."""

ONCE_REGISTERED = (*BEFORE_END, StageCode.ENDED.value, StageCode.COMPLETED.value)
"""Every stage of an episode that exists; people move after its end too."""


def read_stage(facts: EpisodeFacts) -> str:
    """The furthest thing that has happened, whatever is missing before it: history is loaded as it was."""
    reached = (
        (facts.refused_on, StageCode.REFUSED),
        (facts.certificate_issued_on, StageCode.COMPLETED),
        (facts.ended_on, StageCode.ENDED),
        (facts.started_on, _running(facts)),
        (facts.decided_on, StageCode.DECIDED),
        (facts.verified_on, StageCode.VERIFIED),
        (facts.returned_on and not facts.supplemented_on, StageCode.RETURNED),
        (facts.registered_on, StageCode.REGISTERED),
    )
    return next((stage for happened, stage in reached if happened), StageCode.UNREGISTERED)


def _running(facts: EpisodeFacts) -> StageCode:
    if facts.is_interrupted:
        return StageCode.SUSPENDED
    if facts.certificate_proposed_on:
        return StageCode.CERTIFICATE_PROPOSED
    return StageCode.AWAITING_COMPLETION if facts.end_notified_on else StageCode.IN_PROGRESS


def registering(facts: EpisodeFacts, on: date) -> EpisodeFacts:
    """The facts if the person registered on a day."""
    return replace(facts, registered_on=on)


def verifying(facts: EpisodeFacts, on: date) -> EpisodeFacts:
    """The facts if the team submitted the verified application on a day."""
    return replace(facts, verified_on=on)


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
