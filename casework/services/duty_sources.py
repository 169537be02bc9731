"""Where duties come from (nguồn việc đến hạn): open episodes, after-cares, procedures and calls, each asked in bulk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import Select, or_
from sqlalchemy.orm import joinedload, selectinload

from casework.access import queries
from casework.errors import NotInForce
from casework.law.aftercare_facts import AftercareAct
from casework.law.explain_measures import explain_compulsory
from casework.law.facts import EpisodeFacts
from casework.law.procedures import Measure, aftercare_procedure
from casework.law.regimes import governing, procedure_for
from casework.law.vocabulary import OUTSIDE_CENTRES, EpisodeOutcome
from casework.records.aftercare import Aftercare
from casework.records.episode import Episode
from casework.records.hotline import HotlineCall
from casework.records.proceeding import Proceeding
from casework.services import aftercare_competence, competence
from casework.services.aftercare_backgrounds import backgrounds
from casework.services.aftercares import facts_of as aftercare_facts
from casework.services.duties import Asked, Duties, Duty, Reader, Source, duties_of, gather, with_competence
from casework.services.episode_facts import background_of
from casework.services.facts_together import facts_together
from casework.services.hotline import answer_deadline
from casework.services.law_facts import build
from casework.services.measures import BY_MEASURE
from casework.services.proceedings import case_of, kind_of
from casework.services.report_overview import Waiting, reports_waiting
from casework.workflow.engine import DueDeadline, deadlines_due

MOST = 400
"""So many open cases of each kind are looked at, the longest open first; the page says so when there are more."""
MOST_REPORTS = 50
MOST_COMPLETED = 20
"""So many procedures whose own file says nothing yet are completed from other records."""
_AHEAD = timedelta(days=400)
"""No duty of a procedure is looked for beyond this."""
_EPISODE_PARTS = (
    joinedload(Episode.person),
    joinedload(Episode.certificate),
    selectinload(Episode.phases),
    selectinload(Episode.violations),
)
_AFTERCARE_PARTS = (
    joinedload(Aftercare.person),
    selectinload(Aftercare.reviews),
    selectinload(Aftercare.transfers),
)
Found = tuple[Iterable[Duty], bool]


def duties(asked: Asked) -> Duties:
    """Every duty of the scope's open cases up to a day, the most pressing first."""
    return gather(asked, SOURCES)


def open_episodes(asked: Asked) -> Select[Episode]:
    """The episodes outside centres on which something can still be due, the longest open first."""
    unfinished = or_(Episode.ended_on.is_(None), Episode.outcome == EpisodeOutcome.COMPLETED.value)
    query = queries.held_episodes(asked.scope).where(
        Episode.form.in_([form.value for form in OUTSIDE_CENTRES]), unfinished, ~Episode.certificate.has()
    )
    if asked.officer_id is not None:
        query = query.where(Episode.officer_id == asked.officer_id)
    return query.options(*_EPISODE_PARTS).order_by(Episode.registered_on, Episode.id)


def open_aftercares(asked: Asked) -> Select[Aftercare]:
    """The after-cares that have not ended, the longest open first."""
    query = queries.held_aftercares(asked.scope).where(Aftercare.ended_on.is_(None))
    if asked.officer_id is not None:
        query = query.where(Aftercare.officer_id == asked.officer_id)
    return query.options(*_AFTERCARE_PARTS).order_by(Aftercare.starts_on, Aftercare.id)


def episode_duties(asked: Asked) -> Found:
    """The clocks of the open episodes."""
    rows = asked.session.scalars(open_episodes(asked).limit(MOST + 1)).unique().all()
    facts = facts_together(asked.session, rows[:MOST])
    return _of_episodes(asked, rows[:MOST], facts), len(rows) > MOST


def _of_episodes(asked: Asked, rows: Iterable[Episode], facts: Mapping[int, EpisodeFacts]) -> Iterator[Duty]:
    for row in rows:
        found = facts[row.id]
        competent = competence.is_competent(asked.actor, found, asked.today)
        clocks = episode_clocks(row, found, asked)
        for duty in duties_of(clocks, Source.EPISODE, ref=row.ref, who=row.person.full_name, officer_id=row.officer_id):
            yield with_competence(duty, competent or duty.act not in competence.ACTS)


def episode_clocks(row: Episode, facts: EpisodeFacts, asked: Asked) -> Iterable[DueDeadline]:
    """The clocks of one episode; none where no procedure governs it."""
    around = background_of(row, facts)
    if around is not None:
        return explain_compulsory(around, asked.today).deadlines
    procedure = procedure_for(facts.form, governing(facts, asked.today).regime)
    # The whole explanation asks about every act; for a list only its clocks are wanted.
    return () if procedure is None else deadlines_due(procedure, facts, asked.today, at=asked.at)


