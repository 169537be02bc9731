"""Staff (cán bộ): who can be put on a team or at a point, and from which sector."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Select
from sqlalchemy.orm import Session, joinedload

from casework.access import queries, trail
from casework.access.roles import Actor
from casework.access.scope import Scope
from casework.errors import InvalidInput
from casework.law.vocabulary import Sector
from casework.records.team import Staff
from casework.services.belonging import unit_for
from casework.services.changes import Changes, reason_for, text_or_none, write_changes
from casework.services.stamps import Recorded, held, require_unchanged
from casework.services.wording import holds_words


def staff_member(session: Session, scope: Scope, ref: str) -> Staff:
    """:raises NotFound: no such staff member within the scope"""
    return queries.one(session, queries.staff(scope), Staff.ref == ref)


def staff_list(scope: Scope, *, text: str = "", sector: Sector | None = None) -> Select[Staff]:
    """The staff of the scope by name, with their units."""
    query = queries.staff(scope).options(joinedload(Staff.unit)).order_by(Staff.full_name, Staff.id)
    if text.strip():
        query = query.where(holds_words(Staff.full_name, text))
    return query if sector is None else query.where(Staff.sector == sector.value)


def add_staff(
    session: Session,
    scope: Scope,
    actor: Actor,
    *,
    full_name: str,
    sector: Sector,
    unit_id: int | None,
    today: date,
    position: str | None = None,
    phone: str | None = None,
) -> Staff:
    """Enter somebody who works for a team or a point (cán bộ).

    :param position: their post (chức vụ)
    :param phone: at work; decisions that assign them bear both
    :raises InvalidInput: no name, or the unit does not exist today
    :raises NotFound: the unit is outside the scope
    """
    unit = unit_for(session, scope, actor, on=today, unit_id=unit_id)
    person = Staff(unit_id=unit.id, recorded_by_id=actor.account_id)
    changes = _write(person, full_name=full_name, sector=sector, position=position, phone=phone)
    session.add(person)
    session.flush()
    changes = {**changes, "unit": [None, unit.code]}
    trail.record(session, trail.Tag.STAFF_SAVED, actor, ref=person.ref, changes=changes, reason=None)
    return person


def change_staff(
    session: Session,
    scope: Scope,
    actor: Actor,
    ref: str,
    *,
    full_name: str,
    sector: Sector,
    position: str | None = None,
    phone: str | None = None,
    reason: str | None = None,
    stamp: str | None = None,
) -> Staff:
    """Correct a name, enter a new sector, post or phone; the sector of a staff member is always the present one.

    :param reason: why, as soon as something that was recorded is altered or emptied; kept in the trail
    :param stamp: of the record as the actor looked at it; None for callers that look at none
    :raises NotFound: no such staff member within the scope
    :raises InvalidInput: no name, or the reason lacks
    :raises Overtaken: somebody saved it since
    """
    person = queries.one(session, held(queries.staff(scope), Staff), Staff.ref == ref)
    require_unchanged(recorded(person), stamp)
    changes = _write(person, full_name=full_name, sector=sector, position=position, phone=phone)
    why = reason_for(changes, reason)
    if changes:
        session.flush()
        trail.record(session, trail.Tag.STAFF_SAVED, actor, ref=person.ref, changes=changes, reason=why)
    return person


def recorded(person: Staff) -> Recorded:
    """What the record of a staff member says, by the fields of its form."""
    return {name: getattr(person, name) for name in ("full_name", "sector", "position", "phone")}


def _write(person: Staff, *, full_name: str, sector: Sector, position: str | None, phone: str | None) -> Changes:
    name = " ".join(full_name.split())
    if not name:
        raise InvalidInput("Hãy nhập họ và tên cán bộ.", field="full_name")
    said = {"position": text_or_none(position), "phone": text_or_none(phone)}
    return write_changes(person, full_name=name, sector=sector.value, **said)
