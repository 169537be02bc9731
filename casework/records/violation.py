"""Minutes of violations during rehabilitation (biên bản vi phạm)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casework.records.db import Base, Recorded
from casework.records.episode import Episode


class Violation(Base, Recorded):
    """One violation of one episode: the day, the kind, the number of the minutes, what it led to."""

    __tablename__ = "violation"
    __table_args__ = (Index("ix_violation_episode_id_happened_on", "episode_id", "happened_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    episode_id: Mapped[int] = mapped_column(ForeignKey("episode.id"))
    happened_on: Mapped[date]
    kind: Mapped[str] = mapped_column(String(24))
    number: Mapped[str | None] = mapped_column(String(60))
    step: Mapped[str | None] = mapped_column(String(16))
    """The step of the ladder it led to when it was recorded; None where the law of the case names none."""
    note: Mapped[str | None] = mapped_column(String(500))

    episode: Mapped[Episode] = relationship(back_populates="violations")
