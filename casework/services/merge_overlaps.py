"""Episodes of two records that run at one time (đợt cai nghiện trùng thời gian): somebody decides about each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from casework.access import queries
from casework.access.scope import Scope
from casework.errors import InvalidInput
from casework.i18n import format_date
from casework.law.vocabulary import EpisodeOutcome
from casework.records.db import FOREVER
from casework.records.episode import Episode
from casework.records.person import Person
from casework.services.merge_rows import Rewriting


@dataclass(frozen=True)
class Overlap:
    """Two episodes of one time, one of each record."""

    kept: Episode
    merged: Episode

    @property
    def name(self) -> str:
        """What the decision about it is filed under."""
        return f"{self.kept.id}-{self.merged.id}"


@dataclass(frozen=True)
class Decision:
    """Both stay as they are, or one that is still open ends on a day."""

    close_ref: str | None = None
    ended_on: date | None = None


def overlaps(session: Session, scope: Scope, survivor: Person, merged: Person) -> list[Overlap]:
    """The pairs of episodes that were or are under way on the same days."""
    query = queries.episodes(scope).order_by(Episode.registered_on, Episode.id)
    own = session.scalars(query.where(Episode.person_id == survivor.id)).all()
    other = session.scalars(query.where(Episode.person_id == merged.id)).all()
    return [Overlap(one, two) for one in own for two in other if _together(one, two)]


def _together(one: Episode, two: Episode) -> bool:
    return one.first_on <= (two.ended_on or FOREVER) and two.first_on <= (one.ended_on or FOREVER)


def require_decisions(found: Sequence[Overlap], decisions: Mapping[str, Decision], *, today: date) -> None:
    """:raises InvalidInput: somebody has not said what becomes of two episodes of one time, or cannot end one so"""
    for overlap in found:
        decision = decisions.get(overlap.name)
        if decision is None:
            raise InvalidInput(
                f"Đợt {overlap.kept.ref} và đợt {overlap.merged.ref} trùng thời gian: hãy chọn giữ cả hai, "
                "hoặc kết thúc một đợt.",
                field="overlaps",
            )
        if decision.close_ref is not None:
            _require_end(_named(overlap, decision.close_ref), decision.ended_on, today)


def _named(overlap: Overlap, ref: str) -> Episode:
    for episode in (overlap.kept, overlap.merged):
        if episode.ref == ref:
            return episode
    raise InvalidInput("Hãy chọn lại đợt cần kết thúc.", field="overlaps")


def _require_end(episode: Episode, ended_on: date | None, today: date) -> None:
    first = max(day for day in (episode.registered_on, episode.decided_on, episode.started_on) if day is not None)
    if episode.ended_on is not None:
        raise InvalidInput(f"Đợt {episode.ref} đã kết thúc rồi; hãy chọn giữ cả hai.", field="overlaps")
    if ended_on is None or not first <= ended_on <= today:
        raise InvalidInput(
            f"Ngày kết thúc đợt {episode.ref} phải từ {format_date(first)} đến hôm nay.", field="overlaps"
        )


def close_decided(rewriting: Rewriting, found: Sequence[Overlap], decisions: Mapping[str, Decision]) -> None:
    """End the episodes that somebody decided to end; one named twice ends once."""
    ended: set[str] = set()
    for overlap in found:
        decision = decisions[overlap.name]
        if decision.close_ref is None or decision.close_ref in ended:
            continue
        ended.add(decision.close_ref)
        episode = _named(overlap, decision.close_ref)
        end = {"ended_on": decision.ended_on, "outcome": EpisodeOutcome.OTHER.value}
        rewriting.change(Episode.__table__, {"id": episode.id}, end)  # type: ignore[arg-type]
