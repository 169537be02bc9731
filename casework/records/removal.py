"""Records that were taken out (gỡ bỏ bản ghi): never lost, but out of every list, number and export."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casework.records.db import Base, Instant, new_ref, now
from casework.records.person import Person
from casework.records.unit import Unit


class Removal(Base):
    """One record with its parts as they stood, who took them out and why, until somebody brings them back.

    The rows themselves leave their tables: so nothing that reads those tables has to know of removals.
    """

    __tablename__ = "removal"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(80), unique=True, default=lambda: new_ref("X"))
    kind: Mapped[str] = mapped_column(String(24))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    """Whose record it was: the unit that had the case, or that keeps the book."""
    label: Mapped[str] = mapped_column(String(300))
    happened_on: Mapped[date | None]
    images: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    """Each row as it was, parts before what they belong to."""
    reason: Mapped[str] = mapped_column(String(300))
    removed_at: Mapped[datetime] = mapped_column(Instant, default=now)
    removed_by_id: Mapped[int | None]
    removed_by: Mapped[str] = mapped_column(String(60))
    restored_at: Mapped[datetime | None] = mapped_column(Instant)
    restored_by: Mapped[str | None] = mapped_column(String(60))
    restored_because: Mapped[str | None] = mapped_column(String(300))

    person: Mapped[Person | None] = relationship()
    unit: Mapped[Unit] = relationship()
