"""The whole system in one file (sao lưu): every table, the keys and the scanned papers, written while others work.

Rows are written in plain values, so that what was backed up from one kind of database can be restored into the other.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Date, Integer, LargeBinary, String, Table, select
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from casework.config import Config
from casework.errors import InvalidInput
from casework.records import db
from casework.records.db import Instant, now
from casework.services.database import head_revision

SHAPE = 1
"""Of this archive; a newer one is not read by an older program."""
MANIFEST = "manifest.json"
KEYS = "keys.json"
ATTACHMENTS = "attachments"
"""The folder of scanned papers, in the instance folder and in the archive."""
_TOLD = 10_000

KINDS: dict[str, type[TypeEngine[Any]]] = {
    "instant": Instant,
    "yes_no": Boolean,
    "day": Date,
    "json": JSON,
    "bytes": LargeBinary,
    "number": Integer,
    "text": String,
}
"""How a column is kept, by the name that the archive gives it; the first that fits is meant."""


@dataclass(frozen=True)
class Summary:
    """What a backup holds."""

    tables: int
    rows: int
    attachments: int


def back_up(session: Session, config: Config, target: Path, *, progress: Callable[[str, int], None]) -> Summary:
    """Write everything into one file (sao lưu); all rows are of one instant.

    :param progress: told the table and how many of its rows are written
    :raises InvalidInput: the file cannot be written
    """
    if session.get_bind().dialect.name == "postgresql":
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
    beside = target.with_name(target.name + ".part")
    try:
        # It holds names and the keys that open the national ids: nobody else on the machine may read it.
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            summary = _write(session, config, file, progress)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, target)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise InvalidInput(f"{target}: không ghi được ({error.strerror})", field="file") from None
    session.rollback()
    return summary


def _write(session: Session, config: Config, file: Any, progress: Callable[[str, int], None]) -> Summary:
    tables: dict[str, Any] = {}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for table in db.metadata.sorted_tables:
            tables[table.name] = _write_table(session, archive, table, progress)
        papers = list(_attachments(config))
        for path in papers:
            archive.write(path, f"{ATTACHMENTS}/{path.relative_to(config.instance / ATTACHMENTS).as_posix()}")
        archive.writestr(KEYS, json.dumps({"data_key": config.data_key.hex(), "secret_key": config.secret_key}))
        manifest = {
            "shape": SHAPE,
            "revision": head_revision(),
            "made_at": now().isoformat(),
            "tables": tables,
            "attachments": len(papers),
        }
        archive.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
    return Summary(len(tables), sum(each["rows"] for each in tables.values()), len(papers))


def _write_table(
    session: Session, archive: zipfile.ZipFile, table: Table, progress: Callable[[str, int], None]
) -> dict[str, Any]:
    kinds = [kind_of(column) for column in table.columns]
    seal, rows = hashlib.sha256(), 0
    query = select(table).order_by(*table.primary_key.columns).execution_options(yield_per=2_000)
    with archive.open(f"tables/{table.name}.jsonl", "w", force_zip64=True) as member:
        for row in session.connection().execute(query):
            line = json.dumps([_plain(value) for value in row], ensure_ascii=False).encode() + b"\n"
            seal.update(line)
            member.write(line)
            rows += 1
            if rows % _TOLD == 0:
                progress(table.name, _TOLD)
    progress(table.name, rows % _TOLD)
    columns = {column.name: kind for column, kind in zip(table.columns, kinds, strict=True)}
    return {"rows": rows, "sha256": seal.hexdigest(), "columns": columns}


def kind_of(column: Column[Any]) -> str:
    """The archive's name for how a column is kept."""
    for name, kept in KINDS.items():
        if isinstance(column.type, kept):
            return name
    raise TypeError(f"{column} is kept in a way that a backup does not know: {column.type!r}")


def _plain(value: Any) -> Any:
    """A value as the archive writes it."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value


def _attachments(config: Config) -> Iterator[Path]:
    folder = config.instance / ATTACHMENTS
    return (path for path in sorted(folder.rglob("*")) if path.is_file()) if folder.is_dir() else iter(())
