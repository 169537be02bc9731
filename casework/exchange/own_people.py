"""Whom a row of a commune's own sheet is about (người trong biểu): by national id, else by name and birth.

Nobody is guessed. A row that fits several people, or nobody, is refused with the people it may mean, until somebody
says which of them it is. A row of a list of people that only resembles some is of somebody new, unless it is said that
it is one of them, or that it waits.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from casework.access import queries
from casework.access.scope import Scope
from casework.access.sealing import blind_index
from casework.exchange.cells import Doubt
from casework.exchange.own_cells import plain
from casework.i18n import fold, format_date
from casework.records.person import Person

_PART = 400
_CHOICES = 5
_NUMBER = re.compile(r"\b(?:[0-9]{12}|[0-9]{9})\b")
_BIRTH = re.compile(r"\b(?:(\d{1,2})/(\d{1,2})/)?((?:19|20)\d\d)\b")
_COLUMNS = (
    Person.id,
    Person.ref,
    Person.full_name,
    Person.name_folded,
    Person.birth_on,
    Person.birth_year,
    Person.sex,
    Person.national_id_index,
    Person.unit_id,
    Person.address,
)


@dataclass(frozen=True)
class Who:
    """What a row says of a person."""

    name: str = ""
    birth: date | int | None = None
    national_id: str = ""
    address: str = ""
    sex: str = ""

    @property
    def year(self) -> int | None:
        """Of birth."""
        return self.birth.year if isinstance(self.birth, date) else self.birth

    def __str__(self) -> str:
        return self.name or self.national_id

    @property
    def told(self) -> str:
        """What the row says, for somebody who is to say who is meant; of a national id the last digits."""
        born = format_date(self.birth) if isinstance(self.birth, date) else str(self.birth or "")
        number = f"…{self.national_id[-3:]}" if self.national_id else ""
        return ", ".join(part for part in (self.name, born, number, self.address) if part)


@dataclass(frozen=True)
class Known:
    """Somebody on file."""

    id: int
    ref: str
    full_name: str
    name_folded: str
    birth_on: date | None
    birth_year: int | None
    sex: str
    national_id_index: str | None
    unit_id: int
    address: str | None

    def __str__(self) -> str:
        born = format_date(self.birth_on) if self.birth_on else str(self.birth_year or "không rõ năm sinh")
        return ", ".join(part for part in (f"{self.ref}: {self.full_name}", born, self.address) if part)


BY_NUMBER, BY_NAME, BY_ANSWER, RESEMBLING, ASKED = "number", "name", "answer", "resembling", "asked"
"""By what a person was recognised; a resemblance recognises nobody, nor does a row that has to be asked about."""
NEW, LATER = "*", "?"
"""Answers that name nobody: somebody new, none of those whom a row resembles; and not now, the row waits."""


@dataclass(frozen=True)
class Match:
    """One person and by what; or why nobody is meant."""

    person: Known | None
    by: str = ""
    why: str = ""
    among: tuple[Known, ...] = ()
    """Whom it may mean."""

    @classmethod
    def unclear(cls, why: str, people: Iterable[Known]) -> Match:
        """Nobody is meant for certain; the reason ends with the people it may be."""
        among = tuple(people)
        return cls(None, why=f"{why}{_choices(among)}", among=among[:_CHOICES])


@dataclass(frozen=True)
class Asked:
    """A row about which somebody has to say who is meant (dòng chưa rõ là ai), and what they said."""

    who: Who
    among: tuple[Known, ...]
    chosen: str = ""
    """The code of one of them, `NEW` or `LATER`; nothing: nobody said."""
    new_otherwise: bool = False
    """Whether the row is of somebody new while nobody says."""
    made: str = ""
    """The key that the row got, where somebody said that it is of somebody new."""


def who_in(text: str) -> Who:
    """A person named in one cell: an id, or a name with a day or a year of birth."""
    number = _NUMBER.search(text)
    born = _BIRTH.search(text)
    birth: date | int | None = None
    if born is not None:
        birth = int(born[3])
        if born[1]:
            try:
                birth = date(int(born[3]), int(born[2]), int(born[1]))
            except ValueError:
                birth = None
    words = re.sub(r"\b(sinh|năm|ngày|sn)\b", " ", re.sub(r"[^\w\s]|[\d_]", " ", text), flags=re.IGNORECASE)
    return Who(" ".join(words.split()), birth, number[0] if number else "")


class People:
    """The people of the scope, looked up many at a time."""

    def __init__(self, session: Session, scope: Scope) -> None:
        self._session, self._scope = session, scope
        self._by_name: dict[str, list[Known]] = {}
        self._by_number: dict[str, Known | None] = {}
        self._by_answer: dict[str, Known | None] = {}

    def look_up(self, named: Iterable[Who]) -> None:
        """Read whoever these may be."""
        named = list(named)
        names = {fold(who.name) for who in named if who.name} - self._by_name.keys()
        numbers = {blind_index(who.national_id) for who in named if who.national_id} - self._by_number.keys()
        self._by_name.update({name: [] for name in names})
        self._by_number.update(dict.fromkeys(numbers))
        for known in self._where(Person.name_folded, names):
            self._by_name[known.name_folded].append(known)
        for known in self._where(Person.national_id_index, numbers):
            self._by_number[known.national_id_index or ""] = known

    def _where(self, column: Any, values: set[str]) -> Iterator[Known]:
        ordered = sorted(values)
        query: Any = queries.people(self._scope).with_only_columns(*_COLUMNS).order_by(Person.id)
        for start in range(0, len(ordered), _PART):
            for row in self._session.execute(query.where(column.in_(ordered[start : start + _PART]))):
                yield Known(*row)

    def refs(self, texts: Iterable[str]) -> set[str]:
        """Which of these are keys of people of the scope."""
        ordered = sorted(set(texts))
        query = queries.people(self._scope).with_only_columns(Person.ref)
        parts = (ordered[start : start + _PART] for start in range(0, len(ordered), _PART))
        return {ref for part in parts for ref in self._session.scalars(query.where(Person.ref.in_(part)))}

    def chosen(self, ref: str) -> Known | None:
        """Whom an answer names; nobody where it is nobody of the scope."""
        if ref not in self._by_answer:
            self._by_answer[ref] = next(self._where(Person.ref, {ref}), None)
        return self._by_answer[ref]

    def find(self, who: Who, own: frozenset[int]) -> Match:
        """The one person a row is about; several or none are a reason to ask.

        :param own: the units whose sheet it is: of namesakes born alike, their own resident is meant
        """
        holder = self._holder(who)
        if holder is not None:
            if not who.name or _same_name(who.name, holder) or _born(holder, who):
                return Match(holder, BY_NUMBER)
            why = f"số {who.national_id} là của {holder}; hãy kiểm tra số và họ tên"
            return Match(None, why=why, among=(holder,))
        if not who.name:
            return Match(None, why="không ai trong phạm vi của bạn mang số này; hãy kiểm tra số, hoặc ghi họ tên")
        alike = self._by_name.get(fold(who.name), [])
        same = [each for each in alike if _same_name(who.name, each)]
        if not alike:
            return Match(None, why="không có ai tên như vậy trong phạm vi của bạn")
        if who.birth is None:
            return Match.unclear("chỉ có họ tên thì chưa đủ; hãy ghi thêm ngày hoặc năm sinh", alike)
        fitting = [each for each in same if _born(each, who) and not self._other_number(each, who)]
        if len(fitting) > 1:
            fitting = [each for each in fitting if each.unit_id in own] or fitting
        if len(fitting) > 1:
            fitting = [each for each in fitting if _lives(each, who)] or fitting
        if len(fitting) == 1:
            return Match(fitting[0], BY_NAME)
        if fitting:
            return Match.unclear(f"có {len(fitting)} người cùng họ tên và năm sinh; hãy ghi mã", fitting)
        return Match.unclear("không có ai tên và sinh như vậy trong phạm vi của bạn", alike)

    def certain(self, who: Who, own: frozenset[int]) -> Match:
        """Who on file a row of people is, when nothing speaks against it; else it is somebody new, or to be asked.

        By the number; or by name, sex and the whole day of birth; the year is enough with the same address.
        """
        holder = self._holder(who)
        if holder is not None:
            return self.find(who, own)
        alike = [each for each in self._by_name.get(fold(who.name), []) if _same_name(who.name, each)]
        same = [each for each in alike if each.sex == who.sex and not self._other_number(each, who)]
        sure = [
            each
            for each in same
            if each.unit_id in own
            and _born(each, who)
            and ((isinstance(who.birth, date) and each.birth_on is not None) or _lives(each, who))
        ]
        if len(sure) == 1:
            return Match(sure[0], BY_NAME)
        resembling = [each for each in alike if _born(each, who)]
        return Match(None, by=RESEMBLING if resembling else "", among=tuple(resembling[:_CHOICES]))

    def _holder(self, who: Who) -> Known | None:
        return self._by_number.get(blind_index(who.national_id)) if who.national_id else None

    def _other_number(self, known: Known, who: Who) -> bool:
        return bool(who.national_id and known.national_id_index)


def _same_name(name: str, known: Known) -> bool:
    """With marks they must be the same, wherever a mark stands (hòa, hoà); without any every marking will do."""
    if fold(name) != known.name_folded:
        return False
    return name.lower() == fold(name) or _marks(name) == _marks(known.full_name)


def _marks(name: str) -> list[list[str]]:
    return [sorted(unicodedata.normalize("NFD", word)) for word in name.lower().split()]


def _born(known: Known, who: Who) -> bool:
    if isinstance(who.birth, date) and known.birth_on is not None:
        return known.birth_on == who.birth
    return known.birth_year is not None and known.birth_year == who.year


def _lives(known: Known, who: Who) -> bool:
    one, other = (f" {plain(text or '')} " for text in (who.address, known.address))
    return bool(one.strip() and other.strip()) and (one in other or other in one)


def _choices(people: Sequence[Known]) -> str:
    if not people:
        return ""
    told = "; ".join(map(str, people[:_CHOICES]))
    return f" ({told}{'; …' if len(people) > _CHOICES else ''})"


def doubt(who: Who, match: Match) -> Doubt:
    """The refusal of a row about somebody who is not known for certain."""
    return Doubt(str(who), match.why)
