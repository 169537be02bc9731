"""Cases that were closed as doubles when two records became one (đóng hành chính): for timelines and pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from casework.access import queries
from casework.access.scope import Scope
from casework.records.merge import Merge
from casework.services.merge_overlaps import CaseKind


@dataclass(frozen=True)
class Closing:
    """One case that was closed, as the double of which other one, on which day and why; no act of the law."""

    kind: CaseKind
    ref: str
    double_of: str
    on: date
    reason: str


def closings_of(merge: Merge) -> Iterator[Closing]:
    """What a merge closed; nothing once it is undone."""
    if merge.undone_at is None:
        for each in merge.closings:
            on = date.fromisoformat(each["on"])
            yield Closing(CaseKind(each["kind"]), each["ref"], each["double_of"], on, merge.reason)


def closing_of(session: Session, scope: Scope, person_id: int, ref: str) -> Closing | None:
    """How a case of a person was closed, where that was in a merge."""
    merges = queries.merges(scope).where(Merge.survivor_id == person_id, Merge.undone_at.is_(None))
    found = (each for merge in session.scalars(merges.order_by(Merge.id.desc())) for each in closings_of(merge))
    return next((each for each in found if each.ref == ref), None)
