"""Custody (đơn vị quản lý hồ sơ): which unit an episode or an after-care belongs to on each day.

From its earliest date a case belongs to the unit that opened it, from each move on (that whole day included)
to the unit it moved to, and when a unit ends, to that unit's successor. A divided commune's successor is its new
province: nobody guesses where its people live now, until a move names a commune.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypeVar

from sqlalchemy.orm import Session

from casework.access.units import Bearer
from casework.records.aftercare import Aftercare, AftercareCustody
from casework.records.db import FOREVER
from casework.records.episode import Episode, EpisodeCustody
from casework.records.unit import Unit

C = TypeVar("C", EpisodeCustody, AftercareCustody)

Interval = tuple[int, date, date]
"""Unit, first day, first day of the next."""


def intervals(
    first_on: date, unit_id: int, moves: Iterable[tuple[date, int]], units: Mapping[int, Bearer | Unit]
) -> list[Interval]:
    """The custody of a record, in order of days.

    :param moves: day and receiving unit of each move, in any order
    """
    steps = [(first_on, unit_id), *sorted(moves)]
    found: list[Interval] = []
    for place, (from_on, holder) in enumerate(steps):
        until = steps[place + 1][0] if place + 1 < len(steps) else FOREVER
        while from_on < until:
            unit = units[holder]
            ends = unit.valid_to if unit.valid_to is not None and unit.successor_id is not None else None
            if ends is None or ends >= until:
                found.append((holder, from_on, until))
                break
            # A unit that had already ended when the case reached it held it for no day.
            if ends > from_on:
                found.append((holder, from_on, ends))
            from_on, holder = max(ends, from_on), unit.successor_id or holder
    return found


def rebuild(session: Session, case: Episode | Aftercare) -> None:
    """Derive the case's custody again after one of its dates, its unit or its moves changed."""
    units: dict[int, Bearer | Unit] = {}
    wanted = [case.unit_id, *(move.to_unit_id for move in case.transfers)]
    while wanted:
        unit_id = wanted.pop()
        if unit_id in units:
            continue
        unit = session.get_one(Unit, unit_id)
        units[unit_id] = unit
        if unit.successor_id is not None:
            wanted.append(unit.successor_id)
    moves = [(move.moved_on, move.to_unit_id) for move in case.transfers]
    derived = intervals(case.first_on, case.unit_id, moves, units)
    if isinstance(case, Episode):
        case.custody = _rows(case.custody, derived, EpisodeCustody)
    else:
        case.custody = _rows(case.custody, derived, AftercareCustody)
    session.flush()


def _rows(stored: list[C], derived: list[Interval], kind: type[C]) -> list[C]:
    """The derived custody in the rows that are stored already, where they begin on the same day."""
    kept = {row.from_on: row for row in stored}
    rows = []
    for unit_id, from_on, to_on in derived:
        row = kept.get(from_on) or kind(from_on=from_on)
        row.unit_id, row.to_on = unit_id, to_on
        rows.append(row)
    return rows
