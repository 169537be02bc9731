"""Who is on a commune's list (danh sách quản lý), and determinations of addiction (xác định tình trạng nghiện)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casework.records.db import Base, Recorded
from casework.records.person import Person
from casework.records.unit import Unit


class Listing(Base, Recorded):
    """One person on one unit's list, as a user of drugs or as addicted, until removed from it."""

    __tablename__ = "listing"
    __table_args__ = (
        UniqueConstraint("person_id", "unit_id", "status", "listed_on"),
        Index("ix_listing_unit_id_status_listed_on", "unit_id", "status", "listed_on", "removed_on", "person_id"),
        Index("ix_listing_listed_on", "listed_on", "status", "removed_on", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    status: Mapped[str] = mapped_column(String(8))
    listed_on: Mapped[date]
    removed_on: Mapped[date | None]
    removal_reason: Mapped[str | None] = mapped_column(String(200))

    person: Mapped[Person] = relationship()
    unit: Mapped[Unit] = relationship()


class Determination(Base, Recorded):
    """One determination: addicted or not, on which day, which substances."""

    __tablename__ = "determination"
    __table_args__ = (
        UniqueConstraint("person_id", "determined_on"),
        Index("ix_determination_unit_id_determined_on", "unit_id", "determined_on", "person_id"),
        Index("ix_determination_determined_on", "determined_on", "result", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    determined_on: Mapped[date]
    result: Mapped[str] = mapped_column(String(12))
    substances: Mapped[str | None] = mapped_column(String(200))

    person: Mapped[Person] = relationship()
    unit: Mapped[Unit] = relationship()
