"""Official acts (hành vi, văn bản của quy trình) as they were recorded: appended, never changed."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casework.records.db import Base, Recorded
from casework.records.episode import Episode


class Act(Base, Recorded):
    """One act on an episode: what, which day, under which law, and what was late about it."""

    __tablename__ = "act"

    id: Mapped[int] = mapped_column(primary_key=True)
    episode_id: Mapped[int] = mapped_column(ForeignKey("episode.id"), index=True)
    act: Mapped[str] = mapped_column(String(40))
    acted_on: Mapped[date]
    law: Mapped[str] = mapped_column(String(40))
    stage_after: Mapped[str] = mapped_column(String(40))
    late: Mapped[list[Any]] = mapped_column(JSON, default=list)
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)

    episode: Mapped[Episode] = relationship()
