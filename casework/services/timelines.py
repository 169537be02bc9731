"""What happened in an episode, day by day (diễn biến hồ sơ), from the record itself: imported history has it too."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from casework.errors import Reason
from casework.law.compulsory_facts import CompulsoryAct
from casework.law.explain import Explanation
from casework.law.facts import Act as ActKind
from casework.law.vocabulary import EpisodeForm, EpisodeOutcome, Phase, ViolationStep
from casework.law.vocabulary import Violation as ViolationKind
from casework.records.episode import Episode
from casework.records.violation import Violation

_TOLD_BY_COLUMNS = {
    ActKind.REGISTER,
    ActKind.DECIDE,
    ActKind.START,
    ActKind.RECORD_PHASE,
    ActKind.END,
    ActKind.ISSUE_CERTIFICATE,
    ActKind.RECORD_VIOLATION,
    CompulsoryAct.PROPOSE,
}
"""The acts whose papers the columns describe; the others are told as the law knows them."""


@dataclass(frozen=True)
class Event:
    """One thing that happened: the day, what, what the paper said, the article, what was late about it."""

    on: date
    label: str
    detail: str = ""
    citation: str = ""
    late: tuple[Reason, ...] = ()


def timeline(episode: Episode, explanation: Explanation) -> list[Event]:
    """The events of the episode in the order of their days."""
    opened = ActKind.REGISTER.term
    if episode.form == EpisodeForm.COMMUNITY_COMPULSORY.value:
        opened = CompulsoryAct.PROPOSE.term
    form = EpisodeForm(episode.form).term
    events = [_event(explanation, ActKind.REGISTER, episode.registered_on, form, opened)]
    if episode.decided_on is not None:
        detail = " · ".join(
            part
            for part in (
                f"số {episode.decision_number}" if episode.decision_number else "",
                f"thời hạn {episode.term_months} tháng" if episode.term_months else "",
            )
            if part
        )
        events.append(_event(explanation, ActKind.DECIDE, episode.decided_on, detail))
    if episode.started_on is not None:
        events.append(_event(explanation, ActKind.START, episode.started_on))
    for phase in episode.phases:
        term = Phase(phase.phase).term
        events.append(Event(phase.started_on, "Bắt đầu giai đoạn", term))
        if phase.completed_on is not None:
            events.append(_event(explanation, ActKind.RECORD_PHASE, phase.completed_on, term, "Hoàn thành giai đoạn"))
    events += [
        Event(each.happened_on, ActKind.RECORD_VIOLATION.term, _of_violation(each)) for each in episode.violations
    ]
    events += [
        Event(done.on, done.label, citation=done.citation, late=done.late)
        for done in explanation.done
        if done.act not in _TOLD_BY_COLUMNS
    ]
    events += [
        Event(move.moved_on, ActKind.TRANSFER.term, f"đến {move.to_unit.name} ({move.to_unit.code})")
        for move in episode.transfers
    ]
    if episode.ended_on is not None and "refused_on" not in episode.law_facts:
        outcome = EpisodeOutcome(episode.outcome).term if episode.outcome else ""
        events.append(_event(explanation, ActKind.END, episode.ended_on, outcome))
    if episode.certificate is not None:
        number = f"số {episode.certificate.number}"
        events.append(_event(explanation, ActKind.ISSUE_CERTIFICATE, episode.certificate.issued_on, number))
    return sorted(events, key=lambda event: event.on)


def _of_violation(violation: Violation) -> str:
    number = f"số {violation.number}" if violation.number else ""
    step = ViolationStep(violation.step).term if violation.step else ""
    return " · ".join(part for part in (ViolationKind(violation.kind).term, number, step) if part)


def _event(explanation: Explanation, act: ActKind, on: date, detail: str = "", label: str = "") -> Event:
    done = next((each for each in explanation.done if each.act == act and each.on == on), None)
    if done is None:
        return Event(on, label or act.term, detail)
    return Event(on, label or act.term, detail, done.citation, done.late)
