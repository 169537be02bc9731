"""Taking a record out (gỡ bỏ bản ghi) and bringing it back: a recorded act with its reason, never a deletion."""

from __future__ import annotations

from collections.abc import Callable
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
from casework.services.removal_kinds import KINDS, RemovalKind, day_of
from casework.services.removal_rows import bring_in, take_out

SHORTEST_REASON = 5
_CERTIFIED = "Hồ sơ đã được cấp giấy: chỉ Chủ tịch UBND hoặc Công an xã (người ký giấy) được gỡ bỏ hoặc khôi phục."


@dataclass(frozen=True)
class Found:
    """A record that may be taken out: the row, the case it belongs to (itself for a whole record), its words."""

    kind: RemovalKind
    row: Any
    case: Any
    label: str

    @property
    def person_id(self) -> int | None:
        """Whom it is about, where it is about one person."""
        person_id: int | None = getattr(self.row, "person_id", None) or getattr(self.case, "person_id", None)
        return person_id

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
    :raises Forbidden: what was certified is taken out by who signs certificates
    :raises InvalidInput: no reason
    :raises Conflict: other records or issued papers rest on it
    """
    why = _checked(reason)
    target = found(session, scope, kind, row_id, lock=True)
    if _is_certified(target) and not may(actor, Permission.CERTIFIED_REMOVE):
        raise Forbidden(_CERTIFIED)
    _refuse_what_rests_on_it(session, target)
    unit_id, person_id, ref, day = _unit_of(target), target.person_id, target.ref, day_of(kind, target.row)
    is_part, case = KINDS[kind].part is not None, target.case
    session.flush()
    images = take_out(session.connection(), kind.value, row_id)
    session.expire_all()
    if is_part:
        _settle(session, case)
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
        person_id=person_id,
        kind=kind.value,
        ref=ref,
        rows=len(images),
        reason=why,
    )
    return row


def restore_record(session: Session, scope: Scope, actor: Actor, ref: str, *, reason: str) -> Removal:
    """Bring a record back exactly as it was.

    :raises NotFound: nothing of that ref was taken out within the scope
    :raises InvalidInput: no reason
    :raises Forbidden: what was certified is brought back by who signs certificates
    :raises Conflict: it is back already, its case is gone, or another record took its place
    """
    why = _checked(reason)
    row = removal(session, scope, ref, lock=True)
    if row.restored_at is not None:
        raise Conflict("Bản ghi này đã được khôi phục.")
    held_certificate = any(each["table"] == "certificate" for each in row.images)
    if held_certificate and not may(actor, Permission.CERTIFIED_REMOVE):
        raise Forbidden(_CERTIFIED)
    session.flush()
    images = bring_in(session.connection(), row.images)
    row.restored_at, row.restored_by, row.restored_because = now(), actor.name, why
    session.flush()
    session.expire_all()
    _settle_cases_of(session, images)
    trail.record(
        session,
        Tag.RECORD_RESTORED,
        actor,
        person_id=row.person_id,
        kind=row.kind,
        ref=row.ref,
        reason=why,
    )
    return row


def removal(session: Session, scope: Scope, ref: str, *, lock: bool = False) -> Removal:
    """:raises NotFound: nothing of that ref was taken out within the scope"""
    query = queries.removals(scope).where(Removal.ref == ref)
    return queries.one(session, query.with_for_update(of=Removal) if lock else query)


def removal_list(scope: Scope) -> Select[Removal]:
    """What was taken out within the scope, the newest first."""
    return queries.removals(scope).order_by(Removal.removed_at.desc(), Removal.id.desc())


def kind_named(name: str) -> RemovalKind:
    """:raises NotFound: no such kind"""
    try:
        return RemovalKind(name)
    except ValueError:
        raise NotFound("Không có loại bản ghi này.") from None


def _checked(reason: str) -> str:
    if len(reason.strip()) < SHORTEST_REASON:
        raise InvalidInput(f"Hãy ghi lý do (ít nhất {SHORTEST_REASON} ký tự)", field="reason")
    return reason.strip()[:300]


def _is_certified(target: Found) -> bool:
    case = target.case
    if isinstance(case, Episode):
        return case.certificate is not None
    return isinstance(case, Aftercare) and bool(case.law_facts.get("certified_on"))


def _unit_of(target: Found) -> int:
    case = target.case
    if isinstance(case, Episode | Aftercare) and case.custody:
        return case.custody[-1].unit_id
    if isinstance(case, Attachment):
        of = case.episode or case.aftercare or case.proceeding or case.person
        return of.unit_id if of is not None else _no_unit(target)
    unit_id = getattr(case, "unit_id", None) or getattr(getattr(case, "club", None), "unit_id", None)
    return unit_id or _no_unit(target)


def _no_unit(target: Found) -> int:
    raise LookupError(f"{target.kind} belongs to no unit")


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


def _settle_cases_of(session: Session, images: list[dict[str, Any]]) -> None:
    """Custody is derived: it is derived again, and open forms of the case must be read anew."""
    everywhere = Scope.everything(reason="suy lại đơn vị quản lý của hồ sơ vừa khôi phục")
    doors: tuple[tuple[str, Callable[[Scope], Select[Any]], Any], ...] = (
        ("episode_id", queries.episodes, Episode),
        ("aftercare_id", queries.aftercares, Aftercare),
    )
    for key, door, kind in doors:
        own = kind.__tablename__
        wanted = {each["before"].get(key) for each in images if each["table"] != "attachment"}
        wanted |= {each["before"]["id"] for each in images if each["table"] == own}
        for case_id in sorted(wanted - {None}):
            _settle(session, queries.one(session, door(everywhere), kind.id == case_id))


def _settle(session: Session, case: Base) -> None:
    if isinstance(case, Episode | Aftercare):
        case.updated_at = now()
        session.flush()
        custody.rebuild(session, case)
