"""After-care (quản lý sau cai nghiện ma túy): the decision's term, its reviews and tests, its moves and custody."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casework.records.db import FOREVER, Base, Instant, Recorded, new_ref, now
from casework.records.person import Person
from casework.records.unit import Unit


class Aftercare(Base, Recorded):
    """One term of after-care of one person under one decision."""

    __tablename__ = "aftercare"
    __table_args__ = (
        CheckConstraint("ended_on IS NULL OR ended_on >= starts_on", name="ends_after_start"),
        Index("ix_aftercare_person_id", "person_id", "ended_on"),
        Index("ix_aftercare_starts_on_ended_on_person_id", "starts_on", "ended_on", "person_id"),
        Index("ix_aftercare_ended_on", "ended_on", "outcome", "starts_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(80), unique=True, default=lambda: new_ref("Q"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    """Where it was opened; who has it on a day is said by `custody`."""
    starts_on: Mapped[date]
    """The day from which it counts; FOREVER until it has begun, so that no list and no number takes it in before."""
    decided_on: Mapped[date | None]
    decision_number: Mapped[str | None] = mapped_column(String(60))
    term_months: Mapped[int | None]
    ended_on: Mapped[date | None]
    outcome: Mapped[str | None] = mapped_column(String(12))
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    """The officer assigned to follow the case (người được phân công theo dõi, quản lý)."""
    law_facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict, server_default="{}")
    """What only the law asks about and no other column keeps, in plain values by the name of the fact."""
    updated_at: Mapped[datetime] = mapped_column(Instant, default=now, onupdate=now)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}

    person: Mapped[Person] = relationship()
    unit: Mapped[Unit] = relationship()
    reviews: Mapped[list[AftercareReview]] = relationship(
        back_populates="aftercare", order_by="AftercareReview.held_on"
    )
    transfers: Mapped[list[AftercareTransfer]] = relationship(
        back_populates="aftercare", order_by="AftercareTransfer.moved_on"
    )
    custody: Mapped[list[AftercareCustody]] = relationship(
        back_populates="aftercare", order_by="AftercareCustody.from_on", cascade="all, delete-orphan"
    )

    @property
    def started_on(self) -> date | None:
        """The day from which it counts, None while it has not begun."""
        return None if self.starts_on == FOREVER else self.starts_on

    @property
    def first_on(self) -> date:
        """The earliest of its own days, from which somebody has custody of it; before a decision, of its papers."""
        days = [day for day in (self.started_on, self.decided_on, self.ended_on) if day is not None]
        papers = [self.law_facts[name] for name in ("reported_on", "dossier_on") if self.law_facts.get(name)]
        return min(days or [date.fromisoformat(text) for text in papers] or [self.starts_on])


class AftercareReview(Base, Recorded):
    """One assessment (nhận xét, đánh giá) with its drug test."""

    __tablename__ = "aftercare_review"
    __table_args__ = (UniqueConstraint("aftercare_id", "held_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    aftercare_id: Mapped[int] = mapped_column(ForeignKey("aftercare.id"))
    held_on: Mapped[date]
    drug_test: Mapped[str | None] = mapped_column(String(8))
    note: Mapped[str | None] = mapped_column(String(500))

    aftercare: Mapped[Aftercare] = relationship(back_populates="reviews")


class AftercareTransfer(Base, Recorded):
    """A move to another unit (chuyển nơi cư trú); the new unit has the case that whole day."""

    __tablename__ = "aftercare_transfer"
    __table_args__ = (UniqueConstraint("aftercare_id", "moved_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    aftercare_id: Mapped[int] = mapped_column(ForeignKey("aftercare.id"))
    moved_on: Mapped[date]
    to_unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    state: Mapped[str | None] = mapped_column(String(10))
    """waiting, accepted, declined: what the receiving commune answered; allocated, returned: no move of the person."""
    answered_on: Mapped[date | None]
    answer_note: Mapped[str | None] = mapped_column(String(300))

    aftercare: Mapped[Aftercare] = relationship(back_populates="transfers")
    to_unit: Mapped[Unit] = relationship()


class AftercareCustody(Base):
    """Who has an after-care from one day to the day before another; derived from its dates, moves and the reform."""

    __tablename__ = "aftercare_custody"
    __table_args__ = (
        Index("ix_aftercare_custody_unit_id_to_on_from_on", "unit_id", "to_on", "from_on", "aftercare_id"),
        # Covering, as that of episodes.
        Index(
            "ix_aftercare_custody_unit_id_starts_on",
            *("unit_id", "starts_on", "ended_on", "from_on", "to_on", "aftercare_id"),
        ),
        Index(
            "ix_aftercare_custody_unit_id_ended_on",
            *("unit_id", "ended_on", "outcome", "starts_on", "from_on", "to_on", "aftercare_id"),
        ),
    )

    aftercare_id: Mapped[int] = mapped_column(ForeignKey("aftercare.id"), primary_key=True)
    from_on: Mapped[date] = mapped_column(primary_key=True)
    to_on: Mapped[date] = mapped_column(default=FOREVER)
    """The first day on which somebody else has it; FOREVER while nobody else does."""
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    starts_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    outcome: Mapped[str | None] = mapped_column(String(12))

    COPIED = ("starts_on", "ended_on", "outcome")
    """What it repeats of its after-care."""

    aftercare: Mapped[Aftercare] = relationship(back_populates="custody")
    unit: Mapped[Unit] = relationship()
