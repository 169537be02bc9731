"""How long a course of voluntary rehabilitation lasts, and whether it is the first (thời hạn, lần cai nghiện).

From 01/07/2026 the term hangs on how often the person has been in rehabilitation. Which earlier episodes count is
not said by the law (chưa kiểm chứng): the parameter `counted_as_a_time` chooses a reading, and only what every
reading agrees on may refuse.

Nguồn: khoản 1 Điều 29 Luật 120/2025/QH15.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from casework.law.dated import Value, parameter
from casework.law.facts import EarlierEpisode, EpisodeFacts

SINCE = date(2026, 7, 1)
"""The first day of Law 120/2025/QH15, under which the count began to matter."""

COUNTS_AS_A_TIME = parameter("durations", "counted_as_a_time")

READINGS: Mapping[str, Callable[[EarlierEpisode], bool]] = {
    "started": lambda each: each.started_on is not None,
    "completed": lambda each: each.started_on is not None and each.completed,
    "started_since_2026": lambda each: each.started_on is not None and (each.decided_on or each.started_on) >= SINCE,
}
"""The readings of "từ lần thứ hai" that somebody could defend."""


@dataclass(frozen=True)
class Span:
    """The lawful lengths of a term, in months, with their clause."""

    least: Value
    most: Value

    def has(self, months: int | None) -> bool:
        """Whether a term of so many months is lawful."""
        return months is not None and self.least.number <= months <= self.most.number

    @property
    def text(self) -> str:
        """As it is printed: one length, or from one to another."""
        least, most = self.least.number, self.most.number
        return f"từ {least} tháng đến {most} tháng" if least < most else f"{least} tháng"


@dataclass(frozen=True)
class Terms:
    """The term of one case: the reading this system follows, and the readings it cannot exclude."""

    chosen: Span
    possible: tuple[Span, ...]
    times_on_file: int
    doubt: Value | None
    """The clause that leaves the count open, where it makes a difference."""


def terms_of(facts: EpisodeFacts, day: date) -> Terms:
    """The lawful terms of a decision of a day.

    Nobody is sure of a first time while only the files were searched; who declares courses elsewhere makes it surer.
    """
    first, repeated = _span("voluntary_community_", day), _span("voluntary_community_repeat_", day)
    if first.text == repeated.text:
        return Terms(first, (first,), len(facts.earlier), None)
    reading = COUNTS_AS_A_TIME.on(day)
    elsewhere = facts.earlier_elsewhere or 0
    counts = {name: sum(map(counts, facts.earlier)) for name, counts in READINGS.items()}
    chosen = repeated if counts[reading.text] + elsewhere else first
    surely_repeated = any(all(counts(each) for counts in READINGS.values()) for each in facts.earlier)
    surely_first = not any(counts.values()) and facts.earlier_elsewhere == 0
    possible = (repeated,) if surely_repeated else (first,) if surely_first else (first, repeated)
    return Terms(chosen, possible, counts[reading.text], None if len(possible) == 1 else reading)


def _span(prefix: str, day: date) -> Span:
    return Span(
        parameter("durations", f"{prefix}min_term").on(day), parameter("durations", f"{prefix}max_term").on(day)
    )
