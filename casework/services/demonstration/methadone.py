"""Invented substitution treatment (điều trị thay thế bằng Methadone)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from casework.services.demonstration.days import office_day
from casework.services.demonstration.episodes import InventedEpisode
from casework.services.demonstration.size import Size

_FACILITIES = ("Cơ sở điều trị Methadone số 1 (hư cấu)", "Điểm cấp phát thuốc Methadone số 2 (hư cấu)")


@dataclass(frozen=True)
class InventedTreatment:
    """One course of substitution treatment."""

    ref: str
    person_ref: str
    unit_code: str
    started_on: date
    facility: str
    ended_on: date | None
    outcome: str


def invent_treatments(size: Size, seed: int, episodes: list[InventedEpisode], today: date) -> list[InventedTreatment]:
    """Some of those who did not complete their course begin a treatment some months later."""
    ended = [each for each in episodes if each.ended_on and each.outcome in ("abandoned", "violated", "other")]
    first_of = {each.person.ref: each for each in reversed(ended)}
    treatments = (_treatment(size, seed, episode, today) for episode in first_of.values())
    return sorted((each for each in treatments if each is not None), key=lambda each: each.started_on)


def _treatment(size: Size, seed: int, episode: InventedEpisode, today: date) -> InventedTreatment | None:
    rng = Random(f"{seed}:{episode.person.ref}:methadone")
    assert episode.ended_on is not None
    started_on = office_day(episode.ended_on + timedelta(days=rng.randint(15, 90)))
    if rng.random() >= size.methadone or started_on > today:
        return None
    ended_on = started_on + timedelta(days=rng.randint(200, 2400))
    outcome = rng.choices(("completed", "stopped", "terminated", "transferred", "died"), (3, 4, 3, 2, 1))[0]
    over = rng.random() < 0.6 and ended_on <= today
    return InventedTreatment(
        ref=f"DEMO-M{episode.person.ref.removeprefix('DEMO-')}",
        person_ref=episode.person.ref,
        unit_code=episode.place.code_on(started_on),
        started_on=started_on,
        facility=rng.choice(_FACILITIES),
        ended_on=ended_on if over else None,
        outcome=outcome if over else "",
    )
