"""From what a row writes to what it means: another row's key to its id, a unit code to a unit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from casework.access.units import Bearer, CodeBook
from casework.exchange.tables import TABLES
from casework.i18n import format_date
from casework.records.db import FOREVER

Parent = tuple[Any, ...]
"""The id of a row referred to, then its columns of `PARENT_COLUMNS`."""

PARENT_COLUMNS: dict[str, tuple[str, ...]] = {
    "points": ("unit_id",),
    "episodes": ("registered_on", "decided_on", "started_on", "ended_on"),
    "aftercare": ("starts_on", "decided_on", "ended_on"),
}
_KEPT = 200_000


class Parents:
    """Rows that others refer to, looked up many at a time and remembered while they fit."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: dict[str, dict[str, Parent]] = {}

    def find(self, table: str, refs: set[str]) -> dict[str, Parent]:
        """The stored rows of a table by their keys; a key that nobody bears is missing."""
        known = self._known.setdefault(table, {})
        wanted = [ref for ref in refs if ref not in known]
        if len(known) + len(wanted) > _KEPT:
            known.clear()
            wanted = list(refs)
        if wanted:
            stored = TABLES[table].stored
            columns: list[Any] = [stored.c[name] for name in ("ref", "id", *PARENT_COLUMNS.get(table, ()))]
            if table == "persons":
                # A code that was merged leads to the record that has everything of that person now.
                columns[1] = func.coalesce(stored.c.merged_into_id, stored.c.id)
            query = select(*columns).where(stored.c.ref.in_(bindparam("refs", expanding=True)))
            for ref, *row in self._connection.execute(query, {"refs": wanted}):
                known[ref] = tuple(row)
        return known

    def refs(self, table: str, ids: Iterable[int]) -> dict[int, str]:
        """The keys of stored rows by their ids."""
        stored = TABLES[table].stored
        query = select(stored.c.id, stored.c.ref).where(stored.c.id.in_(list(ids)))
        return {row.id: row.ref for row in self._connection.execute(query)}


class UnitCodes:
    """Unit codes as the contract reads them: on the row's own date, or today's or the last bearer."""

    def __init__(self, book: CodeBook, today: date) -> None:
        self.book = book
        self._today = today
        self._on: dict[tuple[str, date | None], Bearer | None] = {}
        self._same: dict[tuple[str, int], bool] = {}

    def bearer(self, code: str, on: date | None) -> Bearer | None:
        """Who bears the code on the day; without a day today, or who bore it last."""
        key = (code, on)
        if key not in self._on:
            self._on[key] = self.book.latest(code, self._today) if on is None else self.book.bearer(code, on)
        return self._on[key]

    def still_means(self, code: str, unit_id: int) -> bool:
        """Whether a row that bears this code can be the one whose unit was found before."""
        key = (code, unit_id)
        if key not in self._same:
            unit = self.book.by_id[unit_id]
            last_on = (unit.valid_to or FOREVER) - timedelta(days=1)
            self._same[key] = self.book.bearer(code, last_on) is unit
        return self._same[key]

    def day_to_write(self, unit_id: int, unit_on: date | None) -> date | None:
        """The `unit_on` with which the unit's code is read as this unit again; none where it needs none."""
        unit = self.book.by_id[unit_id]
        if unit_on is not None and unit.bears_on(unit_on):
            return unit_on
        if self.bearer(unit.code, None) is unit:
            return None
        return (unit.valid_to or FOREVER) - timedelta(days=1)

    def named(self, unit_id: int) -> str:
        """Code and name, for the trail."""
        unit = self.book.by_id[unit_id]
        return f"{unit.code} {unit.name}"

    def refusal(self, code: str, on: date | None) -> str:
        """Why nobody is meant by the code, and what would be right."""
        if not self.book.bearers(code) or on is None:
            return "không đơn vị nào mang mã này; hãy ghi mã đơn vị hành chính chính thức"
        return f"không đơn vị nào mang mã này vào ngày {format_date(on)}; {self.book.when(code)}"
