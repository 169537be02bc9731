"""Reports that are kept (báo cáo đã lập): what is owed, what was sent, and whom each number counted then."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casework.records.db import Base, Instant, Recorded, new_ref
from casework.records.unit import Unit


class ReportDuty(Base):
    """One report that a unit owes for a period (nghĩa vụ báo cáo): a row is claimed, done once, and stays."""

    __tablename__ = "report_duty"
    __table_args__ = (
        UniqueConstraint("obligation", "unit_id", "period"),
        Index("ix_report_duty_done_at_claimed_until", "done_at", "claimed_until"),
        Index("ix_report_duty_unit_id_due_on", "unit_id", "due_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    obligation: Mapped[str] = mapped_column(String(20))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    period: Mapped[str] = mapped_column(String(10))
    first_on: Mapped[date]
    last_on: Mapped[date]
    due_on: Mapped[date | None] = mapped_column(index=True)
    """The last day on time; none where the source sets none."""
    claimed_until: Mapped[datetime | None] = mapped_column(Instant)
    """Somebody works on it; after this instant they are taken for dead and another may take it up."""
    done_at: Mapped[datetime | None] = mapped_column(Instant)

    unit: Mapped[Unit] = relationship()


class SavedReport(Base, Recorded):
    """One form of one unit for its windows, on its way from draft to signed paper."""

    __tablename__ = "report"
    __table_args__ = (
        UniqueConstraint("obligation", "unit_id", "period", "edition"),
        Index("ix_report_maker_id_stage", "maker_id", "stage"),
        Index("ix_report_unit_id_form_last_on", "unit_id", "form", "last_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(80), unique=True, default=lambda: new_ref("B"))
    form: Mapped[str] = mapped_column(String(12))
    obligation: Mapped[str] = mapped_column(String(20), default="")
    """What it is owed by; empty for a report somebody asked for (báo cáo đột xuất)."""
    period: Mapped[str] = mapped_column(String(80))
    """The period owed for; of a report that nothing owes, its own ref."""
    edition: Mapped[int] = mapped_column(default=1)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    """Whose numbers it has."""
    maker_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    """Who makes and sends it."""
    windows: Mapped[list[list[str]]] = mapped_column(JSON)
    variants: Mapped[list[str]] = mapped_column(JSON, default=list)
    last_on: Mapped[date]
    due_on: Mapped[date | None]
    stage: Mapped[str] = mapped_column(String(12))
    """The stage as the procedure read it after the last act: only lists look at it."""
    counted_at: Mapped[datetime | None] = mapped_column(Instant)
    frozen: Mapped[bool] = mapped_column(default=False)
    """The cells keep whom they counted, and change no more."""
    zero: Mapped[bool] = mapped_column(default=False)
    """Sent with the word that there is nothing to report (không phát sinh)."""
    unit_name: Mapped[str] = mapped_column(String(120))
    notes: Mapped[list[str]] = mapped_column(JSON, default=list)
    targets: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    number: Mapped[str | None] = mapped_column(String(60))
    signed_on: Mapped[date | None]
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("report.id"), index=True)
    reason: Mapped[str | None] = mapped_column(String(500))
    """Why it replaces the one before it."""
    explanation: Mapped[str | None] = mapped_column(String(1000))
    """Why it is sent although records that it counts are known to be wrong (giải trình)."""
    explained: Mapped[list[list[str]] | None] = mapped_column(JSON)
    """What the explanation is about: the code and the sentence of each finding."""
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}

    unit: Mapped[Unit] = relationship(foreign_keys=[unit_id])
    maker: Mapped[Unit] = relationship(foreign_keys=[maker_id])
    replaces: Mapped[SavedReport | None] = relationship(remote_side=[id])
    cells: Mapped[list[ReportCell]] = relationship(back_populates="report", order_by="ReportCell.id")
    acts: Mapped[list[ReportAct]] = relationship(back_populates="report", order_by="ReportAct.id")


class ReportCell(Base):
    """One number as it was counted, and once sent, whom it counted."""

    __tablename__ = "report_cell"
    __table_args__ = (UniqueConstraint("report_id", "row_id", "place"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"))
    row_id: Mapped[str] = mapped_column(String(12))
    place: Mapped[int]
    """Which of the windows, from 0."""
    value: Mapped[Any] = mapped_column(JSON(none_as_null=False), nullable=True)
    listed: Mapped[int] = mapped_column(default=0)
    members: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    """Refs and what each adds, compressed; none before it is sent, or where nothing is behind the cell."""

    report: Mapped[SavedReport] = relationship(back_populates="cells")


class ReportAct(Base):
    """One step of a report: who, when, with which words."""

    __tablename__ = "report_act"

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"), index=True)
    act: Mapped[str] = mapped_column(String(12))
    acted_on: Mapped[date]
    at: Mapped[datetime] = mapped_column(Instant)
    actor_id: Mapped[int | None]
    actor_name: Mapped[str] = mapped_column(String(120))
    words: Mapped[str | None] = mapped_column(Text)

    report: Mapped[SavedReport] = relationship(back_populates="acts")
