"""The same rows in the other database: copied table by table, which is several times faster than inventing them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import Boolean, Table

from bench.bulk import CONSTANTS, Bulk, Row


def copy(source: Path, bulk: Bulk, tables: Iterable[Table]) -> None:
    """Append the rows of an SQLite file; ids and refs rise as they do in the file."""
    connection = sqlite3.connect(f"file:{source}?mode=ro", uri=True)
    try:
        for table in tables:
            names = [column.name for column in table.columns if column.name not in CONSTANTS]
            key = ", ".join(column.name for column in table.primary_key)
            rows = connection.execute(f"SELECT {', '.join(names)} FROM {table.name} ORDER BY {key}")
            bulk.load(table, names, _typed(table, names, rows))
    finally:
        connection.close()


def _typed(table: Table, names: list[str], rows: Iterable[Row]) -> Iterable[Row]:
    """SQLite keeps yes and no as 1 and 0."""
    yes_no = [place for place, name in enumerate(names) if isinstance(table.columns[name].type, Boolean)]
    if not yes_no:
        return rows
    return (
        [bool(value) if place in yes_no and value is not None else value for place, value in enumerate(row)]
        for row in rows
    )
