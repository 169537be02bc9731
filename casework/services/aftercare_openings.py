"""Opening an after-care (tiếp nhận thông tin hoàn thành cai nghiện): the first act, before any decision."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy.orm import Session

from casework.access import queries, trail
from casework.access.roles import Actor
from casework.access.scope import Scope
from casework.access.trail import Tag
from casework.errors import Conflict, InvalidInput
from casework.i18n import format_date
from casework.law.aftercare_facts import AftercareAct, AftercareFacts, CompletionKind
from casework.law.explain_measures import explain_aftercare
from casework.law.procedures import aftercare_procedure
from casework.law.vocabulary import EpisodeOutcome
from casework.records.aftercare import Aftercare
from casework.records.db import FOREVER
from casework.records.episode import Episode
from casework.records.person import Person
from casework.services.aftercare_backgrounds import (
    EARLIER,
    LATER,
    Rehabilitation,
    background,
    completions,
    leads_to_aftercare,
    rehabilitation_of,
)
from casework.services.aftercare_competence import require_competent
from casework.services.aftercares import ask_the_law, facts_of, store, write_act
from casework.services.belonging import unit_for
from casework.services.days import require_past
from casework.services.people import held_person
from casework.workflow.engine import DueDeadline

FARTHEST = timedelta(days=366)
"""How far ahead a completion may be planned: a bound against slips of the pen, not a term of the law."""


@dataclass(frozen=True)
class Unopened:
    """A completion after which no after-care was opened: what was completed, and what is due."""

    rehabilitation: Rehabilitation
    deadlines: tuple[DueDeadline, ...]


def open_aftercare(
    session: Session,
    scope: Scope,
    actor: Actor,
    person_ref: str,
    *,
    kind: CompletionKind,
    completed_on: date,
    reported_on: date,
    today: date,
    returned_on: date | None = None,
    unit_id: int | None = None,
) -> Aftercare:
    """Record that completion was reported, and open the file; an episode with a certificate tells its day itself.

    :param completed_on: the day of completion, or the planned day where the notice comes before it
    :param reported_on: the day of the report; since 01/07/2026 the day the notice (Mẫu số 51) came
    :param returned_on: the day somebody came home from a centre
    :param unit_id: the unit that opens it; without it the actor's own
    :raises Forbidden: the law of that day gives the act to somebody else
    :raises NotFound: no such person within `scope`
    :raises Conflict: another after-care of theirs is open
    :raises InvalidInput: a day that has not come or cannot be
    :raises RefusedByLaw: lists every clause

    Nguồn: khoản 1 Điều 77 Nghị định 116/2021/NĐ-CP; khoản 1 Điều 134 Nghị định 163/2026/NĐ-CP.
    """
    require_past(reported_on, today=today, field="reported_on")
    require_past(returned_on, today=today, field="returned_on")
    if completed_on > today + FARTHEST:
        raise InvalidInput("Ngày hoàn thành dự kiến quá xa. Hãy kiểm tra lại năm.", field="completed_on")
    person = held_person(session, scope, person_ref, version=None)
    unit = unit_for(session, scope, actor, on=reported_on, unit_id=unit_id)
    _refuse_second(session, scope, person)
    aftercare = Aftercare(person=person, unit=unit, starts_on=FOREVER, law_facts={}, recorded_by_id=actor.account_id)
    told = AftercareFacts(kind=kind, completed_on=completed_on, returned_on=returned_on)
    store(aftercare, replace(told, reported_on=reported_on))
    session.add(aftercare)
    session.flush()
    # What a certificate on file says of completion goes before what was typed.
    known = facts_of(aftercare, background(session, aftercare))
    before = replace(known, reported_on=None)
    require_competent(actor, before, AftercareAct.REPORT, reported_on)
    allowed = ask_the_law(before, AftercareAct.REPORT, reported_on, known)
    store(aftercare, known)
    details = {"kind": kind.value, "completed_on": known.completed_on, "returned_on": returned_on}
    write_act(session, actor, aftercare, AftercareAct.REPORT, reported_on, allowed, details=details)
    trail.record(session, Tag.AFTERCARE_OPENED, actor, person_id=person.id, ref=aftercare.ref, kind=kind.value)
    return aftercare


def open_aftercare_of(session: Session, person_id: int) -> Aftercare | None:
    """The after-care of the person that has neither ended nor a certificate, wherever it is held."""
    everywhere = queries.aftercares(Scope.everything(reason="một người chỉ có một hồ sơ sau cai nghiện đang mở"))
    query = everywhere.where(Aftercare.person_id == person_id, Aftercare.ended_on.is_(None))
    return session.scalars(query.order_by(Aftercare.id.desc()).limit(1)).first()


def suggestion(session: Session, person: Person, today: date) -> Rehabilitation | None:
    """The latest completion of the person that an after-care may follow, to offer on the form."""
    completed = completions(session, [person.id]).get(person.id, [])
    return completed[-1] if completed and completed[-1].completed_on + EARLIER >= today else None


def unopened_after(session: Session, episode: Episode, today: date) -> Unopened | None:
    """What is due after a completed episode that no after-care followed; None where nothing is.

    Nothing is due where the law of that day asks for none, or once its term would have run out anyway.

    Nguồn: Điều 40 Luật 73/2021/QH14; Điều 42 Luật 120/2025/QH15.
    """
    completed = episode.certificate is not None or episode.outcome == EpisodeOutcome.COMPLETED.value
    if not completed or (episode.ended_on is None and episode.certificate is None):
        return None
    done = rehabilitation_of(episode)
    if not leads_to_aftercare(done) or _is_followed(session, episode, done):
        return None
    facts = AftercareFacts(kind=done.kind, completed_on=done.completed_on, rehabilitation_decided_on=done.decided_on)
    term = aftercare_procedure(facts, today).transition(AftercareAct.DECIDE).fill(facts, today).term_months or 0
    if done.completed_on + timedelta(days=31 * term) < today:
        return None
    return Unopened(done, explain_aftercare(facts, today).told.deadlines)


def unopened_among(session: Session, episodes: Sequence[Episode], today: date) -> dict[int, Rehabilitation]:
    """Of completed episodes those after which an after-care is due and none was opened, by id; one query for all."""
    everywhere = queries.aftercares(Scope.everything(reason="tìm hồ sơ sau cai nghiện của đợt đã hoàn thành"))
    people = {each.person_id for each in episodes}
    opened: dict[int, list[Aftercare]] = {}
    for row in session.scalars(everywhere.where(Aftercare.person_id.in_(people))).unique():
        opened.setdefault(row.person_id, []).append(row)
    found = {}
    for episode in episodes:
        done = rehabilitation_of(episode)
        if leads_to_aftercare(done) and not _followed_by(opened.get(episode.person_id, []), done):
            facts = AftercareFacts(kind=done.kind, completed_on=done.completed_on)
            term = aftercare_procedure(facts, today).transition(AftercareAct.DECIDE).fill(facts, today).term_months or 0
            if done.completed_on + timedelta(days=31 * term) >= today:
                found[episode.id] = done
    return found


def _is_followed(session: Session, episode: Episode, done: Rehabilitation) -> bool:
    everywhere = queries.aftercares(Scope.everything(reason="tìm hồ sơ sau cai nghiện của đợt đã hoàn thành"))
    rows = session.scalars(everywhere.where(Aftercare.person_id == episode.person_id)).unique()
    return _followed_by(rows, done)


def _followed_by(rows: Iterable[Aftercare], done: Rehabilitation) -> bool:
    for each in rows:
        planned = each.law_facts.get("completed_on")
        first = each.started_on or (date.fromisoformat(planned) if planned else each.first_on)
        if done.completed_on - LATER <= first <= done.completed_on + EARLIER:
            return True
    return False


def _refuse_second(session: Session, scope: Scope, person: Person) -> None:
    other = open_aftercare_of(session, person.id)
    if other is None:
        return
    if session.scalar(queries.aftercares(scope).where(Aftercare.id == other.id)) is None:
        where = "do một đơn vị khác quản lý; hãy liên hệ cơ quan theo dõi cấp trên"
    else:
        where = f"({other.ref}, từ ngày {format_date(other.first_on)}); hãy ghi kết thúc hồ sơ đó trước"
    raise Conflict(f"Người này còn một hồ sơ quản lý sau cai nghiện chưa kết thúc {where}.")
