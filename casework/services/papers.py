"""Official papers of a case (giấy tờ): numbered once, filed when issued, replaced when the record says else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from sqlalchemy.orm import Session

from casework.access import trail
from casework.access.roles import Actor
from casework.access.scope import Scope
from casework.access.trail import Tag
from casework.documents import docx, html, pdf
from casework.documents.blocks import Document
from casework.errors import Conflict, InvalidInput
from casework.i18n import format_date
from casework.records.paper import Paper
from casework.services.paper_contents import is_kept, keep_content
from casework.services.paper_drafts import Draft, draft, with_paper
from casework.services.paper_numbers import Given, checked_number, require_free_now, reserve
from casework.services.paper_standing import mark_replaced
from casework.services.paper_taken import Owner
from casework.services.paper_tokens import new_token


class Medium(StrEnum):
    """What a paper comes out as."""

    DOCX = "docx"
    PDF = "pdf"
    HTML = "html"


RENDER: Mapping[Medium, Callable[[Document], bytes]] = MappingProxyType(
    {Medium.DOCX: docx.render, Medium.PDF: pdf.render, Medium.HTML: html.render}
)


def give_number(
    session: Session,
    scope: Scope,
    actor: Actor,
    kind: str,
    ref: str,
    *,
    signed_on: date,
    today: date,
    part: str = "",
    typed: str | None = None,
) -> Paper:
    """Give a paper its number and its day (cấp số): the next one of the unit's series, or the one that was typed.

    :param typed: as on the paper; None or empty: the next one of the unit's series
    :raises InvalidInput: the day has not come, papers of this kind bear no number, another paper of the unit bears the
        typed one in that year, or nothing was typed for a year whose series is closed
    :raises Conflict: the paper has a number already, or the case keeps it
    :raises NotFound: nothing of that ref within the scope

    Nguồn: khoản 1 Điều 15 Nghị định 30/2020/NĐ-CP.
    """
    if signed_on > today:
        raise InvalidInput(f"Ngày {format_date(signed_on)} chưa đến.", field="signed_on")
    # Whose series it is, the law of the day of signing says.
    made = draft(session, scope, kind, ref, today=signed_on, part=part)
    if made.series is None:
        raise InvalidInput("Loại giấy tờ này không đánh số.", field="kind")
    if made.issue.number is not None:
        raise Conflict(f"Giấy tờ này đã có số {made.issue.number}.")
    if made.source.on is not None and made.source.on != signed_on:
        day = format_date(made.source.on)
        raise InvalidInput(f"Hồ sơ ghi ngày của giấy tờ này là {day}. Hãy lấy số theo ngày đó.", field="signed_on")
    given = take_number(session, made, typed, signed_on=signed_on, today=today, field="number")
    paper = _file(session, actor, made, number=given.text, signed_on=signed_on)
    place(session, paper, given)
    trail.record(
        session,
        Tag.PAPER_NUMBERED,
        actor,
        person_id=made.person_id,
        kind=paper.kind,
        ref=ref,
        number=paper.number,
        signed_on=signed_on,
    )
    keep(session, made, paper)
    return paper


def take_number(
    session: Session, made: Draft, typed: str | None, *, signed_on: date, today: date, field: str, anew: bool = False
) -> Given:
    """The number as it was typed, or the next one of the unit's series where nothing was.

    :param field: of the form, to be marked where the number cannot be taken
    :param anew: it is another paper than the one that stands, whose number it must not bear
    :raises InvalidInput: another paper of the unit bears the number in that year, or it is too long, or nothing was
        typed for a paper of a year whose series is closed
    """
    unit, own = made.source.unit, None if anew else Owner(made.form.kind, made.asked.ref, made.asked.part)
    if typed is not None and typed.strip():
        number = checked_number(typed, field=field)
        require_free_now(session, unit, number, signed_on, own=own, field=field)
        return Given(number)
    if made.series is None or signed_on.year != today.year:
        raise InvalidInput(f"Sổ văn bản năm {signed_on.year} đã khóa. Hãy ghi số văn bản như trên giấy.", field=field)
    reserved = reserve(session, unit_id=unit.id, series=made.series, on=signed_on)
    return Given(reserved.text, reserved)


def place(session: Session, paper: Paper, given: Given) -> None:
    """Note on the paper which place of the series this system gave it; a typed number has none."""
    if given.reserved is not None:
        paper.year, paper.series, paper.ordinal = given.reserved.year, given.reserved.series, given.reserved.ordinal
    session.flush()


def keep(session: Session, made: Draft, paper: Paper) -> None:
    """Keep what a paper says that has just got its number, though nobody printed it yet."""
    issue = replace(made.issue, number=paper.number, on=paper.signed_on)
    final = with_paper(replace(made, issue=issue), paper, None)
    if final.is_final:
        keep_content(session, paper, final.document())


def filed(session: Session, actor: Actor, made: Draft) -> Paper:
    """The paper on file; one that bears another number or day than the record has now is replaced by a new one.

    Nguồn: khoản 3 Điều 18 Nghị định 30/2020/NĐ-CP: văn bản có sai sót về nội dung thì được thay thế bằng văn bản có
    hình thức tương đương.
    """
    old = made.paper
    if old is None:
        return _file(session, actor, made, number=made.issue.number, signed_on=made.issue.on)
    if not old.stands or (old.number, old.signed_on) == (made.issue.number, made.issue.on):
        return old
    if old.number is None and not is_kept(session, old):
        old.number, old.signed_on = made.issue.number, made.issue.on
        session.flush()
        return old
    new = _file(session, actor, made, number=made.issue.number, signed_on=made.issue.on)
    mark_replaced(session, actor, old, new, made.person_id, on=made.asked.today)
    return new


def _file(session: Session, actor: Actor, made: Draft, *, number: str | None, signed_on: date | None) -> Paper:
    draft_on_file = made.paper is not None and made.paper.stands and not is_kept(session, made.paper)
    old = made.paper if draft_on_file and made.paper is not None and made.paper.number is None else None
    if old is None:
        return file_anew(session, actor, made, number=number, signed_on=signed_on)
    old.title, old.number, old.signed_on = made.issue.title, number, signed_on
    session.flush()
    return old


def file_anew(session: Session, actor: Actor, made: Draft, *, number: str | None, signed_on: date | None) -> Paper:
    """Another paper for what was asked, whatever is on file already."""
    paper = Paper(
        kind=made.form.kind,
        subject_ref=made.asked.ref,
        part=made.asked.part,
        unit_id=made.source.unit.id,
        token=new_token(),
        title=made.issue.title,
        number=number,
        signed_on=signed_on,
        recorded_by_id=actor.account_id,
        # Nothing is known of it that would have to be fetched.
        replaces=[],
        copies=[],
    )
    session.add(paper)
    session.flush()
    return paper
