"""Procedures beside the episode (thủ tục): opening one, finding them, and what the law says about one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import Session, joinedload

from casework.access import queries, trail
from casework.access.roles import Actor
from casework.access.rules import require
from casework.access.scope import Scope
from casework.access.trail import Tag
from casework.errors import InvalidInput
from casework.i18n import VIETNAM
from casework.law.explain import Explanation
from casework.law.procedures import Measure
from casework.law.support_facts import SupportProgramme
from casework.law.vocabulary import Term
from casework.records.proceeding import Proceeding
from casework.services.belonging import unit_for
from casework.services.changes import text_or_none
from casework.services.days import require_past
from casework.services.law_facts import build, encode
from casework.services.measures import BY_FACTS, BY_MEASURE, MeasureLine, Subject, default_of
from casework.services.measures_records import Known, known
from casework.services.proceedings_subjects import About, find_subject


class State(StrEnum):
    """Which procedures a list shows."""

    OPEN = "open"
    OVERDUE = "overdue"
    CLOSED = "closed"


@dataclass(frozen=True)
class Case:
    """One procedure as it is looked at: the row, its line of the register, its facts, and where they come from.

    `typed` is what its own file says; `facts` has what other records say in the fields that nobody filled in.
    """

    row: Proceeding
    line: MeasureLine
    typed: Any
    facts: Any
    known: Mapping[str, Known]

    def told(self, today: date, at: datetime | None = None) -> Explanation:
        """The law, the stage, the acts and the clocks on a day."""
        return self.line.explain(self.facts, today, at)


def case_of(session: Session, row: Proceeding, today: date) -> Case:
    """The facts of a procedure, completed from the records of the office."""
    line = BY_MEASURE[Measure(row.measure)]
    typed = build(line.facts, row.facts)
    found = known(session, row, typed, today)
    unsaid = {name: each.value for name, each in found.items() if name not in row.facts}
    return Case(row, line, typed, replace(typed, **unsaid), found)


def proceeding(session: Session, scope: Scope, ref: str) -> Proceeding:
    """:raises NotFound: no such procedure run by a unit of the scope"""
    return queries.one(session, queries.proceedings(scope), Proceeding.ref == ref)


def viewed_case(session: Session, scope: Scope, actor: Actor, ref: str, today: date) -> Case:
    """Look at a procedure; the look is noted.

    :raises NotFound: no such procedure run by a unit of the scope
    """
    row = proceeding(session, scope, ref)
    trail.record(session, Tag.PROCEEDING_VIEWED, actor, person_id=row.person_id, ref=row.ref)
    return case_of(session, row, today)


def proceeding_list(
    scope: Scope,
    *,
    today: date,
    measure: Measure | None = None,
    state: State | None = None,
    person_id: int | None = None,
    team_id: int | None = None,
    episode_id: int | None = None,
) -> Select[Proceeding]:
    """The procedures of the scope's units, those with the nearest duty first, with their people."""
    query = queries.proceedings(scope).options(joinedload(Proceeding.person), joinedload(Proceeding.unit))
    for column, value in (
        (Proceeding.measure, measure.value if measure else None),
        (Proceeding.person_id, person_id),
        (Proceeding.team_id, team_id),
        (Proceeding.episode_id, episode_id),
    ):
        query = query if value is None else query.where(column == value)
    if state is State.OPEN:
        query = query.where(Proceeding.closed_on.is_(None))
    elif state is State.CLOSED:
        query = query.where(Proceeding.closed_on.is_not(None))
    elif state is State.OVERDUE:
        query = query.where(Proceeding.due_on < today)
    return query.order_by(Proceeding.due_on.is_(None), Proceeding.due_on, Proceeding.opened_on.desc(), Proceeding.id)


