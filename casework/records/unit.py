"""Administrative units (đơn vị hành chính): dated rows, what became of each, and who reaches whom."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casework.records.db import Base


class Unit(Base):
    """One unit during the time it existed; a code can be borne again by another unit later."""

    __tablename__ = "unit"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(8), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(120))
    name_folded: Mapped[str] = mapped_column(String(120), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    """The first day on which the unit no longer exists."""
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    """Where custody passes when the unit ends: a whole successor, else the new province."""
    divided: Mapped[bool] = mapped_column(default=False)
    """Its territory went to several units: nobody may guess who lives where now."""

    parent: Mapped[Unit | None] = relationship(remote_side=[id], foreign_keys=[parent_id])
    successor: Mapped[Unit | None] = relationship(remote_side=[id], foreign_keys=[successor_id])

    def bears_on(self, day: date) -> bool:
        """Whether the unit exists on that day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day < self.valid_to)


class UnitSuccession(Base):
    """One line from an old unit to one it became, whole or in part."""

    __tablename__ = "unit_succession"

    old_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    new_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True, index=True)
    share: Mapped[str] = mapped_column(String(8))
    is_default: Mapped[bool]

    old: Mapped[Unit] = relationship(foreign_keys=[old_id])
    new: Mapped[Unit] = relationship(foreign_keys=[new_id])


class UnitReach(Base):
    """Whose rows a unit counts: its own tree, and the units whose successor lies in its tree."""

    __tablename__ = "unit_reach"

    ancestor_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)

    __table_args__ = (Index("ix_unit_reach_unit_id_ancestor_id", "unit_id", "ancestor_id"),)
