"""Taking an import back (hoàn tác): every row as it was before, or nothing when somebody has worked on since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, delete, or_, select, update

from casework.access.units import Bearer
from casework.exchange.columns import ExchangeTable
from casework.exchange.custodies import CASES, derive
from casework.exchange.journal import Entry, image, restored
from casework.exchange.tables import LEDGERS, TABLES
from casework.i18n import fold
from casework.records.consultation import ConsultationSession
from casework.records.db import Base
from casework.records.person import Person, Residence

_CHUNK = 500
_PERSON: Any = Person.__table__
_RESIDENCE: Any = Residence.__table__
_SESSION: Any = ConsultationSession.__table__
_FOLLOWING = {_RESIDENCE.name, "duplicate_pair", *(tables.custody.name for tables in CASES.values())}
"""Tables that follow from a row and go with it."""
_MERGED = ("merged_into_id",)
"""Columns that say that a row has become part of another."""


@dataclass(frozen=True)
class Obstacle:
    """Why an import cannot be taken back: which row, and what has happened to it since."""

    table: str
    key: str
    reason: str


def obstacles(connection: Connection, entries: list[Entry], at: datetime) -> list[Obstacle]:
    """What has happened since to the rows of an import, in the order of the tables.

    :param at: the instant of the import
    """
    found: list[Obstacle] = []
    by_ledger = _by_ledger(entries)
    for name, own in by_ledger.items():
        found.extend(_changed_since(connection, LEDGERS[name], own, at))
        found.extend(_built_upon(connection, LEDGERS[name], own, by_ledger))
    return found


def take_back(
    connection: Connection, units: dict[int, Bearer], entries: list[Entry], *, at: datetime, now: datetime
) -> None:
    """Put changed rows back and remove new ones; the caller has asked for obstacles in the same transaction."""
    by_ledger = _by_ledger(entries)
    people = by_ledger.get("persons", [])
    for ids in _chunks([entry.key["id"] for entry in people]):
        # Numbers may have changed hands: nobody holds one while they go back.
        free = update(_PERSON).where(_PERSON.c.id.in_(ids)).values(national_id_index=None, national_id_sealed=None)
        connection.execute(free)
    for name, own in by_ledger.items():
        for entry in own:
            if entry.before is not None:
                _put_back(connection, LEDGERS[name], entry, now)
    _put_back_residences(connection, [entry.key["id"] for entry in people if entry.before is not None], at)
    for name in reversed(LEDGERS):
        _remove(connection, LEDGERS[name], [entry for entry in by_ledger.get(name, ()) if entry.before is None])
    _derive(connection, units, by_ledger)


def _by_ledger(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        found[entry.ledger].append(entry)
    return {name: found[name] for name in LEDGERS if name in found}


def _chunks(values: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(values), _CHUNK):
        yield values[start : start + _CHUNK]


def _named(stored: Any, keys: Iterable[dict[str, int]]) -> ColumnElement[bool]:
    names = [column.name for column in stored.primary_key]
    if names == ["id"]:
        return stored.c.id.in_([key["id"] for key in keys])  # type: ignore[no-any-return]
    return or_(*(and_(*(stored.c[name] == key[name] for name in names)) for key in keys))


def _changed_since(
    connection: Connection, table: ExchangeTable, entries: list[Entry], at: datetime
) -> Iterator[Obstacle]:
    stored = table.stored
    names = [column.name for column in stored.primary_key]
    extra = [*(["updated_at"] if table.ledger in CASES else []), *(name for name in _MERGED if name in stored.c)]
    columns = dict.fromkeys([*names, *table.attributes, *extra])
    for chunk in _chunks(entries):
        query = select(*(stored.c[name] for name in columns)).where(_named(stored, (entry.key for entry in chunk)))
        current = {tuple(row[name] for name in names): row for row in connection.execute(query).mappings()}
        for entry in chunk:
            row = current.get(tuple(entry.key[name] for name in names))
            if row is None:
                yield Obstacle(table.title, _told(table, entry), "đã bị xóa sau khi nhập")
            elif any(row.get(name) is not None for name in _MERGED):
                yield Obstacle(table.title, _told(table, entry), "đã được gộp vào hồ sơ khác sau khi nhập")
            elif image(table, dict(row)) != entry.after or row.get("updated_at", at) != at:
                yield Obstacle(table.title, _told(table, entry), "đã được sửa hoặc xử lý tiếp sau khi nhập")


def _built_upon(
    connection: Connection, table: ExchangeTable, entries: list[Entry], by_ledger: dict[str, list[Entry]]
) -> Iterator[Obstacle]:
    new = {entry.key["id"]: entry for entry in entries if entry.before is None and "id" in entry.key}
    for other in Base.metadata.sorted_tables:
        columns = [key.parent for key in other.foreign_keys if key.column is table.stored.c.get("id")]
        if not columns or other.name in _FOLLOWING:
            continue
        names = [column.name for column in other.primary_key]
        own = {tuple(entry.key.values()) for entry in _entries_of(other.name, by_ledger)}
        for column in columns:
            for ids in _chunks(list(new)):
                query = select(column, *(other.c[name] for name in names)).where(column.in_(ids))
                for row_id, *key in connection.execute(query):
                    if tuple(key) not in own:
                        yield Obstacle(table.title, _told(table, new[row_id]), "đã có hồ sơ khác dựa vào dòng này")


def _entries_of(stored: str, by_ledger: dict[str, list[Entry]]) -> Iterator[Entry]:
    for name, entries in by_ledger.items():
        if LEDGERS[name].stored.name == stored:
            yield from entries


def _told(table: ExchangeTable, entry: Entry) -> str:
    if table.own_ref:
        return str(entry.after["ref"])
    days = [str(entry.after[column.attribute]) for column in table.columns if column.attribute.endswith("_on")]
    return ", ".join(day for day in days if day != "None") or "–"


def _put_back(connection: Connection, table: ExchangeTable, entry: Entry, now: datetime) -> None:
    assert entry.before is not None
    stored = table.stored
    values = restored(table, entry.before)
    if table.ledger == "persons":
        values["name_folded"] = fold(values["full_name"])
    if "version" in stored.c:
        values |= {"version": stored.c.version + 1, "updated_at": now}
    connection.execute(update(stored).where(_named(stored, [entry.key])).values(values))
    if table.ledger == "points" and entry.before["unit_id"] != entry.after["unit_id"]:
        own = update(_SESSION).where(_SESSION.c.point_id == entry.key["id"])
        connection.execute(own.values(unit_id=entry.before["unit_id"]))


def _put_back_residences(connection: Connection, person_ids: list[int], at: datetime) -> None:
    """The residence that the import opened goes, and the one that it closed is open again."""
    for ids in _chunks(person_ids):
        opened = (_RESIDENCE.c.person_id.in_(ids), _RESIDENCE.c.recorded_at == at)
        moved = list(connection.scalars(select(_RESIDENCE.c.person_id).where(*opened)))
        connection.execute(delete(_RESIDENCE).where(*opened))
        last: dict[int, int] = {}
        query = select(_RESIDENCE.c.person_id, _RESIDENCE.c.id).where(_RESIDENCE.c.person_id.in_(moved))
        for person_id, row_id in connection.execute(query.order_by(_RESIDENCE.c.id)):
            last[person_id] = row_id
        if last:
            reopen = update(_RESIDENCE).where(_RESIDENCE.c.id.in_(list(last.values())))
            connection.execute(reopen.values(to_on=None))


def _remove(connection: Connection, table: ExchangeTable, entries: list[Entry]) -> None:
    for chunk in _chunks(entries):
        ids = [entry.key.get("id") for entry in chunk]
        if table.own_ref:
            _remove_following(connection, table, ids)
        connection.execute(delete(table.stored).where(_named(table.stored, (entry.key for entry in chunk))))


def _remove_following(connection: Connection, table: ExchangeTable, ids: list[int | None]) -> None:
    for name in _FOLLOWING & set(Base.metadata.tables):
        other = Base.metadata.tables[name]
        columns = [key.parent for key in other.foreign_keys if key.column is table.stored.c.id]
        if columns:
            connection.execute(delete(other).where(or_(*(column.in_(ids) for column in columns))))


def _derive(connection: Connection, units: dict[int, Bearer], by_ledger: dict[str, list[Entry]]) -> None:
    """Who has the cases that were put back, or whose moves were."""
    for name, tables in CASES.items():
        gone = {entry.key["id"] for entry in by_ledger.get(name, ()) if entry.before is None}
        touched = {entry.key["id"] for entry in by_ledger.get(name, ())}
        for part in TABLES["transfers"].parts:
            if part.by_key["subject_ref"].refers_to == name:
                touched |= {entry.after[tables.case_id] for entry in by_ledger.get(part.ledger, ())}
        if name == "episodes":
            touched |= {entry.after["episode_id"] for entry in by_ledger.get("certificates", ())}
        derive(connection, units, tables, sorted(touched - gone))
