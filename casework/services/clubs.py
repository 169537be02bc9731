"""Clubs of people after rehabilitation (câu lạc bộ, tổ, nhóm sau cai) and their members."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from sqlalchemy import Select
from sqlalchemy.orm import Session, joinedload

from casework.access import queries
from casework.access.scope import Scope
from casework.errors import Conflict, InvalidInput
from casework.i18n import format_date
from casework.records.club import Club, ClubMember
from casework.records.db import FOREVER
from casework.services import books
from casework.services.books import Book, Entry


@dataclass(frozen=True)
class ClubEntry(Entry):
    """A club, from its foundation until it closes."""

    begins: ClassVar[str] = "established_on"
    ends: ClassVar[str | None] = "closed_on"

    name: str
    established_on: date
    closed_on: date | None


@dataclass(frozen=True)
class MembershipEntry(Entry):
    """In which club somebody is, from when to when; the last day counts."""

    begins: ClassVar[str] = "from_on"
    ends: ClassVar[str | None] = "to_on"

    club_id: int
    from_on: date
    to_on: date | None


CLUBS = Book(
    noun="clubs",
    model=Club,
    door=queries.clubs,
    unit_column=Club.unit_id,
    begins=Club.established_on,
    ends=Club.closed_on,
    loads=(joinedload(Club.unit),),
)


def club_list(scope: Scope) -> Select[Club]:
    """The clubs of the scope by name, those that are closed last."""
    return queries.clubs(scope).order_by(Club.closed_on.is_not(None), Club.name, Club.id)


def _fits_the_club(session: Session, scope: Scope, row: ClubMember) -> None:
    club = books.row(session, CLUBS, scope, row.club_id)
    if row.from_on < club.established_on:
        raise InvalidInput(
            f"Câu lạc bộ thành lập ngày {format_date(club.established_on)}. Hãy nhập ngày từ đó trở đi.",
            field="from_on",
        )
    if club.closed_on is not None and (row.to_on or FOREVER) > club.closed_on:
        raise InvalidInput(
            f"Câu lạc bộ đã đóng ngày {format_date(club.closed_on)}. Hãy nhập ngày rời trước hoặc trong ngày đó.",
            field="to_on",
        )
    query = queries.club_members(scope).where(
        ClubMember.club_id == row.club_id,
        ClubMember.person_id == row.person_id,
        ClubMember.from_on <= (row.to_on or FOREVER),
        (ClubMember.to_on.is_(None)) | (ClubMember.to_on >= row.from_on),
    )
    if row.id is not None:
        query = query.where(ClubMember.id != row.id)
    other = session.scalars(query.limit(1)).first()
    if other is not None:
        raise Conflict(
            f"Người này đã là thành viên từ ngày {format_date(other.from_on)}. Hãy ghi ngày rời ở dòng đó trước."
        )


CLUB_MEMBERS = Book(
    noun="club-members",
    model=ClubMember,
    door=queries.club_members,
    unit_column=Club.unit_id,
    begins=ClubMember.from_on,
    ends=ClubMember.to_on,
    loads=(joinedload(ClubMember.person), joinedload(ClubMember.club).joinedload(Club.unit)),
    already="Người này đã vào câu lạc bộ ngày đó. Hãy mở dòng đã có để sửa.",
    place=None,
    free=_fits_the_club,
)


def membership_list(
    scope: Scope, *, club_id: int | None, year: int | None = None, unit_id: int | None = None
) -> Select[ClubMember]:
    """The memberships of the scope, of one club or of all, the latest first."""
    query = books.rows(CLUB_MEMBERS, scope, year=year, unit_id=unit_id)
    return query if club_id is None else query.where(ClubMember.club_id == club_id)
