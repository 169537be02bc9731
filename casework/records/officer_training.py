"""Trainings that staff completed (tập huấn cán bộ)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casework.records.db import Base, Recorded
from casework.records.team import Staff


class OfficerTraining(Base, Recorded):
    """One officer completed one training."""

    __tablename__ = "officer_training"
    __table_args__ = (
        UniqueConstraint("staff_id", "completed_on", "subject"),
        Index("ix_officer_training_completed_on", "completed_on", "staff_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    completed_on: Mapped[date]
    subject: Mapped[str | None] = mapped_column(String(200))

    staff: Mapped[Staff] = relationship()
