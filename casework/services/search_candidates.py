"""People who may be meant by some words: everybody where few live, by the register of words where many do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from casework.access.finding import held_in, people_by_place, people_living_in, people_one_by_one, those_of
from casework.access.scope import Scope, reach
from casework.i18n import fold
from casework.records.person import Person
from casework.records.person_search import ADDRESS, NAME, address_words
from casework.records.unit import Unit
from casework.services.search_filters import EVERYWHERE, Filters, narrowed
from casework.services.search_register import Register, with_parts
from casework.services.search_words import Meaning, Slips, marked, meant, spellings

FEW = 1_500
"""So many people are read and compared one by one; more are looked up by their words."""
MOST = 200
"""So many people one search by words shows; who is not among them is found by another word or filter."""
_READ_THROUGH = 12_000
_EXAMINED = 3_000
_ASKED_ALONE = 200
_FEW_BEARERS = 400
_COMPARED = (Person.id, Person.full_name, Person.name_folded, Person.address)


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
    some = people_one_by_one(EVERYWHERE).with_only_columns(Person.id)
    living = some.where(Person.unit_id.in_(reach(scope.unit_id))).limit(FEW + 1)
    return (session.scalar(select(func.count()).select_from(living.subquery())) or 0) <= FEW


def seen_as(session: Session, scope: Scope) -> Scope:
    """The scope; that of the whole country is everybody, so that nobody is asked where they live."""
    if scope.unit_id is not None and session.get_one(Unit, scope.unit_id).kind == "country":
        return Scope.everything(reason="phạm vi là cả nước")
    return scope


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
        if not all(groups):
            continue
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


def among_many(session: Session, scope: Scope, text: str, wanted: Filters) -> tuple[list[Candidate], bool]:
    """People of a large scope: of this very name, with these words, or with slips; and whether there may be others."""
    words = fold(text).replace(",", " ").split()
    search = _Search(session, scope, wanted)
    if wanted.address and not search.by_address(wanted.address):
        return [], False
    exact = search.named(text, words) if words else search.bearing(search.addresses, search.at)
    if not words and len(exact) <= MOST:
        exact += search.held()
    if len(exact) > MOST or not words:
        return exact, search.cut or len(exact) > MOST
    found = {each.id: each for each in exact}
    names, addresses = Register(session, NAME), Register(session, ADDRESS)
    steps = (names, Slips.NONE), (addresses, Slips.NONE), (names, Slips.UNKNOWN_WORDS), (names, Slips.ALL_WORDS)
    asked: list[list[Meaning]] = []
    for register, slips in steps:
        if slips is not Slips.NONE and (names.knows(words) or (asked and wanted.any)):
            break  # Rightly spelt: somebody bears this very name elsewhere, or has the words and does not pass.
        meanings = register.meanings(words, slips)
        if meanings and meanings not in asked:
            asked.append(meanings)
            found |= {each.id: each for each in search.bearing(register, meanings)}
            if len(found) <= MOST:
                found |= {each.id: each for each in search.held()}
        if found:
            break
    return list(found.values()), search.cut or len(found) > MOST


class _Search:
    """One search by words in a large scope: of those who live there first, then of those whose case is held there."""

    def __init__(self, session: Session, scope: Scope, wanted: Filters) -> None:
        self._session, self._scope, self._wanted = session, scope, wanted
        self.addresses, self.at = Register(session, ADDRESS), list[Meaning]()
        self._elsewhere: dict[int, bool | None] = {}
        self.cut = False
        """Whether somebody who fits may not have been looked at."""

    def by_address(self, address: str) -> bool:
        """Keep to those who have these words in their address; false where nobody has."""
        self.at = self.addresses.meanings(address_words(address), Slips.NONE)
        return bool(self.at)

    def named(self, text: str, words: Sequence[str]) -> list[Candidate]:
        """The people of this very name, those with the very marks first."""
        named = Person.name_folded == " ".join(words)
        everybody = people_one_by_one(EVERYWHERE).where(named)
        written = Person.full_name.in_(spellings(text)).desc()
        few = self._of_few(everybody)
        if few is not None:
            return few
        living = self._narrowed(people_living_in(self._scope).where(named), residents=True)
        return read_candidates(self._session, living.order_by(written, Person.id).limit(MOST + 1))

    def bearing(self, register: Register, meanings: Sequence[Meaning]) -> list[Candidate]:
        """The people whose name or address has what each word means.

        Everybody who bears the rarest word is asked where they live. An endless word has so many bearers that some
        of them are met soon on the way through the people of the scope.
        """
        texts = register.texts(meanings).subquery()
        bearers = people_one_by_one(EVERYWHERE).join(texts, texts.c.text == register.column)
        endless = register.is_endless(meanings[0])
        self.cut |= endless
        if self._scope.unit_id is not None and register.kind == NAME and endless:
            return self._read(people_living_in(self._scope).where(*with_parts(Person.name_folded, meanings)))
        few = self._of_few(bearers)
        return self._read(bearers) if few is None else few

    def _of_few(self, bearers: Select[Person]) -> list[Candidate] | None:
        """Of all bearers those who live in the scope, the others noted; None where they are too many for that.

        Of those others it is asked in the end, all at once, whether their case is held here. Where they are too many
        nobody asks, and somebody may be missed.
        """
        if self._scope.unit_id is None:
            return None
        columns = (Person.unit_id.in_(reach(self._scope.unit_id)), *_COMPARED)
        rows = self._session.execute(bearers.with_only_columns(*columns).limit(_FEW_BEARERS)).all()
        elsewhere = [row.id for row in rows if not row[0]]
        room = _ASKED_ALONE - len(self._elsewhere)
        if len(rows) == _FEW_BEARERS or len(elsewhere) > room:
            self.cut = True
            return None
        for person_id in elsewhere:
            self._elsewhere.setdefault(person_id, None)
        living = [Candidate(*row[1:]) for row in rows if row[0]]
        if not living or not (self._wanted.any or self.at):
            return living
        people = people_one_by_one(EVERYWHERE).where(Person.id.in_([each.id for each in living]))
        passed = set(self._session.scalars(self._narrowed(people, residents=True).with_only_columns(Person.id)))
        return [each for each in living if each.id in passed]

    def _narrowed(self, query: Select[Person], *, residents: bool, of: type[Person] = Person) -> Select[Person]:
        if self.at:
            query = query.where(of.address.in_(self.addresses.texts(self.at)))
        return narrowed(query, self._scope, self._wanted, of=of, residents=residents)

    def _read(self, people: Select[Person]) -> list[Candidate]:
        """The first some who live in the scope and pass the filters.

        Ids first: they stand in an index with the names, the rest of a record does not. And where somebody lives is
        asked after they were found: no database is to look for each name in each commune.
        """
        columns: list[InstrumentedAttribute[Any]] = [Person.id, Person.unit_id]
        columns += [Person.sex, Person.birth_year] if self._wanted.sex or self._wanted.birth_year else []
        columns += [Person.address] if self.at else []
        some = people.with_only_columns(*columns).limit(examined(self._wanted)).cte()
        each, query = those_of(some)
        home = () if self._scope.unit_id is None else (each.unit_id.in_(reach(self._scope.unit_id)),)
        passed = self._narrowed(query.where(*home), residents=True, of=each)
        ids = passed.with_only_columns(each.id).limit(MOST + 1)
        found = people_one_by_one(EVERYWHERE).where(Person.id.in_(ids))
        if not self._wanted.any and not self.at:
            return read_candidates(self._session, found)
        # How many were looked at is known to whoever looked: asked in the same breath, where anybody passed.
        looked_at = select(func.count()).select_from(some)
        rows = self._session.execute(found.with_only_columns(*_COMPARED, looked_at.scalar_subquery())).all()
        if len(rows) <= MOST:
            number = rows[0][-1] if rows else self._session.scalar(looked_at) or 0
            self.cut |= number >= examined(self._wanted)
        return [Candidate(*row[:-1]) for row in rows]

    def held(self) -> list[Candidate]:
        """Those noted whose case is held here though they live elsewhere; nobody is asked about twice."""
        ids = [each for each, asked in self._elsewhere.items() if not asked]
        self._elsewhere |= dict.fromkeys(ids, True)
        if not ids:
            return []
        return read_candidates(self._session, self._narrowed(held_in(self._scope, ids), residents=False))


def examined(wanted: Filters) -> int:
    """So many people are looked at for one page: more where their index entries alone say that most do not fit."""
    return _EXAMINED if wanted.asks_of_cases and wanted.birth_year is None else _READ_THROUGH


def read_candidates(session: Session, query: Select[Person]) -> list[Candidate]:
    """What is compared of the people whom a query from the door gives."""
    return [Candidate(*row) for row in session.execute(query.with_only_columns(*_COMPARED))]


def best_first(candidates: Iterable[Candidate], text: str) -> list[Candidate]:
    """The candidates in order: with the very marks, the very name, the words as they stand; then by name."""
    typed, folded = marked(text), fold(text)

    def rank(each: Candidate) -> tuple[int, str, int]:
        if not folded:
            return 0, each.name_folded, each.id
        if folded not in each.name_folded:
            return 4, each.name_folded, each.id
        kept = marked(each.full_name)
        order = (kept == typed, each.name_folded == folded, typed in kept, True)
        return order.index(True), each.name_folded, each.id

    return sorted(candidates, key=rank)
