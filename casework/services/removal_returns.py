"""Bringing back a record that was taken out (khôi phục bản ghi): as it was, with its parts, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import Session

from casework.access import queries, trail
from casework.access.permissions import Permission
from casework.access.roles import Actor, Role
from casework.access.rules import may
from casework.access.scope import Scope
from casework.access.trail import Tag
from casework.errors import Conflict, Forbidden
from casework.records.aftercare import Aftercare
from casework.records.db import now
from casework.records.episode import Episode
from casework.records.removal import Removal
from casework.services.merge_rows import Image
from casework.services.removal_kinds import RemovalKind
from casework.services.removal_rows import KEEPS_ITS_ROW, bring_in
from casework.services.removals import CERTIFIED, KINDS, checked_reason, removal, settle


def restore_record(session: Session, scope: Scope, actor: Actor, ref: str, *, reason: str) -> Removal:
    """Bring a record back exactly as it was (khôi phục bản ghi).

    :raises NotFound: nothing of that ref was taken out within the scope
    :raises InvalidInput: no reason
    :raises Forbidden: the actor may not enter such a record, or it was certified and they do not sign certificates
    :raises Conflict: it is back already, its case is gone, or another record took its place
    """
    why = checked_reason(reason)
    row = removal(session, scope, ref, lock=True)
    if row.restored_at is not None:
        raise Conflict("Bản ghi này đã được khôi phục.")
    held_certificate = any(each["table"] == "certificate" for each in row.images)
    if held_certificate and not may(actor, Permission.CERTIFIED_REMOVE):
        raise Forbidden(CERTIFIED)
    if not may_restore(actor, row):
        raise Forbidden("Loại bản ghi này do người được ghi nó khôi phục: vai trò của bạn chỉ được xem.")
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
        person_id=row.person_id or _person_brought_back(images),
        kind=row.kind,
        ref=row.ref,
        reason=why,
    )
    return row


def may_restore(actor: Actor, row: Removal) -> bool:
    """Whether the actor may bring it back: who may enter such a record, at their own unit."""
    kind = RemovalKind(row.kind)
    elsewhere = actor.role is Role.SUPERVISOR and row.unit_id != actor.unit_id and kind is not RemovalKind.TARGET
    return may(actor, KINDS[kind].edit) and not elsewhere


def _person_brought_back(images: list[Image]) -> int | None:
    return next((each["key"]["id"] for each in images if each["table"] == KEEPS_ITS_ROW), None)


def _settle_cases_of(session: Session, images: list[Image]) -> None:
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
            settle(session, queries.one(session, door(everywhere), kind.id == case_id))
