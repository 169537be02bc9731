"""Official acts (hành vi, văn bản của quy trình) as they were recorded: appended, never changed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casework.records.aftercare import Aftercare
from casework.records.db import Base, Instant, Recorded
from casework.records.episode import Episode
from casework.records.proceeding import Proceeding


class Act(Base, Recorded):
    """One act on one case: what, which day, under which law, and what was late about it."""

    __tablename__ = "act"
    __table_args__ = (
        CheckConstraint(
            "CASE WHEN episode_id IS NULL THEN 0 ELSE 1 END + CASE WHEN aftercare_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN proceeding_id IS NULL THEN 0 ELSE 1 END = 1",
            name="one_case",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    episode_id: Mapped[int | None] = mapped_column(ForeignKey("episode.id"), index=True)
    aftercare_id: Mapped[int | None] = mapped_column(ForeignKey("aftercare.id"), index=True)
    proceeding_id: Mapped[int | None] = mapped_column(ForeignKey("proceeding.id"), index=True)
    act: Mapped[str] = mapped_column(String(40))
    acted_on: Mapped[date]
    acted_at: Mapped[datetime | None] = mapped_column(Instant)
    """The instant, where somebody wrote down the hour: only clocks in hours need it."""
    law: Mapped[str] = mapped_column(String(40))
    stage_after: Mapped[str] = mapped_column(String(40))
    late: Mapped[list[Any]] = mapped_column(JSON, default=list)
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)

    episode: Mapped[Episode | None] = relationship()
    aftercare: Mapped[Aftercare | None] = relationship()
    proceeding: Mapped[Proceeding | None] = relationship()
