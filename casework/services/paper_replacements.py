"""Issuing a paper instead of another (thay thế, đính chính), because what was issued is wrong.

Nguồn: khoản 3 Điều 18 Nghị định 30/2020/NĐ-CP: sai sót về nội dung thì thay thế bằng văn bản có hình thức tương đương,
là văn bản mới nên lấy số mới (khoản 1 Điều 15); sai sót về thể thức, kỹ thuật trình bày, thủ tục ban hành thì đính
chính bằng công văn, văn bản giữ số.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from casework.access.roles import Actor
from casework.access.scope import Scope
from casework.errors import Conflict, InvalidInput
from casework.i18n import format_date
from casework.law.vocabulary import Term
from casework.records.paper import Paper
from casework.services import papers
from casework.services.changes import checked_reason, text_or_none
from casework.services.paper_contents import is_kept
from casework.services.paper_copies import outline_of, paper_of
from casework.services.paper_drafts import Draft, draft
from casework.services.paper_kept_numbers import is_kept_beside, renumber
from casework.services.paper_standing import mark_replaced


class Fault(Term):
    """Sai sót của giấy tờ đã phát hành."""

    CONTENT = "content", "Nội dung: giấy mới, số mới"
    LAYOUT = "layout", "Trình bày, thủ tục: đính chính, giữ số"


@dataclass(frozen=True)
class Replacement:
    """Why a paper is replaced, and what stands on the one that replaces it.

    :param signed_on: of the new paper; None: the day of the old one (a paper without a number, or one that keeps it)
    :param number: as on the new paper; None or empty: the next one of the unit's series
    :param letter: number and day of the letter of correction, where the number stays
    """

    fault: Fault
    reason: str
    signed_on: date | None = None
    number: str | None = None
    letter: str | None = None


def replace_paper(
    session: Session, scope: Scope, actor: Actor, paper_ref: str, asked: Replacement, *, today: date
) -> Paper:
    """Issue a paper that says what the record says now; the old one stays as it was issued, and says that it is gone.

    :raises NotFound: no such paper, or its case lies outside the scope or the unit's custody
    :raises Conflict: it was replaced already, or somebody acted on the case since
    :raises InvalidInput: no reason, no letter, a day before that of the old paper, or a number that is taken
    """
    reason = checked_reason(asked.reason)
    old = paper_of(session, scope, paper_ref)
    if old.replaced_by_id is not None:
        raise Conflict("Giấy tờ này đã được thay thế.")
    if not is_kept(session, old):
        papers.keep(session, outline_of(session, scope, old), old)
    signed_on = _day(old, asked, today)
    made = draft(session, scope, old.kind, old.subject_ref, today=signed_on or today, part=old.part)
    if asked.fault is Fault.LAYOUT:
        new, letter = _with_its_number(session, actor, old, made), _letter(asked)
    else:
        new, letter = _with_another(session, scope, actor, old, made, asked, signed_on, reason, today), None
    mark_replaced(session, actor, old, new, made.person_id, on=today, reason=reason[:300], letter=letter)
    session.expire(new, ["replaces"])
    papers.keep(session, draft(session, scope, new.kind, new.subject_ref, today=today, part=new.part), new)
    return new


def _day(old: Paper, asked: Replacement, today: date) -> date | None:
    """The day of the new paper."""
    if asked.fault is Fault.LAYOUT or old.number is None:
        return old.signed_on
    if asked.signed_on is None:
        raise InvalidInput("Hãy ghi ngày ký giấy mới.", field="signed_on")
    if asked.signed_on > today:
        raise InvalidInput(f"Ngày {format_date(asked.signed_on)} chưa đến.", field="signed_on")
    if old.signed_on is not None and asked.signed_on < old.signed_on:
        day = format_date(old.signed_on)
        raise InvalidInput(f"Giấy mới không thể ký trước ngày của giấy bị thay thế ({day}).", field="signed_on")
    return asked.signed_on


def _letter(asked: Replacement) -> str:
    letter = text_or_none(asked.letter)
    if letter is None:
        raise InvalidInput("Hãy ghi số, ngày công văn đính chính.", field="letter")
    return letter[:60]


def _with_another(
    session: Session,
    scope: Scope,
    actor: Actor,
    old: Paper,
    made: Draft,
    asked: Replacement,
    signed_on: date | None,
    reason: str,
    today: date,
) -> Paper:
    """The new paper under a number of its own, which the case keeps from now on where it keeps numbers."""
    given = None
    if old.number is not None and signed_on is not None:
        given = papers.take_number(
            session, made, asked.number, signed_on=signed_on, today=today, field="number", anew=True
        )
        if made.source.number is not None or is_kept_beside(old):
            renumber(session, scope, actor, old, given.text, reason=reason, today=today)
    number = given.text if given is not None else None
    new = papers.file_anew(session, actor, made, number=number, signed_on=signed_on)
    if given is not None:
        papers.place(session, new, given)
    return new


def _with_its_number(session: Session, actor: Actor, old: Paper, made: Draft) -> Paper:
    """The new paper under the number of the old, which gives its place in the series away."""
    if old.number is None:
        raise InvalidInput("Giấy tờ này không có số; hãy chọn thay thế bằng giấy mới.", field="fault")
    new = papers.file_anew(session, actor, made, number=old.number, signed_on=old.signed_on)
    place = old.year, old.series, old.ordinal
    old.year = old.series = old.ordinal = None
    session.flush()
    new.year, new.series, new.ordinal = place
    return new