def aftercare_duties(asked: Asked) -> Found:
    """The clocks of the after-cares that have not ended."""
    rows = asked.session.scalars(open_aftercares(asked).limit(MOST + 1)).unique().all()
    return _of_aftercares(asked, rows[:MOST]), len(rows) > MOST


def _of_aftercares(asked: Asked, rows: Iterable[Aftercare]) -> Iterator[Duty]:
    rows = list(rows)
    beside = backgrounds(asked.session, rows)
    for row in rows:
        facts = aftercare_facts(row, beside[row.id])
        try:
            clocks = deadlines_due(aftercare_procedure(facts, asked.today), facts, asked.today, at=asked.at)
        except NotInForce:
            continue
        for duty in duties_of(
            clocks, Source.AFTERCARE, ref=row.ref, who=row.person.full_name, officer_id=row.officer_id
        ):
            act = None if duty.act is None else AftercareAct(duty.act)
            competent = act is None or aftercare_competence.is_competent(asked.actor, facts, act, asked.today)
            yield with_competence(duty, competent)


def proceeding_duties(asked: Asked) -> Found:
    """The clocks of the open procedures that had one when they were last touched, the nearest first.

    The law is asked about what the file itself says; only a file that says nothing yet is completed from others.
    """
    if asked.officer_id is not None:
        return (), False
    query = (
        queries.proceedings(asked.scope)
        .where(Proceeding.closed_on.is_(None), Proceeding.due_on <= min(asked.until, asked.today + _AHEAD))
        .options(joinedload(Proceeding.person), joinedload(Proceeding.team))
        .order_by(Proceeding.due_on, Proceeding.id)
    )
    rows = asked.session.scalars(query.limit(MOST + 1)).unique().all()
    return _of_proceedings(asked, rows[:MOST]), len(rows) > MOST


def _of_proceedings(asked: Asked, rows: Iterable[Proceeding]) -> Iterator[Duty]:
    completed = 0
    for row in rows:
        line = BY_MEASURE[Measure(row.measure)]
        told = line.explain(build(line.facts, row.facts), asked.today, asked.at)
        if not told.deadlines and completed < MOST_COMPLETED:
            completed += 1
            told = case_of(asked.session, row, asked.today).told(asked.today, asked.at)
        who = row.person.full_name if row.person is not None else ""
        for duty in duties_of(told.deadlines, Source.PROCEEDING, ref=row.ref, who=who):
            yield replace(duty, kind=kind_of(row).term, edit=line.edit)


def hotline_duties(asked: Asked) -> Found:
    """The calls nobody has answered; a caller's name is not shown in any list."""
    if asked.officer_id is not None:
        return (), False
    query = queries.hotline_calls(asked.scope).where(HotlineCall.answered_on.is_(None))
    rows = asked.session.scalars(query.order_by(HotlineCall.received_on, HotlineCall.id).limit(MOST + 1)).all()
    return _of_calls(asked, rows[:MOST]), len(rows) > MOST


def _of_calls(asked: Asked, rows: Iterable[HotlineCall]) -> Iterator[Duty]:
    for row in rows:
        deadline = answer_deadline(row.received_on)
        if deadline is None:
            continue
        clock = DueDeadline(
            "answer",
            "Trả lời cuộc gọi đường dây nóng",
            deadline.due_on,
            deadline.due_on < asked.today,
            deadline.citation,
            "Q" if deadline.verified else "M",
        )
        # The page of a call is found by its number; its ref is what may be said aloud.
        yield from (replace(each, kind=row.ref) for each in duties_of([clock], Source.HOTLINE, ref=str(row.id), who=""))


def report_duties(asked: Asked) -> Found:
    """The reports that wait for the asker and have a day by which they are due."""
    if asked.officer_id is not None:
        return (), False
    waiting = reports_waiting(asked.session, asked.scope, asked.actor, asked.today, limit=MOST_REPORTS + 1).own
    return _of_reports(waiting[:MOST_REPORTS]), len(waiting) > MOST_REPORTS


def _of_reports(waiting: Iterable[Waiting]) -> Iterator[Duty]:
    for each in waiting:
        if each.due_on is None:
            continue
        clock = DueDeadline("submit", each.what, each.due_on, each.overdue, each.citation, each.confidence)
        for duty in duties_of([clock], Source.REPORT, ref=each.kept.ref, who=""):
            yield replace(duty, kind=each.title)


SOURCES: Mapping[Source, Reader] = {
    Source.EPISODE: episode_duties,
    Source.AFTERCARE: aftercare_duties,
    Source.PROCEEDING: proceeding_duties,
    Source.HOTLINE: hotline_duties,
    Source.REPORT: report_duties,
}
"""Where duties come from; another source is one function and one line."""
