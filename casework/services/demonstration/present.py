"""Cases that are open today, one of each stage in each commune, so that no start page is ever empty."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from casework.services.demonstration.days import office_day_before
from casework.services.demonstration.episodes import LAW_2026, InventedEpisode
from casework.services.demonstration.people import InventedPerson, invent_person
from casework.services.demonstration.phases import phases_of
from casework.services.demonstration.places import PLACES, Place
from casework.workflow.calendar import months_earlier, months_later


class Present:
    """What is going on today in one commune after another."""

    def __init__(self, seed: int, today: date) -> None:
        self.people: list[InventedPerson] = []
        self.episodes: list[InventedEpisode] = []
        self._today = today
        # The oldest place of a commune of today stands for it.
        for home in {place.code_on(today): place for place in reversed(PLACES)}.values():
            self._fill(Random(f"{seed}:{home.code}:present"), home)

    def _fill(self, rng: Random, home: Place) -> None:
        for waits in (1, rng.randint(4, 6)):
            self._open(rng, home, registered_on=self._before(waits))
        decided_on = self._before(rng.randint(1, 2))
        registered_on = self._before(3) if decided_on < LAW_2026 else self._day_before(decided_on)
        self._open(rng, home, registered_on=registered_on, decided_on=decided_on)
        self._running(rng, home, started_on=self._before(rng.randint(4, 12)))
        for term_ends_on in self._term_ends(rng):
            self._running(rng, home, term_ends_on=term_ends_on)

    def _before(self, days: int) -> date:
        return office_day_before(self._today - timedelta(days=days))

    def _day_before(self, decided_on: date) -> date:
        """The last office day before a decision; the same day where the law of 2026 gives only 24 clock hours."""
        day = office_day_before(decided_on - timedelta(days=1))
        return day if decided_on < LAW_2026 or (decided_on - day).days == 1 else decided_on

    def _term_ends(self, rng: Random) -> Iterator[date]:
        """Two terms that end soon, one that has just ended without a certificate."""
        for fewest, most in ((2, 9), (12, 27), (-14, -4)):
            yield self._today + timedelta(days=rng.randint(fewest, most))

    def _open(self, rng: Random, home: Place, *, registered_on: date, decided_on: date | None = None) -> None:
        person = invent_person(rng, len(self.people) + 1, registered_on, home, mark="H")
        self.people.append(person)
        self.episodes.append(
            InventedEpisode(
                person=person,
                of_today=True,
                number=1,
                place=home,
                form=rng.choice(("home", "community")),
                declared_by="self" if (registered_on - person.birth_on).days > 18 * 366 else "family",
                registered_on=registered_on,
                decided_on=decided_on,
                term_months=lawful_term(decided_on) if decided_on else None,
            )
        )

    def _running(
        self, rng: Random, home: Place, *, started_on: date | None = None, term_ends_on: date | None = None
    ) -> None:
        """A course that began on a day, or whose term ends about a day where some lawful term allows it."""
        term = lawful_term(started_on) if started_on else 0
        if term_ends_on is not None:
            begun = ((months, office_day_before(months_earlier(term_ends_on, months))) for months in (9, 6, 12, 24))
            term, started_on = next(((m, day) for m, day in begun if is_lawful(m, day)), (0, None))
        if started_on is None:
            return
        self._open(
            rng,
            home,
            registered_on=self._day_before(started_on),
            decided_on=started_on,
        )
        phases = phases_of(rng, started_on, months_later(started_on, term), all_five=started_on >= LAW_2026)
        known = tuple(each.until(self._today) for each in phases if each.started_on <= self._today)
        self.episodes[-1] = replace(self.episodes[-1], term_months=term, started_on=started_on, phases=known)


def lawful_term(decided_on: date) -> int:
    """The shortest term of a first course decided on a day, in months."""
    return 24 if decided_on >= LAW_2026 else 6


def is_lawful(term_months: int, decided_on: date) -> bool:
    """Whether a first course may be decided for so many months on a day."""
    return term_months == 24 if decided_on >= LAW_2026 else 6 <= term_months <= 12
