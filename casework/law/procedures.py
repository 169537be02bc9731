"""The register of every procedure this system has: one line for each measure under each law (sổ quy trình).

Episodes choose their law in `regimes`; the other measures choose theirs here, by the same rule: the law of the day
of decision, never of the person or of today.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from casework.errors import NotInForce
from casework.i18n import format_date
from casework.law import (
    aftercare_2009,
    aftercare_2021,
    aftercare_2025,
    compulsory_2010,
    determination_2021,
    determination_2025,
    dossier_2021,
    dossier_2025,
    methadone_2016,
    methadone_2024,
    provider_2021,
    provider_2025,
    support_job,
    support_loan_2014,
    support_loan_2026,
    support_loan_fund,
    support_payment,
    support_training,
    team_2010,
    team_2025,
)
from casework.law.aftercare_facts import AftercareFacts
from casework.law.citations import Regime
from casework.law.compulsory_facts import CompulsoryFacts
from casework.law.determination_facts import DeterminationFacts
from casework.law.dossier_facts import DossierFacts
from casework.law.methadone_facts import SubstitutionFacts
from casework.law.provider_facts import ProviderFacts
from casework.law.regimes import Governing, statutes
from casework.law.rulebook import Enacted
from casework.law.support_facts import SupportFacts
from casework.law.team_facts import TeamFacts
from casework.law.vocabulary import Term
from casework.workflow.procedure import Procedure

F = TypeVar("F")

AFTERCARE: tuple[Enacted[AftercareFacts], ...] = (aftercare_2009.LAW, aftercare_2021.LAW, aftercare_2025.LAW)
COMPULSORY: tuple[Enacted[CompulsoryFacts], ...] = (compulsory_2010.LAW,)
DOSSIER: tuple[Enacted[DossierFacts], ...] = (dossier_2021.LAW, dossier_2025.LAW)
SUBSTITUTION: tuple[Enacted[SubstitutionFacts], ...] = (methadone_2016.LAW, methadone_2024.LAW)
SUPPORT: tuple[Enacted[SupportFacts], ...] = (
    *support_payment.LAWS,
    support_training.LAW,
    support_loan_2014.LAW,
    support_loan_fund.LAW,
    support_loan_2026.LAW,
    support_job.LAW,
)
TEAM: tuple[Enacted[TeamFacts], ...] = (team_2010.LAW, team_2025.LAW)
PROVIDER: tuple[Enacted[ProviderFacts], ...] = (provider_2021.LAW, provider_2025.LAW)
DETERMINATION: tuple[Enacted[DeterminationFacts], ...] = (determination_2021.LAW, determination_2025.LAW)


class Measure(Term):
    """Loại quy trình."""

    HOME = "home", "Cai nghiện ma túy tự nguyện tại gia đình"
    COMMUNITY = "community", "Cai nghiện ma túy tự nguyện tại cộng đồng"
    COMMUNITY_COMPULSORY = "community_compulsory", "Cai nghiện ma túy bắt buộc tại cộng đồng"
    AFTERCARE = "aftercare", "Quản lý sau cai nghiện ma túy"
    DOSSIER = "dossier", "Hồ sơ đề nghị đưa vào cơ sở cai nghiện bắt buộc"
    SUBSTITUTION = "substitution", "Điều trị thay thế"
    SUPPORT = "support", "Hỗ trợ người cai nghiện, sau cai nghiện"
    TEAM = "team", "Tổ công tác; Tổ quản lý, hỗ trợ xã hội"
    PROVIDER = "provider", "Danh sách cung cấp dịch vụ cai nghiện"
    DETERMINATION = "determination", "Xác định tình trạng nghiện ma túy"


MEASURES: tuple[tuple[Measure, tuple[Enacted[Any], ...]], ...] = (
    (Measure.COMMUNITY_COMPULSORY, COMPULSORY),
    (Measure.AFTERCARE, AFTERCARE),
    (Measure.DOSSIER, DOSSIER),
    (Measure.SUBSTITUTION, SUBSTITUTION),
    (Measure.SUPPORT, SUPPORT),
    (Measure.TEAM, TEAM),
    (Measure.PROVIDER, PROVIDER),
    (Measure.DETERMINATION, DETERMINATION),
)
"""One line a measure beside the episode, with each of its laws."""


@dataclass(frozen=True)
class Line:
    """One line of the register: a measure, its law, the days of that law, and the name of the procedure."""

    measure: Measure
    regime: Regime
    name: str
    label: str
    acts: tuple[str, ...]
    labels: tuple[str, ...] = ()
    """What each act is called under that law."""


def register() -> tuple[Line, ...]:
    """Every procedure there is, by measure and law."""
    lines = [
        _line(Measure(form.value), statute.regime, procedure)
        for statute in statutes()
        for form, procedure in statute.procedures.items()
    ]
    lines += [_line(measure, law.regime, law.procedure) for measure, laws in MEASURES for law in laws]
    return tuple(lines)


def governing_aftercare(facts: AftercareFacts, today: date) -> Governing:
    """The law of an after-care: of its decision; undecided, of its start; else of `today`.

    :raises NotInForce: a day before the first law entered here

    Nguồn: khoản 1 Điều 56 Luật 120/2025/QH15: người đang cai nghiện ngày 01/07/2026 hoàn thành theo luật cũ rồi bị
    quản lý sau cai nghiện theo luật mới.
    """
    if facts.decided_on is not None:
        found = _by_decision(aftercare_law(facts.decided_on).regime, facts.decided_on, facts.ended_on or today)
        return _rehabilitated_before(facts, found)
    if facts.starts_on is not None:
        regime = aftercare_law(facts.starts_on).regime
        why = f"Không có ngày quyết định; bắt đầu quản lý ngày {format_date(facts.starts_on)} → {regime.law}"
        return Governing(regime, facts.starts_on, why, regime.citation, "I")
    return _rehabilitated_before(facts, _undecided(aftercare_law(today).regime, today))


def governing_compulsory(facts: CompulsoryFacts, today: date) -> Governing:
    """The law of compulsory rehabilitation in the community: of its decision, else of `today`.

    :raises NotInForce: before 01/11/2010, or since 01/01/2022: the measure no longer exists
    """
    day = facts.course.decided_on or facts.course.started_on
    if day is None:
        return _undecided(compulsory_law(today).regime, today)
    return _by_decision(compulsory_law(day).regime, day, facts.course.ended_on or today)


def governing_dossier(facts: DossierFacts, today: date) -> Governing:
    """The law of a dossier for a centre: of the day it was made, else of `today`.

    :raises NotInForce: before 01/01/2022
    """
    if facts.drafted_on is None:
        return _undecided(dossier_law(today).regime, today)
    regime = dossier_law(facts.drafted_on).regime
    why = f"Hồ sơ lập ngày {format_date(facts.drafted_on)} → {regime.law}"
    if (facts.sent_on or today) > regime.last_on:
        return Governing(regime, facts.drafted_on, f"{why}; {regime.keeps_old_cases}", regime.keeps_citation, "I")
    return Governing(regime, facts.drafted_on, why, regime.citation, regime.confidence)


def aftercare_law(day: date) -> Enacted[AftercareFacts]:
    """After-care under the law of a day.

    :raises NotInForce: before the first law entered here
    """
    return _law_of(AFTERCARE, day, Measure.AFTERCARE)


def compulsory_law(day: date) -> Enacted[CompulsoryFacts]:
    """Compulsory rehabilitation in the community under the law of a day.

    :raises NotInForce: no such measure on that day
    """
    last = COMPULSORY[-1].regime
    if day > last.last_on:
        measure = Measure.COMMUNITY_COMPULSORY.term
        day_text = format_date(last.last_on)
        raise NotInForce(f"“{measure}” không còn áp dụng với quyết định sau {day_text} ({last.citation})")
    return _law_of(COMPULSORY, day, Measure.COMMUNITY_COMPULSORY)


def dossier_law(day: date) -> Enacted[DossierFacts]:
    """The commune's part of a dossier for a centre under the law of a day.

    :raises NotInForce: before the first law entered here
    """
    return _law_of(DOSSIER, day, Measure.DOSSIER)


def aftercare_procedure(facts: AftercareFacts, today: date) -> Procedure[AftercareFacts]:
    """The procedure an act of `today` on this after-care goes through."""
    return aftercare_law(governing_aftercare(facts, today).chosen_by).procedure


def compulsory_procedure(facts: CompulsoryFacts, today: date) -> Procedure[CompulsoryFacts]:
    """The procedure an act of `today` on this case goes through."""
    return compulsory_law(governing_compulsory(facts, today).chosen_by).procedure


def dossier_procedure(facts: DossierFacts, today: date) -> Procedure[DossierFacts]:
    """The procedure an act of `today` on this dossier goes through."""
    return dossier_law(governing_dossier(facts, today).chosen_by).procedure


def _line(measure: Measure, regime: Regime, procedure: Procedure[F]) -> Line:
    moves = procedure.transitions
    acts, labels = tuple(move.act for move in moves), tuple(move.label for move in moves)
    return Line(measure, regime, procedure.name, procedure.label, acts, labels)


def _law_of(laws: tuple[Enacted[F], ...], day: date, measure: Measure) -> Enacted[F]:
    for law in laws:
        if law.regime.first_on <= day <= law.regime.last_on:
            return law
    raise NotInForce(f"Hệ thống chưa có quy trình “{measure.term}” cho ngày {format_date(day)}")


def _undecided(regime: Regime, today: date) -> Governing:
    why = f"Chưa có quyết định: áp dụng luật của ngày {format_date(today)} → {regime.law}"
    return Governing(regime, today, why, regime.citation, regime.confidence)


def _by_decision(regime: Regime, decided_on: date, last_seen: date) -> Governing:
    why = f"Quyết định ngày {format_date(decided_on)} → {regime.law}"
    if last_seen <= regime.last_on:
        return Governing(regime, decided_on, why, regime.citation, regime.confidence)
    changed_on = date.fromordinal(regime.last_on.toordinal() + 1)
    why += f"; vụ việc đang thực hiện ngày {format_date(changed_on)} {regime.keeps_old_cases}"
    return Governing(regime, decided_on, why, regime.keeps_citation, regime.keeps_confidence)


def _rehabilitated_before(facts: AftercareFacts, found: Governing) -> Governing:
    """Say which transition brings a person rehabilitated under an older law under the newest."""
    decided, completed, new = facts.rehabilitation_decided_on, facts.completed_on, aftercare_2025.REGIME
    if found.regime is not new or decided is None or decided >= new.first_on:
        return found
    if completed is not None and completed < new.first_on:
        why = (
            f"{found.why}; hoàn thành cai nghiện trước {format_date(new.first_on)}, luật không nêu riêng trường hợp này"
        )
        return Governing(new, found.chosen_by, why, "khoản 2 Điều 56 Luật 120/2025/QH15 (tương tự)", "I")
    why = f"{found.why}; cai nghiện theo luật cũ đến hết thời hạn rồi bị quản lý sau cai nghiện theo luật mới"
    return Governing(new, found.chosen_by, why, "khoản 1 Điều 56 Luật 120/2025/QH15", "Q")
