"""Saved lists (danh sách đã lưu): a search that somebody asks again and again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from casework.records.account import Account
from casework.records.db import Base, Instant, now


class SavedList(Base):
    """The question, never its answer: whoever asks again sees what their scope has on that day."""

    __tablename__ = "saved_list"
    __table_args__ = (UniqueConstraint("account_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey(Account.id))
    name: Mapped[str] = mapped_column(String(80))
    question: Mapped[str] = mapped_column(String(500))
    """The filters as they stand in the address of the page."""
    recorded_at: Mapped[datetime] = mapped_column(Instant, default=now)
