"""Weekly summaries by e-mail (tóm tắt tuần): which week was claimed for whom, and whether it went out."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from casework.records.account import Account
from casework.records.db import Base, Instant, now


class WeeklyMail(Base):
    """One week's summary for one account; a row is made before the mail leaves, so that none leaves twice."""

    __tablename__ = "weekly_mail"
    __table_args__ = (UniqueConstraint("account_id", "week_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey(Account.id))
    week_on: Mapped[date]
    """The Monday of the week."""
    claimed_at: Mapped[datetime] = mapped_column(Instant, default=now)
    sent_at: Mapped[datetime | None] = mapped_column(Instant)
    """None while it is under way; for ever None where the process died between the two."""
