"""Determinations of addiction (xác định tình trạng nghiện ma túy): the result on a day, not the procedure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from sqlalchemy.orm import joinedload

from casework.access import queries
from casework.law.vocabulary import DeterminationResult
from casework.records.listing import Determination
from casework.services.books import Book, Entry


@dataclass(frozen=True)
class DeterminationEntry(Entry):
    """Addicted or not, on which day, which substances."""

    begins: ClassVar[str] = "determined_on"

    determined_on: date
    result: DeterminationResult
    substances: str | None


DETERMINATIONS = Book(
    noun="determinations",
    model=Determination,
    door=queries.determinations,
    unit_column=Determination.unit_id,
    begins=Determination.determined_on,
    loads=(joinedload(Determination.person), joinedload(Determination.unit)),
    already="Người này đã có kết quả xác định ngày đó. Hãy mở kết quả đã có để sửa.",
)
