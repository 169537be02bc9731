"""Jobs (việc làm) of people in and after rehabilitation."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Select
from sqlalchemy.orm import Session, joinedload

from casework.access import queries, trail
from casework.access.roles import Actor
from casework.access.scope import Scope
from casework.records.person import Person
from casework.records.support import Job
from casework.services.belonging import unit_for
from casework.services.changes import Changes, write_changes
from casework.services.days import require_order, require_past
from casework.services.employers import employer


def job(session: Session, scope: Scope, ref: str) -> Job:
    """:raises NotFound: no such job recorded by a unit of the scope"""
    query = queries.jobs(scope).options(joinedload(Job.person), joinedload(Job.employer))
    return queries.one(session, query, Job.ref == ref)


def job_list(scope: Scope, *, year: int | None = None) -> Select[Job]:
    """The jobs recorded by the scope's units, the latest first, with their people and employers."""
    query = queries.jobs(scope).options(joinedload(Job.person), joinedload(Job.employer))
    if year is not None:
        query = query.where(Job.started_on.between(date(year, 1, 1), date(year, 12, 31)))
    return query.order_by(Job.started_on.desc(), Job.id.desc())


def add_job(
    session: Session,
    scope: Scope,
    actor: Actor,
    *,
    person_ref: str,
    started_on: date,
    employer_ref: str | None,
    ended_on: date | None,
    has_income: bool,
    supported: bool,
    unit_id: int | None,
    today: date,
) -> Job:
    """Record that somebody began to work (việc làm); without an employer they work for themselves.

    :raises NotFound: no such person, employer or unit within the scope
    :raises InvalidInput: a day has not come or is out of order, or the unit does not exist on the first day
    """
    person = queries.one(session, queries.people(scope), Person.ref == person_ref)
    require_past(started_on, today=today, field="started_on")
    unit = unit_for(session, scope, actor, on=started_on, unit_id=unit_id)
    row = Job(
        person_id=person.id,
        unit_id=unit.id,
        started_on=started_on,
        has_income=has_income,
        supported=supported,
        recorded_by_id=actor.account_id,
    )
    changes: Changes = {"unit": [None, unit.code], "started_on": [None, started_on]}
    changes |= {"has_income": [None, has_income], "supported": [None, supported]}
    changes |= _write(session, scope, row, employer_ref=employer_ref, ended_on=ended_on, today=today)
    session.add(row)
    session.flush()
    trail.record(session, trail.Tag.JOB_SAVED, actor, person_id=person.id, ref=row.ref, changes=changes)
    return row


def change_job(
    session: Session,
    scope: Scope,
    actor: Actor,
    ref: str,
    *,
    started_on: date,
    employer_ref: str | None,
    ended_on: date | None,
    has_income: bool,
    supported: bool,
    today: date,
) -> Job:
    """Record the end of a job, or correct what was recorded.

    :raises NotFound: no such job or employer within the scope
    :raises InvalidInput: as for adding it
    """
    row = job(session, scope, ref)
    require_past(started_on, today=today, field="started_on")
    unit_for(session, scope, actor, on=started_on, unit_id=row.unit_id)
    changes = write_changes(row, started_on=started_on, has_income=has_income, supported=supported)
    changes |= _write(session, scope, row, employer_ref=employer_ref, ended_on=ended_on, today=today)
    if changes:
        session.flush()
        trail.record(session, trail.Tag.JOB_SAVED, actor, person_id=row.person_id, ref=ref, changes=changes)
    return row


def _write(
    session: Session, scope: Scope, row: Job, *, employer_ref: str | None, ended_on: date | None, today: date
) -> Changes:
    require_past(ended_on, today=today, field="ended_on")
    require_order(row.started_on, ended_on, field="ended_on", what="Ngày nghỉ việc")
    employed_by = employer(session, scope, employer_ref).id if employer_ref else None
    return write_changes(row, employer_id=employed_by, ended_on=ended_on)
