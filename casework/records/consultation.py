"""Consultation points (điểm tư vấn), their staff, and sessions (buổi tư vấn)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casework.records.db import Base, Recorded, new_ref
from casework.records.person import Person
from casework.records.team import Staff
from casework.records.unit import Unit


class Point(Base, Recorded):
    """A consultation point: where it sits and how long it has existed."""

    __tablename__ = "point"
    __table_args__ = (Index("ix_point_unit_id_established_on", "unit_id", "established_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(80), unique=True, default=lambda: new_ref("D"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    name: Mapped[str] = mapped_column(String(200))
    premises: Mapped[str] = mapped_column(String(16))
    established_on: Mapped[date]
    closed_on: Mapped[date | None]

    unit: Mapped[Unit] = relationship()
    staff: Mapped[list[PointStaff]] = relationship(back_populates="point", order_by="PointStaff.from_on")


class PointStaff(Base, Recorded):
    """An assignment to a point; its last day counts."""

    __tablename__ = "point_staff"
    __table_args__ = (UniqueConstraint("point_id", "staff_id", "from_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    point_id: Mapped[int] = mapped_column(ForeignKey("point.id"))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    from_on: Mapped[date]
    to_on: Mapped[date | None]

    point: Mapped[Point] = relationship(back_populates="staff")
    staff: Mapped[Staff] = relationship()


class ConsultationSession(Base, Recorded):
    """One session with the number of people present, named or not."""

    __tablename__ = "consultation_session"
    __table_args__ = (
        CheckConstraint("attendance >= 0", name="attendance_counts"),
        # Covering: the sum of attendance of a unit's year is read from the index alone.
        Index("ix_consultation_session_unit_id_held_on", "unit_id", "held_on", "attendance"),
        Index("ix_consultation_session_point_id_held_on", "point_id", "held_on"),
        Index("ix_consultation_session_held_on", "held_on", "attendance"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(80), unique=True, default=lambda: new_ref("B"))
    point_id: Mapped[int] = mapped_column(ForeignKey("point.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    """The point's unit: a session belongs where its point does."""
    held_on: Mapped[date]
    kind: Mapped[str] = mapped_column(String(10))
    topic: Mapped[str | None] = mapped_column(String(200))
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    attendance: Mapped[int]

    point: Mapped[Point] = relationship()
    staff: Mapped[Staff | None] = relationship()
    attendees: Mapped[list[Attendee]] = relationship(back_populates="session")


class Attendee(Base, Recorded):
    """Somebody who was present and is named."""

    __tablename__ = "session_attendee"

    session_id: Mapped[int] = mapped_column(ForeignKey("consultation_session.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)

    session: Mapped[ConsultationSession] = relationship(back_populates="attendees")
    person: Mapped[Person] = relationship()
