"""Merges of two records of one person (gộp hồ sơ), with everything that is needed to undo them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casework.records.db import Base, Instant, now
from casework.records.person import Person


class Merge(Base):
    """One merge: `merged` leads on to `survivor` until somebody undoes it."""

    __tablename__ = "person_merge"

    id: Mapped[int] = mapped_column(primary_key=True)
    survivor_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    merged_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    reason: Mapped[str] = mapped_column(String(200))
    images: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    """Each row that the merge touched: table, key, how it was before and after (none: it was not there)."""
    closings: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list, server_default="[]")
    """Which cases were closed as doubles of which others, on which day: no acts of the law."""
    merged_at: Mapped[datetime] = mapped_column(Instant, default=now)
    merged_by_id: Mapped[int | None]
    undone_at: Mapped[datetime | None] = mapped_column(Instant)
    undone_by_id: Mapped[int | None]
    undone_because: Mapped[str | None] = mapped_column(String(200))

    survivor: Mapped[Person] = relationship(foreign_keys=survivor_id)
    merged: Mapped[Person] = relationship(foreign_keys=merged_id)
