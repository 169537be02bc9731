"""Deriving the custody (đơn vị quản lý hồ sơ) of many episodes at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import islice
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from casework.access.custody import intervals
from casework.access.units import Bearer
from casework.records.episode import Episode, EpisodeCustody, EpisodeTransfer

_EPISODE: Any = Episode.__table__
_TRANSFER: Any = EpisodeTransfer.__table__
_CUSTODY: Any = EpisodeCustody.__table__
_DAYS = ("registered_on", "decided_on", "started_on", "ended_on")
_CHUNK = 2_000


def derive(connection: Connection, units: Mapping[int, Bearer], episode_ids: Iterable[int]) -> None:
    """Write anew who has each of the episodes, from its dates, its unit and its moves."""
    wanted = iter(episode_ids)
    while ids := list(islice(wanted, _CHUNK)):
        moves: defaultdict[int, list[tuple[date, int]]] = defaultdict(list)
        columns = (_TRANSFER.c.episode_id, _TRANSFER.c.moved_on, _TRANSFER.c.to_unit_id)
        for row_id, moved_on, unit_id in connection.execute(select(*columns).where(_TRANSFER.c.episode_id.in_(ids))):
            moves[row_id].append((moved_on, unit_id))
        connection.execute(delete(_CUSTODY).where(_CUSTODY.c.episode_id.in_(ids)))
        query = select(_EPISODE.c.id, _EPISODE.c.unit_id, *(_EPISODE.c[name] for name in _DAYS))
        records: list[dict[str, Any]] = []
        for row_id, unit_id, *days in connection.execute(query.where(_EPISODE.c.id.in_(ids))):
            first_on = min(day for day in days if day is not None)
            records.extend(
                {"episode_id": row_id, "from_on": from_on, "to_on": to_on, "unit_id": holder}
                for holder, from_on, to_on in intervals(first_on, unit_id, moves[row_id], units)
            )
        if records:
            connection.execute(insert(_CUSTODY), records)
