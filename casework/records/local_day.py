"""Days off and working days that the national calendar does not know (ngày nghỉ, ngày làm bù được bổ sung)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from casework.records.db import Base, Recorded


class LocalDay(Base, Recorded):
    """One day, off or working, with the announcement that says so; it wins over the national calendar."""

    __tablename__ = "local_day"

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(unique=True)
    kind: Mapped[str] = mapped_column(String(8))
    reason: Mapped[str] = mapped_column(String(200))
