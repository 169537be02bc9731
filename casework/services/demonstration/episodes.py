"""How an episode of rehabilitation runs, from registration to its end, under the law of its day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from casework.services.demonstration.days import office_day, some_days_later
from casework.services.demonstration.people import InventedPerson
from casework.services.demonstration.phases import Phase, phases_of
from casework.services.demonstration.places import Place, move_from
from casework.workflow.calendar import months_later, working_days_later

LAW_2021 = date(2022, 1, 1)
LAW_2026 = date(2026, 7, 1)


@dataclass(frozen=True)
class InventedEpisode:
    """One course with all that will ever happen in it; `until` cuts off what has not happened yet."""

    person: InventedPerson
    number: int
    """Which of the person's courses it is, from 1."""
    place: Place
    form: str
    declared_by: str
    registered_on: date
    decided_on: date | None = None
    term_months: int | None = None
    started_on: date | None = None
    ended_on: date | None = None
    outcome: str = ""
    certified_on: date | None = None
    phases: tuple[Phase, ...] = ()
    moves: tuple[tuple[date, Place], ...] = ()
    of_today: bool = False
    """Made up around the present day, and another one on another day."""

    def until(self, today: date) -> InventedEpisode:
        """What is known of it on a day; it was registered by then."""
        return replace(
            self,
            decided_on=_known(self.decided_on, today),
            term_months=self.term_months if _known(self.decided_on, today) else None,
            started_on=_known(self.started_on, today),
            ended_on=_known(self.ended_on, today),
            outcome=self.outcome if _known(self.ended_on, today) else "",
            certified_on=_known(self.certified_on, today),
            phases=tuple(each.until(today) for each in self.phases if each.started_on <= today),
            moves=tuple(move for move in self.moves if move[0] <= today),
        )

    @property
    def ref(self) -> str:
        """Its key for ever."""
        return f"{self.person.ref}-E{self.number}"

    @property
    def term_ends_on(self) -> date | None:
        """The last day of the term, counted as the law of the decision counts."""
        first = self.decided_on if self.decided_on is not None and self.decided_on < LAW_2021 else self.started_on
        return months_later(first, self.term_months) if first and self.term_months else None


def _known(day: date | None, today: date) -> date | None:
    return day if day is not None and day <= today else None


def invent_episode(rng: Random, person: InventedPerson, registered_on: date, form: str = "") -> InventedEpisode:
    """A course from its registration on, nothing in it against the law of its day."""
    form = form or _choose_form(rng, registered_on)
    decided_on = _decided(rng, form, registered_on)
    opened = InventedEpisode(
        person=person,
        number=person.episodes + 1,
        place=person.place,
        form=form,
        declared_by=_declared_by(rng, form, person, registered_on),
        registered_on=registered_on,
    )
    if rng.random() < 0.02:
        return replace(opened, ended_on=working_days_later(registered_on, 2), outcome="other")
    term = _term(rng, form, decided_on, again=person.courses > 0)
    decided = replace(opened, decided_on=decided_on, term_months=term)
    if rng.random() < 0.02:
        return replace(decided, ended_on=working_days_later(decided_on, 6), outcome="abandoned")
    most = 0 if form.startswith("centre") else 2 if decided_on >= LAW_2026 else 4
    return _run(rng, replace(decided, started_on=working_days_later(decided_on, rng.randint(0, most))))


def _run(rng: Random, begun: InventedEpisode) -> InventedEpisode:
    end = begun.term_ends_on
    assert begun.started_on is not None and begun.decided_on is not None and end is not None
    outcome = rng.choices(*_OUTCOMES)[0]
    if outcome == "to_compulsory" and begun.form in ("community_compulsory", "centre_compulsory"):
        outcome = "violated"
    days = (end - begun.started_on).days
    ended_on = end if outcome == "completed" else some_days_later(rng, begun.started_on, 15, days - 8)
    certified_on = None
    if outcome == "completed":
        issued_on = office_day(some_days_later(rng, ended_on, 0, 4))
        if begun.decided_on >= LAW_2026:
            issued_on = ended_on  # within the last 24 hours of the term, whatever day of the week it is
        # Since the law of 2026 nobody knows who signs for the cases of the law before: they wait.
        waits = issued_on >= LAW_2026 and begun.decided_on < LAW_2026
        certified_on = None if waits else issued_on
    moves: tuple[tuple[date, Place], ...] = ()
    if rng.random() < 0.07 and (ended_on - begun.started_on).days > 60:
        moved_on = office_day(some_days_later(rng, begun.started_on, 25, (ended_on - begun.started_on).days - 15))
        moves = ((moved_on, move_from(rng, begun.place, moved_on)),)
    phases = phases_of(rng, begun.started_on, end, all_five=begun.decided_on >= LAW_2026)
    return replace(
        begun,
        ended_on=ended_on,
        outcome=outcome,
        certified_on=certified_on,
        phases=tuple(each.until(ended_on) for each in phases if each.started_on <= ended_on),
        moves=moves,
    )


_OUTCOMES = (
    ("completed", "abandoned", "violated", "to_compulsory", "imprisoned", "died", "other"),
    (62, 14, 7, 7, 5, 2, 3),
)


def _choose_form(rng: Random, on: date) -> str:
    forms = ("home", "community", "community_compulsory", "centre_voluntary", "centre_compulsory")
    # Compulsory rehabilitation in the community ended with Decree 94/2010; what is registered now is decided in time.
    return rng.choices(forms, (40, 36, 15, 4, 5) if on < date(2021, 12, 1) else (46, 44, 0, 4, 6))[0]


def _declared_by(rng: Random, form: str, person: InventedPerson, on: date) -> str:
    if form.endswith("compulsory"):
        return "none"
    if (on - person.birth_on).days < 18 * 366:
        return rng.choice(("family", "guardian"))
    return rng.choices(("self", "family"), (7, 3))[0]


def _decided(rng: Random, form: str, on: date) -> date:
    if form == "centre_compulsory":
        return working_days_later(on, rng.randint(8, 20))
    if on >= LAW_2026:
        return on + timedelta(days=rng.randint(0, 1))  # 24 clock hours: a weekend does not stop them
    return working_days_later(on, rng.randint(1, 3) if on >= LAW_2021 else rng.randint(2, 5))


def _term(rng: Random, form: str, on: date, *, again: bool) -> int:
    if on >= LAW_2026:
        return 36 if again else 24
    if form == "centre_compulsory":
        return rng.choice((12, 15, 18, 24))
    return rng.choices((6, 9, 12), (6, 2, 2))[0]


def free_after(rng: Random, episode: InventedEpisode) -> date | None:
    """The first day on which the person may register again; none: never."""
    ended_on = episode.ended_on or episode.registered_on
    if episode.outcome == "died":
        return None
    if episode.outcome == "imprisoned":
        return ended_on + timedelta(days=rng.randint(600, 1500))
    return ended_on + timedelta(days=rng.randint(100, 700))
