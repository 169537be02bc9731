"""Invented clubs of people after rehabilitation (câu lạc bộ sau cai) and their members."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from casework.services.demonstration.days import office_day
from casework.services.demonstration.episodes import InventedEpisode
from casework.services.demonstration.places import REFORM


@dataclass(frozen=True)
class InventedClub:
    """A club in the time it existed."""

    ref: str
    unit_code: str
    established_on: date
    name: str
    closed_on: date | None


@dataclass(frozen=True)
class InventedMembership:
    """Somebody in a club; the last day counts."""

    club_ref: str
    person_ref: str
    from_on: date
    to_on: date | None


_CLUBS = (
    InventedClub("DEMO-H30952-1", "30952", date(2018, 3, 15), "Câu lạc bộ Niềm tin thị trấn (hư cấu)", None),
    InventedClub("DEMO-H30958-1", "30958", date(2019, 5, 20), "Nhóm Đồng hành Định Hòa (hư cấu)", date(2024, 12, 31)),
    InventedClub("DEMO-H30970-1", "30970", date(2020, 9, 10), "Câu lạc bộ Hướng thiện (hư cấu)", None),
    InventedClub("DEMO-H30958-2", "30958", date(2025, 9, 8), "Câu lạc bộ Vươn lên Định Hòa (hư cấu)", None),
    InventedClub("DEMO-H30982-2", "30982", date(2026, 2, 10), "Nhóm bạn giúp bạn Vĩnh Tuy (hư cấu)", None),
)


def invent_clubs(today: date) -> list[InventedClub]:
    """The clubs that there were by a day."""
    return [each for each in _CLUBS if each.established_on <= today]


def invent_memberships(
    seed: int, clubs: list[InventedClub], episodes: list[InventedEpisode], today: date
) -> list[InventedMembership]:
    """Some of those who completed a course nearby join a club within months; each is in one club at most."""
    found: dict[str, InventedMembership] = {}
    for each in sorted(episodes, key=lambda episode: episode.registered_on):
        rng = Random(f"{seed}:{each.ref}:club")
        if each.ended_on is None or each.outcome != "completed" or rng.random() > 0.5 or each.person.ref in found:
            continue
        joined_on = office_day(each.ended_on + timedelta(days=rng.randint(10, 120)))
        club = _near(clubs, each, joined_on)
        if club is not None and joined_on <= today:
            found[each.person.ref] = _membership(rng, club, each.person.ref, joined_on, today)
    return list(found.values())


def _near(clubs: list[InventedClub], episode: InventedEpisode, on: date) -> InventedClub | None:
    codes = {episode.place.code_on(on), episode.place.code if on < REFORM else episode.place.new_code}
    for each in clubs:
        if each.unit_code in codes and each.established_on <= on and (each.closed_on is None or on < each.closed_on):
            return each
    return None


def _membership(rng: Random, club: InventedClub, person: str, joined_on: date, today: date) -> InventedMembership:
    left_on = joined_on + timedelta(days=rng.randint(120, 1500))
    leaves = rng.random() < 0.4 and left_on <= today
    last_on = left_on if leaves else None
    if club.closed_on is not None and club.closed_on <= today:
        last_on = min(last_on or club.closed_on, club.closed_on)
    return InventedMembership(club.ref, person, joined_on, last_on)
