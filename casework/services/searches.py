"""Finding people on file (tra cứu người)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.access import trail
from casework.access.finding import (
    people_by_place,
    people_living_in,
    people_of_codes,
    people_of_national_id,
    people_one_by_one,
)
from casework.access.permissions import Permission
from casework.access.roles import Actor
from casework.access.rules import may
from casework.access.scope import Scope
from casework.access.sealing import blind_index
from casework.access.trail import Tag
from casework.i18n import fold, phone_digits
from casework.records.person import Person
from casework.records.person_search import PHONE, SearchWord
from casework.services.search_candidates import (
    MOST,
    Candidate,
    among_few,
    among_many,
    best_first,
    covers_everything,
    few_live_in,
    read_candidates,
)
from casework.services.search_filters import Filters, narrowed

PAGE_SIZE = 25


@dataclass(frozen=True)
class PeoplePage:
    """One page of the people found, the best first; `more`: there are others beyond the last page."""

    people: tuple[Person, ...]
    total: int
    page: int
    pages: int
    more: bool = False


def find_people(
    session: Session, scope: Scope, actor: Actor, text: str, *, page: int = 1, wanted: Filters | None = None
) -> PeoplePage:
    """The people of the scope that a search finds (tra cứu), at most `MOST` where many live.

    By words of the name (accents aside, in part, with slips of the finger) or of the address; by the code of the
    person or of one of their records; by a whole national id or telephone number.
    Who may not see names finds by code alone: a search must not tell them what the page would hide.
    """
    wanted, text = wanted or Filters(), text.strip()
    if not may(actor, Permission.NAMES_VIEW):
        wanted = replace(wanted, address=None)
    few = few_live_in(session, scope)
    numbers = re.sub(r"[\s.+-]", "", text)
    candidates = _by_code(session, scope, text, wanted)
    if not candidates and may(actor, Permission.NAMES_VIEW):
        if re.fullmatch(r"[0-9]{8,12}", numbers):
            candidates = _by_number(session, scope, numbers, wanted)
        elif text:
            words = fold(text).replace(",", " ").split()
            candidates = (among_few if few else among_many)(session, scope, words, wanted)
    if not text:
        candidates = _all(session, scope, wanted, few)
    elif re.fullmatch(r"[0-9]{9}|[0-9]{12}", numbers):
        text = "*" * (len(numbers) - 3) + numbers[-3:]
    found = _page(session, scope, best_first(candidates, text), page, few)
    query = " · ".join(part for part in (text, wanted.told) if part)
    trail.record(session, Tag.PEOPLE_LISTED, actor, query=query, count=len(found.people))
    return found


def _page(session: Session, scope: Scope, candidates: list[Candidate], page: int, few: bool) -> PeoplePage:
    more = not few and len(candidates) > MOST
    candidates = candidates if few else candidates[:MOST]
    pages = max(1, -(-len(candidates) // PAGE_SIZE))
    page = min(max(page, 1), pages)
    ids = [each.id for each in candidates[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]]
    place = {person_id: number for number, person_id in enumerate(ids)}
    rows = session.scalars(people_one_by_one(scope).where(Person.id.in_(ids))) if ids else ()
    people = sorted(rows, key=lambda person: place[person.id])
    return PeoplePage(tuple(people), len(candidates), page, pages, more)


def _all(session: Session, scope: Scope, wanted: Filters, few: bool) -> list[Candidate]:
    """Everybody of the scope, by name; of a large scope the first of the alphabet."""
    if few or wanted.address:
        return (among_few if few else among_many)(session, scope, (), wanted)
    in_order = (Person.name_folded, Person.id)
    if covers_everything(session, scope):
        whole = narrowed(people_one_by_one(scope), scope, wanted).order_by(*in_order)
        return read_candidates(session, whole.limit(MOST + 1))
    found = read_candidates(
        session, narrowed(people_living_in(scope), scope, wanted).order_by(*in_order).limit(MOST + 1)
    )
    if len(found) <= MOST:
        every = narrowed(people_by_place(scope), scope, wanted).order_by(*in_order)
        found = read_candidates(session, every.limit(MOST + 1))
    return found


def _by_code(session: Session, scope: Scope, text: str, wanted: Filters) -> list[Candidate]:
    """Whoever bears a code, or has a record that does."""
    if not text or len(text) > 80 or not re.search(r"[0-9\-_/]", text):
        return []
    codes = sorted({text, text.upper()})
    return read_candidates(session, narrowed(people_of_codes(scope, codes), scope, wanted).limit(MOST))


def _by_number(session: Session, scope: Scope, digits: str, wanted: Filters) -> list[Candidate]:
    """Whoever has this national id, or this telephone number however it was written."""
    numbers = sorted({phone_digits(digits), f"0{digits}"})
    written = select(SearchWord.text).where(SearchWord.kind == PHONE, SearchWord.word.in_(numbers))
    phones = people_one_by_one(scope).where(Person.phone.in_(session.scalars(written).all()))
    found = read_candidates(session, narrowed(phones, scope, wanted).limit(MOST))
    if len(digits) in (9, 12):
        known = people_of_national_id(scope, blind_index(digits))
        found += read_candidates(session, narrowed(known, scope, wanted))
    return list({each.id: each for each in found}.values())
