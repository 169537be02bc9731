"""What else is on file about a person in after-care: the rehabilitation completed before it, a new determination.

An after-care says itself how rehabilitation ended only where no episode with a certificate does.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session, joinedload

from casework.access import queries
from casework.access.scope import Scope
from casework.law.aftercare_facts import CompletionKind
from casework.law.dated import parameter
from casework.law.vocabulary import DeterminationResult, EpisodeForm
from casework.records.aftercare import Aftercare
from casework.records.episode import Episode
from casework.records.listing import Determination
from casework.workflow.calendar import months_later

EARLIER, LATER = timedelta(days=366), timedelta(days=62)
"""How far before and after its own days an after-care looks for the completion it follows: a choice of this system.

The decision may precede completion by a month or two (Điều 134 Nghị định 163/2026/NĐ-CP), never by more.
"""
_ADULT_MONTHS = 18 * 12


@dataclass(frozen=True)
class Rehabilitation:
    """A completed episode as after-care sees it: which, when it was completed, when it had been decided."""

    episode_ref: str
    kind: CompletionKind
    completed_on: date
    decided_on: date | None


@dataclass(frozen=True)
class Background:
    """The completion an after-care follows, and the first determination of addiction since."""

    rehabilitation: Rehabilitation | None = None
    determined_addicted_on: date | None = None


NOTHING = Background()


def backgrounds(session: Session, aftercares: Iterable[Aftercare]) -> dict[int, Background]:
    """After-care id → what is on file beside it; two queries for a page of after-cares."""
    cases = list(aftercares)
    people = {each.person_id for each in cases}
    completed = completions(session, people)
    found = _determinations(session, people)
    return {each.id: _of(each, completed.get(each.person_id, []), found.get(each.person_id, [])) for each in cases}


def background(session: Session, aftercare: Aftercare) -> Background:
    """The same for one after-care."""
    return backgrounds(session, [aftercare])[aftercare.id]


def completions(session: Session, people: Iterable[int]) -> dict[int, list[Rehabilitation]]:
    """Person id → their episodes with a certificate, the earliest completed first, wherever they were held."""
    everywhere = queries.episodes(Scope.everything(reason="ngày hoàn thành cai nghiện để tính quản lý sau cai nghiện"))
    query = everywhere.where(Episode.person_id.in_(set(people)), Episode.certificate.has()).options(
        joinedload(Episode.certificate), joinedload(Episode.person)
    )
    found: dict[int, list[Rehabilitation]] = {}
    for episode in session.scalars(query).unique():
        found.setdefault(episode.person_id, []).append(rehabilitation_of(episode))
    return {person: sorted(each, key=lambda one: one.completed_on) for person, each in found.items()}


def rehabilitation_of(episode: Episode) -> Rehabilitation:
    """A completed episode as after-care sees it.

    :raises LookupError: it has neither a certificate nor an end
    """
    day = episode.ended_on or (episode.certificate.issued_on if episode.certificate else None)
    if day is None:
        raise LookupError(f"{episode.ref} is not completed")
    return Rehabilitation(episode.ref, kind_after(episode), day, episode.decided_on)


def kind_after(episode: Episode) -> CompletionKind:
    """Which after-care a completed episode leads to (khoản 1, khoản 2 Điều 42 Luật 120/2025/QH15)."""
    if episode.form != EpisodeForm.CENTRE_COMPULSORY.value:
        return CompletionKind.VOLUNTARY
    birth, decided = episode.person.birth_on, episode.decided_on or episode.started_on
    minor = birth is not None and decided is not None and decided < months_later(birth, _ADULT_MONTHS)
    return CompletionKind.COMPULSORY_MINOR if minor else CompletionKind.COMPULSORY


def leads_to_aftercare(rehabilitation: Rehabilitation) -> bool:
    """Whether the law of the day of completion surely puts this person under after-care."""
    least = parameter("aftercare", f"term_min_{rehabilitation.kind.value}")
    if rehabilitation.completed_on < least.values[0].since:
        return False
    return least.on(rehabilitation.completed_on).confidence == "Q"


def _determinations(session: Session, people: set[int]) -> dict[int, list[date]]:
    everywhere = queries.determinations(Scope.everything(reason="kết quả xác định nghiện trong thời gian quản lý"))
    query = everywhere.where(
        Determination.person_id.in_(people), Determination.result == DeterminationResult.ADDICTED.value
    )
    found: dict[int, list[date]] = {}
    for row in session.scalars(query.order_by(Determination.determined_on)):
        found.setdefault(row.person_id, []).append(row.determined_on)
    return found


def _of(aftercare: Aftercare, completed: list[Rehabilitation], determined: list[date]) -> Background:
    stored = aftercare.law_facts
    first = aftercare.started_on or _day(stored.get("completed_on")) or aftercare.decided_on or aftercare.first_on
    near = [each for each in completed if first - EARLIER <= each.completed_on <= first + LATER]
    if stored.get("kind") == CompletionKind.SUBSTITUTION.value:
        near = []  # a course of rehabilitation beside the treatment is not what this after-care follows
    nearest = min(near, key=lambda each: abs((each.completed_on - first).days), default=None)
    last = aftercare.ended_on or date.max
    return Background(nearest, next((day for day in determined if first < day <= last), None))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
