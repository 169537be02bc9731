"""The list of people whom a commune manages (danh sách quản lý): entered, and removed with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from sqlalchemy.orm import Session, joinedload

from casework.access import queries
from casework.access.scope import Scope
from casework.errors import Conflict, InvalidInput
from casework.i18n import format_date
from casework.law.vocabulary import ListingStatus
from casework.records.db import FOREVER
from casework.records.listing import Listing
from casework.services.books import Book, Entry


@dataclass(frozen=True)
class ListingEntry(Entry):
    """Since when somebody is on the list, as what, and how they left it."""

    begins: ClassVar[str] = "listed_on"
    ends: ClassVar[str | None] = "removed_on"

    status: ListingStatus
    listed_on: date
    removed_on: date | None
    removal_reason: str | None

    def check(self) -> None:
        """A removal has its day and its reason."""
        if self.removed_on is not None and not (self.removal_reason or "").strip():
            raise InvalidInput("Hãy ghi lý do đưa ra khỏi danh sách.", field="removal_reason")
        if self.removed_on is None and (self.removal_reason or "").strip():
            raise InvalidInput("Hãy nhập ngày đưa ra khỏi danh sách.", field="removed_on")


def _on_one_list_once(session: Session, scope: Scope, row: Listing) -> None:
    query = queries.listings(scope).where(
        Listing.person_id == row.person_id,
        Listing.unit_id == row.unit_id,
        Listing.status == row.status,
        Listing.listed_on < (row.removed_on or FOREVER),
        (Listing.removed_on.is_(None)) | (Listing.removed_on > row.listed_on),
    )
    if row.id is not None:
        query = query.where(Listing.id != row.id)
    other = session.scalars(query.limit(1)).first()
    if other is not None:
        raise Conflict(
            f"Người này đã có trong danh sách từ ngày {format_date(other.listed_on)}. "
            "Hãy mở dòng đó để sửa hoặc đưa ra khỏi danh sách trước."
        )


LISTINGS = Book(
    noun="listings",
    model=Listing,
    door=queries.listings,
    unit_column=Listing.unit_id,
    begins=Listing.listed_on,
    ends=Listing.removed_on,
    loads=(joinedload(Listing.person), joinedload(Listing.unit)),
    already="Người này đã được ghi vào danh sách ngày đó. Hãy mở dòng đã có để sửa.",
    free=_on_one_list_once,
)
