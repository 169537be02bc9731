"""Whether a paper on file still stands (còn hiệu lực, đã thay thế, đã thu hồi)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from casework.access import trail
from casework.access.roles import Actor
from casework.access.trail import Tag
from casework.errors import NotFound
from casework.i18n import format_date
from casework.records.paper import Paper
from casework.services.paper_shelf import at_hand
from casework.services.paper_sources import Asked


def on_file(session: Session, asked: Asked, number: str | None) -> Paper | None:
    """The paper that stands for what is asked, else the one of that number which was withdrawn and not replaced.

    :param number: that the case keeps; a case whose paper was withdrawn has no other of that number
    """
    known = at_hand(session, asked.kind, asked.ref, asked.part)
    papers = session.scalars(_papers(asked)) if known is None else known
    found = sorted((each for each in papers if each.replaced_by_id is None), key=lambda each: each.id, reverse=True)
    stands = next((each for each in found if each.withdrawn_on is None), None)
    return stands or next((each for each in found if each.number == number), None)


def find_paper(session: Session, asked: Asked, paper_ref: str) -> Paper:
    """One of the papers of what is asked, whether it stands or not.

    :raises NotFound: there is no such paper
    """
    paper = session.scalars(_papers(asked).where(Paper.ref == paper_ref)).first()
    if paper is None:
        raise NotFound("Hồ sơ này không có giấy tờ đó.")
    return paper


def _papers(asked: Asked) -> Select[Paper]:
    return select(Paper).where(Paper.kind == asked.kind, Paper.subject_ref == asked.ref, Paper.part == asked.part)


def standing_marks(paper: Paper) -> tuple[str, ...]:
    """What a copy says of a paper that stands no more, or that stands for another."""
    found = []
    if paper.withdrawn_on is not None:
        found.append(f"ĐÃ THU HỒI ngày {format_date(paper.withdrawn_on)}")
    new = paper.replaced_by
    if paper.letter is not None:
        found.append(f"ĐÃ ĐÍNH CHÍNH theo Công văn số {paper.letter}")
    elif new is not None:
        day = format_date(new.signed_on or paper.replaced_on) or "…/…/……"
        found.append(f"ĐÃ ĐƯỢC THAY THẾ bằng {f'số {new.number}' if new.number else 'giấy mới'}, ngày {day}")
    return tuple(found)


def succession_marks(paper: Paper) -> tuple[str, ...]:
    """What a copy says of the papers that this one stands for."""
    return tuple(
        f"Đính chính theo Công văn số {old.letter}"
        if old.letter is not None
        else f"Thay thế giấy số {old.number or '……'} ngày {format_date(old.signed_on) or '…/…/……'}"
        for old in paper.replaces[-1:]
    )


def mark_replaced(
    session: Session,
    actor: Actor,
    old: Paper,
    new: Paper,
    person_id: int | None,
    *,
    on: date,
    reason: str | None = None,
    letter: str | None = None,
) -> None:
    """Say that a paper stands no more because another says it anew (thay thế).

    :param reason: why somebody issued the other; None: the record has another number or day now
    :param letter: of the correction (công văn đính chính), by which the number stays
    """
    old.replaced_by, old.replaced_on, old.replaced_reason, old.letter = new, on, reason, letter
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
        reason=reason,
        letter=letter,
    )
