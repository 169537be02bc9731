"""Everything the law says about an after-care, a compulsory case or a dossier on one day, as values to print."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from casework.errors import NotInForce
from casework.law.aftercare_facts import AftercareFacts
from casework.law.aftercare_stages import STAGES, read_stage
from casework.law.aftercare_term import (
    Stopped,
    counted_from,
    days_left_when_stopped,
    law_day,
    standing_still,
    stopped,
    term_end,
)
from casework.law.compulsory_facts import CompulsoryFacts
from casework.law.compulsory_stages import STAGES as COMPULSORY_STAGES
from casework.law.compulsory_stages import read_stage as read_compulsory_stage
from casework.law.dossier_facts import DossierFacts
from casework.law.dossier_stages import STAGES as DOSSIER_STAGES
from casework.law.dossier_stages import read_stage as read_dossier_stage
from casework.law.explain import DoneAct, Explanation
from casework.law.procedures import (
    aftercare_procedure,
    compulsory_procedure,
    dossier_procedure,
    governing_aftercare,
    governing_compulsory,
    governing_dossier,
)
from casework.law.regimes import Governing
from casework.workflow.engine import acts_open, breaches, deadlines_due, lateness, stage_of
from casework.workflow.procedure import Procedure, Stage

F = TypeVar("F")


@dataclass(frozen=True)
class AftercareTerm:
    """The term as it stands: from when it counts, what did not count, when it ends.

    `ends_on` is None while it cannot be told; while the clock stands still, `days_left` remain afterwards.
    """

    counted_from: date | None
    months: int | None
    not_counted: tuple[Stopped, ...]
    ends_on: date | None
    stands_still: Stopped | None = None
    days_left: int | None = None


@dataclass(frozen=True)
class AftercareExplanation:
    """What the page of an after-care prints: the law as for an episode, and the term."""

    told: Explanation
    term: AftercareTerm


def explain_aftercare(facts: AftercareFacts, today: date, *, at: datetime | None = None) -> AftercareExplanation:
    """The law of an after-care, its stage, its term, its acts done, open and refused, its clocks and its breaches.

    :param at: the instant of looking, for clocks in hours
    """
    told = explained(facts, today, at, governing_aftercare, aftercare_procedure, _stage(STAGES, read_stage(facts)))
    return AftercareExplanation(told, aftercare_term(facts, today))


def explain_compulsory(facts: CompulsoryFacts, today: date) -> Explanation:
    """The same for compulsory rehabilitation in the community."""
    stage = _stage(COMPULSORY_STAGES, read_compulsory_stage(facts))
    return explained(facts, today, None, governing_compulsory, compulsory_procedure, stage)


def explain_dossier(facts: DossierFacts, today: date) -> Explanation:
    """The same for the commune's part of a dossier for a centre."""
    stage = _stage(DOSSIER_STAGES, read_dossier_stage(facts))
    return explained(facts, today, None, governing_dossier, dossier_procedure, stage)


def aftercare_term(facts: AftercareFacts, today: date) -> AftercareTerm:
    """The term of an after-care as the facts stand."""
    first = counted_from(facts)
    return AftercareTerm(
        counted_from=first,
        months=facts.term_months,
        not_counted=stopped(facts, law_day(facts, first or today)),
        ends_on=term_end(facts),
        stands_still=standing_still(facts),
        days_left=days_left_when_stopped(facts),
    )


def explained(
    facts: F,
    today: date,
    at: datetime | None,
    governing: Callable[[F, date], Governing],
    procedure_of: Callable[[F, date], Procedure[F]],
    stage: Stage,
) -> Explanation:
    """What the law of `governing` says of one case; `stage` is told where no law is in force."""
    try:
        law = governing(facts, today)
    except NotInForce as gap:
        return Explanation("", "", "", "I", stage, problem=str(gap))
    procedure = procedure_of(facts, today)
    acts = acts_open(procedure, facts, today)
    return Explanation(
        law=law.regime.law,
        why=law.why,
        citation=law.citation,
        confidence=law.confidence,
        stage=stage_of(procedure, facts),
        done=_done(procedure, facts),
        open=tuple(act for act in acts if act.allowed),
        refused=tuple(act for act in acts if not act.allowed),
        deadlines=tuple(deadlines_due(procedure, facts, today, at=at)),
        breaches=breaches(procedure, facts),
    )


def _done(procedure: Procedure[F], facts: F) -> tuple[DoneAct, ...]:
    done = []
    for recorded in procedure.history(facts):
        move = procedure.transition(recorded.act)
        form = move.form(recorded.after, recorded.on)
        late = lateness(procedure, recorded)
        done.append(DoneAct(move.act, move.label, recorded.on, move.citation, move.confidence, form, late))
    return tuple(done)


def _stage(stages: tuple[Stage, ...], code: str) -> Stage:
    return next(stage for stage in stages if stage.code == code)
