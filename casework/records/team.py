"""Staff (cán bộ), rehabilitation teams (tổ công tác cai nghiện ma túy), their members and activities."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casework.records.db import Base, Recorded, new_ref
from casework.records.unit import Unit

_SELDOM = text("sector = 'volunteer' OR sector = 'other'")


class Staff(Base, Recorded):
    """Somebody who works for a team or a point; the sector is the present one."""

    __tablename__ = "staff"
    __table_args__ = (Index("ix_staff_seldom_sector", "sector", sqlite_where=_SELDOM, postgresql_where=_SELDOM),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(80), unique=True, default=lambda: new_ref("S"))
    full_name: Mapped[str] = mapped_column(String(120))
    sector: Mapped[str] = mapped_column(String(10))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    unit_on: Mapped[date | None]
    position: Mapped[str | None] = mapped_column(String(120))
    """Their post (chức vụ), as decisions that assign them name it."""
    phone: Mapped[str | None] = mapped_column(String(40))

    unit: Mapped[Unit] = relationship()


class Team(Base, Recorded):
    """A rehabilitation team, from its decision to its dissolution."""

    __tablename__ = "team"
    __table_args__ = (Index("ix_team_unit_id_established_on", "unit_id", "established_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(80), unique=True, default=lambda: new_ref("T"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    established_on: Mapped[date]
    decision_number: Mapped[str | None] = mapped_column(String(60))
    dissolved_on: Mapped[date | None]

    unit: Mapped[Unit] = relationship()
    members: Mapped[list[TeamMember]] = relationship(back_populates="team", order_by="TeamMember.from_on")
    activities: Mapped[list[TeamActivity]] = relationship(back_populates="team", order_by="TeamActivity.held_on.desc()")


class TeamMember(Base, Recorded):
    """A membership; its last day counts."""

    __tablename__ = "team_member"
    __table_args__ = (UniqueConstraint("team_id", "staff_id", "from_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    role: Mapped[str | None] = mapped_column(String(10))
    from_on: Mapped[date]
    to_on: Mapped[date | None]

    team: Mapped[Team] = relationship(back_populates="members")
    staff: Mapped[Staff] = relationship()


class TeamActivity(Base, Recorded):
    """Something the team did on a day."""

    __tablename__ = "team_activity"
    __table_args__ = (UniqueConstraint("team_id", "held_on", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    held_on: Mapped[date]
    kind: Mapped[str | None] = mapped_column(String(10))
    note: Mapped[str | None] = mapped_column(String(500))

    team: Mapped[Team] = relationship(back_populates="activities")
