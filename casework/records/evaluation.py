"""Evaluations after rehabilitation (đánh giá tái nghiện, việc làm): one person on one day."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casework.records.db import Base, Recorded
from casework.records.person import Person
from casework.records.unit import Unit


class Evaluation(Base, Recorded):
    """What was found about one person: relapse, work, offences; or why nothing could be found."""

    __tablename__ = "evaluation"
    __table_args__ = (
        UniqueConstraint("person_id", "evaluated_on"),
        Index("ix_evaluation_unit_id_evaluated_on", "unit_id", "evaluated_on", "person_id"),
        Index("ix_evaluation_evaluated_on", "evaluated_on", "returned_on", "outcome", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    evaluated_on: Mapped[date]
    outcome: Mapped[str] = mapped_column(String(16))
    reason_not_evaluated: Mapped[str | None] = mapped_column(String(8))
    employment: Mapped[str | None] = mapped_column(String(8))
    law_violation: Mapped[bool | None]
    cohort: Mapped[str] = mapped_column(String(8))
    returned_on: Mapped[date | None]
    """The day the person came home, from which the follow-up is reckoned."""

    person: Mapped[Person] = relationship()
    unit: Mapped[Unit] = relationship()
