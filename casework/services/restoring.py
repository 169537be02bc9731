"""Bringing a backup back (khôi phục): everything is proven in a database of its own before anything is replaced."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import os
import shutil
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import Connection, column, insert, table
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from casework.config import Config
from casework.errors import InvalidInput
from casework.records import db
from casework.services.backups import ATTACHMENTS, KEYS, KINDS, MANIFEST, SHAPE
from casework.services.checks import faults
from casework.services.database import head_revision, migrate_to

_CHUNK = 2_000
_FEW = 5
_READ: dict[str, Callable[[Any], Any]] = {
    "instant": datetime.fromisoformat,
    "day": date.fromisoformat,
    "bytes": lambda text: base64.b64decode(text, validate=True),
}


@dataclass(frozen=True)
class Archive:
    """A backup that is whole: what it says of itself, and its keys."""

    path: Path
    revision: str
    tables: dict[str, Any]
    attachments: int
    data_key: bytes
    secret_key: str

    @property
    def rows(self) -> int:
        """How many rows it holds."""
        return sum(int(each["rows"]) for each in self.tables.values())


def open_archive(path: Path) -> Archive:
    """Read what a backup says of itself, and prove that every part of it is as it was written.

    :raises InvalidInput: no such file, no backup, damaged, or written by a newer version
    """
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = json.loads(archive.read(MANIFEST))
            keys = json.loads(archive.read(KEYS))
            if manifest["shape"] > SHAPE or manifest["revision"] > (head_revision() or ""):
                raise InvalidInput(f"{path}: bản sao lưu của phiên bản mới hơn; hãy nâng cấp casework trước")
            damaged = archive.testzip() or next(_unlike(archive, manifest["tables"]), None)
            if damaged:
                raise InvalidInput(f"{path}: bản sao lưu bị hỏng ở phần {damaged}; hãy dùng bản khác")
            found = Archive(
                path,
                manifest["revision"],
                manifest["tables"],
                manifest["attachments"],
                bytes.fromhex(keys["data_key"]),
                keys["secret_key"],
            )
    except OSError as error:
        raise InvalidInput(f"{path}: không đọc được ({error.strerror})", field="file") from None
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError) as error:
        raise InvalidInput(f"{path}: không phải bản sao lưu của casework", field="file") from error
    return found


def _unlike(archive: zipfile.ZipFile, tables: dict[str, Any]) -> Iterator[str]:
    """The parts that are not what the manifest says."""
    for name, said in tables.items():
        seal = hashlib.sha256()
        with archive.open(f"tables/{name}.jsonl") as member:
            while block := member.read(1 << 20):
                seal.update(block)
        if seal.hexdigest() != said["sha256"]:
            yield name


def prove(archive: Archive, create_app: Callable[[Config], Flask], config: Config, scratch: Path) -> None:
    """Build the backup in a database of its own at `scratch` (an SQLite file), and check it like `casework check`.

    :raises InvalidInput: its rows do not fit together, or its trail is broken; nothing has been replaced
    """
    alone = replace(config, database_url=f"sqlite:///{scratch}", data_key=archive.data_key)
    app = create_app(alone)
    with app.app_context():
        try:
            migrate_to(archive.revision)
            with db.engine.begin() as connection:
                connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
                _load(connection, archive, list(archive.tables))
            migrate_to("head")
            session: Session = db.session()
            wrong = list(islice(faults(session), _FEW))
            session.rollback()
        except (SQLAlchemyError, LookupError, ValueError, TypeError) as error:
            raise InvalidInput(f"{archive.path}: các bảng không khớp nhau ({type(error).__name__})") from error
        finally:
            db.session.remove()
            db.engine.dispose()
    if wrong:
        raise InvalidInput(f"{archive.path}: bản sao lưu không qua kiểm tra: {'; '.join(wrong)}")


def rows_of(archive: Archive, name: str) -> Iterator[dict[str, Any]]:
    """The rows of a table as the database takes them."""
    columns = [(column_name, _READ.get(kind)) for column_name, kind in archive.tables[name]["columns"].items()]
    try:
        with zipfile.ZipFile(archive.path) as file, file.open(f"tables/{name}.jsonl") as member:
            for line in member:
                values = zip(columns, json.loads(line), strict=True)
                yield {key: value if value is None or read is None else read(value) for (key, read), value in values}
    except binascii.Error as error:
        raise ValueError(str(error)) from error


def _load(connection: Connection, archive: Archive, names: list[str]) -> None:
    """Replace the rows of the tables by those of the archive."""
    for name in reversed(names):
        connection.execute(table(name).delete())
    for name in names:
        kinds = archive.tables[name]["columns"].items()
        target = table(name, *(column(column_name, KINDS[kind]()) for column_name, kind in kinds))
        rows = rows_of(archive, name)
        while chunk := list(islice(rows, _CHUNK)):
            connection.execute(insert(target), chunk)


def put_in_place(archive: Archive, config: Config, scratch: Path) -> None:
    """Replace the database, the scanned papers and the keys by what was proven.

    :param scratch: the database of `prove`, at today's migration
    :raises InvalidInput: the environment fixes another key than the backup's
    """
    _require_own_keys(archive, config)
    if db.engine.dialect.name == "sqlite":
        _copy_sqlite(scratch)
    else:
        _copy_postgresql(scratch)
    _place_attachments(archive, config)
    _place_keys(archive, config)


def _require_own_keys(archive: Archive, config: Config) -> None:
    kept = config.instance / "data.key"
    fixed = not kept.exists() or kept.read_text().strip() != config.data_key.hex()
    if fixed and config.data_key != archive.data_key:
        raise InvalidInput("CASEWORK_DATA_KEY khác khóa của bản sao lưu; hãy đặt đúng khóa của hệ thống cũ rồi thử lại")


def _copy_sqlite(scratch: Path) -> None:
    """Page by page into the open file: whoever reads meanwhile sees all of the old or all of the new."""
    import sqlite3

    with db.engine.connect() as connection:
        target: Any = connection.connection.driver_connection
        source = sqlite3.connect(scratch)
        try:
            source.backup(target)
        finally:
            source.close()


def _copy_postgresql(scratch: Path) -> None:
    """Everything in one transaction; references are looked at when all rows are there."""
    from sqlalchemy import create_engine, func, inspect, select, text

    source = create_engine(f"sqlite:///{scratch}")
    tables = db.metadata.sorted_tables
    with db.engine.begin() as connection, source.connect() as proven:
        references = [
            (each.name, key["name"]) for each in tables for key in inspect(connection).get_foreign_keys(each.name)
        ]
        for name, key in references:
            connection.execute(text(f'ALTER TABLE "{name}" ALTER CONSTRAINT "{key}" DEFERRABLE INITIALLY DEFERRED'))
        connection.execute(text("TRUNCATE " + ", ".join(f'"{each.name}"' for each in tables)))
        for each in tables:
            rows = proven.execution_options(yield_per=_CHUNK).execute(select(each)).mappings()
            for chunk in rows.partitions(_CHUNK):
                connection.execute(insert(each), [dict(row) for row in chunk])
            if "id" in each.c and (sequence := connection.scalar(select(func.pg_get_serial_sequence(each.name, "id")))):
                highest = connection.scalar(select(func.max(each.c.id)))
                connection.execute(select(func.setval(sequence, highest or 1, highest is not None)))
        connection.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
        for name, key in references:
            connection.execute(text(f'ALTER TABLE "{name}" ALTER CONSTRAINT "{key}" NOT DEFERRABLE'))
    source.dispose()


def _place_attachments(archive: Archive, config: Config) -> None:
    folder, beside = config.instance / ATTACHMENTS, config.instance / f"{ATTACHMENTS}.new"
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    with zipfile.ZipFile(archive.path) as file:
        for name in file.namelist():
            inner = Path(name)
            if inner.parts[0] == ATTACHMENTS and ".." not in inner.parts and not name.endswith("/"):
                target = beside.joinpath(*inner.parts[1:])
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(file.read(name))
    shutil.rmtree(folder, ignore_errors=True)
    beside.rename(folder)


def _place_keys(archive: Archive, config: Config) -> None:
    for name, value in (("data.key", archive.data_key.hex()), ("secret.key", archive.secret_key)):
        path = config.instance / name
        beside = path.with_suffix(".new")
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(value)
        os.replace(beside, path)
