"""What the exchange format does not carry, entered as an officer would: calls, targets, vouchers, repaid loans."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from casework.access import queries
from casework.access.roles import SYSTEM
from casework.access.scope import Scope
from casework.access.units import find_bearer
from casework.law.plan_terms import Comparison, HotlineTopic
from casework.law.vocabulary import Borrower, BudgetContent, BudgetSource, LoanProgramme
from casework.records.budget import BudgetLine
from casework.records.support import Loan
from casework.services import book_entries, loans
from casework.services.budget import BUDGET, BudgetEntry
from casework.services.demonstration.days import office_day_before
from casework.services.demonstration.places import DISTRICT, REFORM
from casework.services.hotline import HOTLINE, HotlineEntry
from casework.services.targets import TARGETS, TargetEntry

_EVERYTHING = Scope.everything(reason="dữ liệu minh họa")
_CALLS = (
    # Days ago, where, about what, who called, what they said; days until it was handled and answered.
    (96, "30952", HotlineTopic.REHABILITATION, None, "Hỏi thủ tục đăng ký cai nghiện tại nhà cho con trai", 0, 1),
    (71, "30958", HotlineTopic.REPORT, None, "Phản ánh nhóm thanh niên tụ tập ở bến đò cũ", 1, 3),
    (44, "30952", HotlineTopic.AFTERCARE, "Chị Ba (hư cấu)", "Hỏi vay vốn chăn nuôi sau cai nghiện", 1, 4),
    (30, "30970", HotlineTopic.TREATMENT, None, "Hỏi nơi cấp phát thuốc Methadone gần nhất", 0, 0),
    (23, "30952", HotlineTopic.REPORT, None, "Đề nghị tăng cường đèn chiếu sáng đường vào ấp", 6, 13),
    (15, "30952", HotlineTopic.AFTERCARE, "Anh Sáu (hư cấu)", "Xin giới thiệu việc làm cho em vừa cai xong", 2, None),
    (3, "30952", HotlineTopic.REHABILITATION, None, "Gia đình hỏi dấu hiệu nhận biết và cách thuyết phục", 1, None),
    (1, "30952", HotlineTopic.OTHER, None, "Hỏi giờ làm việc của điểm tư vấn", None, None),
)


class _Units:
    """Who bears a code before and since the reform, each looked up once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[tuple[str, bool], int] = {}

    def on(self, code: str, day: date) -> int:
        key = code, day < REFORM
        if key not in self._known:
            self._known[key] = find_bearer(self._session, code, day).id
        return self._known[key]


def enter_the_rest(session: Session, today: date) -> None:
    """Calls around the present day, targets of the district and of a commune, vouchers of the latest spending, and
    the repayment of most loans whose term has run."""
    units = _Units(session)
    for call in _CALLS:
        _enter_call(session, units, today, *call)
    _set_targets(session, units, today)
    _add_vouchers(session, today)
    _repay_loans(session, today)


def _enter_call(
    session: Session,
    units: _Units,
    today: date,
    days_ago: int,
    code: str,
    topic: HotlineTopic,
    caller: str | None,
    content: str,
    handled_after: int | None,
    answered_after: int | None,
) -> None:
    received_on = office_day_before(today - timedelta(days=days_ago))
    handled_on = _later(received_on, handled_after, today)
    answered_on = _later(received_on, answered_after, today)
    entry = HotlineEntry(
        received_on=received_on,
        topic=topic,
        caller_name=caller,
        caller_phone="0900 000 000" if caller else None,
        content=content,
        handled_on=handled_on,
        handling="Chuyển cán bộ phụ trách gọi lại" if handled_on else None,
        answered_on=answered_on,
        answer="Đã gọi lại, hướng dẫn cụ thể" if answered_on else None,
    )
    book_entries.add(session, HOTLINE, _EVERYTHING, SYSTEM, entry, unit_id=units.on(code, received_on), today=today)


def _later(day: date, days: int | None, today: date) -> date | None:
    return None if days is None else min(day + timedelta(days=days), today)


def _set_targets(session: Session, units: _Units, today: date) -> None:
    for code, year, row, value, note in (
        (DISTRICT, 2024, "1.2", 60, "Kế hoạch năm 2024 của huyện (hư cấu)"),
        ("30952", 2026, "1.2", 55, "Kế hoạch 09/KH-UBND ngày 26/01/2026 của xã (hư cấu)"),
        ("30952", 2026, "1.4", 2, "Kế hoạch 09/KH-UBND ngày 26/01/2026 của xã (hư cấu)"),
    ):
        unit_id = units.on(code, REFORM - timedelta(days=1) if code == DISTRICT else REFORM)
        comparison = Comparison.EQUAL if row == "1.4" else Comparison.AT_LEAST
        entry = TargetEntry("kh89", row, year, comparison, value, note)
        book_entries.add(session, TARGETS, _EVERYTHING, SYSTEM, entry, unit_id=unit_id, today=today)


def _add_vouchers(session: Session, today: date) -> None:
    latest = queries.budget_lines(_EVERYTHING).order_by(BudgetLine.spent_on.desc(), BudgetLine.id).limit(20)
    for number, line in enumerate(session.scalars(latest).all(), start=1):
        source, content = BudgetSource(line.source), BudgetContent(line.content)
        voucher = f"PC{number:03d}/{line.spent_on.year}"
        entry = BudgetEntry(line.spent_on, voucher, source, content, line.amount_vnd)
        book_entries.change(session, BUDGET, _EVERYTHING, SYSTEM, line.id, entry, reason=None, today=today)


def _repay_loans(session: Session, today: date) -> None:
    for row in session.scalars(queries.loans(_EVERYTHING).order_by(Loan.id)).all():
        last = loans.due_on(row)
        if last is None or last >= today or row.id % 4 == 0:
            continue
        told: dict[str, Any] = {
            **loans.recorded(row),
            "borrower": Borrower(row.borrower),
            "programme": LoanProgramme(row.programme) if row.programme else None,
            "repaid_on": office_day_before(last - timedelta(days=row.id % 30)),
        }
        loans.change_loan(session, _EVERYTHING, SYSTEM, row.ref, **told, today=today)
