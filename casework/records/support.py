"""Support (hỗ trợ): vocational training, jobs with their employers, loans."""

from __future__ import annotations

from datetime import date

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casework.records.db import Base, Recorded, new_ref
from casework.records.person import Person
from casework.records.unit import Unit


class Training(Base, Recorded):
    """Vocational training (đào tạo nghề): one person in one course."""

    __tablename__ = "training"
    __table_args__ = (
        Index("ix_training_unit_id_started_on", "unit_id", "started_on", "person_id"),
        Index("ix_training_started_on", "started_on", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(80), unique=True, default=lambda: new_ref("N"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    started_on: Mapped[date]
    trade: Mapped[str | None] = mapped_column(String(120))
    provider: Mapped[str | None] = mapped_column(String(200))
    completed_on: Mapped[date | None]
    state_supported: Mapped[bool]

    person: Mapped[Person] = relationship()
    unit: Mapped[Unit] = relationship()


class Employer(Base, Recorded):
    """An employer (doanh nghiệp, cơ sở sản xuất)."""

    __tablename__ = "employer"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(80), unique=True, default=lambda: new_ref("C"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    unit_on: Mapped[date | None]
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str | None] = mapped_column(String(12))

    unit: Mapped[Unit] = relationship()


class Job(Base, Recorded):
    """A job (việc làm); without an employer the person works for themselves."""

    __tablename__ = "job"
    __table_args__ = (
        Index("ix_job_unit_id_started_on", "unit_id", "started_on", "person_id"),
        Index("ix_job_started_on", "started_on", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(80), unique=True, default=lambda: new_ref("V"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    started_on: Mapped[date]
    employer_id: Mapped[int | None] = mapped_column(ForeignKey("employer.id"), index=True)
    ended_on: Mapped[date | None]
    has_income: Mapped[bool]
    supported: Mapped[bool]

    person: Mapped[Person] = relationship()
    unit: Mapped[Unit] = relationship()
    employer: Mapped[Employer | None] = relationship()


class Loan(Base, Recorded):
    """A loan (vay vốn) counted on the day it is disbursed; the borrower may be the household."""

    __tablename__ = "loan"
    __table_args__ = (
        CheckConstraint("amount_vnd >= 0", name="amount_counts"),
        Index("ix_loan_unit_id_disbursed_on", "unit_id", "disbursed_on", "person_id"),
        Index("ix_loan_disbursed_on", "disbursed_on", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(80), unique=True, default=lambda: new_ref("L"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    disbursed_on: Mapped[date]
    amount_vnd: Mapped[int] = mapped_column(BigInteger)
    borrower: Mapped[str] = mapped_column(String(10))
    programme: Mapped[str | None] = mapped_column(String(20))
    term_months: Mapped[int | None]
    purpose: Mapped[str | None] = mapped_column(String(200))
    repaid_on: Mapped[date | None]
    """The day on which all of it was repaid (ngày trả hết nợ); not part of the exchange format."""

    person: Mapped[Person] = relationship()
    unit: Mapped[Unit] = relationship()
