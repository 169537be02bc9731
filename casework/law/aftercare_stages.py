"""The stages of after-care, common to its laws, and what each act would write (trạng thái, diễn biến)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from casework.law.aftercare_facts import (
    Absence,
    AftercareAct,
    AftercareFacts,
    AftercareOutcome,
    Move,
    Review,
    Suspension,
    SuspensionReason,
)
from casework.law.citations import Regime
from casework.law.dated import parameter
from casework.law.vocabulary import Term
from casework.workflow.procedure import Recorded, Stage

Change = Callable[[AftercareFacts], AftercareFacts]


class AftercareStage(Term):
    """Trạng thái của hồ sơ quản lý sau cai nghiện."""

    UNREPORTED = "unreported", "Chưa có thông tin hoàn thành cai nghiện"
    REPORTED = "reported", "Đã có thông tin hoàn thành cai nghiện"
    REQUESTED = "requested", "Đã lập hồ sơ đề nghị"
    DECIDED = "decided", "Đã có quyết định quản lý sau cai nghiện"
    IN_FORCE = "in_force", "Đang quản lý sau cai nghiện"
    SUSPENDED = "suspended", "Đang tạm ngừng quản lý sau cai nghiện"
    ENDED = "ended", "Đã đưa ra khỏi danh sách"
    CERTIFIED = "certified", "Đã được cấp giấy chấp hành xong"


STAGES = tuple(Stage(each.value, each.term, final=each == AftercareStage.CERTIFIED) for each in AftercareStage)
RUNNING = (AftercareStage.IN_FORCE.value, AftercareStage.SUSPENDED.value)
"""Stages of an after-care that has begun and not ended."""
ONCE_DECIDED = (AftercareStage.DECIDED.value, *RUNNING)


def read_stage(facts: AftercareFacts) -> str:
    """The furthest thing that has happened, whatever is missing before it."""
    code = read_stage_without_suspension(facts)
    return AftercareStage.SUSPENDED if code == AftercareStage.IN_FORCE and facts.open_suspension else code


def read_stage_without_suspension(facts: AftercareFacts) -> str:
    """The same under a law that knows no suspension: one in the file leaves the case as it is."""
    if facts.certified_on:
        return AftercareStage.CERTIFIED
    if facts.ended_on:
        return AftercareStage.ENDED
    if facts.starts_on:
        return AftercareStage.IN_FORCE
    if facts.decided_on:
        return AftercareStage.DECIDED
    if facts.dossier_on:
        return AftercareStage.REQUESTED
    return AftercareStage.REPORTED if facts.reported_on else AftercareStage.UNREPORTED


def history(*known: AftercareAct) -> Callable[[AftercareFacts], tuple[Recorded[AftercareFacts], ...]]:
    """Takes recorded facts apart into the acts a law knows, in their lawful order; other events are no acts of it."""

    def read(facts: AftercareFacts) -> tuple[Recorded[AftercareFacts], ...]:
        recorded: list[Recorded[AftercareFacts]] = []
        now = _nothing_yet(facts)
        for act, on, change in (*_opening(facts), *_course(facts), *_closing(facts)):
            now = _presumed(now, act, on)
            after = change(now)
            if act in known:
                recorded.append(Recorded(act, on, now, after))
            now = after
        return tuple(recorded)

    return read


def _presumed(now: AftercareFacts, act: AftercareAct, on: date) -> AftercareFacts:
    """A file from elsewhere tells neither report nor request: what it does not tell is unknown, and broke no law."""
    if act not in (AftercareAct.REQUEST, AftercareAct.DECIDE):
        return now
    dossier_on = now.dossier_on or (on if act == AftercareAct.DECIDE else None)
    return replace(now, reported_on=now.reported_on or dossier_on or on, dossier_on=dossier_on)


def _opening(facts: AftercareFacts) -> list[tuple[AftercareAct, date, Change]]:
    events: list[tuple[AftercareAct, date | None, Change]] = [
        (AftercareAct.REPORT, facts.reported_on, lambda now: replace(now, reported_on=facts.reported_on)),
        (AftercareAct.REQUEST, facts.dossier_on, lambda now: replace(now, dossier_on=facts.dossier_on)),
        (
            AftercareAct.DECIDE,
            facts.decided_on,
            lambda now: replace(
                now,
                decided_on=facts.decided_on,
                decision_number=facts.decision_number,
                term_months=facts.term_months,
            ),
        ),
        (AftercareAct.HAND_OVER, facts.handed_over_on, lambda now: replace(now, handed_over_on=facts.handed_over_on)),
        (
            AftercareAct.START,
            # The term may be counted from a day before the decision; the list is made after it.
            max(facts.starts_on, facts.decided_on or facts.starts_on) if facts.starts_on else None,
            lambda now: replace(now, starts_on=facts.starts_on, term_months=facts.term_months),
        ),
    ]
    return [(act, on, change) for act, on, change in events if on is not None]


def _course(facts: AftercareFacts) -> list[tuple[AftercareAct, date, Change]]:
    events: list[tuple[AftercareAct, date, Change]] = []
    for review in facts.reviews:
        events.append((AftercareAct.REVIEW, review.held_on, _with_review(review)))
    for absence in facts.absences:
        events.append((AftercareAct.RECORD_ABSENCE, absence.from_on, _with_absence(absence)))
    for move in facts.moves:
        left = Move(move.moved_on, left_at=move.left_at)
        events.append((AftercareAct.MOVE, move.moved_on, _with_move(left)))
        if move.notified_on:
            events.append((AftercareAct.NOTIFY_MOVE, max(move.notified_on, move.moved_on), _noticed(left, move)))
    for suspension in facts.suspensions:
        opened = replace(suspension, to_on=None)
        events.append((AftercareAct.SUSPEND, suspension.from_on, _with_suspension(opened)))
        if suspension.to_on:
            day = max(suspension.to_on, suspension.from_on)
            events.append((AftercareAct.RESUME, day, _resumed(opened, suspension)))
    if facts.reduced_on:
        events.append((AftercareAct.REDUCE, facts.reduced_on, _reduced(facts)))
    # By day; a stable sort keeps an opening before its own closing.
    return sorted(events, key=lambda event: event[1])


def _closing(facts: AftercareFacts) -> list[tuple[AftercareAct, date, Change]]:
    events: list[tuple[AftercareAct, date, Change]] = []
    if facts.exempted_on:
        events.append((AftercareAct.EXEMPT, facts.exempted_on, _exempted(facts)))
    elif facts.ended_on and not _certificate_ended_it(facts):
        events.append((AftercareAct.END, facts.ended_on, _ended(facts)))
    if facts.certified_on:
        events.append((AftercareAct.CERTIFY, facts.certified_on, lambda now: _certified(facts)(_ended(facts)(now))))
    return events


def _with_review(review: Review) -> Change:
    return lambda now: replace(now, reviews=(*now.reviews, review))


def _with_absence(absence: Absence) -> Change:
    return lambda now: replace(now, absences=(*now.absences, absence))


def _with_move(move: Move) -> Change:
    return lambda now: replace(now, moves=(*now.moves, move))


def _noticed(left: Move, whole: Move) -> Change:
    return lambda now: replace(now, moves=tuple(whole if each == left else each for each in now.moves))


def _with_suspension(suspension: Suspension) -> Change:
    return lambda now: replace(now, suspensions=(*now.suspensions, suspension))


def _resumed(opened: Suspension, whole: Suspension) -> Change:
    return lambda now: replace(now, suspensions=tuple(whole if each == opened else each for each in now.suspensions))


def _reduced(facts: AftercareFacts) -> Change:
    return lambda now: replace(now, reduced_on=facts.reduced_on, reduced_months=facts.reduced_months)


def _ended(facts: AftercareFacts) -> Change:
    return lambda now: replace(now, ended_on=facts.ended_on, outcome=facts.outcome)


def _exempted(facts: AftercareFacts) -> Change:
    return lambda now: replace(
        _ended(facts)(now), exempted_on=facts.exempted_on, exemption_ground=facts.exemption_ground
    )


def _certified(facts: AftercareFacts) -> Change:
    return lambda now: replace(now, certified_on=facts.certified_on, certificate_number=facts.certificate_number)


def _certificate_ended_it(facts: AftercareFacts) -> bool:
    same_day = facts.certified_on is not None and facts.ended_on == facts.certified_on
    return same_day and facts.outcome in (AftercareOutcome.COMPLETED, None)


def _nothing_yet(facts: AftercareFacts) -> AftercareFacts:
    # What is known of the person stays: how rehabilitation ended, what was found, what was deserved.
    return AftercareFacts(
        kind=facts.kind,
        completed_on=facts.completed_on,
        rehabilitation_decided_on=facts.rehabilitation_decided_on,
        returned_on=facts.returned_on,
        merit=facts.merit,
        determined_addicted_on=facts.determined_addicted_on,
    )


def reporting(facts: AftercareFacts, on: date) -> AftercareFacts:
    """The facts if completion were reported on a day."""
    return replace(facts, reported_on=on)


def requesting(facts: AftercareFacts, on: date) -> AftercareFacts:
    """The facts if the dossier were made and sent on a day."""
    return replace(facts, dossier_on=on)


def deciding(regime: Regime) -> Callable[[AftercareFacts, date], AftercareFacts]:
    """The facts if the decision were signed on a day, with the shortest lawful term unless one is known."""

    def fill(facts: AftercareFacts, on: date) -> AftercareFacts:
        shortest = parameter("aftercare", f"term_min_{facts.kind.value}")
        return replace(facts, decided_on=on, term_months=facts.term_months or shortest.on(regime.clamp(on)).number)

    return fill


def handing_over(facts: AftercareFacts, on: date) -> AftercareFacts:
    """The facts if the decision were handed over on a day."""
    return replace(facts, handed_over_on=on)


def starting(facts: AftercareFacts, on: date) -> AftercareFacts:
    """The facts if the person were listed on a day: the term counts from completion where that is known."""
    return replace(facts, starts_on=facts.completed_on or on)


def starting_that_day(facts: AftercareFacts, on: date) -> AftercareFacts:
    """The facts if after-care began on the day itself, whatever the day of completion."""
    return replace(facts, starts_on=on)


def reviewing(facts: AftercareFacts, on: date) -> AftercareFacts:
    """The facts if a review were held on a day."""
    return replace(facts, reviews=(*facts.reviews, Review(on)))


def moving(facts: AftercareFacts, on: date) -> AftercareFacts:
    """The facts if the person moved on a day."""
    return replace(facts, moves=(*facts.moves, Move(on)))


def notifying_move(facts: AftercareFacts, on: date) -> AftercareFacts:
    """The facts if the new place were told of the latest move on a day."""
    last = facts.last_move
    return replace(facts, moves=tuple(replace(each, notified_on=on) if each == last else each for each in facts.moves))


def suspending(reason: SuspensionReason) -> Callable[[AftercareFacts, date], AftercareFacts]:
    """The facts if execution were suspended on a day."""
    return lambda facts, on: replace(facts, suspensions=(*facts.suspensions, Suspension(on, reason)))


def resuming(facts: AftercareFacts, on: date) -> AftercareFacts:
    """The facts if execution were resumed on a day."""
    resumed = tuple(replace(each, to_on=on) if each == facts.open_suspension else each for each in facts.suspensions)
    return replace(facts, suspensions=resumed)


def reducing(facts: AftercareFacts, on: date) -> AftercareFacts:
    """The facts if the term were shortened on a day; by how much, nobody can guess."""
    return replace(facts, reduced_on=on)


def exempting(facts: AftercareFacts, on: date) -> AftercareFacts:
    """The facts if the rest were remitted on a day."""
    return replace(facts, exempted_on=on, ended_on=on, outcome=AftercareOutcome.OTHER)


def ending(facts: AftercareFacts, on: date) -> AftercareFacts:
    """The facts if the person were taken off the list on a day, the reason not yet chosen."""
    return replace(facts, ended_on=on)


def certifying(facts: AftercareFacts, on: date) -> AftercareFacts:
    """The facts if the certificate were signed on a day: an open after-care ends as completed."""
    ended, outcome = facts.ended_on or on, facts.outcome or AftercareOutcome.COMPLETED
    return replace(facts, certified_on=on, ended_on=ended, outcome=outcome)


def unchanged(facts: AftercareFacts, on: date) -> AftercareFacts:
    """The facts of an act whose values nobody can guess."""
    return facts
