"""Storing the rows of one table that are right: new ones inserted, changed ones updated, thousands at a time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC
from itertools import islice
from typing import Any

from sqlalchemy import bindparam, insert, literal_column, update

from casework.exchange.cells import shown
from casework.exchange.checking import Checker
from casework.exchange.columns import ATTRIBUTES, Column, ExchangeTable, Kind
from casework.exchange.reader import Cells, Source
from casework.exchange.report import Change
from casework.exchange.rows import Record, Row
from casework.exchange.rules import rules_of
from casework.exchange.run import CHUNK, Run

NOT_UPDATED = ("ref", "national_id_index")
"""A row keeps its key; a national id is sealed and set apart (see `person_rules`)."""


def rows_of(table: ExchangeTable, source: Source) -> Iterator[tuple[int, Cells]]:
    """The rows of a source that a table keeps: for a part, those of its subject and, for the first, of no subject."""
    if not table.subject:
        return source.rows()
    place = next(index for index, column in enumerate(source.columns) if column and column.kind is Kind.SUBJECT)
    first, *others = (part.subject for part in source.table.parts)
    taken = others if table.subject == first else [table.subject]

    def belongs(cells: Cells) -> bool:
        written = shown(cells[place]).strip().lower() if place < len(cells) else ""
        return (written in taken) is (table.subject != first)

    return (line for line in source.rows() if belongs(line[1]))


class Loader:
    """Loads one table from as many sources as there are."""

    def __init__(self, run: Run, table: ExchangeTable) -> None:
        self._run = run
        self._table = table
        self._checker = Checker(run, table)
        self._rules = rules_of(run, table)

    def load(self, number: int) -> None:
        """Read, check and store the rows of one source."""
        source = self._run.sources[number]
        lines = rows_of(self._table, source)
        while chunk := list(islice(lines, CHUNK)):
            rows = self._checker.check(source, number, chunk)
            self._rules.check(rows)
            self._store(rows)
            self._run.progress(self._table.name, self._run.count(self._table.name).read)

    def finish(self) -> None:
        """What can be judged and derived only when every table has been read."""
        self._rules.finish()

    def _store(self, rows: list[Row]) -> None:
        new: list[Row] = []
        changed: list[Row] = []
        places = self._run.placed(self._table.ledger)
        count = self._run.count(self._table.name)
        count.read += len(rows)
        for row in rows:
            if row.errors:
                self._refuse(row)
                count.refused += 1
                continue
            if row.stored is None:
                new.append(row)
                if "id" in self._table.stored.c:
                    row.record["id"] = places.add(row.place)
                continue
            if "id" in row.stored:
                places.mark(row.row_id, row.place)
            if row.changes():
                changed.append(row)
            else:
                count.unchanged += 1
        count.new += len(new)
        count.changed += len(changed)
        if self._run.journal is not None:
            self._run.journal.note(self._run.connection, self._table, new, changed)
        self._rules.before(changed)
        if changed:
            self._update(changed)
            self._note(changed)
        if new:
            self._insert(new)
        self._rules.after(new, changed)

    def _refuse(self, row: Row) -> None:
        self._run.errors.extend(row.errors)
        self._run.refused_places.add(row.place)
        if row.key is not None and not row.duplicate:
            self._run.refused_keys[self._table.ledger].add(row.key)

    def _insert(self, rows: list[Row]) -> None:
        # The instant is part of the statement: bound to each row, it would be converted again for each.
        instant = self._run.at.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")
        query = insert(self._table.stored).values(recorded_at=literal_column(f"'{instant}'"))
        written = {"recorded_by_id": self._run.actor.account_id}
        records = [{**row.record, **self._rules.extra(row), **written} for row in rows]
        self._run.connection.execute(query, records)

    def _update(self, rows: list[Row]) -> None:
        stored = self._table.stored
        names = [name for name in self._table.attributes if name not in NOT_UPDATED]
        values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in names}
        values.update(self._rules.on_update())
        query = update(stored).where(stored.c.id == bindparam("row_id")).values(values)
        records = [{"row_id": row.row_id, **{f"new_{name}": row.record[name] for name in names}} for row in rows]
        self._run.connection.execute(query, records)

    def _note(self, rows: list[Row]) -> None:
        """Keep what changed for the trail: English keys, values as the format writes them, no national id."""
        old_refs: dict[str, dict[int, str]] = {}
        for column in self._table.references:
            ids = {row.stored[column.attribute] for row in rows if row.stored and column.attribute in row.changes()}
            old_refs[column.attribute] = self._run.parents.refs(column.refers_to, ids - {None}) if ids - {None} else {}
        for row in rows:
            assert row.stored is not None
            differing = set(row.changes())
            told: dict[str, list[Any]] = {}
            for column in self._table.columns:
                if differing & set(ATTRIBUTES.get(column.kind, (column.attribute,))):
                    old, new = (self._told(column, record, old_refs) for record in (row.stored, row.record))
                    told[column.key] = [old, row.given[column.key] if column.kind is Kind.REFERENCE else new]
            key = "/".join(str(row.given.get(name) or "") for name in self._table.key)
            self._run.changes.append(Change(self._table.name, key, self._person(row.record), told))

    def _told(self, column: Column, record: Record, refs: dict[str, dict[int, str]]) -> Any:
        """A stored value as the trail may tell it."""
        if column.kind is Kind.NATIONAL_ID:
            return "•"
        if column.kind is Kind.BIRTH:
            return record["birth_on"] or record["birth_year"]
        value = record[column.attribute]
        if column.kind is Kind.UNIT:
            return self._run.units.named(value)
        return refs[column.attribute].get(value) if column.kind is Kind.REFERENCE else value

    def _person(self, record: Record) -> int | None:
        found: int | None = record["id"] if self._table.name == "persons" else record.get("person_id")
        return found
