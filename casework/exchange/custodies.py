"""Deriving the custody (đơn vị quản lý hồ sơ) of many cases at once: episodes, and after-care in the same way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from casework.access.custody import OF_CASES, intervals, repeat_certificates
from casework.access.units import Bearer
from casework.records.aftercare import Aftercare, AftercareCustody, AftercareTransfer
from casework.records.episode import Episode, EpisodeCustody, EpisodeTransfer

_CHUNK = 2_000


@dataclass(frozen=True)
class CaseTables:
    """Where one kind of case is kept, with its moves and who has it; `days` are its own dates."""

    case: Any
    moves: Any
    custody: Any
    case_id: str
    days: tuple[str, ...]


CASES: dict[str, CaseTables] = {
    "episodes": CaseTables(
        Episode.__table__,
        EpisodeTransfer.__table__,
        EpisodeCustody.__table__,
        "episode_id",
        ("registered_on", "decided_on", "started_on", "ended_on"),
    ),
    "aftercare": CaseTables(
        Aftercare.__table__,
        AftercareTransfer.__table__,
        AftercareCustody.__table__,
        "aftercare_id",
        ("starts_on", "decided_on", "ended_on"),
    ),
}
"""Exchange tables of cases that move from unit to unit."""


def derive(connection: Connection, units: Mapping[int, Bearer], tables: CaseTables, case_ids: Iterable[int]) -> None:
    """Write anew who has each of the cases, from its dates, its unit and its moves."""
    case, custody, case_id = tables.case, tables.custody, tables.case_id
    copied = OF_CASES[case.name].COPIED
    columns = dict.fromkeys(("id", "unit_id", *tables.days, *copied))
    wanted = iter(case_ids)
    while ids := list(islice(wanted, _CHUNK)):
        moves = _moves(connection, tables, ids)
        if case is Episode.__table__:
            repeat_certificates(connection, ids)
        connection.execute(delete(custody).where(custody.c[case_id].in_(ids)))
        query = select(*(case.c[name] for name in columns)).where(case.c.id.in_(ids))
        records: list[dict[str, Any]] = []
        for row in connection.execute(query).mappings():
            first_on = min(row[name] for name in tables.days if row[name] is not None)
            same = {case_id: row["id"], **{name: row[name] for name in copied}}
            records.extend(
                {**same, "from_on": from_on, "to_on": to_on, "unit_id": holder}
                for holder, from_on, to_on in intervals(first_on, row["unit_id"], moves[row["id"]], units)
            )
        if records:
            connection.execute(insert(custody), records)


def _moves(connection: Connection, tables: CaseTables, ids: list[int]) -> defaultdict[int, list[tuple[date, int]]]:
    found: defaultdict[int, list[tuple[date, int]]] = defaultdict(list)
    case_id = tables.moves.c[tables.case_id]
    columns = (case_id, tables.moves.c.moved_on, tables.moves.c.to_unit_id)
    for row_id, moved_on, unit_id in connection.execute(select(*columns).where(case_id.in_(ids))):
        found[row_id].append((moved_on, unit_id))
    return found
