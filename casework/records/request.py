"""Forms that were carried out (biểu mẫu đã thực hiện), so that sending one twice records once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from casework.records.db import Base, Instant


class RequestKey(Base):
    """The key of one form as it was shown, who sent it, and the page its result is on."""

    __tablename__ = "request_key"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    location: Mapped[str] = mapped_column(String(500))
    at: Mapped[datetime] = mapped_column(Instant, index=True)
