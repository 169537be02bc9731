"""Vocational trainings (đào tạo nghề) of people in rehabilitation."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Select
from sqlalchemy.orm import Session, joinedload

from casework.access import queries, trail
from casework.access.roles import Actor
from casework.access.scope import Scope
from casework.records.person import Person
from casework.records.support import Training
from casework.services.belonging import unit_for
from casework.services.changes import Changes, reason_for, text_or_none, write_changes
from casework.services.days import require_order, require_past
from casework.services.stamps import Recorded, held, require_unchanged


def training(session: Session, scope: Scope, ref: str) -> Training:
    """:raises NotFound: no such training recorded by a unit of the scope"""
    return queries.one(session, queries.trainings(scope).options(joinedload(Training.person)), Training.ref == ref)


def recorded(row: Training) -> Recorded:
    """What a training says, by the fields of its form."""
    names = ("started_on", "trade", "provider", "completed_on", "state_supported")
    return {name: getattr(row, name) for name in names}


def training_list(scope: Scope, *, year: int | None = None) -> Select[Training]:
    """The trainings recorded by the scope's units, the latest first, with their people."""
    query = queries.trainings(scope).options(joinedload(Training.person))
    if year is not None:
        query = query.where(Training.started_on.between(date(year, 1, 1), date(year, 12, 31)))
    return query.order_by(Training.started_on.desc(), Training.id.desc())


def add_training(
    session: Session,
    scope: Scope,
    actor: Actor,
    *,
    person_ref: str,
    started_on: date,
    trade: str | None,
    provider: str | None,
    completed_on: date | None,
    state_supported: bool,
    unit_id: int | None,
    today: date,
) -> Training:
    """Record that somebody began a vocational training (đào tạo nghề).

    :raises NotFound: no such person or unit within the scope
    :raises InvalidInput: a day has not come or is out of order, or the unit does not exist on the first day
    """
    person = queries.one(session, queries.people(scope), Person.ref == person_ref)
    require_past(started_on, today=today, field="started_on")
    unit = unit_for(session, scope, actor, on=started_on, unit_id=unit_id)
    row = Training(
        person_id=person.id,
        unit_id=unit.id,
        started_on=started_on,
        state_supported=state_supported,
        recorded_by_id=actor.account_id,
    )
    changes: Changes = {"unit": [None, unit.code], "started_on": [None, started_on]}
    changes |= {"state_supported": [None, state_supported]}
    changes |= _write(row, trade=trade, provider=provider, completed_on=completed_on, today=today)
    session.add(row)
    session.flush()
    _note(session, actor, row, changes, None)
    return row


def change_training(
    session: Session,
    scope: Scope,
    actor: Actor,
    ref: str,
    *,
    started_on: date,
    trade: str | None,
    provider: str | None,
    completed_on: date | None,
    state_supported: bool,
    reason: str | None = None,
    stamp: str | None = None,
    today: date,
) -> Training:
    """Record the end of a training, or correct what was recorded.

    Filling what was empty (its end, its result) only supplements it and needs no reason.

    :param reason: why, as soon as something that was recorded is altered or emptied; kept in the trail
    :param stamp: of the record as the actor looked at it; None for callers that look at none
    :raises NotFound: no such training recorded by a unit of the scope
    :raises InvalidInput: as for adding it, or the reason lacks
    :raises Overtaken: somebody saved it since
    """
    query = held(queries.trainings(scope).options(joinedload(Training.person)), Training)
    row = queries.one(session, query, Training.ref == ref)
    require_unchanged(recorded(row), stamp)
    require_past(started_on, today=today, field="started_on")
    unit_for(session, scope, actor, on=started_on, unit_id=row.unit_id)
    changes = write_changes(row, started_on=started_on, state_supported=state_supported)
    changes |= _write(row, trade=trade, provider=provider, completed_on=completed_on, today=today)
    why = reason_for(changes, reason)
    if changes:
        session.flush()
        _note(session, actor, row, changes, why)
    return row


def _note(session: Session, actor: Actor, row: Training, changes: Changes, reason: str | None) -> None:
    tag = trail.Tag.TRAINING_SAVED
    trail.record(session, tag, actor, person_id=row.person_id, ref=row.ref, changes=changes, reason=reason)


def _write(
    row: Training, *, trade: str | None, provider: str | None, completed_on: date | None, today: date
) -> Changes:
    require_past(completed_on, today=today, field="completed_on")
    require_order(row.started_on, completed_on, field="completed_on", what="Ngày hoàn thành")
    return write_changes(row, trade=text_or_none(trade), provider=text_or_none(provider), completed_on=completed_on)
