"""People who may be meant by some words: everybody where few live, by the register of words where many do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import Select, Subquery, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from casework.access.finding import people_by_place, people_living_in, people_one_by_one
from casework.access.scope import Scope, reach
from casework.i18n import fold
from casework.records.person import Person
from casework.records.person_search import ADDRESS, NAME, SearchVocabulary, SearchWord, address_words
from casework.records.unit import Unit
from casework.services.search_filters import Filters, narrowed
from casework.services.search_words import Slips, marked, meant

FEW = 2_000
"""So many people are read and compared one by one; more are looked up by their words."""
MOST = 200
"""So many people one search shows; who is not among them is found by another word or filter."""
_WIDEST = 60
_COUNTED = 5_000
_ASKED_ALONE = 600
_NEAREST = 12

Groups = list[list[str]]
"""For each word that was typed the words it may mean."""


@dataclass(frozen=True)
class Candidate:
    """What is compared of somebody."""

    id: int
    full_name: str
    name_folded: str
    address: str | None


def few_live_in(session: Session, scope: Scope) -> bool:
    """Whether the people of the scope can be read one by one."""
    if scope.unit_id is None:
        return False
    some = people_one_by_one(Scope.everything(reason="chỉ đếm xem nhiều hay ít")).with_only_columns(Person.id)
    living = some.where(Person.unit_id.in_(reach(scope.unit_id))).limit(FEW + 1)
    return (session.scalar(select(func.count()).select_from(living.subquery())) or 0) <= FEW


def among_few(session: Session, scope: Scope, words: Sequence[str], wanted: Filters) -> list[Candidate]:
    """The people of a small scope who have every word in name or address; with slips where nobody has them."""
    people = read_candidates(session, narrowed(people_by_place(scope), scope, wanted))
    if wanted.address:
        people = _with_words(people, address_words(wanted.address), names=False)
    return _with_words(people, words) if words else people


def _with_words(people: list[Candidate], words: Sequence[str], *, names: bool = True) -> list[Candidate]:
    texts = [_words_of(each, names) for each in people]
    vocabulary = {word for text in texts for word in text}
    for slips in Slips:
        groups = [meant(word, vocabulary, slips) for word in words]
        found = [
            each
            for each, text in zip(people, texts, strict=True)
            if all(not group.isdisjoint(text) for group in groups)
        ]
        if found:
            return found
    return []


def _words_of(person: Candidate, names: bool) -> set[str]:
    return {*(person.name_folded.split() if names else ()), *address_words(person.address or "")}


def among_many(session: Session, scope: Scope, words: Sequence[str], wanted: Filters) -> list[Candidate]:
    """At most one more than `MOST` people of a large scope: of this very name, with these words, or with slips."""
    query = narrowed(people_one_by_one(scope), scope, wanted)
    if wanted.address:
        addresses = _Register(session, ADDRESS)
        groups = addresses.groups(address_words(wanted.address), Slips.NONE)
        if not groups:
            return []
        query = query.where(Person.address.in_(select(addresses.having(groups).c.text)))
    if not words:
        return read_candidates(session, query.limit(MOST + 1))
    exact = read_candidates(session, query.where(Person.name_folded == " ".join(words)).limit(MOST + 1))
    found = {each.id: each for each in exact}
    names, addresses = _Register(session, NAME), _Register(session, ADDRESS)
    steps = (names, Slips.NONE), (addresses, Slips.NONE), (names, Slips.UNKNOWN_WORDS), (names, Slips.ALL_WORDS)
    for register, slips in steps:
        groups = register.groups(words, slips)
        if groups and len(found) <= MOST:
            found |= {each.id: each for each in _bearing(session, scope, query, register, groups, wanted)}
        if found:
            break
    return list(found.values())[: MOST + 1]


def _bearing(
    session: Session, scope: Scope, query: Select[Person], register: _Register, groups: Groups, wanted: Filters
) -> list[Candidate]:
    """The people whose name or address has a word of every group.

    Those who live in the scope are read by their units; of all others who bear the words only the first some are
    asked whether a case of theirs is held here: among a common name they are found by one more word or filter.
    """
    texts, column = register.having(groups), register.column
    if covers_everything(session, scope):
        return read_candidates(session, query.join(texts, texts.c.text == column).limit(2 * MOST))
    living = narrowed(people_living_in(scope), scope, wanted)
    if register.kind == NAME:
        living = living.where(*(or_(*(column.contains(word) for word in group[:_NEAREST])) for group in groups))
    else:
        living = living.where(column.in_(select(texts.c.text)))
    # Ids first: names and ids stand in one index, the rest of a record does not.
    found = living.with_only_columns(Person.id).limit(MOST + 1).subquery()
    residents = read_candidates(session, people_living_in(scope).where(Person.id.in_(select(found.c.id))))
    anybody = people_one_by_one(Scope.everything(reason="lọc theo phạm vi ở câu hỏi ngoài")).with_only_columns(
        Person.id
    )
    first = anybody.join(texts, texts.c.text == column).limit(_ASKED_ALONE).subquery()
    return residents + read_candidates(session, query.where(Person.id.in_(select(first.c.id))).limit(MOST + 1))


def covers_everything(session: Session, scope: Scope) -> bool:
    """Whether the scope is the whole country."""
    return scope.unit_id is None or session.get_one(Unit, scope.unit_id).kind == "country"


def read_candidates(session: Session, query: Select[Person]) -> list[Candidate]:
    """What is compared of the people whom a query from the door gives."""
    columns = (Person.id, Person.full_name, Person.name_folded, Person.address)
    return [Candidate(*row) for row in session.execute(query.with_only_columns(*columns))]


class _Register:
    """The words of all names, or of all addresses."""

    def __init__(self, session: Session, kind: str) -> None:
        self._session = session
        self.kind = kind
        self.column = Person.name_folded if kind == NAME else Person.address

    @cached_property
    def _vocabulary(self) -> set[str]:
        return set(self._session.scalars(select(SearchVocabulary.word).where(SearchVocabulary.kind == self.kind)))

    def groups(self, words: Sequence[str], slips: Slips) -> Groups:
        """The known words each word may mean, the rarest first; nothing where some word is nowhere."""
        found = [_widened(word, meant(word, self._vocabulary, slips)) for word in words]
        if not all(found):
            return []
        return sorted(found, key=self._frequency) if len(found) > 1 else found

    def having(self, groups: Groups) -> Subquery:
        """The names or addresses with a word of every group, looked up by the first."""
        first, *others = groups
        query = select(SearchWord.text).where(SearchWord.kind == self.kind, SearchWord.word.in_(first))
        for group in others:
            other = aliased(SearchWord)
            has = exists().where(other.kind == self.kind, other.word.in_(group), other.text == SearchWord.text)
            query = query.where(has)
        return query.subquery()

    def _frequency(self, group: Sequence[str]) -> int:
        some = select(SearchWord.text).where(SearchWord.kind == self.kind, SearchWord.word.in_(group))
        return self._session.scalar(select(func.count()).select_from(some.limit(_COUNTED).subquery())) or 0


def _widened(word: str, found: Iterable[str]) -> list[str]:
    """The words nearest to what was typed, not more than a statement can hold."""
    return sorted(found, key=lambda each: (each != word, len(each), each))[:_WIDEST]


def best_first(candidates: Iterable[Candidate], text: str) -> list[Candidate]:
    """The candidates in order: with the very marks, the very name, the words as they stand; then by name."""
    typed, folded = marked(text), fold(text)

    def rank(each: Candidate) -> tuple[int, str, int]:
        if not folded:
            return 0, each.name_folded, each.id
        kept = marked(each.full_name)
        order = (kept == typed, each.name_folded == folded, typed in kept, folded in each.name_folded)
        return (order.index(True) if True in order else len(order)), each.name_folded, each.id

    return sorted(candidates, key=rank)
