"""Invented people: who they are and where they live."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from casework.services.demonstration.names import choose_ethnicity, invent_name
from casework.services.demonstration.places import Place, choose_place


@dataclass
class InventedPerson:
    """Somebody who does not exist, with the days between which they are free for a new episode."""

    ref: str
    full_name: str
    sex: str
    birth_on: date
    knows_birthday: bool
    ethnicity: str
    national_id: str
    phone: str
    place: Place
    """Where they live now: it moves with them."""
    free_from: date | None
    """The first day on which a new episode may be registered; none: never again."""
    last_seen_on: date
    episodes: int = 0
    courses: int = 0
    """How many of the episodes really began."""


def invent_person(rng: Random, number: int, on: date, place: Place | None = None, mark: str = "P") -> InventedPerson:
    """Somebody who registers for the first time on a day.

    National ids begin with 000, a province that does not exist (mã tỉnh 001 đến 096 là của các tỉnh); telephone
    numbers begin with 0900 000, and every address says that the person is invented.
    """
    home = place or choose_place(rng)
    sex = "male" if rng.random() < 0.94 else "female"
    ethnicity = choose_ethnicity(rng)
    age_days = int(rng.triangular(16.3, 58, 27) * 365.25)
    birth_on = on - timedelta(days=age_days)
    return InventedPerson(
        ref=f"DEMO-{mark}{number:05d}",
        full_name=invent_name(rng, sex, ethnicity),
        sex=sex,
        birth_on=birth_on,
        knows_birthday=rng.random() < 0.9 or age_days < 18 * 365,
        ethnicity=ethnicity,
        national_id=_impossible_id(sex, birth_on, number, mark) if rng.random() < 0.93 else "",
        phone=f"0900 000 {rng.randint(0, 999):03d}" if rng.random() < 0.6 else "",
        place=home,
        free_from=on,
        last_seen_on=on,
    )


def _impossible_id(sex: str, birth_on: date, number: int, mark: str) -> str:
    century = 0 if birth_on.year < 2000 else 2
    return f"000{century + (sex == 'female')}{birth_on.year % 100:02d}{number + 90_000 * (mark != 'P') + 100_000:06d}"
