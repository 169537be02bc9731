"""Which case of a person a row of a commune's own sheet is about (hồ sơ của người), by the row's day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from casework.access import queries
from casework.access.scope import Scope
from casework.exchange.cells import Doubt
from casework.exchange.own_people import Known
from casework.i18n import format_date
from casework.records.aftercare import Aftercare
from casework.records.episode import Episode

CASES = ("episodes", "aftercare")


@dataclass(frozen=True)
class _Case:
    ref: str
    begun_on: date
    ended_on: date | None

    def __str__(self) -> str:
        return f"{self.ref} từ {format_date(self.begun_on)}"


class Cases:
    """The cases in the scope's custody, by their people."""

    def __init__(self, session: Session, scope: Scope) -> None:
        self._session, self._scope = session, scope
        self._known: dict[tuple[str, int], list[_Case]] = {}

    def ref(self, table: str, person: Known, on: date | None) -> str | Doubt:
        """The key of the person's only case, or of the only one that was open on the day."""
        key = (table, person.id)
        if key not in self._known:
            rows = self._session.execute(self._query(table, person.id))
            self._known[key] = [_Case(*row) for row in rows]
        cases = self._known[key]
        there = [each for each in cases if on and each.begun_on <= on <= (each.ended_on or on)]
        found = cases if len(cases) == 1 else there
        if len(found) == 1:
            return found[0].ref
        told = "; ".join(map(str, cases)) or "chưa có hồ sơ nào"
        return Doubt(person.full_name, f"không rõ là hồ sơ nào của {person.ref} ({told}); hãy ghi mã hồ sơ")

    def _query(self, table: str, person_id: int) -> Any:
        if table == "episodes":
            episodes = queries.held_episodes(self._scope).where(Episode.person_id == person_id)
            return episodes.with_only_columns(Episode.ref, Episode.registered_on, Episode.ended_on)
        aftercares = queries.held_aftercares(self._scope).where(Aftercare.person_id == person_id)
        return aftercares.with_only_columns(Aftercare.ref, Aftercare.starts_on, Aftercare.ended_on)
