"""The queue of pairs that may be one person (hàng chờ hồ sơ nghi trùng): filled by night and by imports."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Select, and_, func, or_, tuple_
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, joinedload

from casework.access import queries, trail
from casework.access.roles import Actor
from casework.access.scope import Scope
from casework.access.trail import Tag
from casework.errors import InvalidInput
from casework.records.db import now
from casework.records.duplicate import DIFFERENT, OPEN, DuplicatePair, DuplicateScan
from casework.records.person import Person
from casework.services.duplicate_reasons import LIKELY, Traits, compare

BATCH = 200
NIGHTLY = 10_000
_EVERYBODY = Scope.everything(reason="so từng hồ sơ với mọi hồ sơ khác")


def park_likely_pairs(session: Session, person_ids: Iterable[int]) -> int:
    """Put whoever may be one with these people into the queue; a pair that was ever there is not put again.

    :returns: how many pairs are new
    """
    new = 0
    ids = sorted(set(person_ids))
    for first in range(0, len(ids), BATCH):
        people = session.scalars(queries.people(_EVERYBODY).where(Person.id.in_(ids[first : first + BATCH]))).all()
        new += _keep(session, _pairs(session, people))
    return new


def compare_changed(session: Session, *, most: int = NIGHTLY) -> int:
    """Compare the people changed since the last night, the longest waiting first.

    :returns: how many pairs are new
    """
    scan = session.get(DuplicateScan, 1)
    query = queries.people(_EVERYBODY).with_only_columns(Person.id, Person.updated_at)
    if scan is not None:
        later = Person.updated_at > scan.until_at
        query = query.where(or_(later, and_(Person.updated_at == scan.until_at, Person.id > scan.until_id)))
    changed = session.execute(query.order_by(Person.updated_at, Person.id).limit(most)).all()
    if not changed:
        return 0
    new = park_likely_pairs(session, [person_id for person_id, _ in changed])
    scan = scan or DuplicateScan(id=1)
    scan.until_id, scan.until_at = changed[-1]
    session.add(scan)
    session.flush()
    return new


def _pairs(session: Session, people: Sequence[Person]) -> list[dict[str, Any]]:
    """The likely pairs of these people with anybody."""
    others = _others(session, people)
    traits = {each.id: Traits.of(each) for each in {*people, *others}}
    by_name: dict[str, list[Person]] = {}
    for each in others:
        by_name.setdefault(each.name_folded, []).append(each)
        if each.phone:
            by_name.setdefault(f"tel {each.phone}", []).append(each)
    found: dict[tuple[int, int], dict[str, Any]] = {}
    for one in people:
        telephones = by_name.get(f"tel {one.phone}", ()) if one.phone else ()
        for other in {*by_name.get(one.name_folded, ()), *telephones} - {one}:
            first, second = sorted((one.id, other.id))
            likeness = compare(traits[one.id], traits[other.id])
            if likeness.score >= LIKELY:
                row = {"first_id": first, "second_id": second, "score": likeness.score, "reasons": likeness.reasons}
                found[first, second] = row
    return [found[key] for key in sorted(found)]


def _others(session: Session, people: Sequence[Person]) -> Sequence[Person]:
    named = {(each.name_folded, each.birth_year) for each in people if each.birth_year is not None}
    same = [
        tuple_(Person.name_folded, Person.birth_year).in_(sorted(named)),
        and_(Person.name_folded.in_({each.name_folded for each in people}), Person.birth_year.is_(None)),
        Person.phone.in_({each.phone for each in people if each.phone}),
    ]
    found: dict[int, Person] = {}
    for criterion in same:
        for each in session.scalars(queries.people(_EVERYBODY).where(criterion)):
            found[each.id] = each
    return list(found.values())


def _keep(session: Session, rows: list[dict[str, Any]]) -> int:
    if not rows:
        return 0
    keys = [(row["first_id"], row["second_id"]) for row in rows]
    ever = queries.duplicate_pairs(_EVERYBODY).with_only_columns(DuplicatePair.first_id, DuplicatePair.second_id)
    known = {
        (first, second)
        for first, second in session.execute(ever.where(DuplicatePair.first_id.in_({key[0] for key in keys})))
    }
    new = [row for row, key in zip(rows, keys, strict=True) if key not in known]
    if new:
        dialect: Any = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
        at = {"state": OPEN, "found_at": now()}
        query = dialect.insert(DuplicatePair).on_conflict_do_nothing()
        session.execute(query, [{**row, "reasons": list(row["reasons"]), **at} for row in new])
    return len(new)


def open_pairs(scope: Scope) -> Select[DuplicatePair]:
    """The undecided pairs of the scope, the likeliest first."""
    both = joinedload(DuplicatePair.first), joinedload(DuplicatePair.second)
    query = queries.duplicate_pairs(scope).where(DuplicatePair.state == OPEN).options(*both)
    return query.order_by(DuplicatePair.score.desc(), DuplicatePair.id)


def pair_of(session: Session, scope: Scope, pair_id: int) -> DuplicatePair:
    """:raises NotFound: no such pair, or not both people are within the scope"""
    return queries.one(session, queries.duplicate_pairs(scope), DuplicatePair.id == pair_id)


def say_different(session: Session, scope: Scope, actor: Actor, pair_id: int, *, note: str) -> DuplicatePair:
    """Decide that the two are different people; they are never proposed again.

    :raises NotFound: no such pair within the scope
    :raises InvalidInput: nothing says why
    """
    pair = pair_of(session, scope, pair_id)
    if len(note.strip()) < 5:
        raise InvalidInput("Hãy ghi vì sao là hai người khác nhau (ít nhất 5 ký tự)", field="note")
    pair.state, pair.note = DIFFERENT, note.strip()
    pair.decided_at, pair.decided_by_id = now(), actor.account_id
    session.flush()
    trail.record(
        session,
        Tag.PAIR_DECIDED,
        actor,
        person_id=pair.first_id,
        first=pair.first.ref,
        second=pair.second.ref,
        state=pair.state,
        note=pair.note,
    )
    return pair


def look_at_pairs(session: Session, actor: Actor, pairs: Sequence[DuplicatePair]) -> None:
    """Note that somebody looked at both people of these pairs."""
    refs = sorted({person.ref for pair in pairs for person in (pair.first, pair.second)})
    trail.record(session, Tag.PAIRS_VIEWED, actor, refs=refs)


def pairs_beyond(session: Session, scope: Scope) -> int:
    """How many undecided pairs have only one of the two in the scope: somebody above decides about them."""
    own = queries.people(scope).with_only_columns(Person.id)
    one = or_(DuplicatePair.first_id.in_(own), DuplicatePair.second_id.in_(own))
    counted = func.count(DuplicatePair.id)
    anywhere = queries.duplicate_pairs(_EVERYBODY).where(DuplicatePair.state == OPEN, one).with_only_columns(counted)
    here = queries.duplicate_pairs(scope).where(DuplicatePair.state == OPEN).with_only_columns(counted)
    return (session.scalar(anywhere) or 0) - (session.scalar(here) or 0)
