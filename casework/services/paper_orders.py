"""Numbers of decisions that no form of this system prints (quyết định lập ngoài hệ thống), in the unit's own series.

Nguồn: khoản 1 Điều 15 Nghị định 30/2020/NĐ-CP.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from casework.access import queries
from casework.access.roles import Actor
from casework.access.scope import Scope
from casework.law.vocabulary import Term
from casework.records.aftercare import Aftercare
from casework.records.episode import Episode
from casework.records.unit import Unit
from casework.services import papers
from casework.services.paper_drafts import outline
from casework.services.paper_notices import holder_on
from casework.services.paper_numbers import Given, checked_number, require_free_now, reserve
from casework.services.paper_settings import letterhead
from casework.services.paper_taken import Owner

SYMBOL = "QĐ"


@dataclass(frozen=True)
class Order:
    """A decision about a case: which act it is, of which day, in which unit's series, and its number."""

    ref: str
    act: Term
    signed_on: date
    unit: Unit
    given: Given


def order_number(
    session: Session,
    scope: Scope,
    beside: str,
    ref: str,
    act: Term,
    typed: str | None,
    *,
    signed_on: date,
    today: date,
    field: str = "number",
) -> Order | None:
    """The number of a decision as it was typed, or the next one of the series of whoever signs the case's decisions.

    None where nobody was asked (`typed` is None), or nothing was typed for a year whose series is closed.

    :param beside: the kind of paper of the case that the same office signs
    :raises InvalidInput: another paper of the unit bears the number in that year, or it is too long
    :raises NotFound: no such case within the scope
    """
    if typed is None:
        return None
    unit = _unit(session, scope, ref, signed_on)
    if typed.strip():
        number = checked_number(typed, field=field)
        require_free_now(session, unit, number, signed_on, own=Owner(papers.ORDER, ref, _part(act)), field=field)
        return Order(ref, act, signed_on, unit, Given(number))
    if signed_on.year != today.year:
        return None
    office = outline(session, scope, beside, ref, day=signed_on).issue.office
    series = f"{SYMBOL}-{letterhead(session, unit, office, signed_on).abbreviation}"
    reserved = reserve(session, unit_id=unit.id, series=series, on=signed_on)
    return Order(ref, act, signed_on, unit, Given(reserved.text, reserved))


def file_order(session: Session, actor: Actor, order: Order | None, *, person_id: int | None) -> None:
    """File the decision that an act has just recorded, so that nobody gets its number again."""
    if order is None:
        return
    papers.file_order(
        session,
        actor,
        order.unit,
        order.ref,
        _part(order.act),
        title=f"Quyết định: {order.act.term}",
        given=order.given,
        signed_on=order.signed_on,
        person_id=person_id,
    )


def _part(act: Term) -> str:
    return act.value[:20]


def _unit(session: Session, scope: Scope, ref: str, on: date) -> Unit:
    query = queries.episodes(scope).where(Episode.ref == ref)
    case: Episode | Aftercare | None = session.scalars(query).first()
    if case is None:
        case = queries.one(session, queries.aftercares(scope), Aftercare.ref == ref)
    return holder_on(case.custody, on) or case.unit
