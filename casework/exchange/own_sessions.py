"""A commune's book of consultations (sổ tư vấn): a line a person, of which several may be one session."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from casework.exchange.cells import shown
from casework.exchange.own_reading import Row


def _key(row: Row) -> str:
    return shown(row.values.get("session_ref"))


def distinct_sessions(rows: Iterable[Row]) -> Iterator[Row]:
    """The first line of each session; without a column for it, as many were there as lines name somebody."""
    held = list(rows)
    came = Counter(_key(row) for row in held if _names_somebody(row))
    seen: set[str] = set()
    for row in held:
        if _key(row) not in seen:
            seen.add(_key(row))
            row.values.setdefault("attendance", came[_key(row)])
            yield row


def attendees_of(rows: Iterable[Row]) -> Iterator[Row]:
    """Every line that names somebody."""
    return (row for row in rows if _names_somebody(row))


def _names_somebody(row: Row) -> bool:
    return bool(row.who.name or row.who.national_id)
