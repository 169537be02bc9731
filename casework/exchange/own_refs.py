"""Keys for rows of a commune's own sheet that bring none (mã hệ thống tạo): the same row again is the same record.

What makes a row the one it is, whoever wrote it and however: a training is a person's, begun on a day, in a trade.
A stored row that is the same in this keeps its key, entered on a page or imported from another sheet. Otherwise the
key is made from it, so that a correction of anything else is a correction.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from casework.access.scope import Scope
from casework.exchange.cells import Cell, Doubt, shown
from casework.exchange.columns import ExchangeTable, Kind
from casework.exchange.kept import kept
from casework.exchange.tables import TABLES
from casework.i18n import fold
from casework.records.unit import Unit

_IDENTITY: dict[str, tuple[str, ...]] = {
    "staff": ("full_name", "unit_code"),
    "employers": ("name", "unit_code"),
    "persons": ("full_name", "birth_date", "sex", "national_id"),
    "teams": ("established_on", "unit_code"),
    "points": ("name", "unit_code"),
    "clubs": ("name", "unit_code"),
    "episodes": ("person_ref", "registered_on"),
    "aftercare": ("person_ref", "starts_on"),
    "trainings": ("person_ref", "started_on", "trade"),
    "jobs": ("person_ref", "started_on", "employer_ref"),
    "loans": ("person_ref", "disbursed_on", "amount_vnd"),
    "methadone": ("person_ref", "started_on"),
    "sessions": ("held_on", "point_ref", "kind", "topic", "staff_ref"),
    "events": ("held_on", "unit_code", "kind", "topic"),
    "materials": ("issued_on", "unit_code", "kind", "programme"),
    "directives": ("issued_on", "unit_code", "number"),
    "budget": ("spent_on", "unit_code", "source", "content", "amount_vnd"),
    "models": ("started_on", "unit_code", "name"),
}
"""The columns that tell rows apart; stored rows are looked up by the first of them, unless it is a name."""
_PART = 400
Identity = tuple[str, ...]


class Keys:
    """The keys of one table's rows, by what makes them the ones they are."""

    def __init__(self, session: Session, scope: Scope, table: ExchangeTable, given: Iterable[str]) -> None:
        """:param given: the columns that the sheet says something about"""
        self._session, self._scope, self._table = session, scope, table
        given = set(given)
        self.names = tuple(name for name in _IDENTITY.get(table.name, ()) if name in given)
        self._stored: dict[Identity, list[str]] = {}
        self._looked_up: set[str] = set()

    def identity(self, values: dict[str, Cell]) -> Identity:
        """What makes a row the one it is."""
        return tuple(_said(self._table, name, values.get(name)) for name in self.names)

    def look_up(self, rows: Iterable[Identity]) -> None:
        """Read the stored rows that these may be."""
        if self._table.name == "persons" or not self.names:
            return
        query, first = self._query()
        if self._table.by_key[self.names[0]].kind is Kind.TEXT:
            # Staff, points and clubs are few, and a name is compared without its marks.
            if not self._stored:
                self._keep(query)
            return
        wanted = sorted({row[0] for row in rows if row[0]} - self._looked_up)
        self._looked_up.update(wanted)
        values = [value for text in wanted if (value := _asked(self._table, self.names[0], text)) is not None]
        for start in range(0, len(values), _PART):
            self._keep(query.where(first.in_(values[start : start + _PART])))

    def _keep(self, query: Select[Any]) -> None:
        for ref, *columns in self._session.execute(query):
            identity = self.identity(dict(zip(self.names, columns, strict=True)))
            self._stored.setdefault(identity, []).append(ref)

    def ref(self, row: Identity, *, unit_code: str, more: Identity = ()) -> str | Doubt:
        """The key of the stored row that this one is, or one made from what it says."""
        digest = hashlib.sha256("\x1f".join((self._table.name, *row, *more)).encode()).hexdigest()[:12].upper()
        made = f"{unit_code}-{digest}"
        stored = self._stored.get(row, []) if not more else []
        if made in stored or not stored:
            return made
        if len(stored) == 1:
            return stored[0]
        return Doubt("", f"đã có {len(stored)} bản ghi giống dòng này ({', '.join(stored[:5])}); hãy ghi mã vào biểu")

    def _query(self) -> tuple[Select[Any], Any]:
        stored = self._table.stored
        source: Any = stored
        columns: list[Any] = []
        for name in self.names:
            column = self._table.by_key[name]
            if column.kind is Kind.UNIT:
                unit: Any = Unit.__table__.alias()
                source = source.join(unit, unit.c.id == stored.c.unit_id)
                columns.append(unit.c.code)
            elif column.refers_to:
                other = TABLES[column.refers_to].stored.alias()
                source = source.outerjoin(other, other.c.id == stored.c[column.attribute])
                columns.append(other.c.ref)
            else:
                columns.append(stored.c[column.attribute])
        query = select(stored.c.ref, *columns).select_from(source).where(*kept(self._scope, self._table.ledger))
        return query, columns[0]


def _said(table: ExchangeTable, name: str, value: Any) -> str:
    column = table.by_key[name]
    if isinstance(value, date):
        return value.isoformat()[:10]
    if column.kind is Kind.UNIT:
        return shown(value).lstrip("0")
    return shown(value) if column.refers_to else fold(shown(value))


def _asked(table: ExchangeTable, name: str, text: str) -> Any:
    """A value as the database compares it; none for a day that is none."""
    if table.by_key[name].kind is not Kind.DAY:
        return text
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
