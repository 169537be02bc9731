"""Money spent (kinh phí đã chi), a line a voucher."""

from __future__ import annotations

from datetime import date

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casework.records.db import Base, Recorded, new_ref
from casework.records.unit import Unit


class BudgetLine(Base, Recorded):
    """One amount spent on a day, from which source and on what."""

    __tablename__ = "budget_line"
    __table_args__ = (
        CheckConstraint("amount_vnd >= 0", name="amount_counts"),
        Index("ix_budget_line_unit_id_spent_on", "unit_id", "spent_on"),
        Index("ix_budget_line_spent_on", "spent_on", "source", "content", "amount_vnd"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(80), unique=True, default=lambda: new_ref("G"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    spent_on: Mapped[date]
    source: Mapped[str] = mapped_column(String(8))
    content: Mapped[str] = mapped_column(String(10))
    amount_vnd: Mapped[int] = mapped_column(BigInteger)
    voucher: Mapped[str | None] = mapped_column(String(60))
    """Number of the voucher (số chứng từ); not part of the exchange format."""

    unit: Mapped[Unit] = relationship()
