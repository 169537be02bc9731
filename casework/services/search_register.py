"""The register of the words of all names, or of all addresses: which texts have the words that were typed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, literal, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from casework.records.person import Person
from casework.records.person_search import NAME, SearchVocabulary, SearchWord
from casework.services.search_words import Meaning, Slips

_COUNTED = 5_000
_LENGTHS = (1, 3, 8, 21)
_LOOKED_THROUGH = 20_000
"""So many texts of the rarest word are looked through for the others."""


def with_parts(column: ColumnElement[str] | InstrumentedAttribute[str], meanings: Sequence[Meaning]) -> list[Any]:
    """Criteria: the folded text has what each word may mean; what is quickly asked comes first."""
    padded = literal(" ") + column + " "
    found: list[Any] = []
    for each in sorted(meanings, key=lambda meaning: len(meaning.parts)):
        if len(each.parts) == 1:
            # Most texts fail this one already, for which nothing has to be put together.
            found.append(column.contains(each.parts[0].strip(), autoescape=True))
        found.append(or_(*(padded.contains(part, autoescape=True) for part in _filled_up(each.parts))))
    return found


def _filled_up(parts: tuple[str, ...]) -> tuple[str, ...]:
    """The parts, the last said again up to one of few lengths: so few statements are compiled, once each."""
    length = next((length for length in _LENGTHS if length >= len(parts)), len(parts))
    return (*parts, *parts[-1:] * (length - len(parts)))


class Register:
    """The words of all names, or of all addresses."""

    def __init__(self, session: Session, kind: str) -> None:
        self._session = session
        self.kind = kind
        self._often: dict[tuple[str, ...], int] = {}
        self.column: InstrumentedAttribute[Any] = Person.name_folded if kind == NAME else Person.address

    @cached_property
    def _vocabulary(self) -> set[str]:
        return set(self._session.scalars(select(SearchVocabulary.word).where(SearchVocabulary.kind == self.kind)))

    def meanings(self, words: Sequence[str], slips: Slips) -> list[Meaning]:
        """What each word may mean, the rarest first; nothing where some word is nowhere."""
        found = [Meaning.of(word, self._vocabulary, slips) for word in words]
        if not found or not all(found):
            return []
        # One question for all of them: each is a walk along an index, and together they are one way to the database.
        counts = [
            select(func.count()).select_from(self._of(each).limit(_COUNTED).subquery()).scalar_subquery()
            for each in found
        ]
        often = self._session.execute(select(*counts)).one()
        self._often |= {found[place].words: often[place] for place in range(len(found))}
        return [found[place] for place in sorted(range(len(found)), key=lambda place: often[place])]

    def is_endless(self, meaning: Meaning) -> bool:
        """Whether a word is in so many texts that not all of them are looked through."""
        return self._often[meaning.words] >= _COUNTED

    def knows(self, words: Sequence[str]) -> bool:
        """Whether these words, in this order, are a whole text of the register."""
        very = SearchWord.kind == self.kind, SearchWord.word == words[0], SearchWord.text == " ".join(words)
        return self._session.scalar(select(SearchWord.word).where(*very)) is not None

    def texts(self, meanings: Sequence[Meaning]) -> Select[str]:
        """The texts that have what each word means, looked up by the first."""
        first, *others = meanings
        if not others:
            return self._of(first).limit(_LOOKED_THROUGH)
        if self.kind == NAME:
            some = self._of(first).limit(_LOOKED_THROUGH).subquery()
            return select(some.c.text).where(*with_parts(some.c.text, others))
        query = self._of(first)
        for each in others:
            other = aliased(SearchWord)
            query = query.where(
                exists().where(other.kind == self.kind, other.word.in_(each.words), other.text == SearchWord.text)
            )
        return query.limit(_LOOKED_THROUGH)

    def _of(self, meaning: Meaning) -> Select[str]:
        return select(SearchWord.text).where(SearchWord.kind == self.kind, SearchWord.word.in_(meaning.words))
