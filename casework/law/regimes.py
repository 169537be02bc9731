"""Which law governs an episode (luật áp dụng): by the day of its decision, never by the person or by today.

Nguồn: khoản 1, khoản 2 Điều 56 Luật 120/2025/QH15: người đang cai nghiện tiếp tục theo luật cũ; lập hồ sơ trước, quyết
định sau thì theo luật mới.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from casework.errors import NotInForce
from casework.i18n import format_date
from casework.law import statute_2010, statute_2021, statute_2025
from casework.law.citations import EpisodeProcedure, Regime, Statute
from casework.law.facts import EpisodeFacts
from casework.law.vocabulary import EpisodeForm

BEFORE_2010 = Regime(
    code="before_2010",
    first_on=date.min,
    last_on=date(2010, 10, 31),
    law="Nghị định 56/2002/NĐ-CP",
    citation="Điều 4 Nghị định 56/2002/NĐ-CP",
    confidence="Q",
)

STATUTES: tuple[Statute, ...] = (
    Statute(BEFORE_2010, {}),
    statute_2010.STATUTE,
    statute_2021.STATUTE,
    statute_2025.STATUTE,
)
"""One line a law, in the order of their days. Statutes of one regime (another form of measure) share its code."""


def statutes() -> tuple[Statute, ...]:
    """The register as it is now; each law ends, at the latest, the day before the next one begins.

    So a law added below needs no change in the file of the law before it.
    """
    starts = [each.regime.first_on for each in STATUTES]
    return tuple(_ended(each, starts) for each in STATUTES)


@dataclass(frozen=True)
class Governing:
    """The law of an episode, the day that chose it and the sentence that says why."""

    regime: Regime
    chosen_by: date
    why: str
    citation: str
    confidence: str


def regime_of(day: date) -> Regime:
    """The law of the decisions of a day; every day has one, though not every law has a procedure here."""
    return next(each.regime for each in statutes() if each.regime.first_on <= day <= each.regime.last_on)


def procedure_for(form: EpisodeForm, regime: Regime) -> EpisodeProcedure | None:
    """The procedure of a form under a law, None while this system has none (`no_procedure` says so in a sentence)."""
    for statute in statutes():
        if statute.regime.code == regime.code and form in statute.procedures:
            return statute.procedures[form]
    return None


def no_procedure(form: EpisodeForm, regime: Regime) -> str:
    """The sentence for the officer when there is no procedure; it names the law that governs."""
    return f"Hệ thống chưa có quy trình “{form.term}” theo {regime.law}; hồ sơ vẫn xem, in và thống kê được"


def required_procedure(form: EpisodeForm, regime: Regime) -> EpisodeProcedure:
    """The procedure of a form under a law, for those who cannot go on without.

    :raises NotInForce: there is none yet; its text is `no_procedure`
    """
    procedure = procedure_for(form, regime)
    if procedure is None:
        raise NotInForce(no_procedure(form, regime))
    return procedure


def governing(facts: EpisodeFacts, today: date) -> Governing:
    """The law of an episode: of its decision day; undecided, of the day it started; else of `today`.

    :param today: the day of the act, or the day of looking
    """
    if facts.decided_on is not None:
        return _decided(facts, facts.decided_on, today)
    if facts.started_on is not None:
        regime = regime_of(facts.started_on)
        why = f"Không có ngày quyết định; bắt đầu cai nghiện ngày {format_date(facts.started_on)} → {regime.law}"
        return Governing(regime, facts.started_on, why, regime.citation, "I")
    regime = regime_of(today)
    why = f"Chưa có quyết định: áp dụng luật của ngày {format_date(today)} → {regime.law}"
    return Governing(regime, today, why, regime.citation, regime.confidence)


def procedure_of(facts: EpisodeFacts, today: date) -> EpisodeProcedure:
    """The procedure an act of `today` on this episode goes through.

    :raises NotInForce: the law that governs has no procedure for this form yet
    """
    return required_procedure(facts.form, governing(facts, today).regime)


def _ended(statute: Statute, starts: list[date]) -> Statute:
    regime = statute.regime
    following = min((start for start in starts if start > regime.first_on), default=None)
    if following is None or following > regime.last_on:
        return statute
    last_on = date.fromordinal(following.toordinal() - 1)
    return replace(statute, regime=replace(regime, last_on=last_on))


def _decided(facts: EpisodeFacts, decided_on: date, today: date) -> Governing:
    regime = regime_of(decided_on)
    why = f"Quyết định ngày {format_date(decided_on)} → {regime.law}"
    last_seen = min(facts.ended_on or today, facts.certificate_issued_on or today)
    if last_seen <= regime.last_on or not regime.keeps_old_cases:
        return Governing(regime, decided_on, why, regime.citation, regime.confidence)
    changed_on = date.fromordinal(regime.last_on.toordinal() + 1)
    if facts.started_on is not None and facts.started_on <= changed_on:
        why += f"; vụ việc đang cai nghiện ngày {format_date(changed_on)} {regime.keeps_old_cases}"
        return Governing(regime, decided_on, why, regime.keeps_citation, regime.keeps_confidence)
    why += (
        f"; ngày {format_date(changed_on)} chưa bắt đầu cai nghiện: luật mới không nói rõ, "
        "áp dụng luật của ngày quyết định (chưa kiểm chứng)"
    )
    return Governing(regime, decided_on, why, regime.keeps_citation, "I")
