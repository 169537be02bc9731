"""Where a person lives and has lived (nơi cư trú)."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from casework.access.roles import Actor
from casework.errors import InvalidInput
from casework.i18n import format_date
from casework.records.person import Person, Residence
from casework.records.unit import Unit


def require_in_force(unit: Unit, on: date, *, field: str = "unit") -> None:
    """:raises InvalidInput: the unit does not exist on that day"""
    if not unit.bears_on(on):
        raise InvalidInput(f"{unit.name} ({unit.code}) không tồn tại vào ngày {format_date(on)}", field=field)


def own_commune(session: Session, actor: Actor) -> Unit | None:
    """The commune at which somebody works, where most of the people they register live; None above the commune."""
    unit = None if actor.unit_id is None else session.get(Unit, actor.unit_id)
    return unit if unit is not None and unit.kind == "commune" else None


def settle(session: Session, actor: Actor, person: Person, unit: Unit, address: str | None, on: date) -> bool:
    """The person lives there from a day on; the residence before ends that day and is kept.

    :returns: whether anything changed
    :raises InvalidInput: the day is before the present residence began
    """
    present = next((each for each in person.residences if each.to_on is None), None)
    if present is None:
        present = Residence(
            unit_id=person.unit_id, address=person.address, from_on=None, to_on=None, recorded_by_id=actor.account_id
        )
        person.residences.append(present)
    if present.unit_id == unit.id and present.address == address:
        return False
    if present.from_on is not None and on < present.from_on:
        raise InvalidInput(
            f"Nơi cư trú hiện tại bắt đầu ngày {format_date(present.from_on)}: ngày chuyển không thể sớm hơn",
            field="moved_on",
        )
    if present.from_on == on:
        # Two changes on one day: the first was a slip, it held for no day.
        present.unit_id, present.address = unit.id, address
    else:
        present.to_on = on
        person.residences.append(
            Residence(unit_id=unit.id, address=address, from_on=on, to_on=None, recorded_by_id=actor.account_id)
        )
    person.unit, person.address, person.unit_on = unit, address, None
    session.flush()
    return True
