"""Is this person on file already? (kiểm tra trùng hồ sơ): by national id everywhere, by name within the scope."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, and_, false, func, or_, select
from sqlalchemy.orm import Session

from casework.access import queries
from casework.access.finding import people_of_national_id
from casework.access.scope import Scope
from casework.access.sealing import blind_index
from casework.errors import Conflict
from casework.i18n import fold, phone_digits
from casework.records.person import Person
from casework.records.person_search import PHONE, SearchWord
from casework.services.duplicate_reasons import LIKELY, Traits, compare

MOST_CANDIDATES = 20


@dataclass(frozen=True)
class Candidate:
    """Somebody on file who may be the same person, and why it seems so."""

    person: Person
    reasons: tuple[str, ...]


class LikelyDuplicates(Conflict):
    """There are people on file who may be this one; the officer says whether they are."""

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        self.candidates = tuple(candidates)
        super().__init__(
            "Có thể người này đã có hồ sơ. Hãy mở hồ sơ trùng bên dưới; chỉ tạo mới khi chắc chắn là người khác."
        )


class NationalIdTaken(Conflict):
    """The number is on another person's record; `person` only where the reader may see that one."""

    def __init__(self, person: Person | None) -> None:
        self.person = person
        if person is None:
            message = (
                "Số định danh này đã có trên hồ sơ của một đơn vị khác. "
                "Hãy liên hệ cơ quan theo dõi cấp trên để xác minh và chuyển hồ sơ, không tạo hồ sơ thứ hai."
            )
        else:
            message = f"Số định danh này đã có trên hồ sơ {person.full_name} ({person.ref}). Hãy dùng hồ sơ đó."
        super().__init__(message)


def queue_same_person(session: Session, full_name: str, birth_year: int) -> None:
    """Wait until nobody else is registering somebody of this name and year; held until the transaction ends.

    SQLite has one writer at a time anyway.
    """
    if session.get_bind().dialect.name == "postgresql":
        digest = hashlib.sha256(f"person|{fold(full_name)}|{birth_year}".encode()).digest()
        session.execute(select(func.pg_advisory_xact_lock(int.from_bytes(digest[:8], signed=True))))


def refuse_taken_national_id(session: Session, scope: Scope, national_id: str, *, own_id: int | None = None) -> None:
    """:raises NationalIdTaken: another person has the number, or had it before a merge, wherever they live"""
    everywhere = Scope.everything(reason="một số định danh chỉ thuộc về một người")
    holder = session.scalar(people_of_national_id(everywhere, blind_index(national_id)))
    if holder is None or holder.id == own_id:
        return
    raise NationalIdTaken(session.scalar(queries.people(scope).where(Person.id == holder.id)))


def likely_duplicates(
    session: Session,
    scope: Scope,
    full_name: str,
    birth_year: int,
    *,
    phone: str | None = None,
    known: Traits | None = None,
) -> list[Candidate]:
    """The people of the scope who may be this one, the likeliest first.

    They have the same name, accents aside, and the same (or no known) year of birth, or the same telephone number
    and nearly the same name.
    """
    same_name = and_(
        Person.name_folded == fold(full_name),
        or_(Person.birth_year == birth_year, Person.birth_year.is_(None)),
    )
    telephone = Person.phone.in_(session.scalars(phones_written_as(phone)).all()) if phone else false()
    query = queries.people(scope).where(or_(same_name, telephone)).order_by(Person.id).limit(MOST_CANDIDATES)
    traits = known or Traits(full_name, None, birth_year, None, None, None, phone, None)
    weighed = [(compare(traits, Traits.of(person)), person) for person in session.scalars(query)]
    weighed.sort(key=lambda each: (-each[0].score, each[1].id))
    return [
        Candidate(person, likeness.reasons)
        for likeness, person in weighed
        if person.name_folded == fold(full_name) or likeness.score >= LIKELY - 10
    ]


def phones_written_as(phone: str) -> Select[str]:
    """Every way in which a telephone number stands on file."""
    return select(SearchWord.text).where(SearchWord.kind == PHONE, SearchWord.word == phone_digits(phone))
