"""Everything the law says about one episode on one day, as plain values to print (giải thích hồ sơ)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from casework.errors import Reason
from casework.law.citations import EpisodeProcedure
from casework.law.facts import EpisodeFacts
from casework.law.regimes import governing, no_procedure, procedure_for
from casework.law.stages import STAGES, read_stage
from casework.workflow.engine import DueDeadline, OpenAct, acts_open, breaches, deadlines_due, lateness
from casework.workflow.procedure import Cited, Stage


@dataclass(frozen=True)
class DoneAct:
    """An act in the file: its day, its article, its paper, and whether it came late."""

    act: str
    label: str
    on: date
    citation: str
    confidence: str
    form: Cited | None
    late: tuple[Reason, ...]


@dataclass(frozen=True)
class Explanation:
    """What `casework explain` and the page of a case print.

    Without a procedure (`problem` says why) only law and stage are told.
    """

    law: str
    why: str
    citation: str
    confidence: str
    stage: Stage
    problem: str = ""
    done: tuple[DoneAct, ...] = ()
    open: tuple[OpenAct, ...] = ()
    refused: tuple[OpenAct, ...] = ()
    deadlines: tuple[DueDeadline, ...] = ()
    breaches: tuple[Reason, ...] = ()


def explain(facts: EpisodeFacts, today: date, *, at: datetime | None = None) -> Explanation:
    """The law of an episode, its stage, its acts done, open and refused, its clocks and what history broke.

    :param at: the instant of looking, for clocks in hours
    """
    law = governing(facts, today)
    head = Explanation(law.regime.law, law.why, law.citation, law.confidence, _stage(facts))
    procedure = procedure_for(facts.form, law.regime)
    if procedure is None:
        return replace(head, problem=no_procedure(facts.form, law.regime))
    acts = acts_open(procedure, facts, today)
    return replace(
        head,
        done=_done(procedure, facts),
        open=tuple(act for act in acts if act.allowed),
        refused=tuple(act for act in acts if not act.allowed),
        deadlines=tuple(deadlines_due(procedure, facts, today, at=at)),
        breaches=breaches(procedure, facts),
    )


def _stage(facts: EpisodeFacts) -> Stage:
    code = read_stage(facts)
    return next(stage for stage in STAGES if stage.code == code)


def _done(procedure: EpisodeProcedure, facts: EpisodeFacts) -> tuple[DoneAct, ...]:
    done = []
    for recorded in procedure.history(facts):
        move = procedure.transition(recorded.act)
        form = move.form(recorded.after, recorded.on)
        done.append(
            DoneAct(
                move.act,
                move.label,
                recorded.on,
                move.citation,
                move.confidence,
                form,
                lateness(procedure, recorded),
            )
        )
    return tuple(done)
