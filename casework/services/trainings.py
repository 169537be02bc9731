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
from casework.services.changes import Changes, text_or_none, write_changes
from casework.services.days import require_order, require_past


def training(session: Session, scope: Scope, ref: str) -> Training:
    """:raises NotFound: no such training recorded by a unit of the scope"""
    return queries.one(session, queries.trainings(scope).options(joinedload(Training.person)), Training.ref == ref)


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
    trail.record(session, trail.Tag.TRAINING_SAVED, actor, person_id=person.id, ref=row.ref, changes=changes)
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
    today: date,
) -> Training:
    """Record the end of a training, or correct what was recorded.

    :raises NotFound: no such training recorded by a unit of the scope
    :raises InvalidInput: as for adding it
    """
    row = training(session, scope, ref)
    require_past(started_on, today=today, field="started_on")
    unit_for(session, scope, actor, on=started_on, unit_id=row.unit_id)
    changes = write_changes(row, started_on=started_on, state_supported=state_supported)
    changes |= _write(row, trade=trade, provider=provider, completed_on=completed_on, today=today)
    if changes:
        session.flush()
        trail.record(session, trail.Tag.TRAINING_SAVED, actor, person_id=row.person_id, ref=ref, changes=changes)
    return row


def _write(
    row: Training, *, trade: str | None, provider: str | None, completed_on: date | None, today: date
) -> Changes:
    require_past(completed_on, today=today, field="completed_on")
    require_order(row.started_on, completed_on, field="completed_on", what="Ngày hoàn thành")
    return write_changes(row, trade=text_or_none(trade), provider=text_or_none(provider), completed_on=completed_on)
