"""Clubs (câu lạc bộ, tổ, nhóm sau cai) and who belongs to them."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casework.records.db import Base, Recorded, new_ref
from casework.records.person import Person
from casework.records.unit import Unit


class Club(Base, Recorded):
    """A club, from its foundation until it closes."""

    __tablename__ = "club"
    __table_args__ = (Index("ix_club_unit_id_established_on", "unit_id", "established_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(80), unique=True, default=lambda: new_ref("H"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    established_on: Mapped[date]
    name: Mapped[str] = mapped_column(String(200))
    closed_on: Mapped[date | None]

    unit: Mapped[Unit] = relationship()
    members: Mapped[list[ClubMember]] = relationship(back_populates="club", order_by="ClubMember.from_on")


class ClubMember(Base, Recorded):
    """A membership; its last day counts."""

    __tablename__ = "club_member"
    __table_args__ = (UniqueConstraint("club_id", "person_id", "from_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    club_id: Mapped[int] = mapped_column(ForeignKey("club.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    from_on: Mapped[date]
    to_on: Mapped[date | None]

    club: Mapped[Club] = relationship(back_populates="members")
    person: Mapped[Person] = relationship()
