"""The rows that a merge touches, as they were before and after: enough to put every one of them back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Table, UniqueConstraint, and_, delete, insert, select, update

from casework.access.custody import copy_down
from casework.errors import Conflict
from casework.records.db import Base

Image = dict[str, Any]
STAMPS = ("updated_at", "version")
"""Columns that say only when and how often a row was written."""
KEPT_APART = ("duplicate_pair", "person_merge")
"""Tables that are about the two records, not about the person."""


class Rewriting:
    """Changes rows one by one, and remembers each as it was."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.images: list[Image] = []

    def change(self, table: Table, key: Mapping[str, Any], values: Mapping[str, Any]) -> None:
        """Change a row; forms that are open on it must be read anew."""
        before = self._row(table, key)
        written = dict(values)
        if "version" in table.c:
            written["version"] = before["version"] + 1
        self._connection.execute(update(table).where(_is(table, key)).values(written))
        copy_down(self._connection, table, before)
        new_key = {name: written.get(name, value) for name, value in key.items()}
        self.images.append(_image(table, key, before, self._row(table, new_key)))

    def remove(self, table: Table, key: Mapping[str, Any]) -> None:
        """Take a row away whose twin the other record has."""
        before = self._row(table, key)
        self._connection.execute(delete(table).where(_is(table, key)))
        copy_down(self._connection, table, before)
        self.images.append(_image(table, key, before, None))

    def move(self, old_id: int, new_id: int) -> None:
        """Let every row of every table that points at one person point at another."""
        for table, column in pointing_at_people():
            for row in self._connection.execute(select(table).where(table.c[column] == old_id)).mappings().all():
                key = {part.name: row[part.name] for part in table.primary_key}
                if self._has_twin(table, column, dict(row), new_id):
                    self.remove(table, key)
                else:
                    self.change(table, key, {column: new_id})

    def _has_twin(self, table: Table, column: str, row: Mapping[str, Any], new_id: int) -> bool:
        for names in _unique(table, column):
            same = {name: new_id if name == column else row[name] for name in names}
            if None not in same.values() and self._connection.execute(select(table).where(_is(table, same))).first():
                return True
        return False

    def _row(self, table: Table, key: Mapping[str, Any]) -> dict[str, Any]:
        return dict(self._connection.execute(select(table).where(_is(table, key))).mappings().one())


def pointing_at_people() -> Iterator[tuple[Table, str]]:
    """Every table with a column that names a person, as the tables themselves say."""
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            names = any(key.column.table.name == "person" for key in column.foreign_keys)
            if names and table.name not in KEPT_APART:
                yield table, column.name


def put_back(connection: Connection, images: list[Image]) -> None:
    """Put the rows back, the last changed first.

    :raises Conflict: one of them was changed since in what the merge changed
    """
    for image in reversed(images):
        table = Base.metadata.tables[image["table"]]
        before, after = (plain_row(table, image[when]) for when in ("before", "after"))
        if after is None:
            assert before is not None
            connection.execute(insert(table).values(before))
            copy_down(connection, table, before)
            continue
        key = {part.name: after[part.name] for part in table.primary_key}
        now = connection.execute(select(table).where(_is(table, key))).mappings().one_or_none()
        if before is None:
            connection.execute(delete(table).where(_is(table, key)))
            copy_down(connection, table, after)
            continue
        changed = [name for name in before if before[name] != after[name]]
        if now is None or any(now[name] != after[name] for name in changed if name not in STAMPS):
            raise Conflict(
                "Không hoàn tác được: dữ liệu đã gộp được sửa sau đó"
                f" (bảng {table.name}). Hãy sửa lại dữ liệu đó trước rồi hoàn tác."
            )
        untouched = all(now[name] == after[name] for name in STAMPS if name in after)
        names = [name for name in changed if untouched or name not in STAMPS]
        values = {name: before[name] for name in names}
        connection.execute(update(table).where(_is(table, key)).values(values | _stamps(table, dict(now), values)))
        copy_down(connection, table, before)


def _stamps(table: Table, now: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    # Said out loud: otherwise the column's own onupdate writes the present instant.
    return {name: now[name] for name in STAMPS if name in table.c and name not in values}


def _unique(table: Table, column: str) -> Iterator[list[str]]:
    constraints = [each for each in table.constraints if isinstance(each, UniqueConstraint)]
    parts = [[part.name for part in each.columns] for each in (*constraints, table.primary_key)]
    parts += [[part.name for part in index.columns] for index in table.indexes if index.unique]
    return (names for names in parts if column in names)


def _is(table: Table, key: Mapping[str, Any]) -> Any:
    return and_(*(table.c[name] == value for name, value in key.items()))


def _image(table: Table, key: Mapping[str, Any], before: Mapping[str, Any], after: Mapping[str, Any] | None) -> Image:
    told = {"before": _told(before), "after": None if after is None else _told(after)}
    return {"table": table.name, "key": _told(key), **told}


def _told(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as JSON keeps it."""

    def tell(value: Any) -> Any:
        if isinstance(value, datetime | date):
            return {"on" if not isinstance(value, datetime) else "at": value.isoformat()}
        if isinstance(value, dict | list):
            return {"json": value}
        return {"sealed": value.hex()} if isinstance(value, bytes) else value

    return {name: tell(value) for name, value in row.items()}


def plain_row(table: Table, told: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """The row again."""
    read: dict[str, Callable[[Any], Any]] = {
        "on": date.fromisoformat,
        "at": datetime.fromisoformat,
        "sealed": bytes.fromhex,
        "json": lambda value: value,
    }

    def plain(value: Any) -> Any:
        if isinstance(value, dict) and len(value) == 1 and (kind := next(iter(value))) in read:
            return read[kind](value[kind])
        return value

    return None if told is None else {name: plain(value) for name, value in told.items() if name in table.c}
