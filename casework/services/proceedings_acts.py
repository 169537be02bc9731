"""Recording an act of a procedure (ghi việc của thủ tục): the one way for every measure beside the episode."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.access import queries, trail
from casework.access.roles import Actor
from casework.access.rules import require
from casework.access.scope import Scope
from casework.access.trail import Tag
from casework.errors import Conflict, InvalidInput, NotInForce, Reason, RefusedByLaw
from casework.i18n import VIETNAM
from casework.law.regimes import Governing
from casework.records.act import Act
from casework.records.db import now
from casework.records.proceeding import Proceeding
from casework.services.days import require_past
from casework.services.episodes import STALE, flush_or_conflict
from casework.services.law_facts import plain
from casework.services.measures import MeasureLine, day_fields, default_of, hour_field
from casework.services.measures_effects import Done, carry_out
from casework.services.paper_acts import file_paper
from casework.services.proceedings import Case, case_of, settle
from casework.services.proceedings_numbers import kind_for, number_of
from casework.workflow.engine import Decision, decide

CORRECTION = "correct_facts"
"""The act in the file that is none of the law's: facts were supplied or corrected."""


@dataclass(frozen=True)
class Proposal:
    """An act as the officer enters it.

    :param at: the instant, where a clock runs in hours and somebody noted the hour
    :param values: the fields asked about the act, by name
    :param number: as on the paper; empty: the next one of the unit's series, where this office writes it; None: none
    :param extras: what the record of the office keeps beside the law
    """

    act: str
    on: date
    at: datetime | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    number: str | None = None
    extras: Mapping[str, str] = field(default_factory=dict)


def record_proceeding_act(
    session: Session,
    scope: Scope,
    actor: Actor,
    ref: str,
    proposal: Proposal,
    *,
    version: int | None,
    today: date,
) -> Act:
    """Record an act of a day under the law of that day; late is late, not void.

    :param version: that of the case the officer looked at
    :raises NotFound: no such procedure run by a unit of the scope
    :raises Forbidden: the actor's role does not keep this measure
    :raises Conflict: somebody acted on the case since, or the records of the office say otherwise
    :raises InvalidInput: the day has not come, the hour is of another day, the number is taken, or something the record
        needs is missing
    :raises RefusedByLaw: with every unmet clause at once
    """
    require_past(proposal.on, today=today, field="acted_on")
    row = locked(session, scope, ref, version=version)
    case = case_of(session, row, today)
    require(actor, case.line.edit)
    written = _written(case, proposal)
    before, law, decision = _ask(case, proposal, written)
    kind = kind_for(case.line.measure, before, proposal.act)
    given = number_of(session, scope, case, kind, proposal.act, proposal.number, on=proposal.on, today=today)
    proposal = replace(proposal, number=given.text if given else None)
    done = Done(proposal.act, proposal.on, proposal.number, proposal.extras, replace(before, **written), today)
    wrote = carry_out(session, scope, actor, row, done)
    keep(case, {**_needed(case, proposal), **written})
    act = Act(
        proceeding=row,
        act=proposal.act,
        acted_on=proposal.on,
        acted_at=proposal.at,
        law=law.regime.code,
        stage_after=decision.next_stage.code,
        late=[{"text": late.text, "citation": late.citation} for late in decision.late],
        details=_details(case, proposal, written, wrote),
        recorded_by_id=actor.account_id,
    )
    session.add(act)
    row.updated_at = now()
    settle(session, row, proposal.on, today)
    flush_or_conflict(session)
    trail.record(
        session,
        Tag.PROCEEDING_ACTED,
        actor,
        person_id=row.person_id,
        ref=row.ref,
        act=proposal.act,
        acted_on=proposal.on,
        wrote=wrote,
    )
    if kind is not None:
        file_paper(session, actor, kind, row.ref, given, today=today)
    return act


