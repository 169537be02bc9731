"""One row on its way from a file to the database."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from casework.exchange.cells import Cell, Value, shown
from casework.exchange.finding import Parent
from casework.exchange.places import Place
from casework.exchange.reader import Source
from casework.exchange.report import RowError

Record = dict[str, Any]
"""Database columns by name."""


@dataclass(slots=True)
class Row:
    """What the row says, what is stored under its key, and what will be."""

    source: Source
    place: Place
    cells: tuple[Cell, ...]
    given: dict[str, Value] = field(default_factory=dict)
    """Values by column key, of the columns that the file has and that can be read."""
    parents: dict[str, Parent] = field(default_factory=dict)
    """Rows referred to, by column key."""
    key: Any = None
    stored: Record | None = None
    record: Record = field(default_factory=dict)
    """The columns as they are after this run."""
    errors: list[RowError] = field(default_factory=list)
    duplicate: bool = False

    def refuse(self, column: str, message: str, value: str | None = None, *, follows: bool = False) -> None:
        """Note what is wrong in a column."""
        value = self.written(column) if value is None else value
        self.errors.append(error(self.source, self.place, column, value, message, follows=follows))

    def written(self, key: str) -> str:
        """The cell of a column as it stands in the file."""
        for column, cell in zip(self.source.columns, self.cells, strict=False):
            if column is not None and column.key == key:
                return shown(cell)
        return ""

    def wrong_in(self, *columns: str) -> bool:
        """Whether one of these columns is refused already."""
        return any(known.column in columns for known in self.errors)

    def has(self, column: str) -> bool:
        """Whether the file has the column at all."""
        return any(known is not None and known.key == column for known in self.source.columns)

    @property
    def row_id(self) -> int:
        """The id of the record, once it has one."""
        found: int = self.record["id"]
        return found

    def changes(self) -> tuple[str, ...]:
        """The database columns in which the row differs from what is stored."""
        assert self.stored is not None
        return tuple(name for name, before in self.stored.items() if self.record[name] != before)


def error(source: Source, place: Place, column: str, value: str, message: str, *, follows: bool = False) -> RowError:
    """A refusal of one cell."""
    return RowError(source.label, place[1], column, value, message, follows)


def first_day(record: Record, columns: tuple[str, ...]) -> date | None:
    """The earliest of the days that are filled in."""
    return min((record[name] for name in columns if record.get(name) is not None), default=None)
