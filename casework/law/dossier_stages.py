"""The stages of a dossier for a centre, as far as the commune goes, and what each act would write (trạng thái)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from casework.law.citations import Regime
from casework.law.dated import parameter
from casework.law.dossier_conditions import is_minor, reading_ends_on
from casework.law.dossier_facts import DossierAct, DossierFacts
from casework.law.readings import Reading, says
from casework.law.vocabulary import Term
from casework.workflow.calendar import months_later
from casework.workflow.procedure import Cited, Deadline, Due, Recorded, Stage


class DossierStage(Term):
    """Trạng thái của hồ sơ đề nghị đưa vào cơ sở cai nghiện bắt buộc."""

    DETECTED = "detected", "Đã phát hiện, chưa lập hồ sơ"
    DRAFTED = "drafted", "Đã lập hồ sơ"
    NOTIFIED = "notified", "Đã thông báo, đang thời hạn đọc hồ sơ"
    RETURNED = "returned", "Bị trả lại để bổ sung"
    SENT = "sent", "Đã gửi hồ sơ"


STAGES = tuple(Stage(each.value, each.term, final=each == DossierStage.SENT) for each in DossierStage)


def read_stage(facts: DossierFacts) -> str:
    """The furthest thing that has happened, whatever is missing before it."""
    if facts.supplemented_on:
        return DossierStage.SENT
    if facts.returned_on:
        return DossierStage.RETURNED
    if facts.sent_on:
        return DossierStage.SENT
    if facts.notified_on:
        return DossierStage.NOTIFIED
    return DossierStage.DRAFTED if facts.drafted_on else DossierStage.DETECTED


def read_stage_once_sent(facts: DossierFacts) -> str:
    """The same under a law where a dossier goes straight to the court and is not sent back."""
    return read_stage(replace(facts, returned_on=None, supplemented_on=None))


def history(*known: DossierAct) -> Callable[[DossierFacts], tuple[Recorded[DossierFacts], ...]]:
    """Takes recorded facts apart into the acts a law knows, in their lawful order."""

    def read(facts: DossierFacts) -> tuple[Recorded[DossierFacts], ...]:
        recorded: list[Recorded[DossierFacts]] = []
        now = replace(
            facts,
            drafted_on=None,
            placed_on=None,
            notified_on=None,
            read_on=None,
            sent_on=None,
            returned_on=None,
            supplemented_on=None,
            court_asked_on=None,
            answered_on=None,
        )

        def then(act: DossierAct, on: date | None, after: DossierFacts) -> None:
            nonlocal now
            if on is None:
                return
            if act in known:
                recorded.append(Recorded(act, on, now, after))
            now = after

        then(DossierAct.DRAFT, facts.drafted_on, replace(now, drafted_on=facts.drafted_on))
        then(DossierAct.PLACE, facts.placed_on, replace(now, placed_on=facts.placed_on))
        then(DossierAct.NOTIFY, facts.notified_on, replace(now, notified_on=facts.notified_on))
        now = replace(now, read_on=facts.read_on)
        then(DossierAct.SEND, facts.sent_on, replace(now, sent_on=facts.sent_on))
        now = replace(now, returned_on=facts.returned_on)
        then(DossierAct.SUPPLEMENT, facts.supplemented_on, replace(now, supplemented_on=facts.supplemented_on))
        now = replace(now, court_asked_on=facts.court_asked_on)
        then(DossierAct.ANSWER, facts.answered_on, replace(now, answered_on=facts.answered_on))
        return tuple(recorded)

    return read


def drafting(facts: DossierFacts, on: date) -> DossierFacts:
    """The facts if the dossier were made on a day."""
    return replace(facts, drafted_on=on)


def placing(facts: DossierFacts, on: date) -> DossierFacts:
    """The facts if the person were placed under management on a day."""
    return replace(facts, placed_on=on)


def notifying(facts: DossierFacts, on: date) -> DossierFacts:
    """The facts if the person received the notice on a day."""
    return replace(facts, notified_on=on)


def sending(facts: DossierFacts, on: date) -> DossierFacts:
    """The facts if the dossier were sent on a day."""
    return replace(facts, sent_on=on)


def supplementing(facts: DossierFacts, on: date) -> DossierFacts:
    """The facts if the returned dossier were completed and sent again on a day."""
    return replace(facts, supplemented_on=on)


def answering(facts: DossierFacts, on: date) -> DossierFacts:
    """The facts if the court were answered on a day."""
    return replace(facts, answered_on=on)


def request_paper(regime: Regime) -> Callable[[DossierFacts, date], Cited]:
    """The request, which has a form of its own for those under 18."""
    adult: Reading = says(regime, "dossier", "request_form")
    minor: Reading = says(regime, "dossier", "minor_request_form")
    return lambda facts, on: (minor if is_minor(facts, on) else adult)(facts, on)


def limitation_ends(regime: Regime) -> Deadline[DossierFacts]:
    """The last day of limitation, from the last act."""
    months = parameter("dossier", "limitation")

    def due(facts: DossierFacts) -> Due | None:
        if facts.last_act_on is None:
            return None
        value = months.on(regime.clamp(facts.last_act_on))
        return Due(months_later(facts.last_act_on, value.number), value.citation, value.confidence)

    return Deadline("Hết thời hiệu kể từ lần thực hiện hành vi cuối cùng", due)


def reading_ends(regime: Regime) -> Deadline[DossierFacts]:
    """The last day of reading: a right of the person, never overdue."""
    days = parameter("dossier", "reading")

    def due(facts: DossierFacts) -> Due | None:
        last = reading_ends_on(facts)
        value = days.on(regime.clamp(last)) if last else None
        return Due(last, value.citation, value.confidence, binding=False) if last and value else None

    return Deadline("Hết thời hạn đọc hồ sơ", due)
