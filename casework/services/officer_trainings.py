"""Trainings that staff completed (tập huấn cán bộ); each belongs where its staff member does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from sqlalchemy.orm import Session, joinedload

from casework.access import queries
from casework.access.scope import Scope
from casework.records.officer_training import OfficerTraining
from casework.records.team import Staff
from casework.services.books import Book, Entry


@dataclass(frozen=True)
class OfficerTrainingEntry(Entry):
    """Who completed which training on which day."""

    begins: ClassVar[str] = "completed_on"

    staff_id: int
    completed_on: date
    subject: str | None


def _staff_of_the_scope(session: Session, scope: Scope, row: OfficerTraining) -> None:
    queries.one(session, queries.staff(scope), Staff.id == row.staff_id)


OFFICER_TRAININGS = Book(
    noun="officer-trainings",
    model=OfficerTraining,
    door=queries.officer_trainings,
    unit_column=Staff.unit_id,
    begins=OfficerTraining.completed_on,
    loads=(joinedload(OfficerTraining.staff).joinedload(Staff.unit),),
    already="Cán bộ này đã được ghi hoàn thành lớp này ngày đó. Hãy mở dòng đã có để sửa.",
    place=None,
    free=_staff_of_the_scope,
)
