"""Models (mô hình) of rehabilitation and of prevention that a unit runs."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casework.records.db import Base, Recorded, new_ref
from casework.records.unit import Unit


class ProgrammeModel(Base, Recorded):
    """One model, from its start until it ends."""

    __tablename__ = "programme_model"
    __table_args__ = (Index("ix_programme_model_unit_id_started_on", "unit_id", "started_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(80), unique=True, default=lambda: new_ref("W"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    started_on: Mapped[date]
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(16))
    ended_on: Mapped[date | None]

    unit: Mapped[Unit] = relationship()
