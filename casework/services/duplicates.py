"""Is this person on file already? (kiểm tra trùng hồ sơ): by national id everywhere, by name within the scope."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from casework.access import queries
from casework.access.scope import Scope
from casework.access.sealing import blind_index
from casework.errors import Conflict
from casework.i18n import fold
from casework.records.person import Person

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
    """:raises NationalIdTaken: another person has the number, wherever they live"""
    everybody = queries.people(Scope.everything(reason="một số định danh chỉ thuộc về một người"))
    holder = session.scalar(everybody.where(Person.national_id_index == blind_index(national_id)))
    if holder is None or holder.id == own_id:
        return
    raise NationalIdTaken(session.scalar(queries.people(scope).where(Person.id == holder.id)))


def likely_duplicates(session: Session, scope: Scope, full_name: str, birth_year: int) -> list[Candidate]:
    """The people of the scope with the same name, accents aside, and the same (or no known) year of birth."""
    query = (
        queries.people(scope)
        .where(
            Person.name_folded == fold(full_name),
            or_(Person.birth_year == birth_year, Person.birth_year.is_(None)),
        )
        .order_by(Person.id)
        .limit(MOST_CANDIDATES)
    )
    return [Candidate(person, _reasons(person, full_name)) for person in session.scalars(query)]


def _reasons(person: Person, full_name: str) -> tuple[str, ...]:
    same_letters = person.full_name.casefold() == full_name.casefold()
    name = "Trùng họ tên" if same_letters else "Trùng họ tên khi bỏ dấu"
    year = "hồ sơ cũ không ghi năm sinh" if person.birth_year is None else f"trùng năm sinh {person.birth_year}"
    return (name, year)
