"""What an import made and changed, row by row with its images, so that it can be taken back."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table, select

from casework.exchange.columns import ExchangeTable
from casework.exchange.rows import Record, Row

Image = dict[str, Any]
"""Columns by name, in values that JSON knows."""

SEALED = "national_id_sealed"


@dataclass
class Entry:
    """One row: its ledger, its primary key, and how it was before (none: it was not there) and after."""

    ledger: str
    key: dict[str, int]
    before: Image | None
    after: Image


@dataclass
class Journal:
    """The entries of one run, in the order in which they were written."""

    entries: list[Entry] = field(default_factory=list)

    def note(self, connection: Connection, table: ExchangeTable, new: list[Row], changed: list[Row]) -> None:
        """Keep the images of rows; called before the changed ones are written."""
        sealed = _sealed(connection, table, [row.row_id for row in changed])
        for row in (*new, *changed):
            before = None if row.stored is None else image(table, row.stored)
            if before is not None and table.ledger == "persons":
                before[SEALED] = sealed[row.row_id]
            self.entries.append(Entry(table.ledger, _key(table.stored, row.record), before, image(table, row.record)))


def image(table: ExchangeTable, record: Record) -> Image:
    """The columns that the exchange keeps, as JSON knows them."""
    return {name: _plain(record[name]) for name in table.attributes}


def restored(table: ExchangeTable, kept: Image) -> Record:
    """An image as the database takes it."""
    found: Record = {}
    for name, value in kept.items():
        if name == SEALED:
            found[name] = None if value is None else bytes.fromhex(value)
        else:
            is_day = isinstance(value, str) and table.stored.c[name].type.python_type is date
            found[name] = date.fromisoformat(value) if is_day else value
    return found


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _key(stored: Table, record: Record) -> dict[str, int]:
    return {column.name: record[column.name] for column in stored.primary_key}


def _sealed(connection: Connection, table: ExchangeTable, ids: list[int]) -> dict[int, str | None]:
    if table.ledger != "persons" or not ids:
        return {}
    query = select(table.stored.c.id, table.stored.c[SEALED]).where(table.stored.c.id.in_(ids))
    return {row_id: sealed.hex() if sealed else None for row_id, sealed in connection.execute(query)}
