"""Substitution treatment (điều trị thay thế bằng Methadone)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casework.records.db import Base, Recorded, new_ref
from casework.records.person import Person
from casework.records.unit import Unit


class Methadone(Base, Recorded):
    """One course of substitution treatment of one person."""

    __tablename__ = "methadone"
    __table_args__ = (
        Index("ix_methadone_unit_id_started_on", "unit_id", "started_on", "ended_on", "person_id"),
        Index("ix_methadone_started_on", "started_on", "ended_on", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(80), unique=True, default=lambda: new_ref("M"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    started_on: Mapped[date]
    facility: Mapped[str | None] = mapped_column(String(200))
    ended_on: Mapped[date | None]
    outcome: Mapped[str | None] = mapped_column(String(12))

    person: Mapped[Person] = relationship()
    unit: Mapped[Unit] = relationship()
