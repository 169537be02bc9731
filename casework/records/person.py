"""People (người) and where they have lived."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casework.records.db import Base, Instant, Recorded, new_ref, now
from casework.records.unit import Unit

_READ_WITH_NAME = ("id", "merged_into_id", "sex", "birth_year")


class Person(Base, Recorded):
    """One person, once. The national id is sealed; its blind index finds it without opening it."""

    __tablename__ = "person"
    __table_args__ = (
        # Covering: the names of a province, or of the country, are read and narrowed from the index alone.
        Index("ix_person_unit_id_name_folded", "unit_id", "name_folded", *_READ_WITH_NAME),
        Index("ix_person_name_folded", "name_folded", *_READ_WITH_NAME[:1], "unit_id", *_READ_WITH_NAME[1:]),
        Index("ix_person_address", "address", "id", "unit_id", "merged_into_id"),
        Index("ix_person_updated_at_id", "updated_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(80), unique=True, default=lambda: new_ref("P"))
    full_name: Mapped[str] = mapped_column(String(120))
    name_folded: Mapped[str] = mapped_column(String(120))
    birth_on: Mapped[date | None]
    birth_year: Mapped[int | None]
    """The year alone where the day is not known; with the day it is the day's year."""
    sex: Mapped[str] = mapped_column(String(6))
    ethnicity: Mapped[str | None] = mapped_column(String(60))
    national_id_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    national_id_index: Mapped[str | None] = mapped_column(String(64), unique=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    unit_on: Mapped[date | None]
    """The day on which the sender's unit code was to be read; none: the day it was first read."""
    address: Mapped[str | None] = mapped_column(String(200))
    phone: Mapped[str | None] = mapped_column(String(40), index=True)
    merged_into_id: Mapped[int | None]
    """The person this record turned out to be about as well; a merged record is followed, never shown or counted."""
    updated_at: Mapped[datetime] = mapped_column(Instant, default=now, onupdate=now)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}

    unit: Mapped[Unit] = relationship(lazy="joined")
    residences: Mapped[list[Residence]] = relationship(back_populates="person", order_by="Residence.id")


class Residence(Base, Recorded):
    """A residence with its days (nơi cư trú); the open one is where the person lives now."""

    __tablename__ = "residence"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    address: Mapped[str | None] = mapped_column(String(200))
    from_on: Mapped[date | None]
    to_on: Mapped[date | None]

    person: Mapped[Person] = relationship(back_populates="residences")
    unit: Mapped[Unit] = relationship()
