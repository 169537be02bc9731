"""What an import found and did."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class RowError:
    """Why one row is refused: where, what stands there, and what would be right."""

    sheet: str
    row: int
    """As a spreadsheet numbers it; the heading is row 1."""
    column: str
    value: str
    message: str
    follows: bool = False
    """The cell is right; the row that it refers to is refused."""

    def __str__(self) -> str:
        line = f"{self.sheet}:{self.row}:{self.column}: '{self.value}' — {self.message}"
        return " ".join(line.splitlines())


@dataclass
class TableCount:
    """How many rows of a table were read, and what became of them: read = new + changed + unchanged + refused."""

    table: str
    read: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0


@dataclass
class Change:
    """A stored row that the import changed: English keys, values before and after as the format writes them."""

    table: str
    key: str
    person_id: int | None
    changes: dict[str, list[Any]]


@dataclass
class ImportReport:
    """The result of an import; `stored` says whether there is something to commit."""

    tables: list[TableCount] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)
    stored: bool = False
    refused_path: Path | None = None
    changes: list[Change] = field(default_factory=list)
    at: datetime | None = None
    """The instant that the rows bear."""