def open_proceeding(
    session: Session,
    scope: Scope,
    actor: Actor,
    measure: Measure,
    *,
    about: About,
    opened_on: date,
    values: Mapping[str, Any],
    unit_id: int | None,
    today: date,
) -> Proceeding:
    """Open the file of a procedure (mở hồ sơ thủ tục); nothing official is done by that yet.

    :param about: the person, the team or the provider, and the records it goes with
    :param values: what is known at once, by field
    :raises Forbidden: the actor's role does not keep this measure
    :raises NotFound: the subject or the unit is outside the scope
    :raises InvalidInput: the day has not come, or the subject is missing
    """
    line = BY_MEASURE[measure]
    require(actor, line.edit)
    require_past(opened_on, today=today, field="opened_on")
    for field in line.opening:
        if field in line.fixed and values.get(field) is None:
            raise InvalidInput("Hãy chọn chương trình hỗ trợ.", field=field)
    subject = find_subject(session, scope, about)
    own = subject.team.unit if subject.team is not None and unit_id is None else None
    unit = own or unit_for(session, scope, actor, on=opened_on, unit_id=unit_id)
    said = {name: value for name, value in values.items() if value is not None}
    row = Proceeding(
        measure=measure.value,
        unit=unit,
        person=subject.person,
        episode=subject.episode,
        methadone=subject.methadone,
        team=subject.team,
        name=text_or_none(about.name) if line.subject is Subject.PROVIDER else None,
        opened_on=opened_on,
        facts=encode(line.facts(**said)),
        recorded_by_id=actor.account_id,
    )
    _require_subject(line, row)
    session.add(row)
    session.flush()
    settle(session, row, opened_on, today)
    session.flush()
    trail.record(session, Tag.PROCEEDING_OPENED, actor, person_id=row.person_id, ref=row.ref, measure=measure.value)
    return row


def kind_of(row: Proceeding) -> Term:
    """What a procedure is called: a request for support by its programme, any other by its measure."""
    programme = row.facts.get("programme")
    return SupportProgramme(programme) if programme else Measure(row.measure)


def stage_term(row: Proceeding) -> Term | None:
    """The stage of a procedure as it was when it was last touched, for lists."""
    stages = BY_MEASURE[Measure(row.measure)].stages
    return next((each for each in stages if each.value == row.stage), None)


def settle(session: Session, row: Proceeding, on: date, today: date) -> Explanation:
    """Derive again what lists show: the stage, the nearest binding duty, and whether the file is closed.

    :param on: the day on which it closes, if its stage is a last one
    """
    told = case_of(session, row, today).told(today)
    # Limitation belongs to no act of the commune, and a dossier after it is none: it counts as a duty.
    due = min((each.due_on for each in told.deadlines if each.binding), default=None)
    closed_on = (row.closed_on or on) if told.stage.final else None
    for name, value in (("stage", told.stage.code), ("due_on", due), ("closed_on", closed_on)):
        if getattr(row, name) != value:
            setattr(row, name, value)
    return told


def explained_proceeding(session: Session, scope: Scope, ref: str, on: date) -> tuple[str, Explanation]:
    """The heading and what the law said of a procedure as it stood on a day, for the command line.

    :raises NotFound: no such procedure run by a unit of the scope
    """
    case = case_of(session, proceeding(session, scope, ref), on)
    return f"{kind_of(case.row).term} {ref}", case.line.explain(_as_of(case.facts, on), on, None)


def _as_of(facts: Any, on: date) -> Any:
    """The facts without what happened after a day."""
    later = {
        each.name: default_of(BY_FACTS[type(facts)], each.name)
        for each in fields(facts)
        if isinstance(day := getattr(facts, each.name), date)
        and (day.astimezone(VIETNAM).date() if isinstance(day, datetime) else day) > on
    }
    return replace(facts, **later)


def _require_subject(line: MeasureLine, row: Proceeding) -> None:
    if line.subject is Subject.PERSON and row.person is None:
        raise InvalidInput("Hãy chọn người mà thủ tục này nói đến.", field="person")
    if line.subject is Subject.PROVIDER and not row.name:
        raise InvalidInput("Hãy nhập tên tổ chức, cá nhân cung cấp dịch vụ.", field="name")
