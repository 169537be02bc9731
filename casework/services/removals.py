"""Taking a record out (gỡ bỏ bản ghi): a recorded act with its reason, never a deletion."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from casework.access import custody, queries, trail
from casework.access.permissions import Permission
from casework.access.roles import Actor
from casework.access.rules import may
from casework.access.scope import Scope
from casework.access.trail import Tag
from casework.errors import Conflict, Forbidden, InvalidInput, NotFound
from casework.records.aftercare import Aftercare
from casework.records.attachment import Attachment
from casework.records.db import Base, now
from casework.records.episode import Episode
from casework.records.paper import Paper
from casework.records.proceeding import Proceeding
from casework.records.removal import Removal
from casework.records.target import Target
from casework.services.removal_books import BOOKS
from casework.services.removal_cases import CASES
from casework.services.removal_kinds import Kind, RemovalKind, day_of
from casework.services.removal_rows import take_out

KINDS: dict[RemovalKind, Kind] = {**CASES, **BOOKS}
"""Every kind of record that people enter: what is entered by mistake can be taken out, and brought back."""
SHORTEST_REASON = 5
CERTIFIED = "Hồ sơ đã được cấp giấy: chỉ Chủ tịch UBND hoặc Công an xã (người ký giấy) được gỡ bỏ hoặc khôi phục."


@dataclass(frozen=True)
class Found:
    """A record that may be taken out: the row, the case it belongs to (itself for a whole record), its words."""

    kind: RemovalKind
    row: Any
    case: Any
    label: str

    @property
    def person_id(self) -> int | None:
        """Whom it is about, where it is about one person; a person who was taken out is nobody to lead to."""
        person_id: int | None = getattr(self.row, "person_id", None) or getattr(self.case, "person_id", None)
        return person_id

    @property
    def told_of(self) -> int | None:
        """The number under which the trail tells of it."""
        return self.row.id if self.kind is RemovalKind.PERSON else self.person_id

    @property
    def ref(self) -> str:
        """The code of the case or record."""
        return str(getattr(self.case, "ref", None) or getattr(self.row, "ref", None) or self.row.id)


def found(session: Session, scope: Scope, kind: RemovalKind, row_id: int, *, lock: bool = False) -> Found:
    """The record, to be shown before it is taken out.

    :raises NotFound: no such record that the scope's units keep
    """
    line = KINDS[kind]
    query = line.holder(scope, row_id)
    if lock:
        query = query.with_for_update(of=query.column_descriptions[0]["entity"])
        query = query.execution_options(populate_existing=True)
    case = queries.one(session, query)
    row = line.part(case, row_id) if line.part else case
    words = " ".join(part for part in (kind.term, line.label(row)) if part)
    return Found(kind, row, case, words[:300])


def remove_record(
    session: Session, scope: Scope, actor: Actor, kind: RemovalKind, row_id: int, *, reason: str
) -> Removal:
    """Take a record with its parts out of every list, number and export; it can be brought back as it was.

    :raises NotFound: no such record that the scope's units keep
    :raises Forbidden: the actor may not enter such a record, or it is certified and they do not sign certificates
    :raises InvalidInput: no reason
    :raises Conflict: other records or issued papers rest on it; says which
    """
    why = checked_reason(reason)
    target = found(session, scope, kind, row_id, lock=True)
    require_may_remove(session, actor, target)
    if _is_certified(target) and not may(actor, Permission.CERTIFIED_REMOVE):
        raise Forbidden(CERTIFIED)
    _refuse_what_rests_on_it(session, target)
    unit_id, ref, day = _unit_of(target, actor), target.ref, day_of(KINDS[kind], target.row)
    person_id, told_of = target.person_id, target.told_of
    is_part, case = KINDS[kind].part is not None, target.case
    session.flush()
    images = take_out(session.connection(), kind.value, row_id)
    session.expire_all()
    if is_part:
        settle(session, case)
    else:
        session.expunge(case)
    row = Removal(
        kind=kind.value,
        person_id=person_id,
        unit_id=unit_id,
        label=target.label,
        happened_on=day,
        images=images,
        reason=why,
        removed_by_id=actor.account_id,
        removed_by=actor.name,
    )
    session.add(row)
    session.flush()
    trail.record(
        session,
        Tag.RECORD_REMOVED,
        actor,
        person_id=told_of,
        kind=kind.value,
        ref=ref,
        rows=len(images),
        reason=why,
    )
    return row


def may_remove(session: Session, actor: Actor, kind: RemovalKind, row: Any) -> bool:
    """Whether the actor may take such a record out: who may enter it, at their own unit, may."""
    line = KINDS[kind]
    return may(actor, line.edit) and line.may_write(session, actor, row)


def require_may_remove(session: Session, actor: Actor, target: Found) -> None:
    """:raises Forbidden: their role may not, or the record is another unit's"""
    if not may_remove(session, actor, target.kind, target.row):
        raise Forbidden("Bản ghi này do người của đơn vị ghi nó gỡ bỏ và khôi phục: vai trò của bạn chỉ được xem.")


