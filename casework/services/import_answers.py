"""What was said of rows that resemble people on file (dòng chưa rõ là ai): shown to choose from, and kept for ever."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from casework.access import queries, trail
from casework.access.roles import Actor
from casework.access.scope import Scope
from casework.exchange.reader import Source
from casework.records.db import now
from casework.records.duplicate import DIFFERENT, DuplicatePair
from casework.records.person import Person
from casework.services.duplicate_reasons import Traits, compare
from casework.services.person_files import latest_episodes, stage_of

_NOTE = "Khi nhập từ Excel đã chỉ rõ dòng này là người mới"
_PART = 400


@dataclass(frozen=True)
class Standing:
    """What tells namesakes apart besides their births: where they live and how far their newest case has come."""

    unit: str
    stage: Any
    """The term of the stage; none without a case."""


def standings(session: Session, scope: Scope, refs: Iterable[str]) -> dict[str, Standing]:
    """Code → unit and stage, of people of the scope; two queries for a page of them."""
    people = _by_ref(session, scope, refs)
    latest = latest_episodes(session, scope, people.values())
    stages = {person_id: stage_of(episode).term for person_id, episode in latest.items()}
    return {ref: Standing(person.unit.name, stages.get(person.id)) for ref, person in people.items()}


def keep_apart(
    session: Session, scope: Scope, actor: Actor, found: list[Source], new: Iterable[int]
) -> set[tuple[int, int]]:
    """Whoever was said to be new is none of those whom the row resembles: the pairs are never proposed.

    :param new: the people whom the import made
    :returns: the pairs, the new one first
    """
    refs = {
        asked.made: {known.ref for known in asked.among}
        for source in found
        for asked in source.asked.values()
        if asked.made
    }
    people = _by_ref(session, scope, {*refs, *(ref for among in refs.values() for ref in among)})
    new = set(new)
    apart: set[tuple[int, int]] = set()
    for made, among in sorted(refs.items()):
        if made in people and people[made].id in new:
            for ref in sorted(among & people.keys()):
                _judge(session, actor, people[made], people[ref])
                apart.add((people[made].id, people[ref].id))
    return apart


def _by_ref(session: Session, scope: Scope, refs: Iterable[str]) -> dict[str, Person]:
    ordered = sorted(refs)
    found: dict[str, Person] = {}
    for start in range(0, len(ordered), _PART):
        query = queries.people(scope).where(Person.ref.in_(ordered[start : start + _PART]))
        found.update({person.ref: person for person in session.scalars(query).unique()})
    return found


def _judge(session: Session, actor: Actor, new: Person, other: Person) -> None:
    first, second = sorted((new, other), key=lambda person: person.id)
    likeness = compare(Traits.of(first), Traits.of(second))
    session.add(
        DuplicatePair(
            first=first,
            second=second,
            score=likeness.score,
            reasons=list(likeness.reasons),
            state=DIFFERENT,
            decided_at=now(),
            decided_by_id=actor.account_id,
            note=_NOTE,
        )
    )
    session.flush()
    trail.record(
        session,
        trail.Tag.PAIR_DECIDED,
        actor,
        person_id=first.id,
        first=first.ref,
        second=second.ref,
        state=DIFFERENT,
        note=_NOTE,
    )
