"""The number of the paper that an act records (số của giấy tờ khi ghi việc): typed from the paper, or the next one.

The number is taken and the paper filed in the transaction of the act: what is refused takes no number.

Nguồn: khoản 1 Điều 15 Nghị định 30/2020/NĐ-CP.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.access import trail
from casework.access.roles import Actor
from casework.access.scope import Scope, within
from casework.access.trail import Tag
from casework.records.unit import Unit
from casework.services import papers
from casework.services.paper_drafts import outline
from casework.services.paper_numbers import Given, checked_number, require_free_now
from casework.services.paper_taken import Owner


def number_for(
    session: Session,
    scope: Scope,
    kind: str,
    ref: str,
    typed: str | None,
    *,
    signed_on: date,
    today: date,
    field: str,
    part: str = "",
) -> Given:
    """The number as it was typed, or the next one of the unit's series where nothing was.

    To be asked once the law allows the act, before the case is changed: it reads the case as it stands.

    :param field: of the form, to be marked where the number cannot be taken
    :raises InvalidInput: another paper of the unit bears the number in that year, or it is too long, or nothing was
        typed for a paper of a year whose series is closed
    :raises NotFound: nothing of that ref within the scope
    """
    made = outline(session, scope, kind, ref, day=signed_on, part=part)
    paper = made.paper
    if not (typed or "").strip() and paper is not None and paper.stands and paper.number is not None:
        return Given(paper.number)
    return papers.take_number(session, made, typed, signed_on=signed_on, today=today, field=field)


def number_if_any(
    session: Session,
    scope: Scope,
    kind: str,
    ref: str,
    typed: str | None,
    *,
    signed_on: date,
    today: date,
    field: str,
    part: str = "",
) -> Given | None:
    """The same for an act that may have been done without such a paper.

    None where nobody was asked (`typed` is None); and, where nothing was typed, if the law of the day knows no such
    paper, it bears no number, another unit wrote it, or the series of its year is closed.
    """
    if typed is None:
        return None
    if not typed.strip():
        made = outline(session, scope, kind, ref, day=signed_on, part=part)
        unit_id = made.source.unit.id
        is_ours = session.scalar(select(Unit.id).where(Unit.id == unit_id, *within(scope, Unit.id))) is not None
        if made.series is None or not made.issue.citation or signed_on.year != today.year or not is_ours:
            return None
    return number_for(session, scope, kind, ref, typed, signed_on=signed_on, today=today, field=field, part=part)


def typed_number(
    session: Session, unit: Unit, typed: str | None, *, on: date, own: Owner | None = None, field: str = "number"
) -> str | None:
    """A number that somebody typed of an act without a numbered form here; None where nothing was typed.

    :param own: whose number does not count against it
    :raises InvalidInput: another paper of the unit bears it in that year, or it is too long
    """
    if not (typed or "").strip() or typed is None:
        return None
    number = checked_number(typed, field=field)
    require_free_now(session, unit, number, on, own=own, field=field)
    return number


def file_paper(
    session: Session,
    actor: Actor,
    kind: str,
    ref: str,
    number: Given | None,
    *,
    today: date,
    part: str = "",
) -> None:
    """File the paper that an act has just recorded, with its number, so that nobody gets the number again.

    :param number: None: the act has no such paper
    """
    if number is None:
        return
    session.flush()
    # By this very act the case may have left the unit that wrote the paper.
    scope = Scope.everything(reason="giấy tờ của việc vừa ghi")
    made = outline(session, scope, kind, ref, day=today, part=part)
    issue = made.issue
    if issue.number != number.text:
        made = replace(made, issue=replace(issue, number=number.text))
    if made.paper is not None and made.paper.number == number.text:
        made.paper.signed_on = issue.on
    paper = papers.filed(session, actor, made)
    papers.place(session, paper, number)
    papers.keep(session, made, paper)
    if number.reserved is None:
        return
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
