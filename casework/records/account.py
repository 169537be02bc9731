"""Accounts (tài khoản) and the role each holds at a unit."""

from __future__ import annotations

from datetime import date, datetime

from flask_login import UserMixin
from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casework.records.consultation import Point
from casework.records.db import Base, Instant, now
from casework.records.unit import Unit


class Account(Base, UserMixin):
    """Somebody who may log in."""

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(60), unique=True)
    full_name: Mapped[str] = mapped_column(String(120))
    password_hash: Mapped[str] = mapped_column(String(200))
    must_change_password: Mapped[bool] = mapped_column(default=False)
    active: Mapped[bool] = mapped_column(default=True)
    failed_logins: Mapped[int] = mapped_column(default=0)
    locked_until_at: Mapped[datetime | None] = mapped_column(Instant)
    last_login_at: Mapped[datetime | None] = mapped_column(Instant)
    created_at: Mapped[datetime] = mapped_column(Instant, default=now)
    email: Mapped[str | None] = mapped_column(String(120))
    """Where the weekly summary goes; without one nothing is sent."""
    stamp: Mapped[str] = mapped_column(String(32), default="")
    """Changes with the password; a login made before the change is over."""

    roles: Mapped[list[RoleAssignment]] = relationship(back_populates="account", lazy="selectin")

    @property
    def is_active(self) -> bool:
        return self.active

    def get_id(self) -> str:
        return f"{self.id}:{self.stamp}"


class RoleAssignment(Base):
    """A role held at a unit (for a counsellor also at a point), from one day to another."""

    __tablename__ = "role_assignment"
    __table_args__ = (UniqueConstraint("account_id", "role", "unit_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    role: Mapped[str] = mapped_column(String(30))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    point_id: Mapped[int | None] = mapped_column(ForeignKey("point.id"))
    from_on: Mapped[date | None]
    to_on: Mapped[date | None]

    account: Mapped[Account] = relationship(back_populates="roles")
    unit: Mapped[Unit] = relationship(lazy="joined")
    point: Mapped[Point | None] = relationship()
