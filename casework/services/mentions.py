"""People in forms and lists: who is meant by what somebody typed, and names only for those who need them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from casework.access import queries, trail
from casework.access.permissions import Permission
from casework.access.roles import Actor
from casework.access.rules import may
from casework.access.scope import Scope
from casework.i18n import fold
from casework.records.person import Person
from casework.services.people import masked_name

MOST = 12
"""So many namesakes are offered; with more of them the ref is asked for."""

_YEAR = re.compile(r"\b(19|20)\d\d\b")


@dataclass(frozen=True)
class Mention:
    """One typed line and the people it can mean: nobody, one, or several to choose from."""

    text: str
    candidates: tuple[Person, ...]

    @property
    def person(self) -> Person | None:
        """The only one it can mean."""
        return self.candidates[0] if len(self.candidates) == 1 else None


def read_mention(session: Session, scope: Scope, text: str) -> Mention:
    """The people of the scope whom one line can mean.

    A ref names exactly one person. A name is compared without diacritics: who bears exactly that name comes before
    those whose name contains every word. A year in the line is the year of birth.
    """
    text = text.strip()
    by_ref = session.scalar(queries.people(scope).where(Person.ref.in_({text, text.upper()})))
    if by_ref is not None:
        return Mention(text, (by_ref,))
    year = _YEAR.search(text)
    name = fold(re.sub(r"[^\w\s]|\d", " ", text))
    if not name:
        return Mention(text, ())
    query = queries.people(scope).order_by(Person.name_folded, Person.birth_year, Person.id).limit(MOST)
    if year is not None:
        query = query.where(Person.birth_year == int(year[0]))
    found = session.scalars(query.where(Person.name_folded == name)).unique().all()
    if not found:
        words = [Person.name_folded.contains(word, autoescape=True) for word in name.split()]
        found = session.scalars(query.where(*words)).unique().all()
    return Mention(text, tuple(found))


def read_mentions(session: Session, scope: Scope, text: str, chosen: Mapping[str, str]) -> list[Mention]:
    """Each line that holds something, in order, each once.

    :param chosen: line → ref of the one whom the reader chose among those it can mean
    """
    found = []
    for line in dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()):
        mention = read_mention(session, scope, line)
        picked = tuple(person for person in mention.candidates if person.ref == chosen.get(line))
        found.append(Mention(line, picked) if picked else mention)
    return found


def people_of(mentions: Iterable[Mention]) -> list[Person]:
    """The people of the lines that are clear, each once, in order."""
    people = {mention.person.id: mention.person for mention in mentions if mention.person is not None}
    return list(people.values())


@dataclass(frozen=True)
class Shown:
    """How one person appears to one reader: with the name or with initials, with a page of their own or without."""

    ref: str
    name: str
    has_page: bool


def show_people(
    session: Session, scope: Scope, actor: Actor, people: Iterable[Person], *, what: str
) -> dict[int, Shown]:
    """Each person as the reader may see them, by id; that names were shown is recorded.

    Without the right to names, and for people who have left the scope, initials stand for the name.

    :param what: the list, as the trail names it
    """
    by_id = {person.id: person for person in people}
    if not by_id:
        return {}
    inside = set(session.scalars(queries.people(scope).where(Person.id.in_(by_id)).with_only_columns(Person.id)))
    names = inside if may(actor, Permission.NAMES_VIEW) else set()
    pages = inside if may(actor, Permission.PERSON_VIEW) else set()
    if names:
        trail.record(session, trail.Tag.PEOPLE_LISTED, actor, query=what, count=len(names))
    return {
        key: Shown(
            person.ref,
            person.full_name if key in names else masked_name(person.full_name),
            key in pages,
        )
        for key, person in by_id.items()
    }


def show_candidates(session: Session, actor: Actor, mentions: Iterable[Mention]) -> list[Mention]:
    """The lines that can mean several people, to choose from; that their names were shown is recorded."""
    several = [mention for mention in mentions if len(mention.candidates) > 1]
    for mention in several:
        trail.record(session, trail.Tag.PEOPLE_LISTED, actor, query=mention.text, count=len(mention.candidates))
    return several


def person_with(session: Session, scope: Scope, ref: str) -> Person:
    """:raises NotFound: no such person within the scope"""
    return queries.one(session, queries.people(scope), Person.ref == ref)
