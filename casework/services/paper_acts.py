"""The number of the paper that an act records (số của giấy tờ khi ghi việc): typed from the paper, or the next one.

The number is taken and the paper filed in the transaction of the act: what is refused takes no number.

Nguồn: khoản 1 Điều 15 Nghị định 30/2020/NĐ-CP.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from casework.access import trail
from casework.access.roles import Actor
from casework.access.scope import Scope
from casework.access.trail import Tag
from casework.errors import InvalidInput
from casework.services import papers
from casework.services.paper_numbers import Reserved, checked_number, lock_series, reserve
from casework.services.paper_taken import parted, require_free


@dataclass(frozen=True)
class ActNumber:
    """The number of a paper that is about to be recorded.

    :param reserved: its place in the unit's series, where this system gave it
    """

    text: str
    reserved: Reserved | None = None


def number_for(
    session: Session, scope: Scope, kind: str, ref: str, typed: str | None, *, signed_on: date, today: date, field: str
) -> ActNumber:
    """The number as it was typed, or the next one of the unit's series where nothing was.

    To be asked once the law allows the act, before the case is changed: it reads the case as it stands.

    :param field: of the form, to be marked where the number cannot be taken
    :raises InvalidInput: another paper of the unit bears the number in that year, or it is too long, or nothing was
        typed for a paper of a year whose series is closed
    :raises NotFound: nothing of that ref within the scope
    """
    made = papers.outline(session, scope, kind, ref, day=signed_on)
    unit = made.source.unit
    if typed is not None and typed.strip():
        number = checked_number(typed, field=field)
        parts = parted(number)
        if parts is not None:
            # Two who type the same number at once, or type it while it is being given, come one after the other.
            lock_series(session, unit_id=unit.id, series=parts[1], on=signed_on)
        require_free(session, unit, number, signed_on, but=ref, field=field)
        return ActNumber(number)
    if made.paper is not None and made.paper.number is not None:
        return ActNumber(made.paper.number)
    if made.series is None or signed_on.year != today.year:
        raise InvalidInput(f"Sổ văn bản năm {signed_on.year} đã khóa. Hãy ghi số văn bản như trên giấy.", field=field)
    reserved = reserve(session, unit_id=unit.id, series=made.series, on=signed_on)
    return ActNumber(reserved.text, reserved)


def file_paper(
    session: Session, scope: Scope, actor: Actor, kind: str, ref: str, number: ActNumber, *, today: date
) -> None:
    """File the paper that an act has just recorded, with its number, so that nobody gets the number again."""
    session.flush()
    made = papers.draft(session, scope, kind, ref, today=today)
    if made.paper is not None and made.paper.number == number.text:
        made.paper.signed_on = made.issue.on
    paper = papers.filed(session, actor, made)
    if number.reserved is None:
        return
    paper.year, paper.series, paper.ordinal = number.reserved.year, number.reserved.series, number.reserved.ordinal
    session.flush()
    trail.record(
        session,
        Tag.PAPER_NUMBERED,
        actor,
        person_id=made.person_id,
        kind=paper.kind,
        ref=ref,
        number=paper.number,
        signed_on=paper.signed_on,
    )
