"""The same rows in DuckDB, asked with the same statements: what a database made for counting would take."""

from __future__ import annotations

import csv
import re
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import date
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from sqlalchemy import Boolean, Date, Integer, Table

from bench.bulk import CONSTANTS, tables_of

TABLES = (
    "aftercare", "aftercare_custody", "budget_line", "certificate", "club", "club_member", "communication_event",
    "consultation_session", "determination", "directive", "employer", "episode", "episode_custody", "evaluation", "job",
    "listing", "loan", "material", "methadone", "point", "point_staff", "staff", "team", "team_activity", "team_member",
    "training", "unit", "unit_reach",
)  # fmt: skip
_KINDS: dict[type, str] = {Boolean: "BOOLEAN", Date: "DATE", Integer: "BIGINT"}


def opened(path: Path, source: Path) -> Any:
    """A connection to the copy of an SQLite file, made on first use; one thread, as the others have.

    :return: None where duckdb is not installed
    """
    try:
        import duckdb
    except ImportError:
        return None
    if not path.exists():
        half = path.with_suffix(".part")
        half.unlink(missing_ok=True)
        with duckdb.connect(half) as filling, closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as lines:
            for table in tables_of(*TABLES):
                _load(filling, lines, table)
        half.rename(path)
    connection = duckdb.connect(path, read_only=True)
    connection.execute("SET threads = 1")
    return connection


def _load(connection: Any, lines: sqlite3.Connection, table: Table) -> None:
    columns = {column.name: _kind(column.type) for column in table.columns if column.name not in CONSTANTS}
    with NamedTemporaryFile("w", newline="", suffix=".csv", dir="/var/tmp") as file:
        writer = csv.writer(file)
        writer.writerows(lines.execute(f"SELECT {', '.join(columns)} FROM {table.name}"))
        file.flush()
        wanted = ", ".join(f"'{name}': '{kind}'" for name, kind in columns.items())
        rows = f"read_csv('{file.name}', header = false, columns = {{{wanted}}})"
        connection.execute(f"CREATE TABLE {table.name} AS SELECT * FROM {rows}")


def _kind(type_: Any) -> str:
    return next((kind for of, kind in _KINDS.items() if isinstance(type_, of)), "VARCHAR")


def asking(
    connection: Any, by_hand: dict[str, str], *, unit: int, first: date, last: date
) -> Callable[[], dict[str, int]]:
    """The statements by hand in DuckDB's style of parameters: row → number."""
    given = {"unit": unit, "first": first, "last": last}
    asked = [(row, *_in_its_style(statement, given)) for row, statement in by_hand.items()]

    def ask() -> dict[str, int]:
        return {row: int(connection.execute(statement, used).fetchone()[0]) for row, statement, used in asked}

    return ask


def _in_its_style(statement: str, given: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    names: Iterable[str] = set(re.findall(r":(unit|first|last)\b", statement))
    return re.sub(r":(unit|first|last)\b", r"$\1", statement), {name: given[name] for name in names}
