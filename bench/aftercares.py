"""After-care of the whole country: after about one completed course in three, with its reviews, moves and custody."""

from __future__ import annotations

from random import Random
from typing import Any

from bench.country import DATES, DAYS, REFORM_DAY, TODAY_DAY, Country
from casework.access import custody
from casework.records.aftercare import AftercareCustody

AFTERCARE = (
    "id", "ref", "person_id", "unit_id", "starts_on", "decided_on", "decision_number", "term_months", "ended_on",
    "outcome",
)  # fmt: skip
REVIEW = ("id", "aftercare_id", "held_on", "drug_test", "note")
TRANSFER = ("id", "aftercare_id", "moved_on", "to_unit_id")
CUSTODY = ("aftercare_id", "from_on", "to_on", "unit_id", *AftercareCustody.COPIED)
COLUMNS = {
    "aftercare": AFTERCARE,
    "aftercare_review": REVIEW,
    "aftercare_transfer": TRANSFER,
    "aftercare_custody": CUSTODY,
}
_TERM_DAYS = 365
_REVIEW_EVERY = 91
_OUTCOMES = ("completed",) * 18 + ("relapsed", "imprisoned")


class Aftercares:
    """A run over all completed courses; ids count on, and lots are drawn apart from the courses."""

    def __init__(self, country: Country, seed: int) -> None:
        self._country = country
        self._rng = Random(f"{seed}:aftercares")
        self._aftercares = self._reviews = self._transfers = 0

    def after(self, batch: dict[str, list[tuple[Any, ...]]], person_id: int, home: int, completed: int) -> None:
        """What follows a course that was completed on a day, if anything does.

        :param home: the old commune from which the person's commune of a day is told
        """
        rng, starts, decided = self._rng, completed, completed + 6
        if rng.random() >= 1 / 3 or decided > TODAY_DAY:
            return
        self._aftercares += 1
        key = self._aftercares
        outcome = rng.choice(_OUTCOMES)
        ended = starts + _TERM_DAYS if outcome == "completed" else decided + 20 + int(rng.random() * 300)
        over = ended <= TODAY_DAY
        unit_id = self._country.commune_on(rng, home, starts)
        batch["aftercare"].append(
            (
                key, f"B-Q{key:09d}", person_id, unit_id, DAYS[starts], DAYS[decided], f"{1 + key % 200}/QĐ-QLSC", 12,
                DAYS[ended] if over else None, outcome if over else None,
            )
        )  # fmt: skip
        last = min(ended, TODAY_DAY)
        for held in range(decided + 30, last, _REVIEW_EVERY):
            self._reviews += 1
            test = "negative" if self._reviews % 25 else "positive"
            batch["aftercare_review"].append((self._reviews, key, DAYS[held], test, None))
        moves: list[tuple[Any, int]] = []
        if rng.random() < 0.05 and last - decided > 40:
            moved = decided + 20 + int(rng.random() * (last - decided - 20))
            self._transfers += 1
            to_unit = rng.choice(self._country.old if moved < REFORM_DAY else self._country.new)
            batch["aftercare_transfer"].append((self._transfers, key, DAYS[moved], to_unit))
            moves = [(DATES[moved], to_unit)]
        copied = (DAYS[starts], DAYS[ended] if over else None, outcome if over else None)
        batch["aftercare_custody"].extend(
            (key, from_on.isoformat(), to_on.isoformat(), holder, *copied)
            for holder, from_on, to_on in custody.intervals(DATES[starts], unit_id, moves, self._country.units)
        )
