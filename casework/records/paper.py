"""Official papers that were issued (văn bản đi): their numbers, who printed which copy, and how a unit signs.

A paper says of what kind it is and which case it belongs to by the case's ref, and nothing about the person: the
public page that confirms a certificate reads these tables alone.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casework.records.db import Base, Instant, Recorded, new_ref, now
from casework.records.unit import Unit


class PaperCounter(Base):
    """The last number given in one series of a unit's papers in a year (Điều 15 Nghị định 30/2020/NĐ-CP)."""

    __tablename__ = "paper_counter"
    __table_args__ = (CheckConstraint("last_number >= 0", name="last_number_counts"),)

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    series: Mapped[str] = mapped_column(String(30), primary_key=True)
    """What follows the number on the paper: “QĐ-UBND”."""
    last_number: Mapped[int] = mapped_column(default=0)


class Paper(Base, Recorded):
    """One paper of a case: its number and day as they stand on it, and whether it still stands."""

    __tablename__ = "paper"
    __table_args__ = (
        UniqueConstraint("unit_id", "year", "series", "ordinal"),
        Index("ix_paper_subject_ref_kind_part", "subject_ref", "kind", "part"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(80), unique=True, default=lambda: new_ref("G"))
    kind: Mapped[str] = mapped_column(String(40))
    subject_ref: Mapped[str] = mapped_column(String(80))
    part: Mapped[str] = mapped_column(String(20), default="")
    """Which of several papers of the kind in one case: a month, a day; empty where there is only one."""
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    """Whose paper it is, and in whose series its number was given."""
    title: Mapped[str] = mapped_column(String(300))
    number: Mapped[str | None] = mapped_column(String(60))
    signed_on: Mapped[date | None]
    year: Mapped[int | None]
    series: Mapped[str | None] = mapped_column(String(30))
    ordinal: Mapped[int | None]
    """The number alone, where this system gave it."""
    token: Mapped[str] = mapped_column(String(40), unique=True)
    """What the code on a certificate leads to, unguessable."""
    replaced_by_id: Mapped[int | None] = mapped_column(ForeignKey("paper.id"))
    replaced_on: Mapped[date | None]
    replaced_reason: Mapped[str | None] = mapped_column(String(300))
    letter: Mapped[str | None] = mapped_column(String(60))
    """The letter that corrects how it is written (công văn đính chính), whereupon its successor keeps its number."""
    withdrawn_on: Mapped[date | None]
    withdrawn_reason: Mapped[str | None] = mapped_column(String(300))

    unit: Mapped[Unit] = relationship()
    copies: Mapped[list[PaperCopy]] = relationship(back_populates="paper", order_by="PaperCopy.id")
    replaced_by: Mapped[Paper | None] = relationship(remote_side=[id], back_populates="replaces")
    replaces: Mapped[list[Paper]] = relationship(back_populates="replaced_by", order_by="Paper.id")

    @property
    def stands(self) -> bool:
        """Whether it is neither withdrawn nor replaced (còn hiệu lực)."""
        return self.withdrawn_on is None and self.replaced_by_id is None

    @property
    def has_own_day(self) -> bool:
        """Whether somebody issued it instead of another (văn bản thay thế): then its day is its own, not the case's."""
        return any(each.replaced_reason is not None for each in self.replaces)


class PaperContent(Base):
    """What a paper said when it was issued: its blocks, sealed, for they tell who the person is."""

    __tablename__ = "paper_content"

    paper_id: Mapped[int] = mapped_column(ForeignKey("paper.id"), primary_key=True)
    kept_at: Mapped[datetime] = mapped_column(Instant, default=now)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class PaperCopy(Base):
    """One copy that was printed: when, by whom, in which medium."""

    __tablename__ = "paper_copy"

    id: Mapped[int] = mapped_column(primary_key=True)
    paper_id: Mapped[int] = mapped_column(ForeignKey("paper.id"), index=True)
    printed_at: Mapped[datetime] = mapped_column(Instant, default=now)
    printed_by_id: Mapped[int | None]
    printed_by: Mapped[str] = mapped_column(String(120))
    medium: Mapped[str] = mapped_column(String(4))
    reprint: Mapped[int] = mapped_column(default=0)
    """The number of the reprint it says it is; 0 for the first."""

    paper: Mapped[Paper] = relationship(back_populates="copies")


class PaperSetting(Base, Recorded):
    """How an office of a unit heads and signs its papers from a day on (thể thức, người ký)."""

    __tablename__ = "paper_setting"
    __table_args__ = (UniqueConstraint("unit_id", "office", "from_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    office: Mapped[str] = mapped_column(String(10))
    from_on: Mapped[date]
    agency: Mapped[str] = mapped_column(String(200))
    parent: Mapped[str | None] = mapped_column(String(200))
    place: Mapped[str] = mapped_column(String(120))
    abbreviation: Mapped[str] = mapped_column(String(20))
    """The agency's short name in the number: “UBND”."""
    authority: Mapped[str] = mapped_column(String(12), default="")
    """On whose behalf the signer signs: TM., KT., TL., …; empty for the head of the office (Điều 13)."""
    position: Mapped[str] = mapped_column(String(120))
    signer_name: Mapped[str | None] = mapped_column(String(120))

    unit: Mapped[Unit] = relationship()
