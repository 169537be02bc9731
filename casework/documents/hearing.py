"""A session that examined a case, as its minutes tell it (cuộc họp xét duyệt)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Hearing:
    """Who the law wants there, who came, and how they voted.

    :param wanted: each member that the law names, and whether they were present
    :param is_tie: the minutes note that opinions were equal, so that the chair decides
    """

    held_on: date
    wanted: tuple[tuple[str, bool], ...] = ()
    votes_for: int | None = None
    votes_against: int | None = None
    is_tie: bool = False
