"""What an import may touch when it is bounded by a scope (phạm vi): rows of its units, and people it may see."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Select, select

from casework.access import queries
from casework.access.scope import Scope, reach
from casework.exchange.columns import ExchangeTable
from casework.exchange.places import Places
from casework.exchange.rows import Row
from casework.exchange.tables import LEDGERS
from casework.records.aftercare import Aftercare
from casework.records.episode import Episode
from casework.records.person import Person

_CHUNK = 1_000


class Bounds:
    """Says of rows which of them lie outside the scope; without a scope none does."""

    def __init__(self, connection: Connection, scope: Scope | None) -> None:
        self._connection = connection
        self._scope = scope if scope is not None and scope.unit_id is not None else None
        self._units: set[int] = set()
        if self._scope is not None and self._scope.unit_id is not None:
            self._units = set(connection.scalars(reach(self._scope.unit_id)))

    @property
    def are_set(self) -> bool:
        """Whether there are any."""
        return self._scope is not None

    def check(self, table: ExchangeTable, rows: list[Row], placed: dict[str, Places]) -> None:
        """Refuse rows that name, change or make something outside the scope.

        :param placed: what this run named and made; what it made passed these bounds itself
        """
        if self._scope is None:
            return
        for column in table.references:
            named = {row.parents[column.key][0] for row in rows if column.key in row.parents}
            outside = named - self._within(column.refers_to, named, placed)
            for row in rows:
                if column.key in row.parents and row.parents[column.key][0] in outside:
                    row.refuse(column.key, f"bảng {column.refers_to} không có mã này trong phạm vi của bạn")
        stored = {row.stored["id"] for row in rows if row.stored is not None and "id" in row.stored}
        outside = stored - self._within(table.ledger, stored, placed) if table.own_ref else set()
        # Where a case moves to is outside more often than not.
        own_unit = None if table.subject else table.unit_column
        for row in rows:
            if row.stored is not None and row.stored.get("id") in outside:
                row.refuse(table.key[0], "mã này là của một hồ sơ ngoài phạm vi của bạn; hãy dùng mã khác")
            elif own_unit is not None and not row.wrong_in(own_unit.key):
                unit = row.record[own_unit.attribute]
                if unit is not None and unit not in self._units:
                    row.refuse(own_unit.key, "đơn vị này ngoài phạm vi của bạn; chỉ nhập được dữ liệu của đơn vị mình")

    def _within(self, ledger: str, ids: Iterable[int], placed: dict[str, Places]) -> set[int]:
        made = placed[ledger].new_ids if ledger in placed else range(0)
        found = {row_id for row_id in ids if row_id in made}
        asked = sorted(set(ids) - found)
        for start in range(0, len(asked), _CHUNK):
            query, column = self._door(ledger)
            found.update(self._connection.scalars(query.where(column.in_(asked[start : start + _CHUNK]))))
        return found

    def _door(self, ledger: str) -> tuple[Select[Any], Any]:
        assert self._scope is not None
        if ledger == "persons":
            return queries.people(self._scope).with_only_columns(Person.id), Person.id
        if ledger == "episodes":
            return queries.held_episodes(self._scope).with_only_columns(Episode.id), Episode.id
        if ledger == "aftercare":
            return queries.held_aftercares(self._scope).with_only_columns(Aftercare.id), Aftercare.id
        stored = LEDGERS[ledger].stored
        assert self._scope.unit_id is not None
        return select(stored.c.id).where(stored.c.unit_id.in_(reach(self._scope.unit_id))), stored.c.id
