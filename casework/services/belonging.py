"""Which unit a new record belongs to: one of the actor's scope that exists on the record's own day."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from casework.access.roles import Actor
from casework.access.scope import Scope, within
from casework.errors import InvalidInput, NotFound
from casework.i18n import format_date
from casework.records.unit import Unit


def unit_for(session: Session, scope: Scope, actor: Actor, *, on: date, unit_id: int | None = None) -> Unit:
    """The chosen unit or, without a choice, the actor's own or the only one before it that existed that day.

    :raises NotFound: the chosen unit is outside the scope
    :raises InvalidInput: it does not exist on that day, or several did and one must be chosen
    """
    if unit_id is not None:
        chosen = session.scalar(select(Unit).where(Unit.id == unit_id, *within(scope, Unit.id)))
        if chosen is None:
            raise NotFound("Không tìm thấy đơn vị này trong phạm vi của bạn.")
        if not chosen.bears_on(on):
            raise InvalidInput(
                f"{chosen.name} ({chosen.code}) không tồn tại vào ngày {format_date(on)}. "
                "Hãy chọn đơn vị có vào ngày đó.",
                field="unit_id",
            )
        return chosen
    if actor.unit_id is None:
        raise InvalidInput("Hãy chọn đơn vị.", field="unit_id")
    own = session.get_one(Unit, actor.unit_id)
    if own.bears_on(on):
        return own
    earlier = list(session.scalars(_in_force(scope, on).where(Unit.kind == own.kind).limit(2)))
    if len(earlier) == 1:
        return earlier[0]
    raise InvalidInput(
        f"{own.name} chưa có vào ngày {format_date(on)}. Hãy chọn đơn vị quản lý vào ngày đó.", field="unit_id"
    )


def _in_force(scope: Scope, on: date) -> Select[Unit]:
    return select(Unit).where(
        or_(Unit.valid_from.is_(None), Unit.valid_from <= on),
        or_(Unit.valid_to.is_(None), Unit.valid_to > on),
        *within(scope, Unit.id),
    )


def units_to_choose(session: Session, scope: Scope, *, limit: int = 200) -> list[Unit]:
    """The units of the scope, those of today first, for a list to choose from."""
    query = select(Unit).where(*within(scope, Unit.id))
    return list(session.scalars(query.order_by(Unit.valid_to.is_not(None), Unit.name, Unit.id).limit(limit)))


def units_to_filter(session: Session, scope: Scope, *, most: int = 200) -> list[Unit]:
    """The units of today by which a list can be narrowed: all of the scope or, of too many, those right below it.

    One unit alone narrows nothing: then there are none. A unit that no longer exists narrows to those of its day.
    """
    query = select(Unit).where(*within(scope, Unit.id)).order_by(Unit.name, Unit.id)
    found = list(session.scalars(query.where(Unit.valid_to.is_(None)).limit(most + 1)))
    if not found:
        found = list(session.scalars(query.limit(most + 1)))
    if len(found) > most:
        found = list(session.scalars(query.where(Unit.parent_id == scope.unit_id, Unit.valid_to.is_(None))))
    return found if len(found) > 1 else []
