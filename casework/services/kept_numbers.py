"""Numbers that take long to count, kept for some minutes together with the moment they were counted (giờ tính).

A board of the country counts for seconds. Whoever opens it again soon sees what was counted then, and when that was;
a page that shows such numbers says so, and offers to count anew. Whatever is counted quickly is counted each time, and
so is every number of a commune: who has just written something down looks for it in the number.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from time import monotonic
from typing import Any, Generic, TypeVar

from flask import current_app

from casework.records.unit import Unit
from casework.services.clock import instant

T = TypeVar("T")
LONG = 1.0
"""What takes so many seconds is kept."""
KEPT = timedelta(minutes=10)
MOST = 200
"""So many answers are kept; the ones longest unasked go first."""


@dataclass(frozen=True)
class Counted(Generic[T]):
    """What was counted, and when, where that was not for this very question."""

    value: T
    earlier: datetime | None = None


class _Shelf:
    """What one process keeps; each question has a lock, so that of several who ask at once one counts."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._found: OrderedDict[Hashable, Counted[Any]] = OrderedDict()
        self._asked: dict[Hashable, Lock] = {}

    def lock_of(self, question: Hashable) -> Lock:
        """Held while the question is looked up or counted."""
        with self._lock:
            return self._asked.setdefault(question, Lock())

    def find(self, question: Hashable, now: datetime) -> Counted[Any] | None:
        """What is kept and not too old."""
        with self._lock:
            found = self._found.get(question)
            if found is None or found.earlier is None or now - found.earlier >= KEPT:
                return None
            self._found.move_to_end(question)
            return found

    def keep(self, question: Hashable, found: Counted[Any]) -> None:
        """Say it again to whoever asks soon."""
        with self._lock:
            self._found[question] = found
            self._found.move_to_end(question)
            while len(self._found) > MOST:
                self._asked.pop(self._found.popitem(last=False)[0], None)

    def let_go(self, question: Hashable) -> None:
        """It was quick: nobody need wait for another's answer."""
        with self._lock:
            self._found.pop(question, None)
            self._asked.pop(question, None)


def counted(unit: Unit, question: tuple[Hashable, ...], count: Callable[[], T], *, anew: bool = False) -> Counted[T]:
    """What `count` gives of a unit, or what it gave a few minutes ago if that took long.

    :param question: everything on which the answer depends beside the unit; it must not depend on who asks
    :param anew: count now whatever is kept

    Where the day is fixed nobody knows the hour: then nothing is kept.
    """
    now = instant()
    if now is None or unit.kind == "commune":
        return Counted(count())
    shelf: _Shelf = current_app.extensions.setdefault("kept_numbers", _Shelf())
    asked = (unit.id, *question)
    with shelf.lock_of(asked):
        found = None if anew else shelf.find(asked, now)
        if found is not None:
            return found
        began = monotonic()
        value = count()
        if monotonic() - began >= LONG:
            shelf.keep(asked, Counted(value, now))
        else:
            shelf.let_go(asked)
        return Counted(value)
