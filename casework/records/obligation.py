"""What a unit itself wants reported, and when (chế độ báo cáo do đơn vị đặt), beside what official papers set."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casework.records.db import Base, Recorded
from casework.records.unit import Unit


class UnitObligation(Base, Recorded):
    """A form that a unit, or every unit of a level in it, sends for every period of a cycle."""

    __tablename__ = "unit_obligation"
    __table_args__ = (
        CheckConstraint("due_day BETWEEN 1 AND 31", name="day_of_a_month"),
        CheckConstraint("due_months BETWEEN 0 AND 12", name="months_after"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    """Who set it; it binds this unit and those in it, nobody else."""
    form: Mapped[str] = mapped_column(String(12))
    level: Mapped[str] = mapped_column(String(10))
    """Which units send it: a level of units, or `own` for the unit that set it."""
    cycle: Mapped[str] = mapped_column(String(8))
    rule: Mapped[str] = mapped_column(String(12))
    """How its periods are cut."""
    due_months: Mapped[int]
    """The last day on time lies in the month so many after the period's last."""
    due_day: Mapped[int]
    """The last day on time, of a shorter month its last."""
    from_on: Mapped[date]
    """Periods that end on or after this day."""
    until_on: Mapped[date | None]
    """Periods that end on or before this day; none while it stands."""
    citation: Mapped[str] = mapped_column(String(300))
    """The paper that asks for it, in the words of whoever set it."""
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}

    unit: Mapped[Unit] = relationship()
