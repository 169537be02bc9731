"""Pairs of records that may be one person (cặp hồ sơ nghi trùng)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casework.records.db import Base, Instant, now
from casework.records.person import Person

OPEN, SAME, DIFFERENT = "open", "same", "different"


class DuplicatePair(Base):
    """Two people, why they may be one, and what somebody decided; a pair is kept once and for ever."""

    __tablename__ = "duplicate_pair"
    __table_args__ = (
        UniqueConstraint("first_id", "second_id"),
        CheckConstraint("first_id < second_id", name="in_order"),
        Index("ix_duplicate_pair_state_score", "state", "score"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    first_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    second_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    score: Mapped[int]
    reasons: Mapped[list[str]] = mapped_column(JSON)
    state: Mapped[str] = mapped_column(String(9), default=OPEN)
    found_at: Mapped[datetime] = mapped_column(Instant, default=now)
    decided_at: Mapped[datetime | None] = mapped_column(Instant)
    decided_by_id: Mapped[int | None]
    note: Mapped[str | None] = mapped_column(String(200))

    first: Mapped[Person] = relationship(foreign_keys=first_id)
    second: Mapped[Person] = relationship(foreign_keys=second_id)


class DuplicateScan(Base):
    """Up to which change of a person the records have been compared. One row."""

    __tablename__ = "duplicate_scan"

    id: Mapped[int] = mapped_column(primary_key=True)
    until_at: Mapped[datetime] = mapped_column(Instant)
    until_id: Mapped[int]
