"""Invented lists (danh sách quản lý) and determinations (xác định tình trạng nghiện) of the people with episodes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from casework.services.demonstration.days import office_day, office_day_before
from casework.services.demonstration.episodes import InventedEpisode
from casework.services.demonstration.places import Place

_REASONS = {
    "completed": "Hoàn thành cai nghiện, không sử dụng lại trong thời gian theo dõi",
    "died": "Chết",
    "imprisoned": "Chấp hành án phạt tù",
}
_SUBSTANCES = ("methamphetamine", "heroin", "methamphetamine, ketamine", "MDMA", "cần sa", "heroin, methamphetamine")


@dataclass(frozen=True)
class InventedListing:
    """One person on one commune's list."""

    person_ref: str
    unit_code: str
    status: str
    listed_on: date
    removed_on: date | None
    removal_reason: str


@dataclass(frozen=True)
class InventedDetermination:
    """One determination of one person."""

    person_ref: str
    unit_code: str
    determined_on: date
    result: str
    substances: str


def invent_listings(seed: int, episodes: list[InventedEpisode], today: date) -> list[InventedListing]:
    """On the list from some days before the first course on; off it a year after a good end, or where they moved."""
    found: list[InventedListing] = []
    for person, courses in _by_person(episodes).items():
        rng = Random(f"{seed}:{person}:listing")
        first = courses[0]
        listed_on = office_day_before(first.registered_on - timedelta(days=rng.randint(8, 40)))
        if rng.random() < 0.2:
            began = office_day_before(listed_on - timedelta(days=rng.randint(120, 500)))
            found.append(_listing(first.place, person, "user", began, listed_on, "Xác định là người nghiện ma túy"))
        found += _as_addict(rng, person, courses, listed_on, today)
    return found


def _as_addict(
    rng: Random, person: str, courses: list[InventedEpisode], listed_on: date, today: date
) -> list[InventedListing]:
    found = []
    place = courses[0].place
    for moved_on, to_place in (move for each in courses for move in each.moves):
        if moved_on > listed_on and to_place is not place:
            found.append(_listing(place, person, "addict", listed_on, moved_on, "Chuyển nơi cư trú"))
            place, listed_on = to_place, moved_on
    last = courses[-1]
    removed_on = last.ended_on
    if removed_on is not None and last.outcome == "completed":
        removed_on = office_day(removed_on + timedelta(days=rng.randint(330, 420)))
    if removed_on is None or removed_on > today or last.outcome not in _REASONS or removed_on < listed_on:
        return [*found, _listing(place, person, "addict", listed_on, None, "")]
    found.append(_listing(place, person, "addict", listed_on, removed_on, _REASONS[last.outcome]))
    seen_on = office_day(removed_on + timedelta(days=rng.randint(60, 300)))
    if last.outcome == "completed" and rng.random() < 0.2 and seen_on <= today:
        found.append(_listing(place, person, "user", seen_on, None, ""))
    return found


def _listing(
    place: Place, person: str, status: str, listed_on: date, removed_on: date | None, reason: str
) -> InventedListing:
    return InventedListing(person, place.code_on(listed_on), status, listed_on, removed_on, reason)


def invent_determinations(seed: int, episodes: list[InventedEpisode]) -> list[InventedDetermination]:
    """Before most courses somebody determined the addiction; now and then the first answer was that there is none."""
    found: dict[tuple[str, date], InventedDetermination] = {}
    for each in episodes:
        rng = Random(f"{seed}:{each.ref}:determination")
        if rng.random() > (0.85 if each.number == 1 else 0.45):
            continue
        on = office_day_before(each.registered_on - timedelta(days=rng.randint(1, 6)))
        found[each.person.ref, on] = _determination(rng, each, on, "addicted")
        if each.number == 1 and rng.random() < 0.06:
            earlier = office_day_before(on - timedelta(days=rng.randint(90, 400)))
            found[each.person.ref, earlier] = _determination(rng, each, earlier, "not_addicted")
    return list(found.values())


def _determination(rng: Random, episode: InventedEpisode, on: date, result: str) -> InventedDetermination:
    substances = rng.choice(_SUBSTANCES) if result == "addicted" or rng.random() < 0.5 else ""
    return InventedDetermination(episode.person.ref, episode.place.code_on(on), on, result, substances)


def _by_person(episodes: list[InventedEpisode]) -> dict[str, list[InventedEpisode]]:
    found: dict[str, list[InventedEpisode]] = {}
    for each in sorted(episodes, key=lambda episode: (episode.registered_on, episode.number)):
        found.setdefault(each.person.ref, []).append(each)
    return found
