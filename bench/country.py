"""The country as the benchmark needs it: communes of both trees, days as text, and what is where on a day."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from casework.access.units import Bearer, CodeBook

REFORM = date(2025, 7, 1)
FIRST, TODAY = date(2016, 1, 1), date(2026, 11, 21)
DATES = [FIRST + timedelta(days=number) for number in range((TODAY - FIRST).days + 1)]
DAYS = [day.isoformat() for day in DATES]
"""The days of the benchmark by number, 0 on the first; text is what both databases read fastest."""
REFORM_DAY, TODAY_DAY = (REFORM - FIRST).days, (TODAY - FIRST).days


class Country:
    """Communes until the reform and since, and the units by id for custody."""

    def __init__(self, book: CodeBook) -> None:
        communes = sorted((unit for unit in book.by_id.values() if unit.kind == "commune"), key=lambda unit: unit.id)
        self.units: dict[int, Bearer] = book.by_id
        self.old = [unit.id for unit in communes if unit.valid_to is not None]
        self.new = [unit.id for unit in communes if unit.valid_to is None]
        new = set(self.new)
        self.successor = {
            unit.id: unit.successor_id if unit.successor_id in new else None
            for unit in communes
            if unit.valid_to is not None
        }
        """The commune that an old one became; none where it was divided."""

    def commune_on(self, rng: Random, old_id: int, day: int) -> int:
        """Where somebody of an old commune is recorded on a day; after a division, in some commune or other."""
        if day < REFORM_DAY:
            return old_id
        return self.successor[old_id] or rng.choice(self.new)
