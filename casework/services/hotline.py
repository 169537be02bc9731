"""Calls to the hotline (đường dây nóng tư vấn cai nghiện ma túy): received, handled, answered, in time or not.

Nguồn: điểm b mục 1.4 phần III Kế hoạch 89/KH-UBND ngày 31/5/2023 của UBND huyện Gò Quao.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from sqlalchemy import Select
from sqlalchemy.orm import joinedload

from casework.access import queries
from casework.access.scope import Scope
from casework.errors import InvalidInput, NotInForce
from casework.law.dated import parameter, swapped_days
from casework.law.plan_terms import HotlineTopic
from casework.law.vocabulary import Term
from casework.records.hotline import HotlineCall
from casework.services.books import Book, Entry, rows
from casework.workflow.calendar import working_days_later


@dataclass(frozen=True)
class HotlineEntry(Entry):
    """A call and what became of it; a caller who gives no name is anonymous."""

    begins: ClassVar[str] = "received_on"
    others: ClassVar[tuple[str, ...]] = ("handled_on", "answered_on")

    received_on: date
    topic: HotlineTopic
    caller_name: str | None
    caller_phone: str | None
    content: str
    handled_on: date | None
    handling: str | None
    answered_on: date | None
    answer: str | None

    def check(self) -> None:
        """Received, then handled, then answered; each step has its day and its words."""
        for on, text, name in (("handled_on", "handling", "xử lý"), ("answered_on", "answer", "trả lời")):
            day, words = getattr(self, on), (getattr(self, text) or "").strip()
            if day is not None and day < self.received_on:
                raise InvalidInput(f"Ngày {name} trước ngày tiếp nhận. Hãy kiểm tra lại.", field=on)
            if day is not None and not words:
                raise InvalidInput(f"Hãy ghi nội dung {name}.", field=text)
            if day is None and words:
                raise InvalidInput(f"Hãy nhập ngày {name}.", field=on)
        if self.handled_on and self.answered_on and self.answered_on < self.handled_on:
            raise InvalidInput("Ngày trả lời trước ngày xử lý. Hãy kiểm tra lại.", field="answered_on")


@dataclass(frozen=True)
class AnswerDeadline:
    """By when a caller is to be answered, and whether anybody has verified that term."""

    due_on: date
    citation: str
    verified: bool


def answer_deadline(received_on: date) -> AnswerDeadline | None:
    """By when a call is to be answered (thời hạn trả lời), in working days from its receipt; None before there was one.

    Nguồn: parameters/hotline.yaml; unverified, so it reminds and refuses nothing.
    """
    try:
        term = parameter("hotline", "answer").on(received_on)
    except NotInForce:
        return None
    due_on = working_days_later(received_on, term.number, swapped_days())
    return AnswerDeadline(due_on, term.citation, term.confidence != "M")


def is_late(call: HotlineCall, today: date) -> bool:
    """Answered after its deadline, or not answered although it has passed."""
    deadline = answer_deadline(call.received_on)
    return deadline is not None and (call.answered_on or today) > deadline.due_on


class CallState(Term):
    """Tình trạng cuộc gọi, để lọc danh sách."""

    OPEN = "open", "Chưa trả lời"
    OVERDUE = "overdue", "Quá hạn, chưa trả lời"
    ANSWERED = "answered", "Đã trả lời"


def calls(
    scope: Scope, state: CallState | None, *, year: int | None = None, unit_id: int | None = None, today: date
) -> Select[HotlineCall]:
    """The calls of the scope that stand so, the latest first; of those not answered the oldest, which waits longest."""
    query = rows(HOTLINE, scope, year=year, unit_id=unit_id)
    if state is None:
        return query
    if state is CallState.ANSWERED:
        return query.where(HotlineCall.answered_on.is_not(None))
    query = query.where(HotlineCall.answered_on.is_(None))
    if state is CallState.OVERDUE:
        query = query.where(HotlineCall.received_on.between(*_received_too_long_ago(today)))
    return query.order_by(None).order_by(HotlineCall.received_on, HotlineCall.id)


def _received_too_long_ago(today: date) -> tuple[date, date]:
    """The first and the last day of receipt whose deadline has passed; the last before the first where none has."""
    first = parameter("hotline", "answer").values[0].since
    day = today
    while day >= first and ((deadline := answer_deadline(day)) is None or deadline.due_on >= today):
        day -= timedelta(days=1)
    return first, day


HOTLINE = Book(
    noun="hotline",
    model=HotlineCall,
    door=queries.hotline_calls,
    unit_column=HotlineCall.unit_id,
    begins=HotlineCall.received_on,
    loads=(joinedload(HotlineCall.person), joinedload(HotlineCall.unit)),
    linkable=True,
)
