"""Money spent (kinh phí đã chi), a line a voucher (chứng từ)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from sqlalchemy.orm import joinedload

from casework.access import queries
from casework.law.vocabulary import BudgetContent, BudgetSource
from casework.records.budget import BudgetLine
from casework.services.books import Book, Entry


@dataclass(frozen=True)
class BudgetEntry(Entry):
    """One amount in whole đồng spent on a day, from which source and on what."""

    begins: ClassVar[str] = "spent_on"

    spent_on: date
    voucher: str | None
    source: BudgetSource
    content: BudgetContent
    amount_vnd: int


BUDGET = Book(
    noun="budget",
    model=BudgetLine,
    door=queries.budget_lines,
    unit_column=BudgetLine.unit_id,
    begins=BudgetLine.spent_on,
    loads=(joinedload(BudgetLine.unit),),
)
