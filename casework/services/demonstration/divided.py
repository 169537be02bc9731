"""A commune that was really divided by the reform: Xã Phú Hội, one part of which became Xã An Phú, one Xã Nhơn Hội.

Nobody may guess which part somebody lived in: what was open there waits until it is allocated, and what was reported
of it before has no commune of today (chưa phân bổ). Nguồn: seed/admin_unit_successions.csv.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from casework.services.demonstration.days import office_day
from casework.services.demonstration.episodes import InventedEpisode
from casework.services.demonstration.listings import InventedListing
from casework.services.demonstration.people import InventedPerson, invent_person
from casework.services.demonstration.phases import phases_of
from casework.services.demonstration.places import Place
from casework.workflow.calendar import months_later, working_days_later

VILLAGES = ("Phước An", "Hòa Bình", "Tân Hưng")
"""Invented, as all of the demonstration's are; the people of the first were given to a commune of today."""

DIVIDED = Place("30355", "Xã Phú Hội", "", 0, VILLAGES)
"""Huyện An Phú (886), Tỉnh An Giang of before the reform."""

_FIRST = 501
"""People are numbered from here: their national ids are nobody else's."""

_COURSES = (
    # Registered, form, months, ended before the reform, outcome.
    (date(2024, 11, 4), "home", 6, date(2025, 5, 6), "completed"),
    (date(2025, 1, 13), "home", 12, None, ""),
    (date(2025, 5, 5), "community", 6, None, ""),
    (date(2025, 2, 10), "community", 9, None, ""),
    (date(2025, 4, 14), "home", 6, date(2025, 6, 12), "abandoned"),
    (date(2025, 6, 2), "home", 6, None, ""),
    (date(2025, 3, 17), "home", 6, None, ""),
    (date(2025, 6, 9), "community", 6, None, ""),
)


@dataclass(frozen=True)
class InventedDivision:
    """What the divided commune had on its last day."""

    people: list[InventedPerson]
    episodes: list[InventedEpisode]
    listings: list[InventedListing]


def invent_division(seed: int) -> InventedDivision:
    """A few people of the divided commune, most of them in a course on the day of the reform; the same every day."""
    found = InventedDivision([], [], [])
    for place, (registered_on, form, term, ended_on, outcome) in enumerate(_COURSES):
        rng = Random(f"{seed}:{DIVIDED.code}:{place}")
        person = invent_person(rng, _FIRST + place, registered_on, DIVIDED, mark="D")
        decided_on = working_days_later(registered_on, 2)
        term_ends_on = months_later(decided_on, term)
        phases = phases_of(rng, decided_on, term_ends_on, all_five=False)
        seen_until = ended_on or date.max
        episode = InventedEpisode(
            person=person,
            number=1,
            place=DIVIDED,
            form=form,
            declared_by="self" if (registered_on - person.birth_on).days > 18 * 366 else "family",
            registered_on=registered_on,
            decided_on=decided_on,
            term_months=term,
            started_on=decided_on,
            ended_on=ended_on,
            outcome=outcome,
            certified_on=office_day(ended_on) if outcome == "completed" and ended_on else None,
            phases=tuple(each.until(seen_until) for each in phases if each.started_on <= seen_until),
        )
        found.people.append(person)
        found.episodes.append(episode)
        found.listings.append(InventedListing(person.ref, DIVIDED.code, "addict", registered_on, None, ""))
    return found
