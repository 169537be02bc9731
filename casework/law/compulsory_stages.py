"""The stages of compulsory rehabilitation in the community, and what each act would write (trạng thái hồ sơ)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from casework.law.compulsory_facts import CompulsoryAct, CompulsoryFacts, ReviewSession
from casework.law.facts import EpisodeFacts
from casework.law.history import as_of as course_as_of
from casework.law.vocabulary import EpisodeOutcome, Term
from casework.workflow.procedure import Recorded, Stage

Fill = Callable[[CompulsoryFacts, date], CompulsoryFacts]


class CompulsoryStage(Term):
    """Trạng thái của hồ sơ cai nghiện bắt buộc tại cộng đồng."""

    NOT_PROPOSED = "not_proposed", "Chưa có đề nghị"
    PROPOSED = "proposed", "Chờ Tổ công tác họp xét duyệt"
    REVIEWED = "reviewed", "Tổ công tác đã họp xét duyệt"
    DECLINED = "declined", "Không áp dụng"
    DECIDED = "decided", "Đã có quyết định cai nghiện bắt buộc tại cộng đồng"
    POSTPONED = "postponed", "Được hoãn chấp hành"
    IN_PROGRESS = "in_progress", "Đang cai nghiện bắt buộc tại cộng đồng"
    EXEMPTED = "exempted", "Được miễn chấp hành"
    ENDED = "ended", "Đã kết thúc"
    COMPLETED = "completed", "Đã được cấp giấy chứng nhận"


STAGES = tuple(
    Stage(
        each.value,
        each.term,
        final=each in (CompulsoryStage.COMPLETED, CompulsoryStage.EXEMPTED, CompulsoryStage.DECLINED),
    )
    for each in CompulsoryStage
)


def read_stage(facts: CompulsoryFacts) -> str:
    """The furthest thing that has happened, whatever is missing before it."""
    course = facts.course
    reached = (
        (course.certificate_issued_on, CompulsoryStage.COMPLETED),
        (facts.declined_on, CompulsoryStage.DECLINED),
        (course.ended_on, CompulsoryStage.ENDED),
        (facts.exempted_on, CompulsoryStage.EXEMPTED),
        (course.started_on, CompulsoryStage.IN_PROGRESS),
        (facts.postponed_on, CompulsoryStage.POSTPONED),
        (course.decided_on, CompulsoryStage.DECIDED),
        (facts.session, CompulsoryStage.REVIEWED),
        (facts.proposed_on, CompulsoryStage.PROPOSED),
    )
    return next((stage for happened, stage in reached if happened), CompulsoryStage.NOT_PROPOSED)


def read_history(facts: CompulsoryFacts) -> tuple[Recorded[CompulsoryFacts], ...]:
    """The recorded acts in their lawful order, each with the facts just before and after it."""
    course = facts.course
    recorded: list[Recorded[CompulsoryFacts]] = []
    bare = replace(
        course,
        decided_on=None,
        decision_number=None,
        term_months=None,
        started_on=None,
        phases=(),
        ended_on=None,
        outcome=None,
        certificate_number=None,
        certificate_issued_on=None,
    )
    now = replace(
        facts, course=bare, proposed_on=None, session=None, postponed_on=None, exempted_on=None, declined_on=None
    )

    def then(act: CompulsoryAct, on: date | None, after: CompulsoryFacts) -> None:
        nonlocal now
        if on is not None:
            recorded.append(Recorded(act, on, now, after))
            now = after

    def in_course(fill: Callable[[EpisodeFacts], EpisodeFacts]) -> CompulsoryFacts:
        return replace(now, course=fill(now.course))

    then(CompulsoryAct.PROPOSE, facts.proposed_on, replace(now, proposed_on=facts.proposed_on))
    held_on = facts.session.held_on if facts.session else None
    then(CompulsoryAct.HOLD_SESSION, held_on, replace(now, session=facts.session))
    declined = replace(now, declined_on=facts.declined_on)
    if facts.declined_on is not None:
        declined = replace(declined, course=replace(now.course, ended_on=course.ended_on, outcome=course.outcome))
    then(CompulsoryAct.DECLINE, facts.declined_on, declined)
    decision = in_course(
        lambda known: replace(
            known,
            decided_on=course.decided_on,
            decision_number=course.decision_number,
            term_months=course.term_months,
        )
    )
    then(CompulsoryAct.DECIDE, course.decided_on, decision)
    then(CompulsoryAct.POSTPONE, facts.postponed_on, replace(now, postponed_on=facts.postponed_on))
    then(CompulsoryAct.START, course.started_on, in_course(lambda known: replace(known, started_on=course.started_on)))
    for phase in course.phases:
        after = in_course(lambda known, phase=phase: replace(known, phases=(*known.phases, phase)))  # type: ignore[misc]
        then(CompulsoryAct.RECORD_PHASE, phase.completed_on or phase.started_on, after)
    then(CompulsoryAct.EXEMPT, facts.exempted_on, replace(now, exempted_on=facts.exempted_on))
    declined_ended_it = facts.declined_on is not None and course.ended_on == facts.declined_on
    if not declined_ended_it and (course.ended_on != course.certificate_issued_on or not course.is_completing):
        ended = in_course(lambda known: replace(known, ended_on=course.ended_on, outcome=course.outcome))
        then(CompulsoryAct.END, course.ended_on, ended)
    then(CompulsoryAct.ISSUE_CERTIFICATE, course.certificate_issued_on, facts)
    return tuple(recorded)


def as_of(facts: CompulsoryFacts, day: date) -> CompulsoryFacts:
    """The facts as they stood at the end of a day."""

    def past(event: date | None) -> date | None:
        return event if event is not None and event <= day else None

    return replace(
        facts,
        course=course_as_of(facts.course, day),
        proposed_on=past(facts.proposed_on),
        session=facts.session if facts.session and facts.session.held_on <= day else None,
        postponed_on=past(facts.postponed_on),
        exempted_on=past(facts.exempted_on),
        declined_on=past(facts.declined_on),
    )


def within_course(fill: Callable[[EpisodeFacts, date], EpisodeFacts]) -> Fill:
    """The facts if an act on an episode were done to the course."""
    return lambda facts, on: replace(facts, course=fill(facts.course, on))


def proposing(facts: CompulsoryFacts, on: date) -> CompulsoryFacts:
    """The facts if the dossier reached the team on a day."""
    return replace(facts, proposed_on=on)


def holding(facts: CompulsoryFacts, on: date) -> CompulsoryFacts:
    """The facts if the session were held on a day; who came and how they voted, nobody can guess."""
    return replace(facts, session=ReviewSession(on))


def postponing(facts: CompulsoryFacts, on: date) -> CompulsoryFacts:
    """The facts if execution were postponed on a day."""
    return replace(facts, postponed_on=on)


def exempting(facts: CompulsoryFacts, on: date) -> CompulsoryFacts:
    """The facts if execution were remitted on a day."""
    return replace(facts, exempted_on=on)


def declining(facts: CompulsoryFacts, on: date) -> CompulsoryFacts:
    """The facts if the measure were not applied, decided on a day: the file is closed with it."""
    course = replace(facts.course, ended_on=on, outcome=EpisodeOutcome.OTHER)
    return replace(facts, declined_on=on, course=course)


def unchanged(facts: CompulsoryFacts, on: date) -> CompulsoryFacts:
    """The facts of an act whose values nobody can guess."""
    return facts
