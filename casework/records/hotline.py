"""Calls to the hotline (đường dây nóng tư vấn cai nghiện ma túy), from receipt to answer."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casework.records.db import Base, Recorded, new_ref
from casework.records.person import Person
from casework.records.unit import Unit


class HotlineCall(Base, Recorded):
    """One call; without a name it is anonymous (ẩn danh). The deadline follows from the law and is not stored."""

    __tablename__ = "hotline_call"
    __table_args__ = (Index("ix_hotline_call_unit_id_received_on", "unit_id", "received_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(80), unique=True, default=lambda: new_ref("HL"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    received_on: Mapped[date]
    topic: Mapped[str] = mapped_column(String(16))
    caller_name: Mapped[str | None] = mapped_column(String(120))
    caller_phone: Mapped[str | None] = mapped_column(String(40))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    """The person on file whom the call is about, where one is named."""
    content: Mapped[str] = mapped_column(String(1000))
    handled_on: Mapped[date | None]
    handling: Mapped[str | None] = mapped_column(String(1000))
    answered_on: Mapped[date | None]
    answer: Mapped[str | None] = mapped_column(String(1000))

    unit: Mapped[Unit] = relationship()
    person: Mapped[Person | None] = relationship()