def locked(session: Session, scope: Scope, ref: str, *, version: int | None) -> Proceeding:
    """The procedure, locked for a change.

    :raises NotFound: no such procedure run by a unit of the scope
    :raises Conflict: somebody changed it since `version`
    """
    query = queries.proceedings(scope).with_for_update(of=Proceeding).execution_options(populate_existing=True)
    row = queries.one(session, query, Proceeding.ref == ref)
    if version is not None and row.version != version:
        raise Conflict(STALE)
    return row


def keep(case: Case, values: Mapping[str, Any]) -> None:
    """Write values into the file of the case; what another record says already is not written a second time."""
    stored = dict(case.row.facts)
    for name, value in values.items():
        elsewhere = case.known.get(name)
        said = name in stored
        if value is None or (not said and value == (elsewhere.value if elsewhere else default_of(case.line, name))):
            stored.pop(name, None)
        else:
            stored[name] = plain(value)
    case.row.facts = stored


def acts_of(session: Session, row: Proceeding) -> list[Act]:
    """The acts in the file in the order in which they were recorded."""
    return list(session.scalars(select(Act).where(Act.proceeding_id == row.id).order_by(Act.id)))


def _ask(case: Case, proposal: Proposal, written: Mapping[str, Any]) -> tuple[Any, Governing, Decision]:
    line, on = case.line, proposal.on
    before = replace(case.facts, **_needed(case, proposal))
    try:
        law, procedure = line.governing(before, on), line.procedure(before, on)
    except NotInForce as error:
        raise RefusedByLaw(proposal.act, [Reason(str(error), line.measure.term, "Q")]) from error
    return before, law, decide(procedure, before, proposal.act, on, proposed=replace(before, **written))


def _needed(case: Case, proposal: Proposal) -> dict[str, Any]:
    asked = case.line.asked(case.facts, proposal.act)
    unknown = sorted(set(proposal.values) - set(asked.needs) - set(asked.writes))
    if unknown:
        raise InvalidInput(f"Việc này không hỏi: {', '.join(unknown)}.")
    return {name: _said(case, name, proposal.values[name]) for name in asked.needs if name in proposal.values}


def _written(case: Case, proposal: Proposal) -> dict[str, Any]:
    """What the act itself writes: its day, its hour, and what is decided by it."""
    line = case.line
    try:
        days = day_fields(line, case.facts, proposal.act, proposal.on)
    except NotInForce as error:
        raise RefusedByLaw(proposal.act, [Reason(str(error), line.measure.term, "Q")]) from error
    asked = line.asked(case.facts, proposal.act)
    written = {name: _or_default(line, name, proposal.values.get(name)) for name in asked.writes}
    for day in days:
        hour = hour_field(line, day)
        if hour is not None:
            written[hour] = _hour_of(proposal)
    return {**days, **written}


def _hour_of(proposal: Proposal) -> datetime | None:
    if proposal.at is not None and proposal.at.astimezone(VIETNAM).date() != proposal.on:
        raise InvalidInput("Giờ phải thuộc đúng ngày của việc này.", field="hour")
    return proposal.at


def _said(case: Case, name: str, value: Any) -> Any:
    """A field left empty says what another record says, else nothing."""
    elsewhere = case.known.get(name)
    return elsewhere.value if value is None and elsewhere else _or_default(case.line, name, value)


def _or_default(line: MeasureLine, name: str, value: Any) -> Any:
    return default_of(line, name) if value is None else value


def _details(case: Case, proposal: Proposal, written: Mapping[str, Any], wrote: str | None) -> dict[str, Any]:
    """What the act wrote into the file, so that the acts in order give the facts again."""
    given = {**_needed(case, proposal), **written}
    details: dict[str, Any] = {"facts": {name: case.row.facts.get(name) for name in given}}
    extras = {name: value for name, value in proposal.extras.items() if value}
    for name, value in (("number", proposal.number), ("extras", extras), ("wrote", wrote)):
        if value:
            details[name] = value
    return details
