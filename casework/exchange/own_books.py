"""Staff, points, clubs, employers and teams by name in a commune's own sheet, each within the reader's scope."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from casework.access import queries
from casework.access.scope import Scope
from casework.exchange.cells import Doubt
from casework.exchange.own_cells import plain
from casework.records.club import Club
from casework.records.consultation import Point
from casework.records.support import Employer
from casework.records.team import Staff, Team
from casework.records.unit import Unit

_CHOICES = 6
_Rows = Callable[[Scope], Any]


def _staff(scope: Scope) -> Any:
    return queries.staff(scope).with_only_columns(Staff.ref, Staff.full_name, Staff.unit_id)


def _employers(scope: Scope) -> Any:
    return queries.employers(scope).with_only_columns(Employer.ref, Employer.name, Employer.unit_id)


def _points(scope: Scope) -> Any:
    days = Point.established_on, Point.closed_on
    return queries.points(scope).with_only_columns(Point.ref, Point.name, Point.unit_id, *days)


def _clubs(scope: Scope) -> Any:
    days = Club.established_on, Club.closed_on
    return queries.clubs(scope).with_only_columns(Club.ref, Club.name, Club.unit_id, *days)


def _teams(scope: Scope) -> Any:
    """A team has no name of its own: it is named by its unit, or by the number of its decision."""
    days = Team.established_on, Team.dissolved_on
    query = queries.teams(scope).join(Unit, Unit.id == Team.unit_id)
    return query.with_only_columns(Team.ref, Unit.name, Team.unit_id, *days, Team.decision_number)


_BOOKS: dict[str, _Rows] = {
    "staff": _staff,
    "employers": _employers,
    "points": _points,
    "clubs": _clubs,
    "teams": _teams,
}


@dataclass(frozen=True)
class _Named:
    ref: str
    name: str
    unit_id: int
    begun_on: date | None = None
    ended_on: date | None = None
    number: str | None = None

    def stands_on(self, day: date | None) -> bool:
        return day is None or ((self.begun_on or day) <= day and day <= (self.ended_on or day))

    def is_named(self, said: str, *, by_unit: bool) -> bool:
        if self.number and plain(self.number) == said:
            return True
        return f" {said}".endswith(f" {plain(self.name)}") if by_unit else plain(self.name) == said


class Books:
    """What the scope's units keep, by code and by name."""

    def __init__(self, session: Session, scope: Scope) -> None:
        self._session, self._scope = session, scope
        self._read: dict[str, list[_Named]] = {}

    def knows(self, table: str) -> bool:
        """Whether rows of the table have names."""
        return table in _BOOKS

    def ref(self, table: str, text: str, own: frozenset[int], on: date | None) -> str | Doubt | None:
        """The key of the row that a cell names, by key or by name; none where nothing bears that name.

        :param own: the units whose sheet it is: of several of one name theirs is meant
        :param on: the row's day: of several of one name the one that stood then
        """
        rows = self._rows(table)
        if any(row.ref == text for row in rows):
            return text
        said = plain(text)
        found = [row for row in rows if row.is_named(said, by_unit=table == "teams")]
        if len(found) > 1:
            found = [row for row in found if row.unit_id in own] or found
        if len(found) > 1:
            found = [row for row in found if row.stands_on(on)] or found
        if len(found) == 1:
            return found[0].ref
        if found:
            return Doubt(text, f"có {len(found)} mục tên này; hãy ghi mã: {_listed(found)}")
        return None

    def choices(self, table: str) -> str:
        """The first of what there is, to choose from."""
        rows = self._rows(table)
        return f"; đang có: {_listed(rows)}" if rows else "; phạm vi của bạn chưa có mục nào"

    def _rows(self, table: str) -> list[_Named]:
        if table not in self._read:
            self._read[table] = [_Named(*tuple(row)) for row in self._session.execute(_BOOKS[table](self._scope))]
        return self._read[table]


def _listed(rows: list[_Named]) -> str:
    return ", ".join(f"{row.ref} ({row.name})" for row in rows[:_CHOICES]) + (", …" if len(rows) > _CHOICES else "")
