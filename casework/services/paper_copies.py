"""Copies of papers (bản in): who printed which when, and what a reprint says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from casework.access import trail
from casework.access.roles import Actor
from casework.access.scope import Scope, within
from casework.access.trail import Tag
from casework.documents.blocks import Document
from casework.documents.stored import with_code
from casework.errors import NotFound
from casework.records.paper import Paper, PaperCopy
from casework.services.paper_contents import content_of, keep_content
from casework.services.paper_drafts import Draft, Filed, outline, require_ready, with_paper
from casework.services.paper_standing import standing_marks, succession_marks
from casework.services.papers import RENDER, Medium, filed, keep

MIME_TYPES = {
    Medium.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Medium.PDF: "application/pdf",
    Medium.HTML: "text/html; charset=utf-8",
}


REDRAWN = "Dựng lại từ hồ sơ: nội dung lúc phát hành không còn lưu"
"""On copies of papers that stood no more when papers began to be kept."""


@dataclass(frozen=True)
class Taken:
    """One copy that is counted: what it says, marks included, and the paper it is a copy of."""

    made: Filed
    document: Document
    copy: PaperCopy


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
    paper_ref: str | None = None,
) -> Printed:
    """Print one copy; it is counted, and one that is not the first says so.

    An issued paper is printed as it was issued, whatever the record says since; one that was withdrawn or replaced
    says so on its face.

    :param paper_ref: of a paper that stands no more; without it, the one that stands
    :raises InvalidInput: no such kind of paper, or a part that names nothing
    :raises NotFound: nothing of that ref within the scope, or the case has no such paper
    """
    about = kind, ref, medium
    taken = take_copy(session, scope, actor, *about, today=today, part=part, address=address, paper_ref=paper_ref)
    copy, document = taken.copy, taken.document
    name = f"{taken.made.file_name}.{medium.value}"
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
    paper_ref: str | None = None,
) -> Taken:
    """Count a copy before it is drawn, alone or in a bundle."""
    found = outline(session, scope, kind, ref, day=today, part=part, address=address, paper_ref=paper_ref)
    if found.paper is None:
        require_ready(found)
    made = with_paper(found, filed(session, actor, found), address)
    paper = made.paper
    is_new = found.paper is None
    before = [] if is_new else [each.medium for each in paper.copies]
    document = _issued(session, made, is_new=is_new, is_printed=bool(before))
    copy = PaperCopy(
        paper=paper,
        printed_by_id=actor.account_id,
        printed_by=actor.name,
        medium=medium.value,
        reprint=_alike(before, actor, medium),
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
    return Taken(made, marked(document, paper, copy.reprint), copy)


def _issued(session: Session, made: Filed, *, is_new: bool, is_printed: bool) -> Document:
    """What the paper said when it was first printed; this is kept if nothing is yet."""
    kept = None if is_new else content_of(session, made.paper)
    if kept is not None and (is_printed or not made.paper.stands):
        return with_code(kept, made.issue.check_address)
    require_ready(made)
    document = made.document()
    if not made.paper.stands:
        return replace(document, marks=(*document.marks, REDRAWN))
    if made.is_final:
        keep_content(session, made.paper, document, for_first_time=kept is None)
    return document


def _alike(media: Sequence[str], actor: Actor, medium: Medium) -> int:
    """How many copies like this one there are.

    An officer prints from PDF and from the page alike; a .docx is a draft to finish by hand. The command line makes
    each medium once for another program, so there each is counted by itself.
    """
    prints = (Medium.PDF, Medium.HTML)
    alike = prints if actor.account_id is not None and medium in prints else (medium,)
    return sum(each in alike for each in media)


def marked(document: Document, paper: Paper, reprint: int = 0) -> Document:
    """A copy that says about itself that it is a reprint, what it replaces, and that it stands no more."""
    again = (f"Bản in lại lần {reprint}",) if reprint else ()
    stamp = "; ".join(standing_marks(paper)) or None
    return replace(document, marks=(*document.marks, *succession_marks(paper), *again), stamp=stamp)


def copies(scope: Scope, *, ref: str = "") -> Select[PaperCopy]:
    """Who printed which copy when, the newest first; of one case, or of all that the scope's units issued."""
    query = select(PaperCopy).join(Paper).where(*within(scope, Paper.unit_id))
    if ref:
        query = query.where(Paper.subject_ref == ref)
    whole = joinedload(PaperCopy.paper)
    loaded = query.options(whole.joinedload(Paper.unit), whole.joinedload(Paper.replaced_by))
    return loaded.order_by(PaperCopy.id.desc())


def withdraw(
    session: Session, scope: Scope, actor: Actor, paper_ref: str, *, reason: str, on: date, person_id: int | None = None
) -> Paper:
    """Say that a paper no longer stands (thu hồi); the page behind its code says so from then on.

    :raises NotFound: no such paper of a unit within the scope, or it stands no more
    """
    paper = paper_of(session, scope, paper_ref)
    if not paper.stands:
        raise NotFound("Giấy tờ này không còn hiệu lực.")
    if content_of(session, paper) is None:
        made = outline_of(session, scope, paper)
        keep(session, made, paper)
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
    outline_of(session, scope, paper)
    return paper


def outline_of(session: Session, scope: Scope, paper: Paper) -> Draft:
    """A paper on file as the record tells it now.

    :raises NotFound: its case lies outside the scope
    """
    day = paper.signed_on or paper.recorded_at.date()
    return outline(session, scope, paper.kind, paper.subject_ref, day=day, part=paper.part, paper_ref=paper.ref)
