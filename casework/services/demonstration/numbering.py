"""Numbers of invented papers: counted by commune and year in the order of signing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date

from casework.services.demonstration.episodes import InventedEpisode


class Papers:
    """The number of each decision and certificate (số quyết định, số giấy xác nhận)."""

    def __init__(self, episodes: list[InventedEpisode]) -> None:
        self._decisions = _numbers(episodes, lambda episode: episode.decided_on)
        self._certificates = _numbers(episodes, lambda episode: episode.certified_on)

    def decision(self, episode: InventedEpisode) -> str:
        """The number of its decision; nothing while there is none."""
        number = self._decisions.get(id(episode))
        return f"{number:02d}/QĐ-CNMT" if number else ""

    def certificate(self, episode: InventedEpisode) -> str:
        """The number of its certificate; nothing while there is none."""
        number = self._certificates.get(id(episode))
        return f"{number:02d}/GXN-CNMT" if number else ""


_TODAYS = 200
"""Cases that are open today are numbered from here: they are other cases on another day, and disturb no number."""


def _numbers(episodes: list[InventedEpisode], signed_on: Callable[[InventedEpisode], date | None]) -> dict[int, int]:
    signed = [(day, place, each) for place, each in enumerate(episodes) if (day := signed_on(each)) is not None]
    counts: Counter[tuple[int, str, bool]] = Counter()
    numbers: dict[int, int] = {}
    for day, _, episode in sorted(signed, key=lambda entry: entry[:2]):
        book = day.year, episode.place.code_on(day), episode.of_today
        counts[book] += 1
        numbers[id(episode)] = counts[book] + (_TODAYS if episode.of_today else 0)
    return numbers
