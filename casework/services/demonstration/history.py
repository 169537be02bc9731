"""Who registered when: all episodes of the district, month by month, the same whatever day it is today."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from casework.services.demonstration.days import months, office_day, office_day_before, office_day_in_month
from casework.services.demonstration.episodes import InventedEpisode, free_after, invent_episode
from casework.services.demonstration.people import InventedPerson, invent_person
from casework.services.demonstration.size import Size

DELIBERATE = {
    (2017, 5): "certificate late",
    (2018, 3): "decision late",
    (2019, 9): "short term",
    (2023, 2): "decision late",
    (2023, 10): "phase missing",
    (2024, 4): "certificate late",
}
"""Months in which one voluntary course broke the law of its day, so that the pages which say so have something."""


def invent_history(size: Size, seed: int, today: date) -> tuple[list[InventedPerson], list[InventedEpisode]]:
    """People in the order in which they first registered, and their episodes as they are known today.

    Every month draws its own lots: a month that is over never changes as time goes by.
    """
    people: list[InventedPerson] = []
    episodes: list[InventedEpisode] = []
    for year, month in months(size.first_year, today):
        rng = Random(f"{seed}:{year}-{month}:episodes")
        flaw = DELIBERATE.get((year, month), "")
        days = sorted(office_day_in_month(rng, year, month) for _ in range(_how_many(rng, size.registrations_a_month)))
        for registered_on in days:
            person = _who(rng, people, size, registered_on)
            if person is None:
                continue
            episode = invent_episode(rng, person, registered_on, form="community" if flaw else "")
            if flaw and episode.outcome == "completed":
                episode, flaw = _spoil(episode, flaw), ""
            _remember(rng, person, episode)
            if registered_on > today:
                continue
            episodes.append(episode.until(today))
            compulsory_on = office_day((episode.ended_on or registered_on) + timedelta(days=rng.randint(12, 35)))
            if episode.outcome == "to_compulsory" and person.free_from is not None and rng.random() < 0.7:
                following = invent_episode(rng, person, compulsory_on, form="centre_compulsory")
                _remember(rng, person, following)
                if compulsory_on <= today:
                    episodes.append(following.until(today))
    seen = {id(episode.person) for episode in episodes}
    return [person for person in people if id(person) in seen], episodes


def _how_many(rng: Random, rate: float) -> int:
    return int(rate * rng.uniform(0.55, 1.45) + rng.random())


def _who(rng: Random, people: list[InventedPerson], size: Size, on: date) -> InventedPerson | None:
    free = [person for person in people if person.free_from is not None and person.free_from <= on]
    if len(people) < size.people and (not free or rng.random() >= size.relapses):
        people.append(invent_person(rng, len(people) + 1, on))
        return people[-1]
    return rng.choice(free) if free else None


def _remember(rng: Random, person: InventedPerson, episode: InventedEpisode) -> None:
    person.episodes += 1
    person.courses += episode.started_on is not None
    person.free_from = free_after(rng, episode)
    person.last_seen_on = max(
        day
        for day in (person.last_seen_on, episode.registered_on, episode.started_on, *(m[0] for m in episode.moves))
        if day is not None
    )
    if episode.moves:
        person.place = episode.moves[-1][1]


def _spoil(episode: InventedEpisode, flaw: str) -> InventedEpisode:
    if flaw == "certificate late" and episode.certified_on is not None:
        return replace(episode, certified_on=office_day(episode.certified_on + timedelta(days=47)))
    if flaw == "decision late" and episode.decided_on is not None:
        return replace(episode, registered_on=office_day_before(episode.decided_on - timedelta(days=17)))
    if flaw == "phase missing":
        return replace(episode, phases=tuple(each for each in episode.phases if each.name != "education"))
    return replace(episode, term_months=4)
