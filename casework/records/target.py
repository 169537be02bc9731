"""Targets (chỉ tiêu) that a plan sets for a year: data, because plans differ by programme, year and unit."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casework.records.db import Base, Recorded
from casework.records.unit import Unit


class Target(Base, Recorded):
    """What one row of a programme's form is to reach in one year, in one unit or everywhere."""

    __tablename__ = "target"
    __table_args__ = (
        CheckConstraint("value >= 0", name="value_counts"),
        Index("ix_target_programme_row_code_year", "programme", "row_code", "year", "unit_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    programme: Mapped[str] = mapped_column(String(20))
    year: Mapped[int]
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    """The unit whose report it is for; none: every unit without a target of its own."""
    row_code: Mapped[str] = mapped_column(String(20))
    comparison: Mapped[str] = mapped_column(String(12))
    value: Mapped[int]
    """Whole per cent of a row that is a ratio, a whole number of any other."""
    note: Mapped[str | None] = mapped_column(String(300))
    """The paper that sets it (văn bản giao chỉ tiêu)."""

    unit: Mapped[Unit | None] = relationship()
