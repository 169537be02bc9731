"""Imports through the pages (nhập từ Excel): the file that waits, how its columns were read, and what each run did."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casework.records.account import Account
from casework.records.db import Base, Instant, new_ref, now
from casework.records.unit import Unit


class ImportUpload(Base):
    """A file that was sent and not imported yet; its content lies in the instance folder under the ref."""

    __tablename__ = "import_upload"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(80), unique=True, default=lambda: new_ref("F"))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    file_name: Mapped[str] = mapped_column(String(200))
    plan: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    """Sheet, row of headings, table, column → place, and unit; none while nobody said, or for our own template."""
    answers: Mapped[dict[str, dict[str, str]] | None] = mapped_column(JSON)
    """Sheet → number of a row → the code of the person whom it is about, where that was not clear."""
    at: Mapped[datetime] = mapped_column(Instant, default=now, index=True)


class ImportMapping(Base):
    """How a unit's own headings were matched with a table (ghép cột), for the next sheet with the same headings."""

    __tablename__ = "import_mapping"
    __table_args__ = (UniqueConstraint("unit_id", "headings"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    headings: Mapped[str] = mapped_column(String(64))
    """A digest of the headings in their order."""
    table: Mapped[str] = mapped_column(String(40))
    columns: Mapped[dict[str, int]] = mapped_column(JSON)
    used_at: Mapped[datetime] = mapped_column(Instant, default=now)


class ImportRun(Base):
    """One import by one account at one unit, with its tally, until somebody undoes it."""

    __tablename__ = "import_run"
    __table_args__ = (Index("ix_import_run_unit_id_at", "unit_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(80), unique=True, default=lambda: new_ref("I"))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    file_name: Mapped[str] = mapped_column(String(200))
    tables: Mapped[dict[str, dict[str, int]]] = mapped_column(JSON)
    """By table: read, new, changed, unchanged, refused."""
    resembling: Mapped[list[list[int]]] = mapped_column(JSON)
    """Pairs of people, the new one first, who may be the same person."""
    at: Mapped[datetime] = mapped_column(Instant, default=now)
    undone_at: Mapped[datetime | None] = mapped_column(Instant)
    undone_by_id: Mapped[int | None]

    account: Mapped[Account] = relationship()
    unit: Mapped[Unit] = relationship()


class ImportImage(Base):
    """One row that a run made or changed: how it was before (none: it was not there) and after."""

    __tablename__ = "import_image"

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("import_run.id"), index=True)
    ledger: Mapped[str] = mapped_column(String(40))
    key: Mapped[dict[str, int]] = mapped_column(JSON)
    """The primary key."""
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    after: Mapped[dict[str, Any]] = mapped_column(JSON)
