"""Finding people on file (tra cứu người)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.access import trail
from casework.access.finding import ids_of_codes, people_of_national_id, people_one_by_one
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
    few_live_in,
    read_candidates,
    seen_as,
)
from casework.services.search_filters import EVERYWHERE, Filters, narrowed
from casework.services.search_lists import stretch

PAGE_SIZE = 25


@dataclass(frozen=True)
class PeoplePage:
    """One page of the people found, the best first.

    `total`: how many were found, None for a long list that nobody has counted; `more`: there may be others, who are
    not on any page; `after`: where the next page of a long list begins.
    """

    people: tuple[Person, ...]
    total: int | None
    page: int
    pages: int
    more: bool = False
    after: int | None = None


def find_people(
    session: Session,
    scope: Scope,
    actor: Actor,
    text: str,
    *,
    page: int = 1,
    wanted: Filters | None = None,
    after: int | None = None,
) -> PeoplePage:
    """The people of the scope that a search finds (tra cứu), at most `MOST` by words where many live.

    By words of the name (accents aside, in part, with slips of the finger) or of the address; by the code of the
    person or of one of their records; by a whole national id or telephone number. Where many live a list without
    words is read on from page to page (`after`).
    Who may not see names finds by code alone, and sees nobody in the order of their names: neither a search nor a
    list tells them what the page hides.
    """
    wanted, text = wanted or Filters(), text.strip()
    names = may(actor, Permission.NAMES_VIEW)
    if not names:
        wanted = replace(wanted, address=None)
    scope = seen_as(session, scope)
    few = few_live_in(session, scope)
    if text or wanted.address or few:
        found = _by_text(session, scope, text, wanted, names=names, few=few, page=page)
    else:
        part = stretch(session, scope, wanted, after=after, size=PAGE_SIZE)
        people = _people(session, part.ids)
        found = PeoplePage(people, None, page, page + 1 if part.after is not None else page, after=part.after)
        if not names:
            found = replace(found, people=tuple(sorted(people, key=lambda person: person.ref)))
    told = _hidden(text)
    query = " · ".join(part for part in (told, wanted.told) if part)
    trail.record(session, Tag.PEOPLE_LISTED, actor, query=query, count=len(found.people))
    return found


def _hidden(text: str) -> str:
    """What was typed as the trail keeps it: of a national id the last digits."""
    numbers = re.sub(r"[\s.+-]", "", text)
    return "*" * (len(numbers) - 3) + numbers[-3:] if re.fullmatch(r"[0-9]{9}|[0-9]{12}", numbers) else text


def _by_text(
    session: Session, scope: Scope, text: str, wanted: Filters, *, names: bool, few: bool, page: int
) -> PeoplePage:
    more = False
    candidates = _by_code(session, scope, text, wanted)
    numbers = re.sub(r"[\s.+-]", "", text)
    if candidates or not (names or not text):
        pass
    elif re.fullmatch(r"[0-9]{8,12}", numbers):
        candidates = _by_number(session, scope, numbers, wanted)
    elif few:
        candidates = among_few(session, scope, fold(text).replace(",", " ").split(), wanted)
    else:
        candidates, more = among_many(session, scope, text, wanted)
    ordered = best_first(candidates, text) if names else sorted(candidates, key=lambda each: each.id)
    shown = ordered if few else ordered[:MOST]
    pages = max(1, -(-len(shown) // PAGE_SIZE))
    page = min(max(page, 1), pages)
    ids = [each.id for each in shown[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]]
    return PeoplePage(_people(session, ids), len(shown), page, pages, more)


def _people(session: Session, ids: Sequence[int]) -> tuple[Person, ...]:
    place = {person_id: number for number, person_id in enumerate(ids)}
    # They were found in the scope; only a merge may have come between.
    rows = session.scalars(people_one_by_one(EVERYWHERE).where(Person.id.in_(ids))) if ids else ()
    return tuple(sorted(rows, key=lambda person: place[person.id]))


def _by_code(session: Session, scope: Scope, text: str, wanted: Filters) -> list[Candidate]:
    """Whoever bears a code, or has a record that does."""
    if not text or len(text) > 80 or not re.search(r"[0-9\-_/]", text):
        return []
    # The ids alone first: nearly always there are none, or one, and only they need to be asked whose they are.
    ids = [each for each in session.scalars(ids_of_codes(sorted({text, text.upper()}))) if each is not None]
    if not ids:
        return []
    return read_candidates(session, narrowed(people_one_by_one(scope).where(Person.id.in_(ids)), scope, wanted))


def _by_number(session: Session, scope: Scope, digits: str, wanted: Filters) -> list[Candidate]:
    """Whoever has this national id, or this telephone number however it was written."""
    numbers = sorted({phone_digits(digits), f"0{digits}"})
    written = session.scalars(
        select(SearchWord.text).where(SearchWord.kind == PHONE, SearchWord.word.in_(numbers)).limit(MOST)
    ).all()
    found = []
    if written:
        phones = people_one_by_one(scope).where(Person.phone.in_(written))
        found = read_candidates(session, narrowed(phones, scope, wanted).limit(MOST))
    if len(digits) in (9, 12):
        known = people_of_national_id(scope, blind_index(digits))
        found += read_candidates(session, narrowed(known, scope, wanted))
    return list({each.id: each for each in found}.values())
