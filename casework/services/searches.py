"""Finding people on file (tra cứu người)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from casework.access import queries, trail
from casework.access.permissions import Permission
from casework.access.roles import Actor
from casework.access.rules import may
from casework.access.scope import Scope
from casework.access.sealing import blind_index
from casework.access.trail import Tag
from casework.i18n import fold
from casework.records.person import Person

PAGE_SIZE = 25


@dataclass(frozen=True)
class PeoplePage:
    """One page of people, in the order of their folded names."""

    people: tuple[Person, ...]
    total: int
    page: int
    pages: int


def find_people(session: Session, scope: Scope, actor: Actor, text: str, *, page: int = 1) -> PeoplePage:
    """The people of the scope that a search finds (tra cứu): by words of the name, ref, or exact national id.

    Who may not see names finds by ref alone: a search must not tell them what the page would hide.
    """
    query = queries.people(scope)
    words = fold(text).split()
    digits = re.sub(r"[\s.]", "", text)
    if words and not may(actor, Permission.NAMES_VIEW):
        query = query.where(Person.ref.in_((text.strip(), text.strip().upper())))
    elif re.fullmatch(r"[0-9]{9}|[0-9]{12}", digits):
        query = query.where(Person.national_id_index == blind_index(digits))
        text = "*" * (len(digits) - 3) + digits[-3:]
    elif words:
        named = and_(*(Person.name_folded.contains(word, autoescape=True) for word in words))
        query = query.where(or_(named, Person.ref.in_((text.strip(), text.strip().upper()))))
    total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    pages = max(1, -(-total // PAGE_SIZE))
    page = min(max(page, 1), pages)
    rows = session.scalars(
        query.order_by(Person.name_folded, Person.id).limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE)
    )
    found = tuple(rows)
    trail.record(session, Tag.PEOPLE_LISTED, actor, query=text.strip(), count=len(found))
    return PeoplePage(found, total, page, pages)
