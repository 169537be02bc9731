"""The term of after-care and the days that do not count towards it (thời hạn quản lý sau cai nghiện).

An interval is half-open: its first day is not counted, the day back counts again. Only what the law of the case
names stops the clock; anything else in the file changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from casework.errors import NotInForce
from casework.law.aftercare_facts import AftercareFacts
from casework.law.dated import Value, parameter
from casework.workflow.calendar import months_later

COUNTED_FROM = parameter("aftercare", "term_counted_from")
FIRST_LAW_ON = COUNTED_FROM.values[0].since


@dataclass(frozen=True)
class Stopped:
    """Days that do not count (không tính vào thời hạn): from the first such day to the day the clock runs again."""

    from_on: date
    to_on: date | None


def law_day(facts: AftercareFacts, on: date) -> date:
    """The day whose law the case follows: of the decision, else of the start, else the day asked about."""
    return max(facts.decided_on or facts.starts_on or on, FIRST_LAW_ON)


def clock(reason: str, day: date) -> Value | None:
    """What the law of a day says of the clock during `reason`, None when it says nothing (the clock runs)."""
    try:
        return parameter("aftercare", f"clock_{reason}").on(day)
    except NotInForce:
        return None


def counted_from(facts: AftercareFacts) -> date | None:
    """The day from which the term is counted; it is not itself a day of the term.

    Nguồn: khoản 1, khoản 2 Điều 40 Luật 73/2021/QH14; khoản 1, khoản 2 Điều 42 Luật 120/2025/QH15.
    """
    known = facts.decided_on or facts.starts_on or facts.completed_on
    if known is None:
        return None
    if COUNTED_FROM.on(law_day(facts, known)).text == "starts_on":
        return facts.starts_on
    return facts.completed_on or facts.starts_on


def stopped(facts: AftercareFacts, day: date) -> tuple[Stopped, ...]:
    """The days that do not count under the law of `day`, in order and merged; only the last may still be open."""
    away = [Stopped(each.from_on, each.to_on) for each in facts.absences if not each.reported and clock("absence", day)]
    off = [Stopped(each.from_on, each.to_on) for each in facts.suspensions if clock(each.reason.value, day)]
    merged: list[Stopped] = []
    for each in sorted(away + off, key=lambda found: found.from_on):
        last = merged[-1] if merged else None
        if last is None or (last.to_on is not None and each.from_on > last.to_on):
            merged.append(each)
        elif last.to_on is not None:
            merged[-1] = Stopped(last.from_on, None if each.to_on is None else max(last.to_on, each.to_on))
    return tuple(merged)


def term_end(facts: AftercareFacts) -> date | None:
    """The last day of the term, None while a part of the sum is unknown or the clock stands still.

    Nguồn: điểm b khoản 1 Điều 79 Nghị định 116/2021/NĐ-CP; điểm a khoản 1 Điều 136 Nghị định 163/2026/NĐ-CP;
    khoản 1 Điều 47 Luật 120/2025/QH15; Điều 14 Nghị định 94/2009/NĐ-CP.
    """
    first = counted_from(facts)
    if first is None or facts.term_months is None:
        return None
    end = months_later(first, facts.term_months - (facts.reduced_months or 0))
    return _pushed(end, first, stopped(facts, law_day(facts, first)))


def two_thirds_served_on(facts: AftercareFacts) -> date | None:
    """The day two thirds of the term in the decision have been served, None while it cannot be told.

    Nguồn: Điều 14 Nghị định 94/2009/NĐ-CP.
    """
    first = counted_from(facts)
    if first is None or facts.term_months is None:
        return None
    whole = (months_later(first, facts.term_months) - first).days
    enough = first + timedelta(days=-(-2 * whole // 3))
    return _pushed(enough, first, stopped(facts, law_day(facts, first)))


def standing_still(facts: AftercareFacts) -> Stopped | None:
    """The open interval in which the clock of the term stands still, None while it runs or has run out."""
    first = counted_from(facts)
    found = stopped(facts, law_day(facts, first)) if first else ()
    return found[-1] if found and found[-1].to_on is None and term_end(facts) is None else None


def days_left_when_stopped(facts: AftercareFacts) -> int | None:
    """How many days remain to be served once the clock runs again, None while it runs or cannot be told."""
    first, open_one = counted_from(facts), standing_still(facts)
    if first is None or open_one is None or facts.term_months is None:
        return None
    before = tuple(each for each in stopped(facts, law_day(facts, first)) if each.to_on is not None)
    end = _pushed(months_later(first, facts.term_months - (facts.reduced_months or 0)), first, before)
    return max((end - open_one.from_on).days + 1, 0) if end else None


def _pushed(end: date, first: date, gaps: tuple[Stopped, ...]) -> date | None:
    for gap in gaps:
        begins = max(gap.from_on, first + timedelta(days=1))
        if begins > end:
            break
        if gap.to_on is None:
            return None
        end += timedelta(days=max((gap.to_on - begins).days, 0))
    return end
