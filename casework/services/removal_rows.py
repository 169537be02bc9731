"""The rows of a removed record: which go with it, what still needs it, and how they come back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select
from sqlalchemy.exc import IntegrityError

from casework.errors import Conflict
from casework.records.db import Base
from casework.services.merge_rows import Image, Rewriting, plain_row, put_back

PARTS: dict[str, frozenset[str]] = {
    "episode": frozenset(
        ("act", "attachment", "phase", "certificate", "episode_transfer", "episode_custody", "violation")
    ),
    "aftercare": frozenset(("act", "attachment", "aftercare_review", "aftercare_transfer", "aftercare_custody")),
    "proceeding": frozenset(("act", "attachment")),
    "consultation_session": frozenset(("session_attendee",)),
}
"""What belongs to a record and goes with it; any other row that points at it keeps it where it is."""
NAMES = {
    "proceeding": "thủ tục kèm theo",
    "removal": "bản ghi đã gỡ",
    "job": "việc làm",
    "attachment": "tệp đính kèm",
}


def take_out(connection: Connection, table_name: str, row_id: int) -> list[Image]:
    """Take a row and its parts out of their tables.

    :returns: each row as it was, parts first
    :raises Conflict: something that is no part of it points at it
    """
    table = Base.metadata.tables[table_name]
    rewriting = Rewriting(connection)
    parts = PARTS.get(table_name, frozenset())
    for other, column in _pointing_at(table_name):
        query = select(other).where(other.c[column] == row_id)
        rows = connection.execute(query).mappings().all()
        if rows and other.name not in parts:
            what = NAMES.get(other.name, other.name)
            raise Conflict(f"Chưa gỡ được: còn {len(rows)} {what} dựa vào bản ghi này. Hãy gỡ hoặc sửa chúng trước.")
        for row in rows:
            rewriting.remove(other, {part.name: row[part.name] for part in other.primary_key})
    rewriting.remove(table, {"id": row_id})
    return rewriting.images


def bring_in(connection: Connection, images: list[Image]) -> list[Image]:
    """Put the rows where they were, what they belong to before its parts.

    :returns: the images as they are now: a number that somebody else took meanwhile is a new one
    :raises Conflict: what they belonged to is gone, or another record has taken their place
    """
    present = _as_of_today(connection, images)
    try:
        with connection.begin_nested():
            for image in reversed(present):
                table = Base.metadata.tables[image["table"]]
                if image["after"] is None and _taken(connection, table, image):
                    _insert_anew(connection, table, image, present)
                else:
                    put_back(connection, [image])
    except IntegrityError as error:
        raise Conflict(
            "Chưa khôi phục được: hồ sơ chứa bản ghi này đã bị gỡ, hoặc đã có bản ghi khác thay vào chỗ đó."
            " Hãy khôi phục hồ sơ chứa nó, hoặc gỡ bản ghi thay thế trước."
        ) from error
    return present


def _pointing_at(table_name: str) -> Iterator[tuple[Table, str]]:
    for other in Base.metadata.sorted_tables:
        for column in other.columns:
            if any(key.column.table.name == table_name for key in column.foreign_keys):
                yield other, column.name


def _taken(connection: Connection, table: Table, image: Image) -> bool:
    if list(image["key"]) != ["id"]:
        return False
    return connection.execute(select(table.c.id).where(table.c.id == image["key"]["id"])).first() is not None


def _insert_anew(connection: Connection, table: Table, image: Image, images: list[Image]) -> None:
    """SQLite gives the highest number again once its row is gone: then this row takes a new one, its parts with it."""
    old_id = image["key"]["id"]
    values = plain_row(table, image["before"]) or {}
    if connection.dialect.name == "sqlite":
        values["id"] = (connection.execute(select(func.max(table.c.id))).scalar() or 0) + 1
    else:
        del values["id"]
    new_id = connection.execute(insert(table).values(values).returning(table.c.id)).scalar_one()
    image["before"]["id"] = image["key"]["id"] = new_id
    for each in images:
        _repoint(each, table.name, {old_id: new_id})


def _as_of_today(connection: Connection, images: list[Image]) -> list[Image]:
    """Copies of the images that name people as they are named now: a record may have been merged since."""
    copies = [{**each, "key": dict(each["key"]), "before": dict(each["before"])} for each in images]
    person = Base.metadata.tables["person"]
    query = select(person.c.id, person.c.merged_into_id).where(person.c.merged_into_id.is_not(None))
    named = {
        value
        for each in copies
        for name, value in each["before"].items()
        if _points_at(Base.metadata.tables[each["table"]], name, "person")
    }
    merged = {row.id: row.merged_into_id for row in connection.execute(query.where(person.c.id.in_(named - {None})))}
    for each in copies:
        _repoint(each, "person", merged)
    return copies


def _repoint(image: Image, to_table: str, numbers: dict[int, Any]) -> None:
    table = Base.metadata.tables[image["table"]]
    for values in (image["before"], image["key"]):
        for name, value in list(values.items()):
            if _points_at(table, name, to_table) and value in numbers:
                values[name] = numbers[value]


def _points_at(table: Table, column: str, to_table: str) -> bool:
    return column in table.c and any(key.column.table.name == to_table for key in table.c[column].foreign_keys)
