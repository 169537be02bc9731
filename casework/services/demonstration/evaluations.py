"""Invented evaluations after rehabilitation (đánh giá tái nghiện, việc làm)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from casework.services.demonstration.days import office_day
from casework.services.demonstration.episodes import InventedEpisode

PROJECT_SINCE = date(2023, 6, 1)
"""The day after Kế hoạch 89/KH-UBND was signed."""
PROJECT_PLACES = ("30952", "30970", "30958", "30961")
"""Thị trấn Gò Quao, Vĩnh Hòa Hưng Nam, Định Hòa, Thới Quản: the communes with a model of the plan."""


@dataclass(frozen=True)
class InventedEvaluation:
    """What was found about one person on one day."""

    person_ref: str
    unit_code: str
    evaluated_on: date
    outcome: str
    reason_not_evaluated: str
    employment: str
    law_violation: bool | None
    cohort: str
    returned_on: date | None


def invent_evaluations(seed: int, episodes: list[InventedEpisode], today: date) -> list[InventedEvaluation]:
    """Half a year and more after a completed course; whoever registered again soon after had relapsed."""
    found: dict[tuple[str, date], InventedEvaluation] = {}
    begun: dict[str, list[InventedEpisode]] = {}
    for each in episodes:
        begun.setdefault(each.person.ref, []).append(each)
    for each in episodes:
        if each.ended_on is None or each.outcome != "completed":
            continue
        rng = Random(f"{seed}:{each.ref}:evaluation")
        for months in (6, 12, 24):
            on = office_day(each.ended_on + timedelta(days=months * 30 + rng.randint(0, 20)))
            if on <= today and rng.random() < 0.6:
                found[each.person.ref, on] = _evaluation(rng, each, on, _came_back(each, begun[each.person.ref], on))
    return list(found.values())


def _came_back(course: InventedEpisode, courses: list[InventedEpisode], on: date) -> bool:
    """Whether the person began another course by about the day of the evaluation."""
    assert course.ended_on is not None
    soon = on + timedelta(days=60)
    return any(each.number > course.number and each.registered_on <= soon for each in courses)


def _evaluation(rng: Random, course: InventedEpisode, on: date, came_back: bool) -> InventedEvaluation:
    place = course.moves[-1][1] if course.moves else course.place
    project = place.code in PROJECT_PLACES and on >= PROJECT_SINCE
    outcome = "relapsed" if came_back or rng.random() < (0.08 if project else 0.15) else "not_relapsed"
    unseen = not came_back and rng.random() < 0.12
    working = ("stable", "stable", "casual", "casual", "none") if project else ("stable", "casual", "casual", "none")
    return InventedEvaluation(
        person_ref=course.person.ref,
        unit_code=place.code_on(on),
        evaluated_on=on,
        outcome="not_evaluated" if unseen else outcome,
        reason_not_evaluated=rng.choice(("absent", "absent", "ill", "moved", "unknown")) if unseen else "",
        employment="" if unseen else rng.choice(working),
        law_violation=None if unseen else rng.random() < (0.12 if outcome == "relapsed" else 0.03),
        cohort="project" if project else "other",
        returned_on=course.ended_on,
    )
