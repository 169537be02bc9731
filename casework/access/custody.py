"""Custody (đơn vị quản lý hồ sơ): which unit an episode or an after-care belongs to on each day.

From its earliest date a case belongs to the unit that opened it, from each move on (that whole day included)
to the unit it moved to, and when a unit ends, to that unit's successor. A divided commune's successor is its new
province: nobody guesses where its people live now, until a move names a commune.

Each row of it repeats what numbers ask of its case (`COPIED`). Whatever changes a case changes them in the same breath.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, event, inspect, select, update
from sqlalchemy.orm import Mapper, Session

from casework.access.units import Bearer
from casework.records.aftercare import Aftercare, AftercareCustody
from casework.records.db import FOREVER
from casework.records.episode import Certificate, Episode, EpisodeCustody
from casework.records.unit import Unit

C = TypeVar("C", EpisodeCustody, AftercareCustody)

_EPISODE: Any = Episode.__table__
_CERTIFICATE: Any = Certificate.__table__
OF_CASES: Mapping[str, type[EpisodeCustody | AftercareCustody]] = {
    "episode": EpisodeCustody,
    "aftercare": AftercareCustody,
}
"""Custody by the table of its cases."""

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
        case.custody = _rows(case, case.custody, derived, EpisodeCustody)
    else:
        case.custody = _rows(case, case.custody, derived, AftercareCustody)
    session.flush()


def _rows(case: Episode | Aftercare, stored: list[C], derived: list[Interval], kind: type[C]) -> list[C]:
    """The derived custody in the rows that are stored already, where they begin on the same day."""
    kept = {row.from_on: row for row in stored}
    rows = []
    for unit_id, from_on, to_on in derived:
        row = kept.get(from_on) or kind(from_on=from_on)
        row.unit_id, row.to_on = unit_id, to_on
        for name in kind.COPIED:
            setattr(row, name, getattr(case, name))
        if isinstance(case, Episode) and isinstance(row, EpisodeCustody):
            row.certified_on = case.certificate.issued_on if case.certificate else None
        rows.append(row)
    return rows


@event.listens_for(Episode, "after_update")
@event.listens_for(Aftercare, "after_update")
def _copy_what_changed(_mapper: Mapper[Any], connection: Connection, case: Episode | Aftercare) -> None:
    custody = OF_CASES[case.__tablename__]
    seen: Any = inspect(case)
    changed = {name: getattr(case, name) for name in custody.COPIED if seen.attrs[name].history.has_changes()}
    if changed:
        connection.execute(update(custody).where(_case_of(custody) == case.id).values(changed))


@event.listens_for(Certificate, "after_insert")
@event.listens_for(Certificate, "after_update")
@event.listens_for(Certificate, "after_delete")
def _copy_its_day(_mapper: Mapper[Any], connection: Connection, certificate: Certificate) -> None:
    copy_down(connection, _CERTIFICATE, {"episode_id": certificate.episode_id})


def copy_down(connection: Connection, table: Table, row: Mapping[str, Any]) -> None:
    """Repeat in its custody what a case now says, and in its episode what a certificate says.

    For rows that were written past the session.

    :param table: of the case, its custody or its certificate; nothing is done for another
    """
    for case, custody in OF_CASES.items():
        stored: Any = custody.__table__
        cases = table.metadata.tables[case]
        if table is cases or table is stored or (table is _CERTIFICATE and cases is _EPISODE):
            case_id = row["id"] if table is cases else row[_case_of(custody).name]
            if cases is _EPISODE:
                repeat_certificates(connection, [case_id])
            said = select(*(cases.c[name] for name in custody.COPIED)).where(cases.c.id == case_id)
            for values in connection.execute(said).mappings().all():
                of_case = stored.c[_case_of(custody).name] == case_id
                connection.execute(update(stored).where(of_case).values(dict(values)))


def repeat_certificates(connection: Connection, episode_ids: list[int]) -> None:
    """Repeat the day of its certificate in each of the episodes."""
    day = select(_CERTIFICATE.c.issued_on).where(_CERTIFICATE.c.episode_id == _EPISODE.c.id).scalar_subquery()
    # Said out loud: otherwise the column's own onupdate would write the present instant.
    same = {"certified_on": day, "updated_at": _EPISODE.c.updated_at}
    connection.execute(update(_EPISODE).where(_EPISODE.c.id.in_(episode_ids)).values(same))


def _case_of(custody: type[EpisodeCustody | AftercareCustody]) -> Any:
    return custody.episode_id if issubclass(custody, EpisodeCustody) else custody.aftercare_id
