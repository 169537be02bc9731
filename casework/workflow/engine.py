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
from datetime import date, datetime

from casework.errors import Reason, RefusedByLaw
from casework.i18n import format_date, format_instant
from casework.workflow.calendar import first_instant, last_instant
from casework.workflow.procedure import RELIED_ON, Cited, Deadline, Due, F, Procedure, Recorded, Stage, Transition


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

    `act` is the act that answers it, None for a milestone. `due_at` is the instant of a duty in clock hours;
    `by_day_only` says that it is the latest possible one, for nobody recorded the hour at which the clock started.
    `binding` is false for a day without a limit of its own and for one that nobody verified: neither is ever overdue.
    """

    act: str | None
    label: str
    due_on: date
    overdue: bool
    citation: str
    confidence: str
    note: str = ""
    due_at: datetime | None = None
    by_day_only: bool = False
    binding: bool = True

    @property
    def due_text(self) -> str:
        """The day or, for clock hours, the instant, as it is printed."""
        return format_instant(self.due_at) if self.due_at else format_date(self.due_on)


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
    found = _findings(procedure, transition, facts, after, on)
    if found.reasons:
        raise RefusedByLaw(act, found.reasons)
    return Decision(act, _target(procedure, transition, facts), found.late, found.notices)


def acts_open(procedure: Procedure[F], facts: F, on: date) -> list[OpenAct]:
    """Each act of the present stage or of a later one, allowed or refused as of `on`; acts left behind are omitted."""
    here = stage_of(procedure, facts)
    return [_open(procedure, move, facts, on) for move in procedure.transitions if not procedure.has_passed(move, here)]


def deadlines_due(procedure: Procedure[F], facts: F, on: date, *, at: datetime | None = None) -> list[DueDeadline]:
    """The clocks that run in the present stage, earliest first.

    :param at: the instant of looking, for clocks in hours; without it such a clock is overdue once its day is past
    """
    here = stage_of(procedure, facts).code
    running: list[tuple[str | None, Deadline[F], Due | None]] = [
        (move.act, move.deadline, procedure.due(move, facts))
        for move in procedure.transitions
        if move.deadline and here in move.sources
    ]
    running += [(None, deadline, deadline.due(facts)) for code, deadline in procedure.milestones if code == here]
    still = [each for each in running if each[1].met is None or not each[1].met(facts)]
    listed = [_due(act, deadline.label, due, on, at) for act, deadline, due in still if due is not None]
    return sorted(listed, key=lambda each: (each.due_on, each.due_at or last_instant(each.due_on)))


def breaches(procedure: Procedure[F], facts: F) -> tuple[Reason, ...]:
    """The clauses that recorded history breaks: imports are never refused, breaches are shown."""
    broken: dict[Reason, None] = {}
    for recorded in procedure.history(facts):
        move = procedure.transition(recorded.act)
        broken |= dict.fromkeys(_findings(procedure, move, recorded.before, recorded.after, recorded.on).reasons)
    return tuple(broken)


def lateness(procedure: Procedure[F], recorded: Recorded[F]) -> tuple[Reason, ...]:
    """What was late about one recorded act."""
    move = procedure.transition(recorded.act)
    return _findings(procedure, move, recorded.before, recorded.after, recorded.on).late


@dataclass(frozen=True)
class _Findings:
    reasons: tuple[Reason, ...]
    notices: tuple[Reason, ...]
    late: tuple[Reason, ...]


def _findings(procedure: Procedure[F], move: Transition[F], before: F, after: F, on: date) -> _Findings:
    late, unsure = _after_deadline(procedure, move, after, on)
    here = stage_of(procedure, before)
    reasons = [] if here.code in move.sources else [_wrong_stage(procedure, move, here)]
    # A case past the act has answered its conditions long ago; asking them again would only make noise.
    if reasons and procedure.has_passed(move, here):
        return _Findings(tuple(reasons), unsure, late)
    notices: list[Reason] = []
    overstepped: list[Reason] = []
    for condition in move.conditions:
        finding = condition(after, on)
        if finding:
            continue
        confidence = finding.confidence or condition.confidence
        reason = Reason(finding.missing, finding.citation or condition.citation, confidence)
        if confidence not in RELIED_ON:
            notices.append(reason)
        else:
            (overstepped if finding.late else reasons).append(reason)
    return _Findings(tuple(reasons), (*notices, *unsure), (*overstepped, *late))


def _wrong_stage(procedure: Procedure[F], move: Transition[F], here: Stage) -> Reason:
    stages = " hoặc ".join(f"“{procedure.stage(code).label}”" for code in move.sources)
    text = f"Hồ sơ đang ở trạng thái “{here.label}”; việc “{move.label}” chỉ thực hiện khi ở trạng thái {stages}"
    return Reason(text, move.citation, move.confidence)


def _after_deadline(
    procedure: Procedure[F], move: Transition[F], after: F, on: date
) -> tuple[tuple[Reason, ...], tuple[Reason, ...]]:
    """What is late, and what may be: a clock nobody verified, or hours that nobody recorded."""
    due = procedure.due(move, after)
    if move.deadline is None or due is None or not due.binding:
        return (), ()
    note = f" ({due.note})" if due.note else ""
    if due.at is not None:
        text, confidence = _by_the_clock(move.deadline, due, after, on, due.at)
    elif on > due.on:
        text = f"Quá hạn {(on - due.on).days} ngày: {move.deadline.label}, hạn cuối {format_date(due.on)}"
        confidence = due.confidence
    else:
        return (), ()
    if not text:
        return (), ()
    reason = Reason(f"{text}{note}", due.citation, confidence)
    return ((reason,), ()) if confidence in RELIED_ON else ((), (reason,))


def _by_the_clock(deadline: Deadline[F], due: Due, after: F, on: date, latest: datetime) -> tuple[str, str]:
    """The sentence on a clock in hours and how sure it is; no sentence when it was surely kept."""
    done_at = deadline.done_at(after) if deadline.done_at else None
    first, last = (done_at, done_at) if done_at else (first_instant(on), last_instant(on))
    if first > latest:
        by_day = ", tính theo ngày vì không ghi giờ" if due.by_day_only or done_at is None else ""
        return f"Quá hạn: {deadline.label}, hạn cuối {format_instant(latest)}{by_day}", due.confidence
    if last > (due.at_earliest or latest):
        return f"Chỉ ghi ngày nên chưa kiểm tra được giờ: {deadline.label}, chậm nhất {format_instant(latest)}", "I"
    return "", due.confidence


def _target(procedure: Procedure[F], move: Transition[F], facts: F) -> Stage:
    return procedure.stage(move.target) if move.target else stage_of(procedure, facts)


def _open(procedure: Procedure[F], move: Transition[F], facts: F, on: date) -> OpenAct:
    after = move.fill(facts, on)
    found = _findings(procedure, move, facts, after, on)
    return OpenAct(
        act=move.act,
        label=move.label,
        allowed=not found.reasons,
        reasons=found.reasons,
        notices=found.notices,
        late=found.late,
        authority=move.authority(after, on),
        citation=move.citation,
        confidence=move.confidence,
        form=move.form(after, on),
        next_stage=_target(procedure, move, facts),
    )


def _due(act: str | None, label: str, due: Due, on: date, at: datetime | None) -> DueDeadline:
    binding = due.binding and due.confidence in RELIED_ON
    overdue = binding and (at > due.at if at and due.at else on > due.on)
    cited = due.citation, due.confidence, due.note
    return DueDeadline(act, label, due.on, overdue, *cited, due.at, due.by_day_only, binding)
