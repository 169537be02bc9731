"""Where a table's own rules take part in loading it; by itself a table has none."""

from __future__ import annotations

from typing import Any

from casework.exchange.columns import ExchangeTable
from casework.exchange.rows import Record, Row
from casework.exchange.run import Run


class TableRules:
    """Nothing beyond the contract's common rules."""

    def __init__(self, run: Run, table: ExchangeTable) -> None:
        self.run = run
        self.table = table

    def check(self, rows: list[Row]) -> None:
        """Refuse rows of a chunk, in the light of what is stored and of each other."""

    def before(self, changed: list[Row]) -> None:
        """Make room before changed rows are written."""

    def after(self, new: list[Row], changed: list[Row]) -> None:
        """Derive what follows from rows that have been written."""

    def finish(self) -> None:
        """Judge and derive what depends on every other table."""

    def extra(self, row: Row) -> Record:
        """Further columns of a new record."""
        return {}

    def on_update(self) -> dict[str, Any]:
        """Further columns of a changed record."""
        return {}
