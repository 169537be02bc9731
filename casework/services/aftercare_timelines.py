"""What happened in an after-care, day by day (diễn biến), from the record itself: imported history has it too."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from casework.i18n import format_date
from casework.law.aftercare_facts import AftercareAct, AftercareFacts, DrugTest
from casework.law.aftercare_monitoring import ACT as MONITORING
from casework.law.aftercare_monitoring import MonitoringPaper
from casework.law.explain import DoneAct, Explanation
from casework.records.act import Act
from casework.records.aftercare import Aftercare
from casework.services.timelines import Event

Telling = Callable[[Aftercare, AftercareFacts, date], str]


def aftercare_timeline(aftercare: Aftercare, facts: AftercareFacts, told: Explanation, acts: list[Act]) -> list[Event]:
    """The events in the order of their days.

    :param told: what the law says of `facts`; it knows the articles and what was late
    :param acts: those recorded here, for the papers about monitoring
    """
    events = [_event(aftercare, facts, done) for done in told.done]
    events += [
        Event(each.to_on, "Trở lại nơi cư trú", f"vắng từ {format_date(each.from_on)}")
        for each in facts.absences
        if each.to_on is not None
    ]
    events += [_monitoring(each) for each in acts if each.act == MONITORING]
    return sorted(events, key=lambda event: event.on)


def _event(aftercare: Aftercare, facts: AftercareFacts, done: DoneAct) -> Event:
    tell = _DETAILS.get(done.act)
    detail = tell(aftercare, facts, done.on) if tell else ""
    return Event(done.on, done.label, detail, done.citation, done.late)


def _decision(aftercare: Aftercare, facts: AftercareFacts, on: date) -> str:
    number = f"số {facts.decision_number}" if facts.decision_number else ""
    term = f"thời hạn {facts.term_months} tháng" if facts.term_months else ""
    return " · ".join(part for part in (number, term) if part)


def _review(aftercare: Aftercare, facts: AftercareFacts, on: date) -> str:
    row = next((each for each in aftercare.reviews if each.held_on == on), None)
    if row is None:
        return ""
    test = DrugTest(row.drug_test).term if row.drug_test else ""
    return " · ".join(part for part in (test, row.note or "") if part)


def _absence(aftercare: Aftercare, facts: AftercareFacts, on: date) -> str:
    row = next(each for each in facts.absences if each.from_on == on)
    return "có báo cáo" if row.reported else "không báo cáo: thời gian vắng mặt không tính"


def _move(aftercare: Aftercare, facts: AftercareFacts, on: date) -> str:
    row = next((each for each in aftercare.transfers if each.moved_on == on), None)
    return f"đến {row.to_unit.name} ({row.to_unit.code})" if row else ""


def _suspension(aftercare: Aftercare, facts: AftercareFacts, on: date) -> str:
    return next(each.reason.term for each in facts.suspensions if each.from_on == on)


def _end(aftercare: Aftercare, facts: AftercareFacts, on: date) -> str:
    return facts.outcome.term if facts.outcome else ""


_DETAILS: dict[str, Telling] = {
    AftercareAct.DECIDE: _decision,
    AftercareAct.START: lambda aftercare, facts, on: (
        f"thời hạn tính từ {format_date(facts.starts_on)}" if facts.starts_on and facts.starts_on != on else ""
    ),
    AftercareAct.REVIEW: _review,
    AftercareAct.RECORD_ABSENCE: _absence,
    AftercareAct.MOVE: _move,
    AftercareAct.SUSPEND: _suspension,
    AftercareAct.REDUCE: lambda aftercare, facts, on: f"giảm {facts.reduced_months} tháng",
    AftercareAct.EXEMPT: lambda aftercare, facts, on: facts.exemption_ground.term if facts.exemption_ground else "",
    AftercareAct.END: _end,
    AftercareAct.CERTIFY: lambda aftercare, facts, on: (
        f"số {facts.certificate_number}" if facts.certificate_number else ""
    ),
}


def _monitoring(act: Act) -> Event:
    paper = MonitoringPaper(act.details["paper"])
    number = f"số {act.details['number']}" if act.details.get("number") else ""
    detail = " · ".join(part for part in (number, act.details.get("note", "")) if part)
    return Event(act.acted_on, paper.term, detail, paper.citation)
