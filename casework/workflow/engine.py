"""Runs a procedure: what may be done, what is refused and why, what is due, what was broken.

Two states of the facts meet here. `facts` are the facts as they stand before the act; they alone tell the stage.
`proposed` are the facts with the values of the act filled in; conditions look at these. Without `proposed`
the transition fills in what the act would write on that day.

Late is late, not void: an act after its deadline is allowed and marked. A rule that was not read in a text
(confidence M or I) never refuses and never marks late: it becomes a notice. The order of the stages is no such
rule: an act out of its stage is refused whatever the confidence of its article.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from casework.errors import Reason, RefusedByLaw
from casework.i18n import format_date
from casework.workflow.procedure import RELIED_ON, Cited, Deadline, Due, F, Procedure, Stage, Transition


@dataclass(frozen=True)
class Decision:
    """An allowed act: where the case goes, what was late, what nobody has verified (chưa kiểm chứng)."""

    act: str
    next_stage: Stage
    late: tuple[Reason, ...] = ()
    notices: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class OpenAct:
    """An act the case has not passed yet: allowed on the day asked about, or refused with each clause."""

    act: str
    label: str
    allowed: bool
    reasons: tuple[Reason, ...]
    notices: tuple[Reason, ...]
    late: tuple[Reason, ...]
    authority: Cited
    citation: str
    confidence: str
    form: Cited | None
    next_stage: Stage


@dataclass(frozen=True)
class DueDeadline:
    """A duty of the present stage: its last day, its clause, whether that day is past.

    `act` is the act that answers it, None for a milestone.
    """

    act: str | None
    label: str
    due_on: date
    overdue: bool
    citation: str
    confidence: str
    note: str = ""


def stage_of(procedure: Procedure[F], facts: F) -> Stage:
    """The stage of the case as the facts stand (trạng thái hồ sơ)."""
    return procedure.stage(procedure.read_stage(facts))


def decide(procedure: Procedure[F], facts: F, act: str, on: date, *, proposed: F | None = None) -> Decision:
    """Apply the law of the stage to one act.

    :param facts: as they stand before the act
    :param on: the day of the act (the day on its paper)
    :param proposed: the facts with the act's own values filled in
    :raises RefusedByLaw: with every unmet clause
    :raises LookupError: the procedure has no such act
    """
    transition = procedure.transition(act)
    after = transition.fill(facts, on) if proposed is None else proposed
    reasons, notices = _unmet(procedure, transition, facts, after, on)
    if reasons:
        raise RefusedByLaw(act, reasons)
    late, unsure = _late(transition, after, on)
    return Decision(act, _target(procedure, transition, facts), late, notices + unsure)


def acts_open(procedure: Procedure[F], facts: F, on: date) -> list[OpenAct]:
    """Each act of the present stage or of a later one, allowed or refused as of `on`; acts left behind are omitted."""
    here = stage_of(procedure, facts)
    return [_open(procedure, move, facts, on) for move in procedure.transitions if not procedure.has_passed(move, here)]


def deadlines_due(procedure: Procedure[F], facts: F, on: date) -> list[DueDeadline]:
    """The clocks that run in the present stage, earliest first."""
    here = stage_of(procedure, facts).code
    running: list[tuple[str | None, Deadline[F]]] = [
        (move.act, move.deadline) for move in procedure.transitions if move.deadline and here in move.sources
    ]
    running += [(None, deadline) for code, deadline in procedure.milestones if code == here]
    found = [(act, deadline.label, deadline.due(facts)) for act, deadline in running]
    listed = [_due(act, label, due, on) for act, label, due in found if due is not None]
    return sorted(listed, key=lambda each: each.due_on)


def breaches(procedure: Procedure[F], facts: F) -> tuple[Reason, ...]:
    """The clauses that recorded history breaks: imports are never refused, breaches are shown."""
    broken: dict[Reason, None] = {}
    for recorded in procedure.read_history(facts):
        move = procedure.transition(recorded.act)
        broken |= dict.fromkeys(_unmet(procedure, move, recorded.before, recorded.after, recorded.on)[0])
    return tuple(broken)


def late_acts(procedure: Procedure[F], facts: F) -> dict[str, tuple[Reason, ...]]:
    """The recorded acts that came after their deadline, each with its clause."""
    found = {
        recorded.act: _late(procedure.transition(recorded.act), recorded.after, recorded.on)[0]
        for recorded in procedure.read_history(facts)
    }
    return {act: reasons for act, reasons in found.items() if reasons}


def _unmet(
    procedure: Procedure[F], move: Transition[F], before: F, after: F, on: date
) -> tuple[tuple[Reason, ...], tuple[Reason, ...]]:
    here = stage_of(procedure, before)
    reasons: list[Reason] = []
    notices: list[Reason] = []
    if here.code not in move.sources:
        reasons.append(_wrong_stage(procedure, move, here))
        # A case past the act has answered its conditions long ago; asking them again would only make noise.
        if procedure.has_passed(move, here):
            return tuple(reasons), ()
    for condition in move.conditions:
        finding = condition(after, on)
        if finding:
            continue
        confidence = finding.confidence or condition.confidence
        reason = Reason(finding.missing, finding.citation or condition.citation, confidence)
        (reasons if confidence in RELIED_ON else notices).append(reason)
    return tuple(reasons), tuple(notices)


def _wrong_stage(procedure: Procedure[F], move: Transition[F], here: Stage) -> Reason:
    stages = " hoặc ".join(f"“{procedure.stage(code).label}”" for code in move.sources)
    text = f"Hồ sơ đang ở trạng thái “{here.label}”; việc “{move.label}” chỉ thực hiện khi ở trạng thái {stages}"
    return Reason(text, move.citation, move.confidence)


def _late(move: Transition[F], after: F, on: date) -> tuple[tuple[Reason, ...], tuple[Reason, ...]]:
    due = move.deadline.due(after) if move.deadline else None
    if move.deadline is None or due is None or not due.binding or on <= due.on:
        return (), ()
    note = f" ({due.note})" if due.note else ""
    text = f"Quá hạn {(on - due.on).days} ngày: {move.deadline.label}, hạn cuối {format_date(due.on)}{note}"
    reason = Reason(text, due.citation, due.confidence)
    return ((reason,), ()) if due.confidence in RELIED_ON else ((), (reason,))


def _target(procedure: Procedure[F], move: Transition[F], facts: F) -> Stage:
    return procedure.stage(move.target) if move.target else stage_of(procedure, facts)


def _open(procedure: Procedure[F], move: Transition[F], facts: F, on: date) -> OpenAct:
    after = move.fill(facts, on)
    reasons, notices = _unmet(procedure, move, facts, after, on)
    late, unsure = _late(move, after, on)
    return OpenAct(
        act=move.act,
        label=move.label,
        allowed=not reasons,
        reasons=reasons,
        notices=notices + unsure,
        late=late,
        authority=move.authority(after, on),
        citation=move.citation,
        confidence=move.confidence,
        form=move.form(after, on),
        next_stage=_target(procedure, move, facts),
    )


def _due(act: str | None, label: str, due: Due, on: date) -> DueDeadline:
    overdue = due.binding and on > due.on
    return DueDeadline(act, label, due.on, overdue, due.citation, due.confidence, due.note)
