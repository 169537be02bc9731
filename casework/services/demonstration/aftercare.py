"""Invented after-care (quản lý sau cai nghiện) of those who completed a course, under the law of its day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from casework.services.demonstration.days import office_day, office_day_before, some_days_later
from casework.services.demonstration.episodes import LAW_2021, LAW_2026, InventedEpisode
from casework.services.demonstration.places import Place, move_from
from casework.services.demonstration.size import Size
from casework.workflow.calendar import months_later, working_days_later

_NOTES = ("Chấp hành tốt, có việc làm", "Có mặt theo triệu tập", "Cần tiếp tục giúp đỡ", "")


@dataclass(frozen=True)
class InventedAftercare:
    """One after-care with its reviews and moves, as it is known today."""

    ref: str
    person_ref: str
    place: Place
    starts_on: date
    decided_on: date
    decision_number: str
    term_months: int
    ended_on: date | None
    outcome: str
    reviews: tuple[tuple[date, str, str], ...]
    """Day, drug test, note."""
    moves: tuple[tuple[date, Place], ...]


def invent_aftercares(size: Size, seed: int, episodes: list[InventedEpisode], today: date) -> list[InventedAftercare]:
    """After most completed courses, unless the next course began before the term was over."""
    again: dict[str, list[date]] = {}
    for episode in episodes:
        again.setdefault(episode.person.ref, []).append(episode.registered_on)
    found = (
        _aftercare(Random(f"{seed}:{each.ref}:aftercare"), size, each, again[each.person.ref], today)
        for each in episodes
        if each.outcome == "completed" and each.ended_on is not None and each.started_on is not None
    )
    return sorted((each for each in found if each is not None), key=lambda each: (each.starts_on, each.ref))


def _aftercare(
    rng: Random, size: Size, episode: InventedEpisode, registered: list[date], today: date
) -> InventedAftercare | None:
    assert episode.ended_on is not None
    completed_on = episode.ended_on
    dates = _decided(rng, episode, completed_on)
    place = episode.moves[-1][1] if episode.moves else episode.place
    if dates is None or rng.random() >= size.aftercare:
        return None
    decided_on, starts_on, term = dates
    begins = max(decided_on, starts_on)
    again = min((day for day in registered if day > completed_on), default=date.max)
    if begins > today or again <= begins:
        return None
    ended_on, outcome = _end(rng, starts_on, begins, term, again, decided_on)
    last = min(ended_on, today)
    moves: tuple[tuple[date, Place], ...] = ()
    if rng.random() < 0.12 and (last - begins).days > 120:
        moved_on = office_day(some_days_later(rng, begins, 40, (last - begins).days - 40))
        moves = ((moved_on, move_from(rng, place, moved_on)),)
    return InventedAftercare(
        ref=f"{episode.ref}-Q",
        person_ref=episode.person.ref,
        place=place,
        starts_on=starts_on,
        decided_on=decided_on,
        decision_number=f"{rng.randint(1, 180)}/QĐ-QLSC",
        term_months=term,
        ended_on=ended_on if ended_on <= today else None,
        outcome=outcome if ended_on <= today else "",
        reviews=_reviews(rng, begins, last),
        moves=moves,
    )


def _decided(rng: Random, episode: InventedEpisode, completed_on: date) -> tuple[date, date, int] | None:
    """Day of the decision, day from which the term counts, months; None where the law of that day asks for none."""
    compulsory = episode.form == "centre_compulsory"
    if completed_on >= LAW_2026:
        # From the notice before completion, and to be handed over in the last 24 hours.
        decided_on = max(office_day_before(completed_on - timedelta(days=rng.randint(4, 20))), LAW_2026)
        return decided_on, completed_on, 24 if compulsory else 12
    known_on = max(episode.certified_on or completed_on, completed_on)
    decided_on = working_days_later(known_on, rng.randint(2, 8))
    if decided_on >= LAW_2026:
        return None  # completed under one law and decided under the next: nobody has said which is right
    if decided_on >= LAW_2021:
        return decided_on, completed_on, 24 if compulsory else 12
    return (decided_on, decided_on, rng.choice((12, 18, 24))) if compulsory else None


def _end(rng: Random, starts_on: date, begins: date, term: int, again: date, decided_on: date) -> tuple[date, str]:
    full = months_later(starts_on, term)
    early, why = (
        some_days_later(rng, begins, 40, (full - begins).days - 20),
        rng.choice(("imprisoned", "died", "other")),
    )
    # A week before the next course at least: nobody registers from prison.
    if rng.random() < 0.06 and early < again - timedelta(days=7):
        return early, why
    # A course that begins meanwhile says that somebody was found addicted again: tables.py writes that down too.
    if again <= full:
        return again, "relapsed"
    return full if decided_on >= LAW_2026 else office_day(full + timedelta(days=rng.randint(0, 4))), "completed"


def _reviews(rng: Random, begins: date, last: date) -> tuple[tuple[date, str, str], ...]:
    """About one a month up to the day after-care is known for; a positive test now and then."""
    found: list[tuple[date, str, str]] = []
    day = begins
    while True:
        day = office_day(day + timedelta(days=rng.randint(24, 31)))
        if day > last:
            return tuple(found)
        test = rng.choices(("negative", "positive", "none"), (80, 4, 16))[0]
        found.append((day, test, rng.choice(_NOTES)))
