"""One pass over everything that was sent: what all tables share while they are read and stored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from casework.access.roles import Actor
from casework.exchange.bounds import Bounds
from casework.exchange.cells import Cells
from casework.exchange.finding import Parents, UnitCodes
from casework.exchange.journal import Journal
from casework.exchange.places import Place, Places
from casework.exchange.reader import Source
from casework.exchange.report import Change, RowError, TableCount
from casework.exchange.rows import error

CHUNK = 2_000
"""Rows read, checked and stored together."""


@dataclass
class Run:
    """The state of one pass. Rows found wrong only after they were stored are `late`: the next pass leaves them out."""

    connection: Connection
    actor: Actor
    today: date
    at: datetime
    sources: list[Source]
    cells: Cells
    units: UnitCodes
    known_bad: dict[Place, list[RowError]]
    next_ids: dict[str, int]
    progress: Callable[[str, int], None]
    parents: Parents
    bounds: Bounds
    journal: Journal | None = None
    late: dict[Place, list[RowError]] = field(default_factory=dict)
    errors: list[RowError] = field(default_factory=list)
    refused_places: set[Place] = field(default_factory=set)
    refused_keys: defaultdict[str, set[Any]] = field(default_factory=lambda: defaultdict(set))
    counts: dict[str, TableCount] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    places: dict[str, Places] = field(default_factory=dict)
    moved: defaultdict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    """By table: cases stored before or moved in this run, whose custody must be derived anew."""

    def count(self, table: str) -> TableCount:
        """The tally of a table."""
        return self.counts.setdefault(table, TableCount(table))

    def placed(self, ledger: str) -> Places:
        """Which rows of this run named which records of a ledger."""
        if ledger not in self.places:
            self.places[ledger] = Places(self.next_ids.get(ledger, 1))
        return self.places[ledger]

    def refuse_late(self, place: Place, column: str, value: str, message: str) -> None:
        """Note that a row which is already stored must not be: once a column is enough."""
        found = self.late.setdefault(place, [])
        if all(known.column != column for known in found):
            found.append(error(self.sources[place[0]], place, column, value, message))
