"""Merging two records of one person (gộp hồ sơ), and undoing it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Select, Table, select
from sqlalchemy.orm import Session, joinedload

from casework.access import queries, trail
from casework.access.finding import people_of_codes
from casework.access.roles import Actor
from casework.access.scope import Scope
from casework.access.trail import Tag
from casework.errors import Conflict, InvalidInput
from casework.records.db import Base, now
from casework.records.duplicate import SAME, DuplicatePair
from casework.records.merge import Merge
from casework.records.person import Person
from casework.records.person_search import entries_of, keep_entries
from casework.services.merge_overlaps import Decision, close_decided, overlaps, require_decisions
from casework.services.merge_rows import Rewriting, put_back

FIELDS: dict[str, tuple[str, ...]] = {
    "full_name": ("full_name", "name_folded"),
    "birth": ("birth_on", "birth_year"),
    "sex": ("sex",),
    "ethnicity": ("ethnicity",),
    "national_id": ("national_id_sealed", "national_id_index"),
    "home": ("unit_id", "unit_on", "address"),
    "phone": ("phone",),
}
"""What is chosen between the two records, and the columns it stands for."""


def merge_people(
    session: Session,
    scope: Scope,
    actor: Actor,
    survivor_ref: str,
    merged_ref: str,
    *,
    from_merged: Collection[str],
    decisions: Mapping[str, Decision],
    reason: str,
    today: date,
) -> Merge:
    """Make one record of two: everything of `merged` becomes the survivor's, and its code leads on to the survivor.

    :param from_merged: the keys of `FIELDS` that are taken from the merged record
    :param decisions: what becomes of two cases of one time, by `Overlap.name`
    :raises NotFound: one of the two is not within `scope`; somebody whose scope has both may merge them
    :raises InvalidInput: one record twice, no reason, or an overlap that nobody decided
    """
    if len(reason.strip()) < 5:
        raise InvalidInput("Hãy ghi lý do gộp (ít nhất 5 ký tự)", field="reason")
    survivor, merged = both(session, scope, survivor_ref, merged_ref, lock=True)
    unknown = set(from_merged) - set(FIELDS)
    if unknown:
        raise InvalidInput(f"Không có mục: {', '.join(sorted(unknown))}")
    found = overlaps(session, scope, survivor, merged)
    require_decisions(found, decisions, today=today)
    session.flush()
    rewriting = Rewriting(session.connection())
    closings = close_decided(rewriting, found, decisions)
    _close_homes(session, rewriting, merged if "home" not in from_merged else survivor, today)
    rewriting.move(merged.id, survivor.id)
    _take_fields(rewriting, survivor, merged, from_merged)
    _lead_on(session, rewriting, survivor, merged)
    _settle_pair(session, rewriting, actor, survivor, merged, reason.strip())
    row = Merge(survivor_id=survivor.id, merged_id=merged.id, reason=reason.strip(), images=rewriting.images)
    row.merged_by_id, row.closings = actor.account_id, closings
    session.expire_all()
    session.add(row)
    session.flush()
    keep_entries(session.connection(), entries_of(survivor.name_folded, survivor.address, survivor.phone))
    trail.record(
        session,
        Tag.PEOPLE_MERGED,
        actor,
        person_id=survivor.id,
        survivor=survivor_ref,
        merged=merged_ref,
        reason=row.reason,
        rows=len(rewriting.images),
        closed=[each["ref"] for each in closings],
    )
    return row


def both(session: Session, scope: Scope, one_ref: str, other_ref: str, *, lock: bool = False) -> tuple[Person, Person]:
    """The two people.

    :raises NotFound: one of them is not within `scope`
    :raises InvalidInput: they are one record already
    """
    if one_ref == other_ref:
        raise InvalidInput("Hai mã này là một hồ sơ; hãy chọn hai hồ sơ khác nhau.", field="other")
    query = queries.people(scope)
    if lock:
        query = query.with_for_update(of=Person).execution_options(populate_existing=True)
    # In one order, so that two officers who merge the same pair wait instead of blocking each other.
    people = {ref: queries.one(session, query, Person.ref == ref) for ref in sorted((one_ref, other_ref))}
    return people[one_ref], people[other_ref]


def undo_merge(session: Session, scope: Scope, actor: Actor, merge_id: int, *, reason: str) -> Merge:
    """Make two records of one again, every row as it was before (hoàn tác gộp).

    What was written after the merge stays with the survivor.

    :raises NotFound: no such merge into somebody of the scope
    :raises Conflict: undone already, or what the merge changed was changed again
    """
    if len(reason.strip()) < 5:
        raise InvalidInput("Hãy ghi lý do hoàn tác (ít nhất 5 ký tự)", field="reason")
    query = queries.merges(scope).with_for_update(of=Merge)
    row = queries.one(session, query, Merge.id == merge_id)
    if row.undone_at is not None:
        raise Conflict("Lần gộp này đã được hoàn tác rồi.")
    refs = row.survivor.ref, row.merged.ref
    row.undone_at, row.undone_by_id, row.undone_because = now(), actor.account_id, reason.strip()
    session.flush()
    put_back(session.connection(), row.images)
    session.expire_all()
    trail.record(
        session,
        Tag.MERGE_UNDONE,
        actor,
        person_id=row.survivor_id,
        survivor=refs[0],
        merged=refs[1],
        reason=reason.strip(),
    )
    return row


def merge_list(scope: Scope) -> Select[Merge]:
    """The merges into people of the scope, the latest first."""
    people = joinedload(Merge.survivor), joinedload(Merge.merged)
    return queries.merges(scope).options(*people).order_by(Merge.id.desc())


def leads_to(session: Session, scope: Scope, ref: str) -> str | None:
    """The code under which somebody is on file today, where theirs was merged; None where it was not."""
    found = session.scalars(people_of_codes(scope, [ref])).unique().all()
    return next((person.ref for person in found if person.ref != ref), None)


def _table(name: str) -> Table:
    return Base.metadata.tables[name]


def _close_homes(session: Session, rewriting: Rewriting, leaving: Person, today: date) -> None:
    """One person has one home: the open residence of the record whose home is not taken ends today."""
    home = _table("residence")
    query = select(home.c.id, home.c.from_on).where(home.c.person_id == leaving.id, home.c.to_on.is_(None))
    for home_id, from_on in session.connection().execute(query).all():
        rewriting.change(home, {"id": home_id}, {"to_on": today if from_on is None else max(from_on, today)})


def _take_fields(rewriting: Rewriting, survivor: Person, merged: Person, from_merged: Collection[str]) -> None:
    columns = [column for field in from_merged for column in FIELDS[field]]
    taken = {column: getattr(merged, column) for column in columns}
    if taken.get("national_id_index"):
        # Nobody may have the number twice, not even for a moment; the survivor's own goes to the merged record.
        freed: dict[str, Any] = {"national_id_index": None, "national_id_sealed": None}
        given = {name: getattr(survivor, name) for name in freed}
        rewriting.change(_table("person"), {"id": merged.id}, freed)
        rewriting.change(_table("person"), {"id": survivor.id}, taken)
        if given["national_id_index"]:
            rewriting.change(_table("person"), {"id": merged.id}, given)
    elif taken:
        rewriting.change(_table("person"), {"id": survivor.id}, taken)


def _lead_on(session: Session, rewriting: Rewriting, survivor: Person, merged: Person) -> None:
    """Let the merged record, and whatever led to it, lead to the survivor."""
    person = _table("person")
    rewriting.change(person, {"id": merged.id}, {"merged_into_id": survivor.id})
    earlier = select(person.c.id).where(person.c.merged_into_id == merged.id)
    for person_id in session.connection().execute(earlier).scalars().all():
        rewriting.change(person, {"id": person_id}, {"merged_into_id": survivor.id})


def _settle_pair(
    session: Session, rewriting: Rewriting, actor: Actor, survivor: Person, merged: Person, note: str
) -> None:
    pair = _table(DuplicatePair.__tablename__)
    first, second = sorted((survivor.id, merged.id))
    query = select(pair.c.id).where(pair.c.first_id == first, pair.c.second_id == second)
    pair_id = session.connection().execute(query).scalar()
    if pair_id is not None:
        decided = {"state": SAME, "note": note, "decided_at": now(), "decided_by_id": actor.account_id}
        rewriting.change(pair, {"id": pair_id}, decided)
