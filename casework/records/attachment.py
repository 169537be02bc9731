"""Scanned papers (tệp đính kèm): what they are and whose; their content lies in the instance folder by its hash."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casework.records.aftercare import Aftercare
from casework.records.db import Base, Recorded, new_ref
from casework.records.episode import Episode
from casework.records.person import Person
from casework.records.proceeding import Proceeding


class Attachment(Base, Recorded):
    """One scanned paper of a person or of one case; who may see the case may see it."""

    __tablename__ = "attachment"
    __table_args__ = (
        CheckConstraint(
            "CASE WHEN episode_id IS NULL THEN 0 ELSE 1 END + CASE WHEN aftercare_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN proceeding_id IS NULL THEN 0 ELSE 1 END <= 1",
            name="at_most_one_case",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(80), unique=True, default=lambda: new_ref("K"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    episode_id: Mapped[int | None] = mapped_column(ForeignKey("episode.id"), index=True)
    aftercare_id: Mapped[int | None] = mapped_column(ForeignKey("aftercare.id"), index=True)
    proceeding_id: Mapped[int | None] = mapped_column(ForeignKey("proceeding.id"), index=True)
    label: Mapped[str] = mapped_column(String(200))
    dated_on: Mapped[date]
    """The day on the paper."""
    file_name: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(40))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    added_by: Mapped[str] = mapped_column(String(60))

    person: Mapped[Person | None] = relationship()
    episode: Mapped[Episode | None] = relationship()
    aftercare: Mapped[Aftercare | None] = relationship()
    proceeding: Mapped[Proceeding | None] = relationship()
