"""Substitution treatment with methadone (điều trị thay thế bằng Methadone)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Select
from sqlalchemy.orm import Session, joinedload

from casework.access import queries, trail
from casework.access.roles import Actor
from casework.access.scope import Scope
from casework.errors import Conflict, InvalidInput
from casework.i18n import format_date
from casework.law.vocabulary import MethadoneOutcome
from casework.records.methadone import Methadone
from casework.records.person import Person
from casework.services.belonging import unit_for
from casework.services.changes import Changes, reason_for, text_or_none, write_changes
from casework.services.days import require_order, require_past
from casework.services.stamps import Recorded, held, require_unchanged


def treatment(session: Session, scope: Scope, ref: str) -> Methadone:
    """:raises NotFound: no such treatment recorded by a unit of the scope"""
    return queries.one(session, queries.methadone(scope).options(joinedload(Methadone.person)), Methadone.ref == ref)


def recorded(row: Methadone) -> Recorded:
    """What a treatment says, by the fields of its form."""
    return {name: getattr(row, name) for name in ("started_on", "facility", "ended_on", "outcome")}


def treatment_list(scope: Scope, *, year: int | None = None) -> Select[Methadone]:
    """The treatments recorded by the scope's units, the latest first, with their people.

    :param year: only those that went on for a day of it at least
    """
    query = queries.methadone(scope).options(joinedload(Methadone.person))
    if year is not None:
        query = query.where(
            Methadone.started_on <= date(year, 12, 31),
            (Methadone.ended_on.is_(None)) | (Methadone.ended_on >= date(year, 1, 1)),
        )
    return query.order_by(Methadone.started_on.desc(), Methadone.id.desc())


def add_treatment(
    session: Session,
    scope: Scope,
    actor: Actor,
    *,
    person_ref: str,
    started_on: date,
    facility: str | None,
    ended_on: date | None,
    outcome: MethadoneOutcome | None,
    unit_id: int | None,
    today: date,
) -> Methadone:
    """Record that somebody began substitution treatment (điều trị thay thế bằng Methadone).

    :raises NotFound: no such person or unit within the scope
    :raises InvalidInput: a day has not come or is out of order, or an end lacks its day or its outcome
    :raises Conflict: another treatment of theirs overlaps
    """
    person = queries.one(session, queries.people(scope), Person.ref == person_ref)
    require_past(started_on, today=today, field="started_on")
    unit = unit_for(session, scope, actor, on=started_on, unit_id=unit_id)
    row = Methadone(person_id=person.id, unit_id=unit.id, started_on=started_on, recorded_by_id=actor.account_id)
    changes: Changes = {"unit": [None, unit.code], "started_on": [None, started_on]}
    changes |= _write(session, scope, row, facility=facility, ended_on=ended_on, outcome=outcome, today=today)
    session.add(row)
    session.flush()
    _note(session, actor, row, changes, None)
    return row


def change_treatment(
    session: Session,
    scope: Scope,
    actor: Actor,
    ref: str,
    *,
    started_on: date,
    facility: str | None,
    ended_on: date | None,
    outcome: MethadoneOutcome | None,
    reason: str | None = None,
    stamp: str | None = None,
    today: date,
) -> Methadone:
    """Record the end of a treatment and how it ended, or correct what was recorded.

    Filling what was empty (its end, its result) only supplements it and needs no reason.

    :param reason: why, as soon as something that was recorded is altered or emptied; kept in the trail
    :param stamp: of the record as the actor looked at it; None for callers that look at none
    :raises NotFound: no such treatment recorded by a unit of the scope
    :raises InvalidInput: as for adding it, or the reason lacks
    :raises Overtaken: somebody saved it since
    :raises Conflict: another treatment of theirs overlaps
    """
    query = held(queries.methadone(scope).options(joinedload(Methadone.person)), Methadone)
    row = queries.one(session, query, Methadone.ref == ref)
    require_unchanged(recorded(row), stamp)
    require_past(started_on, today=today, field="started_on")
    unit_for(session, scope, actor, on=started_on, unit_id=row.unit_id)
    changes = write_changes(row, started_on=started_on)
    changes |= _write(session, scope, row, facility=facility, ended_on=ended_on, outcome=outcome, today=today)
    why = reason_for(changes, reason)
    if changes:
        session.flush()
        _note(session, actor, row, changes, why)
    return row


def _note(session: Session, actor: Actor, row: Methadone, changes: Changes, reason: str | None) -> None:
    tag = trail.Tag.METHADONE_SAVED
    trail.record(session, tag, actor, person_id=row.person_id, ref=row.ref, changes=changes, reason=reason)


def _write(
    session: Session,
    scope: Scope,
    row: Methadone,
    *,
    facility: str | None,
    ended_on: date | None,
    outcome: MethadoneOutcome | None,
    today: date,
) -> Changes:
    require_past(ended_on, today=today, field="ended_on")
    require_order(row.started_on, ended_on, field="ended_on")
    if ended_on is not None and outcome is None:
        raise InvalidInput("Hãy chọn kết quả khi ghi ngày kết thúc điều trị.", field="outcome")
    if ended_on is None and outcome is not None:
        raise InvalidInput("Hãy nhập ngày kết thúc khi ghi kết quả điều trị.", field="ended_on")
    _require_free(session, scope, row, ended_on)
    return write_changes(
        row, facility=text_or_none(facility), ended_on=ended_on, outcome=outcome.value if outcome else None
    )


def _require_free(session: Session, scope: Scope, row: Methadone, ended_on: date | None) -> None:
    with session.no_autoflush:
        query = queries.methadone(scope).where(
            Methadone.person_id == row.person_id,
            (Methadone.ended_on.is_(None)) | (Methadone.ended_on > row.started_on),
        )
        if ended_on is not None:
            query = query.where(Methadone.started_on < ended_on)
        if row.id is not None:
            query = query.where(Methadone.id != row.id)
        other = session.scalars(query.limit(1)).first()
    if other is not None:
        raise Conflict(
            f"Người này đã có hồ sơ điều trị {other.ref} bắt đầu ngày {format_date(other.started_on)} "
            "trong cùng thời gian. Hãy kết thúc hoặc sửa hồ sơ đó."
        )
