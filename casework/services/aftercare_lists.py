"""Lists of after-cares (danh sách quản lý sau cai nghiện): in force, ending soon, waiting for a decision, by year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Select, or_
from sqlalchemy.orm import Session, joinedload, selectinload

from casework.access import queries
from casework.access.scope import Scope
from casework.errors import NotInForce
from casework.law.aftercare_facts import AftercareFacts
from casework.law.aftercare_stages import AftercareStage, read_stage
from casework.law.aftercare_term import term_end
from casework.law.procedures import aftercare_procedure
from casework.law.vocabulary import Term
from casework.records.aftercare import Aftercare
from casework.records.db import FOREVER
from casework.services.aftercare_backgrounds import backgrounds
from casework.services.aftercares import facts_of
from casework.workflow.engine import stage_of

SOON = timedelta(days=30)
"""How far ahead the end of a term is announced: a choice of this system, not a term of the law."""
MOST = 1000
"""So many after-cares in force are looked through for the end of their terms, the longest running first."""


class AftercareList(Term):
    """Danh sách hồ sơ quản lý sau cai nghiện."""

    CURRENT = "current", "Đang quản lý"
    ENDING = "ending", "Sắp hết thời hạn"
    OVERDUE = "overdue", "Đã hết thời hạn, chưa cấp giấy"
    PENDING = "pending", "Chưa bắt đầu quản lý"
    ENDED = "ended", "Đã kết thúc"
    ALL = "all", "Tất cả"


@dataclass(frozen=True)
class Line:
    """One after-care in a list: its stage, and the last day of its term where that can be told."""

    aftercare: Aftercare
    facts: AftercareFacts
    stage: str
    ends_on: date | None


def aftercare_query(scope: Scope, which: AftercareList, *, year: int | None = None) -> Select[Aftercare]:
    """The after-cares of a list, those that began last first, with their people.

    :param year: only those in force on a day of it at least
    """
    query = queries.aftercares(scope)
    if which in (AftercareList.CURRENT, AftercareList.ENDING, AftercareList.OVERDUE):
        query = query.where(Aftercare.starts_on < FOREVER, Aftercare.ended_on.is_(None))
    elif which is AftercareList.PENDING:
        query = query.where(Aftercare.starts_on == FOREVER, Aftercare.ended_on.is_(None))
    elif which is AftercareList.ENDED:
        query = query.where(Aftercare.ended_on.is_not(None))
    if year is not None:
        last = or_(Aftercare.ended_on.is_(None), Aftercare.ended_on >= date(year, 1, 1))
        query = query.where(Aftercare.starts_on <= date(year, 12, 31), last)
    return query.options(*_TOGETHER).order_by(Aftercare.starts_on.desc(), Aftercare.id.desc())


def lines(session: Session, aftercares: Sequence[Aftercare], today: date) -> list[Line]:
    """The lines of a page of after-cares, in their order."""
    beside = backgrounds(session, aftercares)
    return [_line(each, facts_of(each, beside[each.id]), today) for each in aftercares]


def by_term(
    session: Session, scope: Scope, which: AftercareList, today: date, *, year: int | None = None
) -> list[Line]:
    """Those whose term ends within `SOON`, or has ended without a certificate: only the law can reckon that."""
    query = aftercare_query(scope, which, year=year).order_by(None).order_by(Aftercare.starts_on, Aftercare.id)
    found = lines(session, session.scalars(query.limit(MOST)).unique().all(), today)
    if which is AftercareList.OVERDUE:
        kept = [each for each in found if each.ends_on is not None and each.ends_on < today]
    else:
        kept = [each for each in found if each.ends_on is not None and today <= each.ends_on <= today + SOON]
    return sorted(kept, key=lambda each: (each.ends_on or date.max, each.aftercare.id))


def aftercares_of(session: Session, scope: Scope, person_id: int, today: date) -> list[Line]:
    """The after-cares of one person, the latest first."""
    query = aftercare_query(scope, AftercareList.ALL).where(Aftercare.person_id == person_id)
    return lines(session, session.scalars(query).unique().all(), today)


_TOGETHER = (joinedload(Aftercare.person), selectinload(Aftercare.reviews), selectinload(Aftercare.transfers))


def _line(aftercare: Aftercare, facts: AftercareFacts, today: date) -> Line:
    try:
        stage = stage_of(aftercare_procedure(facts, today), facts).label
    except NotInForce:
        stage = AftercareStage(read_stage(facts)).term
    return Line(aftercare, facts, stage, term_end(facts))