def removal(session: Session, scope: Scope, ref: str, *, lock: bool = False) -> Removal:
    """:raises NotFound: nothing of that ref was taken out within the scope"""
    query = queries.removals(scope).where(Removal.ref == ref)
    return queries.one(session, query.with_for_update(of=Removal) if lock else query)


def removal_list(scope: Scope, *, kind: RemovalKind | None = None) -> Select[Removal]:
    """What was taken out within the scope, the newest first; of one kind, or of all."""
    query = queries.removals(scope).order_by(Removal.removed_at.desc(), Removal.id.desc())
    return query if kind is None else query.where(Removal.kind == kind.value)


def kind_named(name: str) -> RemovalKind:
    """:raises NotFound: no such kind"""
    try:
        return RemovalKind(name)
    except ValueError:
        raise NotFound("Không có loại bản ghi này.") from None


def checked_reason(reason: str) -> str:
    """:raises InvalidInput: no reason"""
    if len(reason.strip()) < SHORTEST_REASON:
        raise InvalidInput(f"Hãy ghi lý do (ít nhất {SHORTEST_REASON} ký tự)", field="reason")
    return reason.strip()[:300]


def _is_certified(target: Found) -> bool:
    case = target.case
    if isinstance(case, Episode):
        return case.certificate is not None
    return isinstance(case, Aftercare) and bool(case.law_facts.get("certified_on"))


def _unit_of(target: Found, actor: Actor) -> int:
    case = target.case
    if isinstance(case, Episode | Aftercare) and case.custody:
        return case.custody[-1].unit_id
    if isinstance(case, Attachment):
        of = case.episode or case.aftercare or case.proceeding or case.person
        return _or_refuse(target, of.unit_id if of is not None else None)
    if isinstance(case, Target):
        # One for every unit belongs to who set it: who answers for them all.
        return _or_refuse(target, case.unit_id or actor.unit_id)
    held_by = getattr(case, "club", None) or getattr(case, "staff", None)
    return _or_refuse(target, getattr(case, "unit_id", None) or getattr(held_by, "unit_id", None))


def _or_refuse(target: Found, unit_id: int | None) -> int:
    if unit_id is None:
        raise LookupError(f"{target.kind} belongs to no unit")
    return unit_id


def _refuse_what_rests_on_it(session: Session, target: Found) -> None:
    ref = getattr(target.row, "ref", None)
    if ref is None:
        return
    everywhere = Scope.everything(reason="giấy tờ, thủ tục dựa vào bản ghi sắp gỡ")
    led_here = session.scalars(queries.proceedings(everywhere).where(Proceeding.record_ref == ref).limit(1)).first()
    if led_here is not None:
        raise Conflict(f"Chưa gỡ được: thủ tục {led_here.ref} đã dẫn tới bản ghi này. Hãy gỡ thủ tục đó trước.")
    papers = select(Paper).where(Paper.subject_ref == ref)
    standing = papers.where(Paper.withdrawn_on.is_(None), Paper.replaced_by_id.is_(None))
    paper = session.scalars(standing.limit(1)).first()
    if paper is not None:
        raise Conflict(f"Chưa gỡ được: còn giấy “{paper.title}” đã phát hành. Hãy thu hồi giấy đó trước.")


def settle(session: Session, case: Base) -> None:
    """Custody is derived: it is derived again, and open forms of the case must be read anew."""
    if isinstance(case, Episode | Aftercare):
        case.updated_at = now()
        session.flush()
        custody.rebuild(session, case)
