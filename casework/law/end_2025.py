"""How an episode ends under Decree 163/2026: the notice a month before, the certificate on the last day."""

from __future__ import annotations

from dataclasses import replace

from casework.law import conditions_course as side
from casework.law import course_acts as course
from casework.law.citations import Regime
from casework.law.conditions import term_ends_on
from casework.law.dated import parameter
from casework.law.facts import Act, EpisodeFacts
from casework.law.readings import days_before_end, says
from casework.law.stages import StageCode
from casework.law.vocabulary import EpisodeOutcome
from casework.workflow.calendar import last_instant
from casework.workflow.procedure import Deadline, Due, Transition


def certificate_due(regime: Regime) -> Deadline[EpisodeFacts]:
    """The end of the last day of the term: a certificate signed later is late."""

    def due(facts: EpisodeFacts) -> Due | None:
        end = term_ends_on(facts)
        if end is None or facts.outcome not in (None, EpisodeOutcome.COMPLETED):
            return None
        value = parameter("deadlines", "certificate_window").on(regime.clamp(end))
        at = last_instant(end)
        note = "thời hạn hết lúc 24 giờ của ngày cuối"
        return Due(end, value.citation, value.confidence, note=note, at=at, at_earliest=at)

    label = "cấp giấy xác nhận hoàn thành trong 24 giờ trước khi hết thời hạn"
    return Deadline(label, due, lambda facts: facts.certificate_issued_at)


def notify_end(regime: Regime) -> Transition[EpisodeFacts]:
    """The assigned worker tells the police the day of completion: at latest 30 days before it."""
    return Transition(
        act=Act.NOTIFY_END,
        label=Act.NOTIFY_END.term,
        sources=(StageCode.IN_PROGRESS,),
        target=StageCode.AWAITING_COMPLETION,
        citation="khoản 2 Điều 93 Nghị định 163/2026/NĐ-CP",
        fill=lambda facts, on: replace(facts, end_notified_on=on),
        authority=course.follow_up(regime),
        form=says(regime, "forms", "completion_notice"),
        conditions=(side.end_notified_during_course,),
        deadline=days_before_end(
            regime,
            "completion_notice",
            label="thông báo ngày hoàn thành cho Công an cấp xã (Mẫu số 51, trước 30 ngày)",
        ),
    )
