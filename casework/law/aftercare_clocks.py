"""The clocks of after-care that several of its laws share (thời hạn, mốc)."""

from __future__ import annotations

from datetime import date, timedelta

from casework.law.aftercare_facts import AftercareFacts, SuspensionReason
from casework.law.aftercare_term import law_day, term_end
from casework.law.citations import Regime
from casework.law.dated import parameter
from casework.workflow.calendar import first_instant, hours_later, last_instant, months_later
from casework.workflow.procedure import Deadline, Due


def move_was_notified(facts: AftercareFacts) -> bool:
    """Whether the new place has been told of the latest move."""
    last = facts.last_move
    return last is None or last.notified_on is not None


def moved_on(facts: AftercareFacts) -> date | None:
    """The day of the latest move, from which its notice is due."""
    return facts.last_move.moved_on if facts.last_move else None


def move_notice_in_hours(regime: Regime) -> Deadline[AftercareFacts]:
    """The notice to the new place, in clock hours from the departure; without its hour, at the latest."""
    hours = parameter("aftercare", "move_notice_hours")

    def due(facts: AftercareFacts) -> Due | None:
        last = facts.last_move
        if last is None:
            return None
        value = hours.on(regime.clamp(last.moved_on))
        confidence = value.confidence if last.moved_on >= regime.first_on else "I"
        latest = hours_later(last.left_at or last_instant(last.moved_on), value.number)
        earliest = hours_later(last.left_at or first_instant(last.moved_on), value.number)
        return Due(latest.date(), value.citation, confidence, at=latest, at_earliest=earliest)

    return Deadline(
        "Thông báo cho Công an cấp xã nơi chuyển đến (24 giờ)",
        due,
        done_at=lambda facts: facts.last_move.notified_at if facts.last_move else None,
        met=move_was_notified,
    )


def term_ends(
    label: str, citation: str, confidence: str = "Q", *, binding: bool, note: str = ""
) -> Deadline[AftercareFacts]:
    """The day the term ends; no such day while the clock stands still."""

    def due(facts: AftercareFacts) -> Due | None:
        end = term_end(facts)
        return Due(end, citation, confidence, binding=binding, note=note) if end else None

    return Deadline(label, due)


def monthly_review(regime: Regime) -> Deadline[AftercareFacts]:
    """The next meeting to review the person: a month after the last, or after the start."""
    interval = parameter("aftercare", "review_interval")

    def due(facts: AftercareFacts) -> Due | None:
        last = max((each.held_on for each in facts.reviews), default=facts.starts_on)
        if last is None:
            return None
        value = interval.on(regime.clamp(last))
        return Due(months_later(last, value.number), value.citation, value.confidence)

    return Deadline("Họp nhận xét, đánh giá hằng tháng", due)


def child_reaches_the_age(regime: Regime) -> Deadline[AftercareFacts]:
    """The day a suspension for pregnancy ends: the child reaches the age the law names."""
    age = parameter("aftercare", "child_age_ending_suspension")

    def due(facts: AftercareFacts) -> Due | None:
        off = facts.open_suspension
        if off is None or off.reason != SuspensionReason.PREGNANCY or off.child_born_on is None:
            return None
        value = age.on(regime.clamp(law_day(facts, off.from_on)))
        return Due(months_later(off.child_born_on, value.number), value.citation, value.confidence, binding=False)

    return Deadline("Con đủ 36 tháng tuổi: tiếp tục chấp hành quyết định hoặc xét miễn", due)


def notice_before_completion(regime: Regime) -> Deadline[AftercareFacts]:
    """The notice of completion, a number of days before the planned day."""
    days = parameter("aftercare", "notice_before_completion")

    def due(facts: AftercareFacts) -> Due | None:
        if facts.completed_on is None:
            return None
        value = days.on(regime.clamp(facts.completed_on))
        # The articles name notices after voluntary and compulsory rehabilitation, none after substitution treatment.
        last = facts.completed_on - timedelta(days=value.number)
        # A last day before the law itself bound nobody.
        bound = last >= regime.first_on
        confidence = "I" if facts.kind == "substitution" or not bound else value.confidence
        return Due(last, value.citation, confidence, binding=bound)

    return Deadline("Thông báo ngày hoàn thành cai nghiện (chậm nhất 30 ngày trước)", due)


def before_completion(
    regime: Regime, label: str, citation: str, *, binding: bool, note: str = ""
) -> Deadline[AftercareFacts]:
    """A duty that is to be done by the day of completion; none where that day came before the law itself."""

    def due(facts: AftercareFacts) -> Due | None:
        if facts.completed_on is None or facts.completed_on < regime.first_on:
            return None
        return Due(facts.completed_on, citation, "Q", binding=binding, note=note)

    return Deadline(label, due, met=lambda facts: facts.handed_over_on is not None)
