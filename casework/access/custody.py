"""Custody (đơn vị quản lý hồ sơ): which unit an episode belongs to on each day.

From its earliest date an episode belongs to the unit that opened it, from each move on (that whole day included)
to the unit it moved to, and when a unit ends, to that unit's successor. A divided commune's successor is its new
province: nobody guesses where its people live now, until a move names a commune.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy.orm import Session

from casework.access.units import Bearer
from casework.records.db import FOREVER
from casework.records.episode import Episode, EpisodeCustody
from casework.records.unit import Unit

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


def rebuild(session: Session, episode: Episode) -> None:
    """Derive the episode's custody again after one of its dates, its unit or its moves changed."""
    units: dict[int, Bearer | Unit] = {}
    wanted = [episode.unit_id, *(move.to_unit_id for move in episode.transfers)]
    while wanted:
        unit_id = wanted.pop()
        if unit_id in units:
            continue
        unit = session.get_one(Unit, unit_id)
        units[unit_id] = unit
        if unit.successor_id is not None:
            wanted.append(unit.successor_id)
    moves = [(move.moved_on, move.to_unit_id) for move in episode.transfers]
    derived = intervals(episode.first_on, episode.unit_id, moves, units)
    kept = {row.from_on: row for row in episode.custody}
    episode.custody = []
    for unit_id, from_on, to_on in derived:
        row = kept.get(from_on) or EpisodeCustody(from_on=from_on)
        row.unit_id, row.to_on = unit_id, to_on
        episode.custody.append(row)
    session.flush()
