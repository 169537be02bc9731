"""The phases of a course (giai đoạn), laid out over its term."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from casework.services.demonstration.days import some_days_later


@dataclass(frozen=True)
class Phase:
    """One phase with its days."""

    name: str
    started_on: date
    completed_on: date | None

    def until(self, day: date) -> Phase:
        """What is known of it on a day by which it had started."""
        done = self.completed_on if self.completed_on is not None and self.completed_on <= day else None
        return replace(self, completed_on=done)


def phases_of(rng: Random, started_on: date, term_ends_on: date, *, all_five: bool) -> tuple[Phase, ...]:
    """Three phases always; the last two, which are free before the law of 2026, in about half of all courses."""
    if all_five:
        return _five(rng, started_on, term_ends_on)
    days = (term_ends_on - started_on).days
    admitted_on = some_days_later(rng, started_on, 3, 8)
    detoxified_on = some_days_later(rng, admitted_on, 10, 20)
    educated_on = started_on + timedelta(days=int(days * rng.uniform(0.55, 0.8)))
    phases = [
        Phase("admission", started_on, admitted_on),
        Phase("detoxification", admitted_on, detoxified_on),
        Phase("education", detoxified_on, educated_on),
    ]
    if rng.random() < 0.5:
        learnt_on = started_on + timedelta(days=int(days * rng.uniform(0.82, 0.92)))
        phases.append(Phase("labour_therapy", detoxified_on + timedelta(days=int(days * 0.2)), learnt_on))
    if rng.random() < 0.45:
        last_days = term_ends_on - timedelta(days=25)
        phases.append(Phase("reintegration", last_days, last_days + timedelta(days=rng.randint(22, 25))))
    return tuple(phases)


def _five(rng: Random, started_on: date, term_ends_on: date) -> tuple[Phase, ...]:
    """The five phases of Decree 163/2026: a short admission, and the last two to the last day of the term."""
    admitted_on = some_days_later(rng, started_on, 0, 2)
    detoxified_on = some_days_later(rng, admitted_on, 10, 20)
    educated_on = some_days_later(rng, detoxified_on, 95, 400)
    return (
        Phase("admission", started_on, admitted_on),
        Phase("detoxification", admitted_on, detoxified_on),
        Phase("education", detoxified_on, educated_on),
        Phase("labour_therapy", some_days_later(rng, detoxified_on, 0, 60), term_ends_on),
        Phase("reintegration", term_ends_on - timedelta(days=30), term_ends_on),
    )
