"""Exporting: the same tables back, one row at a time, into a folder, a .zip or a workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from casework.access.scope import Scope
from casework.access.sealing import unseal
from casework.access.units import CodeBook
from casework.exchange.columns import Column, ExchangeTable, Kind
from casework.exchange.containers import open_container
from casework.exchange.finding import UnitCodes
from casework.exchange.kept import kept
from casework.exchange.tables import TABLES
from casework.records.person import Person

Written = str | int | date | None
_YES_NO = {True: "yes", False: "no", None: None}
_PROGRESS = 1_000


def export_path(
    session: Session,
    scope: Scope,
    path: Path,
    *,
    today: date,
    progress: Callable[[str, int], None] | None = None,
) -> list[tuple[str, int]]:
    """Write the scope's rows, and every row that a kept row refers to (xuất dữ liệu); national ids in clear.

    :param path: a .zip, a .xlsx, or else a folder
    :param today: the day on which units are named by code alone
    :returns: how many rows each table has
    :raises InvalidInput: the path cannot be written, or a workbook's sheet cannot hold so many rows
    """
    units = UnitCodes(CodeBook(session), today)
    counts: list[tuple[str, int]] = []
    with open_container(path) as container:
        for table in TABLES.values():
            written = 0
            with container.table(table.name, tuple(column.key for column in table.columns)) as write:
                for row in chain.from_iterable(_rows(session, scope, part, units) for part in table.parts or (table,)):
                    write(row)
                    written += 1
                    if progress is not None and written % _PROGRESS == 0:
                        progress(table.name, written)
            counts.append((table.name, written))
            if progress is not None:
                progress(table.name, written)
    return counts


def _rows(session: Session, scope: Scope, table: ExchangeTable, units: UnitCodes) -> Iterator[tuple[Written, ...]]:
    writers = [_writer(column, table, units) for column in table.columns]
    query = _query(session, scope, table).execution_options(yield_per=2_000)
    for row in session.connection().execute(query).mappings():
        yield tuple(write(row) for write in writers)


def _query(session: Session, scope: Scope, table: ExchangeTable) -> Select[Any]:
    stored = table.stored
    columns = [stored.c[name].label(name) for name in dict.fromkeys(table.attributes)]
    if table.name == "persons":
        columns.append(Person.__table__.c.national_id_sealed.label("national_id_sealed"))
    source: Any = stored
    orders: dict[str, Any] = {}
    for column in table.references:
        parent = TABLES[column.refers_to].stored.alias()
        source = source.join(parent, stored.c[column.attribute] == parent.c.id, isouter=not column.required)
        columns.append(parent.c.ref.label(f"ref_{column.key}"))
        orders[column.key] = parent.c.ref
    order: list[Any] = [orders.get(name, stored.c[table.by_key[name].attribute]) for name in table.key]
    if session.get_bind().dialect.name == "postgresql":
        # As SQLite sorts: by code point, what is empty first.
        order = [(part.collate("C") if part.type.python_type is str else part).nulls_first() for part in order]
    query = select(*columns).select_from(source).where(*kept(scope, table.ledger)).order_by(*order)
    # What was merged is written under the record it was merged into.
    return query.where(stored.c.merged_into_id.is_(None)) if table.name == "persons" else query


def _writer(column: Column, table: ExchangeTable, units: UnitCodes) -> Callable[[Any], Written]:
    """How a column's cell is made from a database row."""
    name = column.attribute
    if column.kind is Kind.REFERENCE:
        return lambda row: row[f"ref_{column.key}"]
    if column.kind is Kind.UNIT:
        return lambda row: units.book.by_id[row[name]].code
    if column.key == "unit_on":
        return lambda row: units.day_to_write(row["unit_id"], row["unit_on"])
    if column.kind is Kind.BIRTH:
        return lambda row: row["birth_on"] or row["birth_year"]
    if column.kind is Kind.NATIONAL_ID:
        return lambda row: None if row["national_id_sealed"] is None else unseal(row["national_id_sealed"])
    if column.kind is Kind.YES_NO:
        return lambda row: _YES_NO[row[name]]
    if column.kind is Kind.SUBJECT:
        return lambda row: table.subject
    return lambda row: row[name]
