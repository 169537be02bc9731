"""Models (mô hình) of rehabilitation and of prevention that a unit runs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from sqlalchemy.orm import joinedload

from casework.access import queries
from casework.law.vocabulary import ModelKind
from casework.records.programme_model import ProgrammeModel
from casework.services.books import Book, Entry


@dataclass(frozen=True)
class ModelEntry(Entry):
    """One model, from its start until it ends."""

    begins: ClassVar[str] = "started_on"
    ends: ClassVar[str | None] = "ended_on"

    name: str
    kind: ModelKind
    started_on: date
    ended_on: date | None


MODELS = Book(
    noun="models",
    model=ProgrammeModel,
    door=queries.models,
    unit_column=ProgrammeModel.unit_id,
    begins=ProgrammeModel.started_on,
    ends=ProgrammeModel.ended_on,
    loads=(joinedload(ProgrammeModel.unit),),
)
