"""A look at a paper (xem giấy tờ): what its next copy says, and what the record says otherwise since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.access.scope import Scope
from casework.documents.blocks import Document
from casework.documents.stored import differences, with_code
from casework.records.paper import Paper, PaperCopy
from casework.services.paper_contents import content_of
from casework.services.paper_copies import marked
from casework.services.paper_drafts import Draft, outline, require_ready

MOST = 20
"""So many copies are shown beside a paper; the rest is in the list of copies."""


@dataclass(frozen=True)
class Look:
    """A paper as its next copy would be.

    :param is_issued: it was printed and says for ever what it says now
    :param changes: what it would say otherwise if it were made from the record as it stands today
    :param supersedes: the paper that the next copy replaces, for the record has another number or day now
    """

    made: Draft
    document: Document
    is_issued: bool = False
    changes: Sequence[tuple[str, str]] = ()
    supersedes: Paper | None = None


def look(
    session: Session, scope: Scope, kind: str, ref: str, *, today: date, part: str = "", paper_ref: str | None = None
) -> Look:
    """A paper without printing it; nothing is written.

    :raises InvalidInput: no such kind of paper, a part that names nothing, or what it says has not happened
    :raises NotFound: nothing of that ref within the scope, or the case has no such paper
    """
    made = outline(session, scope, kind, ref, day=today, part=part, paper_ref=paper_ref)
    paper = made.paper
    same = paper is not None and (paper.number, paper.signed_on) == (made.issue.number, made.issue.on)
    kept = content_of(session, paper) if paper is not None and same and _is_issued(session, paper) else None
    if paper is None or kept is None:
        require_ready(made)
        document = made.document() if paper is None or not same else marked(made.document(), paper)
        return Look(made, document, supersedes=None if same or paper is None or paper.number is None else paper)
    can_be_remade = paper.stands and made.form.ready(made.source.facts)
    changes = differences(kept, made.document()) if can_be_remade else ()
    return Look(made, marked(with_code(kept, made.issue.check_address), paper), True, changes)


def copies_of(session: Session, paper: Paper) -> Sequence[PaperCopy]:
    """The last copies of a paper, the newest first."""
    query = select(PaperCopy).where(PaperCopy.paper_id == paper.id).order_by(PaperCopy.id.desc())
    return session.scalars(query.limit(MOST)).all()


def _is_issued(session: Session, paper: Paper) -> bool:
    printed = select(PaperCopy.id).where(PaperCopy.paper_id == paper.id).limit(1)
    return not paper.stands or session.scalar(printed) is not None
