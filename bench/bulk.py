"""The fastest way into each database: one transaction, no checks on the way, indexes afterwards."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Protocol

import psycopg
from sqlalchemy import Index, Table
from sqlalchemy.engine import make_url
from sqlalchemy.schema import CreateIndex

from casework.records.db import Base

Row = Sequence[Any]

TYPED_IN_AT = "2026-11-21 02:00:00.000000"
CONSTANTS = {"recorded_at": f"'{TYPED_IN_AT}'", "updated_at": f"'{TYPED_IN_AT}'", "version": "1"}
"""Columns that are the same in every row, as SQL."""


class Bulk(Protocol):
    """A database being filled."""

    def begin(self, tables: Sequence[Table]) -> None:
        """Open the one transaction and drop the indexes of the tables."""

    def load(self, table: Table, columns: Sequence[str], rows: Iterable[Row]) -> None:
        """Append rows: ids and refs in rising order, days as yyyy-mm-dd."""

    def finish(self, tables: Sequence[Table]) -> None:
        """Make the indexes again, commit, and let the database look at what it has."""


def opened(url: str) -> Bulk:
    """The way into the database at an address, which has its tables and units already."""
    parts = make_url(url)
    return SqliteBulk(Path(parts.database or "")) if parts.get_backend_name() == "sqlite" else PostgresqlBulk(url)


def _indexes(tables: Sequence[Table]) -> list[Index]:
    return sorted((index for table in tables for index in table.indexes), key=lambda index: str(index.name))


def _creation(index: Index, driver: str) -> str:
    return str(CreateIndex(index).compile(dialect=make_url(f"{driver}://").get_dialect()()))


def _constants(table: Table) -> dict[str, str]:
    return {name: value for name, value in CONSTANTS.items() if name in table.columns}


class SqliteBulk:
    """executemany, with nothing that makes a crash survivable: a broken file is made again."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)

    def begin(self, tables: Sequence[Table]) -> None:
        for pragma in (
            "journal_mode=DELETE",
            "journal_mode=OFF",
            "synchronous=OFF",
            "locking_mode=EXCLUSIVE",
            "foreign_keys=OFF",
            "cache_size=-1000000",
            "threads=2",
        ):
            self._connection.execute(f"PRAGMA {pragma}")
        self._connection.execute("BEGIN")
        for index in _indexes(tables):
            self._connection.execute(f"DROP INDEX {index.name}")

    def load(self, table: Table, columns: Sequence[str], rows: Iterable[Row]) -> None:
        constants = _constants(table)
        names = ", ".join((*columns, *constants))
        values = ", ".join((*("?" for _ in columns), *constants.values()))
        self._connection.executemany(f"INSERT INTO {table.name} ({names}) VALUES ({values})", rows)

    def finish(self, tables: Sequence[Table]) -> None:
        for index in _indexes(tables):
            self._connection.execute(_creation(index, "sqlite"))
        self._connection.execute("COMMIT")
        # As the application gathers them.
        self._connection.execute("PRAGMA analysis_limit=1000")
        self._connection.execute("ANALYZE")
        self._connection.execute("PRAGMA locking_mode=NORMAL")
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.close()


class PostgresqlBulk:
    """COPY; the role must be a superuser, so that foreign keys are not looked up row by row."""

    def __init__(self, url: str) -> None:
        plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        self._connection = psycopg.connect(plain)

    def begin(self, tables: Sequence[Table]) -> None:
        self._execute("SET session_replication_role = replica")
        self._execute("SET maintenance_work_mem = '512MB'")
        for index in _indexes(tables):
            self._execute(f"DROP INDEX {index.name}")
        for table in tables:
            for name, value in _constants(table).items():
                self._execute(f"ALTER TABLE {table.name} ALTER COLUMN {name} SET DEFAULT {value}")

    def load(self, table: Table, columns: Sequence[str], rows: Iterable[Row]) -> None:
        copying = f"COPY {table.name} ({', '.join(columns)}) FROM STDIN"
        with self._connection.cursor() as cursor, cursor.copy(copying) as copy:
            for row in rows:
                copy.write_row(row)

    def finish(self, tables: Sequence[Table]) -> None:
        for index in _indexes(tables):
            self._execute(_creation(index, "postgresql+psycopg"))
        for table in tables:
            for name in _constants(table):
                self._execute(f"ALTER TABLE {table.name} ALTER COLUMN {name} DROP DEFAULT")
            if [column.name for column in table.primary_key] == ["id"]:
                self._execute(
                    f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), (SELECT max(id) FROM {table.name}))"
                )
        self._connection.commit()
        self._connection.autocommit = True
        # Not only ANALYZE: an index answers alone only where the pages are known to be visible to all.
        self._execute("VACUUM (ANALYZE)")
        self._connection.close()

    def _execute(self, statement: str) -> None:
        self._connection.execute(statement.encode())


def tables_of(*names: str) -> list[Table]:
    """Tables by name."""
    return [Base.metadata.tables[name] for name in names]
