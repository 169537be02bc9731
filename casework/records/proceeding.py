"""Procedures beside the episode and the after-care (thủ tục): a dossier for a centre, a request for support, …"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casework.records.db import Base, Instant, Recorded, new_ref, now
from casework.records.episode import Episode
from casework.records.methadone import Methadone
from casework.records.person import Person
from casework.records.team import Team
from casework.records.unit import Unit


class Proceeding(Base, Recorded):
    """One case of a measure, with the facts that its law asks about.

    A measure about a person names the person; one about a team or a provider names that instead.
    """

    __tablename__ = "proceeding"
    __table_args__ = (Index("ix_proceeding_unit_id_measure_opened_on", "unit_id", "measure", "opened_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(80), unique=True, default=lambda: new_ref("R"))
    measure: Mapped[str] = mapped_column(String(16))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    episode_id: Mapped[int | None] = mapped_column(ForeignKey("episode.id"), index=True)
    methadone_id: Mapped[int | None] = mapped_column(ForeignKey("methadone.id"), index=True)
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"), index=True)
    name: Mapped[str | None] = mapped_column(String(200))
    """The provider, where the measure is about one."""
    opened_on: Mapped[date]
    closed_on: Mapped[date | None]
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """The fields of the measure's facts that are filled in, in plain values."""
    stage: Mapped[str | None] = mapped_column(String(40))
    """The stage as the law read it when the case was last touched: only lists look at it."""
    due_on: Mapped[date | None]
    """The earliest last day of a duty at that time: only lists look at it."""
    record_ref: Mapped[str | None] = mapped_column(String(80))
    """The training, the job or the loan that the grant led to."""
    updated_at: Mapped[datetime] = mapped_column(Instant, default=now, onupdate=now)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}

    unit: Mapped[Unit] = relationship()
    person: Mapped[Person | None] = relationship()
    episode: Mapped[Episode | None] = relationship()
    methadone: Mapped[Methadone | None] = relationship()
    team: Mapped[Team | None] = relationship()
