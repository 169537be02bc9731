"""Copies of papers (bản in): who printed which when, and what a reprint says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from casework.access import trail
from casework.access.roles import Actor
from casework.access.scope import Scope, within
from casework.access.trail import Tag
from casework.documents.blocks import Document
from casework.errors import NotFound
from casework.i18n import format_date
from casework.records.paper import Paper, PaperCopy
from casework.services.papers import RENDER, Filed, Medium, draft, filed, with_paper

MIME_TYPES = {
    Medium.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Medium.PDF: "application/pdf",
    Medium.HTML: "text/html; charset=utf-8",
}


@dataclass(frozen=True)
class Printed:
    """One copy: its content, a name for the file, and the paper it is a copy of."""

    document: Document
    content: bytes
    file_name: str
    mime_type: str
    paper: Paper
    reprint: int


def print_paper(
    session: Session,
    scope: Scope,
    actor: Actor,
    kind: str,
    ref: str,
    medium: Medium,
    *,
    today: date,
    part: str = "",
    address: str | None = None,
) -> Printed:
    """Print one copy; it is counted, and one that is not the first says so.

    :raises InvalidInput: no such kind of paper, or a part that names nothing
    :raises NotFound: nothing of that ref within the scope
    :raises Conflict: the paper was withdrawn
    """
    made, copy = take_copy(session, scope, actor, kind, ref, medium, today=today, part=part, address=address)
    document = made.document(*marks(session, copy))
    name = f"{made.file_name}.{medium.value}"
    return Printed(document, RENDER[medium](document), name, MIME_TYPES[medium], copy.paper, copy.reprint)


def take_copy(
    session: Session,
    scope: Scope,
    actor: Actor,
    kind: str,
    ref: str,
    medium: Medium,
    *,
    today: date,
    part: str = "",
    address: str | None = None,
) -> tuple[Filed, PaperCopy]:
    """Count a copy before it is drawn, alone or in a bundle."""
    made = draft(session, scope, kind, ref, today=today, part=part, address=address)
    made = with_paper(made, filed(session, actor, made), address)
    paper = made.paper
    copy = PaperCopy(
        paper=paper,
        printed_by_id=actor.account_id,
        printed_by=actor.name,
        medium=medium.value,
        reprint=_copies(session, paper, actor, medium),
    )
    session.add(copy)
    session.flush()
    trail.record(
        session,
        Tag.PAPER_PRINTED,
        actor,
        person_id=made.person_id,
        kind=paper.kind,
        ref=ref,
        number=paper.number,
        medium=medium.value,
        reprint=copy.reprint,
    )
    return made, copy


def _copies(session: Session, paper: Paper, actor: Actor, medium: Medium) -> int:
    """How many copies like this one there are.

    An officer prints from PDF and from the page alike; a .docx is a draft to finish by hand. The command line makes
    each medium once for another program, so there each is counted by itself.
    """
    prints = (Medium.PDF, Medium.HTML)
    alike = prints if actor.account_id is not None and medium in prints else (medium,)
    query = select(func.count()).select_from(PaperCopy)
    return session.scalar(query.where(PaperCopy.paper_id == paper.id, PaperCopy.medium.in_(alike))) or 0


def copies(scope: Scope, *, ref: str = "") -> Select[PaperCopy]:
    """Who printed which copy when, the newest first; of one case, or of all that the scope's units issued."""
    query = select(PaperCopy).join(Paper).where(*within(scope, Paper.unit_id))
    if ref:
        query = query.where(Paper.subject_ref == ref)
    whole = joinedload(PaperCopy.paper)
    loaded = query.options(whole.joinedload(Paper.unit), whole.joinedload(Paper.replaced_by))
    return loaded.order_by(PaperCopy.id.desc())


def marks(session: Session, copy: PaperCopy) -> tuple[str, ...]:
    """What a copy says about itself: that it is a reprint, and which paper it replaces."""
    found = []
    old = session.scalars(select(Paper).where(Paper.replaced_by_id == copy.paper_id).limit(1)).first()
    if old is not None:
        found.append(f"Thay thế giấy số {old.number or '……'} ngày {format_date(old.signed_on) or '…/…/……'}")
    if copy.reprint:
        found.append(f"Bản in lại lần {copy.reprint}")
    return tuple(found)


def withdraw(
    session: Session, scope: Scope, actor: Actor, paper_ref: str, *, reason: str, on: date, person_id: int | None = None
) -> Paper:
    """Say that a paper no longer stands (thu hồi); the page behind its code says so from then on.

    :raises NotFound: no such paper of a unit within the scope, or it stands no more
    """
    paper = paper_of(session, scope, paper_ref)
    if not paper.stands:
        raise NotFound("Giấy tờ này không còn hiệu lực.")
    paper.withdrawn_on, paper.withdrawn_reason = on, reason.strip()
    session.flush()
    trail.record(
        session,
        Tag.PAPER_WITHDRAWN,
        actor,
        person_id=person_id,
        kind=paper.kind,
        ref=paper.subject_ref,
        number=paper.number,
        reason=reason.strip(),
    )
    return paper


def paper_of(session: Session, scope: Scope, paper_ref: str) -> Paper:
    """:raises NotFound: no such paper, or its case lies outside the scope"""
    paper = session.scalar(select(Paper).where(Paper.ref == paper_ref))
    if paper is None:
        raise NotFound("Không tìm thấy giấy tờ này trong phạm vi của bạn.")
    # Who may see the case may see its papers, wherever it was when they were issued.
    draft(session, scope, paper.kind, paper.subject_ref, today=on_or_today(paper), part=paper.part)
    return paper


def on_or_today(paper: Paper) -> date:
    """The day of a paper, for asking about its case."""
    return paper.signed_on or paper.recorded_at.date()
