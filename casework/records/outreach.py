"""Communication (truyền thông): events, materials, and the papers by which the work is directed."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casework.records.db import Base, Recorded, new_ref
from casework.records.unit import Unit


class CommunicationEvent(Base, Recorded):
    """One event with the people it reached (cuộc tuyên truyền, lượt người)."""

    __tablename__ = "communication_event"
    __table_args__ = (
        CheckConstraint("participants >= 0", name="participants_count"),
        Index("ix_communication_event_unit_id_held_on", "unit_id", "held_on"),
        Index("ix_communication_event_held_on", "held_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(80), unique=True, default=lambda: new_ref("K"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    held_on: Mapped[date]
    level: Mapped[str] = mapped_column(String(8))
    kind: Mapped[str | None] = mapped_column(String(10))
    topic: Mapped[str | None] = mapped_column(String(200))
    participants: Mapped[int]
    programme: Mapped[str | None] = mapped_column(String(60))

    unit: Mapped[Unit] = relationship()


class Material(Base, Recorded):
    """Materials that were handed out or put up (pa nô, tờ rơi, …): how many of a kind."""

    __tablename__ = "material"
    __table_args__ = (
        CheckConstraint("quantity >= 0", name="quantity_counts"),
        Index("ix_material_unit_id_issued_on", "unit_id", "issued_on"),
        Index("ix_material_issued_on", "issued_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(80), unique=True, default=lambda: new_ref("U"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    issued_on: Mapped[date]
    kind: Mapped[str | None] = mapped_column(String(10))
    quantity: Mapped[int]
    programme: Mapped[str | None] = mapped_column(String(60))

    unit: Mapped[Unit] = relationship()


class Directive(Base, Recorded):
    """A paper that directs the work (văn bản chỉ đạo)."""

    __tablename__ = "directive"
    __table_args__ = (
        Index("ix_directive_unit_id_issued_on", "unit_id", "issued_on"),
        Index("ix_directive_issued_on", "issued_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(80), unique=True, default=lambda: new_ref("X"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    issued_on: Mapped[date]
    level: Mapped[str] = mapped_column(String(8))
    number: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str | None] = mapped_column(String(300))
    programme: Mapped[str | None] = mapped_column(String(60))

    unit: Mapped[Unit] = relationship()
