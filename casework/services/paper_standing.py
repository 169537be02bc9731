"""Whether a paper on file still stands (còn hiệu lực, đã thay thế, đã thu hồi)."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.access import trail
from casework.access.roles import Actor
from casework.access.trail import Tag
from casework.errors import Conflict
from casework.i18n import format_date
from casework.records.paper import Paper
from casework.services.paper_sources import Asked


def standing(session: Session, asked: Asked) -> Paper | None:
    """The paper on file that stands for what is asked."""
    query = select(Paper).where(
        Paper.kind == asked.kind,
        Paper.subject_ref == asked.ref,
        Paper.part == asked.part,
        Paper.replaced_by_id.is_(None),
        Paper.withdrawn_on.is_(None),
    )
    return session.scalars(query.order_by(Paper.id.desc()).limit(1)).first()


def refuse_withdrawn(session: Session, asked: Asked, number: str | None) -> None:
    """:raises Conflict: the paper of that number was withdrawn"""
    query = select(Paper).where(
        Paper.kind == asked.kind,
        Paper.subject_ref == asked.ref,
        Paper.part == asked.part,
        Paper.number == number,
        Paper.withdrawn_on.is_not(None),
    )
    gone = session.scalars(query.limit(1)).first()
    if gone is not None:
        raise Conflict(f"Giấy số {gone.number} đã thu hồi ngày {format_date(gone.withdrawn_on)}, không in lại được.")


def mark_replaced(session: Session, actor: Actor, old: Paper, new: Paper, person_id: int | None) -> None:
    """Say that a paper stands no more because another says it anew (thay thế)."""
    old.replaced_by_id = new.id
    session.flush()
    trail.record(
        session,
        Tag.PAPER_REPLACED,
        actor,
        person_id=person_id,
        kind=old.kind,
        ref=old.subject_ref,
        number=old.number,
        by=new.number,
    )
