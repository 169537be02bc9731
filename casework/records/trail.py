"""The trail (nhật ký): who did or saw what, chained so that nothing can be taken out unnoticed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from casework.records.db import Base, Instant


class TrailEntry(Base):
    """One thing done or seen. `seal` covers this entry and the seal before it."""

    __tablename__ = "trail_entry"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """Its place in the chain, without gaps."""
    at: Mapped[datetime] = mapped_column(Instant, index=True)
    actor_id: Mapped[int | None]
    actor_name: Mapped[str] = mapped_column(String(60))
    tag: Mapped[str] = mapped_column(String(60), index=True)
    person_id: Mapped[int | None] = mapped_column(index=True)
    keys: Mapped[dict[str, Any]] = mapped_column(JSON)
    seal: Mapped[str] = mapped_column(String(64))


class TrailHead(Base):
    """The end of the chain: how many entries there are and the last seal. One row."""

    __tablename__ = "trail_head"

    id: Mapped[int] = mapped_column(primary_key=True)
    count: Mapped[int]
    seal: Mapped[str] = mapped_column(String(64))
