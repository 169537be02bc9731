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
from casework.services.changes import Changes, reason_for, write_changes
from casework.services.days import require_order, require_past
from casework.services.employers import employer
from casework.services.stamps import Recorded, held, require_unchanged

SELF_EMPLOYED = "tự tạo việc làm"


def job(session: Session, scope: Scope, ref: str) -> Job:
    """:raises NotFound: no such job recorded by a unit of the scope"""
    query = queries.jobs(scope).options(joinedload(Job.person), joinedload(Job.employer))
    return queries.one(session, query, Job.ref == ref)


def recorded(row: Job) -> Recorded:
    """What a job says, by the fields of its form."""
    return {
        "started_on": row.started_on,
        "employer_ref": row.employer_id,
        "ended_on": row.ended_on,
        "has_income": row.has_income,
        "supported": row.supported,
    }


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
    _note(session, actor, row, changes, None)
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
    reason: str | None = None,
    stamp: str | None = None,
    today: date,
) -> Job:
    """Record the end of a job, or correct what was recorded.

    Filling what was empty (its end, its result) only supplements it and needs no reason.

    :param reason: why, as soon as something that was recorded is altered or emptied; kept in the trail
    :param stamp: of the record as the actor looked at it; None for callers that look at none
    :raises NotFound: no such job or employer within the scope
    :raises InvalidInput: as for adding it, or the reason lacks
    :raises Overtaken: somebody saved it since
    """
    query = held(queries.jobs(scope).options(joinedload(Job.person), joinedload(Job.employer)), Job)
    row = queries.one(session, query, Job.ref == ref)
    require_unchanged(recorded(row), stamp)
    require_past(started_on, today=today, field="started_on")
    unit_for(session, scope, actor, on=started_on, unit_id=row.unit_id)
    changes = write_changes(row, started_on=started_on, has_income=has_income, supported=supported)
    changes |= _write(session, scope, row, employer_ref=employer_ref, ended_on=ended_on, today=today)
    why = reason_for(changes, reason)
    if changes:
        session.flush()
        _note(session, actor, row, changes, why)
    return row


def _note(session: Session, actor: Actor, row: Job, changes: Changes, reason: str | None) -> None:
    tag = trail.Tag.JOB_SAVED
    trail.record(session, tag, actor, person_id=row.person_id, ref=row.ref, changes=changes, reason=reason)


def _write(
    session: Session, scope: Scope, row: Job, *, employer_ref: str | None, ended_on: date | None, today: date
) -> Changes:
    require_past(ended_on, today=today, field="ended_on")
    require_order(row.started_on, ended_on, field="ended_on", what="Ngày nghỉ việc")
    before = row.employer
    # Who employs them and has moved out of the scope since is not looked for again.
    kept = before is not None and before.ref == employer_ref
    after = before if kept else employer(session, scope, employer_ref) if employer_ref else None
    changes = write_changes(row, employer=after, ended_on=ended_on)
    if "employer" in changes:
        # A job without an employer is work of one's own, which is something that was recorded as well.
        none = SELF_EMPLOYED if row.id is not None else None
        changes["employer"] = [each.name if each else none for each in (before, after)]
    return changes
