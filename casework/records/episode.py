"""Episodes of rehabilitation (đợt cai nghiện), their phases, certificates, moves and custody."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casework.records.db import FOREVER, Base, Instant, Recorded, new_ref, now
from casework.records.person import Person
from casework.records.unit import Unit

if TYPE_CHECKING:
    from casework.records.violation import Violation

_SELDOM = text("form = 'community_compulsory' OR form = 'centre_compulsory' OR form = 'centre_voluntary'")
"""Of these the country may have no case to find; an index of all forms would be taken for the frequent ones too."""


class Episode(Base, Recorded):
    """One course of rehabilitation of one person under one decision."""

    __tablename__ = "episode"
    __table_args__ = (
        CheckConstraint("ended_on IS NULL OR started_on IS NULL OR ended_on >= started_on", name="ends_after_start"),
        # Covering: at which point somebody's cases stand is read from the index alone.
        Index("ix_episode_person_id", "person_id", "ended_on", "started_on", "form"),
        Index("ix_episode_registered_on_form_person_id", "registered_on", "form", "person_id"),
        Index("ix_episode_started_on_ended_on_form_person_id", "started_on", "ended_on", "form", "person_id"),
        Index("ix_episode_ended_on", "ended_on", "form", "started_on", "outcome"),
        Index("ix_episode_certified_on", "certified_on", "form", "person_id"),
        *(
            Index(f"ix_episode_seldom_{day}", "form", day, *more, sqlite_where=_SELDOM, postgresql_where=_SELDOM)
            for day, *more in (("started_on", "ended_on"), ("ended_on", "started_on", "outcome"), ("certified_on",))
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(80), unique=True, default=lambda: new_ref("E"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    """Where the episode was opened; who has it on a day is said by `custody`."""
    registered_on: Mapped[date]
    form: Mapped[str] = mapped_column(String(24))
    declared_by: Mapped[str | None] = mapped_column(String(10))
    decided_on: Mapped[date | None]
    decision_number: Mapped[str | None] = mapped_column(String(60))
    term_months: Mapped[int | None]
    started_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    outcome: Mapped[str | None] = mapped_column(String(20))
    certified_on: Mapped[date | None]
    """The day on its certificate, repeated here for numbers; access/custody.py keeps it so."""
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    """The officer assigned to follow the case (người được phân công theo dõi, quản lý)."""
    law_facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict, server_default="{}")
    """What only the law asks about and no other column keeps, in plain values by the name of the fact."""
    updated_at: Mapped[datetime] = mapped_column(Instant, default=now, onupdate=now)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}

    person: Mapped[Person] = relationship()
    unit: Mapped[Unit] = relationship()
    phases: Mapped[list[PhaseRecord]] = relationship(back_populates="episode", order_by="PhaseRecord.started_on")
    certificate: Mapped[Certificate | None] = relationship(back_populates="episode")
    transfers: Mapped[list[EpisodeTransfer]] = relationship(
        back_populates="episode", order_by="EpisodeTransfer.moved_on"
    )
    violations: Mapped[list[Violation]] = relationship(
        back_populates="episode", order_by="(Violation.happened_on, Violation.id)"
    )
    custody: Mapped[list[EpisodeCustody]] = relationship(
        back_populates="episode", order_by="EpisodeCustody.from_on", cascade="all, delete-orphan"
    )

    @property
    def first_on(self) -> date:
        """The earliest of the episode's own days, from which somebody has custody of it."""
        days = (self.registered_on, self.decided_on, self.started_on, self.ended_on)
        return min(day for day in days if day is not None)


class PhaseRecord(Base, Recorded):
    """One phase of the process as it was carried out (giai đoạn)."""

    __tablename__ = "phase"
    __table_args__ = (UniqueConstraint("episode_id", "phase", "started_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    episode_id: Mapped[int] = mapped_column(ForeignKey("episode.id"))
    phase: Mapped[str] = mapped_column(String(20))
    started_on: Mapped[date]
    completed_on: Mapped[date | None]

    episode: Mapped[Episode] = relationship(back_populates="phases")


class Certificate(Base, Recorded):
    """Certificate of completion (giấy chứng nhận, giấy xác nhận hoàn thành); one an episode."""

    __tablename__ = "certificate"
    __table_args__ = (Index("ix_certificate_issued_on_episode_id", "issued_on", "episode_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    episode_id: Mapped[int] = mapped_column(ForeignKey("episode.id"), unique=True)
    number: Mapped[str] = mapped_column(String(60))
    issued_on: Mapped[date]

    episode: Mapped[Episode] = relationship(back_populates="certificate")


class EpisodeTransfer(Base, Recorded):
    """A move to another unit (chuyển nơi cư trú); the new unit has the case that whole day."""

    __tablename__ = "episode_transfer"
    __table_args__ = (UniqueConstraint("episode_id", "moved_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    episode_id: Mapped[int] = mapped_column(ForeignKey("episode.id"))
    moved_on: Mapped[date]
    to_unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    state: Mapped[str | None] = mapped_column(String(10))
    """waiting, accepted, declined: what the receiving commune answered; allocated, returned: no move of the person."""
    answered_on: Mapped[date | None]
    answer_note: Mapped[str | None] = mapped_column(String(300))

    episode: Mapped[Episode] = relationship(back_populates="transfers")
    to_unit: Mapped[Unit] = relationship()


class EpisodeCustody(Base):
    """Who has an episode from one day to the day before another; derived from its dates, moves and the reform."""

    __tablename__ = "episode_custody"
    __table_args__ = (
        Index("ix_episode_custody_unit_id_to_on_from_on", "unit_id", "to_on", "from_on", "episode_id"),
        # Covering: what a unit's cases of one form come to is read from the index alone.
        Index(
            "ix_episode_custody_unit_id_form_started_on",
            *("unit_id", "form", "started_on", "ended_on", "registered_on", "from_on", "to_on", "episode_id"),
        ),
        Index(
            "ix_episode_custody_unit_id_form_ended_on",
            *("unit_id", "form", "ended_on", "outcome", "started_on", "from_on", "to_on", "episode_id"),
        ),
        Index(
            "ix_episode_custody_unit_id_form_certified_on",
            *("unit_id", "form", "certified_on", "from_on", "to_on", "episode_id"),
        ),
    )

    episode_id: Mapped[int] = mapped_column(ForeignKey("episode.id"), primary_key=True)
    from_on: Mapped[date] = mapped_column(primary_key=True)
    to_on: Mapped[date] = mapped_column(default=FOREVER)
    """The first day on which somebody else has it; FOREVER while nobody else does."""
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    form: Mapped[str | None] = mapped_column(String(24))
    registered_on: Mapped[date | None]
    started_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    outcome: Mapped[str | None] = mapped_column(String(20))
    certified_on: Mapped[date | None]

    COPIED = ("form", "registered_on", "started_on", "ended_on", "outcome", "certified_on")
    """What it repeats of its episode, so that a unit's numbers need not look at every episode it ever had."""

    episode: Mapped[Episode] = relationship(back_populates="custody")
    unit: Mapped[Unit] = relationship()
