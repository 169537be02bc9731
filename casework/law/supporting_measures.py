"""Which law governs treatment, support, teams, providers and determinations, and what it says of one of them.

The law of an act is that of its own day here, unlike that of an episode: none of these is one decision that runs.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TypeVar

from casework.errors import NotInForce
from casework.i18n import format_date
from casework.law.determination_facts import DeterminationFacts
from casework.law.explain import Explanation
from casework.law.explain_measures import explained
from casework.law.methadone_facts import SubstitutionFacts
from casework.law.procedures import DETERMINATION, PROVIDER, SUBSTITUTION, SUPPORT, TEAM
from casework.law.provider_facts import ProviderFacts
from casework.law.regimes import Governing
from casework.law.rulebook import Enacted
from casework.law.support_facts import SupportFacts, SupportProgramme
from casework.law.team_facts import TeamFacts
from casework.workflow.procedure import Procedure, Stage

F = TypeVar("F")

_PREFIX = {
    SupportProgramme.PAYMENT: "payment",
    SupportProgramme.TRAINING: "training",
    SupportProgramme.LOAN_29_2014: "loan_2014",
    SupportProgramme.LOAN_FUND: "loan_fund",
    SupportProgramme.LOAN_08_2026: "loan_2026",
    SupportProgramme.JOB: "job",
}


def governing_substitution(facts: SubstitutionFacts, today: date) -> Governing:
    """The law of a treatment: of the day it ended or was refused, else of `today`.

    :raises NotInForce: before 01/07/2016
    """
    began, day = facts.registered_on or facts.accepted_on, facts.ended_on or facts.refused_on
    found = _governing(SUBSTITUTION, day or today, day is not None, "điều trị thay thế")
    if began is None or began >= found.regime.first_on:
        return found
    why = f"{found.why}; điều trị từ ngày {format_date(began)}, chưa đọc được quy định chuyển tiếp"
    return Governing(found.regime, found.chosen_by, why, found.citation, "I")


def governing_support(facts: SupportFacts, today: date) -> Governing:
    """The law of a request for support: of the grant or the approval, else of `today`.

    :raises NotInForce: the programme did not run on that day
    """
    day = facts.granted_on or facts.approved_on or facts.refused_on
    return _governing(_of(facts.programme), day or today, day is not None, facts.programme.term)


def governing_team(facts: TeamFacts, today: date) -> Governing:
    """The law of a team: of its foundation, else of `today`.

    :raises NotInForce: no law knew such a team on that day
    """
    return _governing(TEAM, facts.founded_on or today, facts.founded_on is not None, "tổ của cấp xã")


def governing_provider(facts: ProviderFacts, today: date) -> Governing:
    """The law of a provider: of the latest file it handed in, else of `today`.

    :raises NotInForce: before 01/01/2022
    """
    day = facts.refiled_on or facts.filed_on
    return _governing(PROVIDER, day or today, day is not None, "danh sách cung cấp dịch vụ")


def governing_determination(facts: DeterminationFacts, today: date) -> Governing:
    """The law of a determination: of its request, else of `today`.

    :raises NotInForce: before 01/01/2022
    """
    day = facts.requested_on or facts.received_on
    return _governing(DETERMINATION, day or today, day is not None, "xác định tình trạng nghiện")


def substitution_procedure(facts: SubstitutionFacts, today: date) -> Procedure[SubstitutionFacts]:
    """The procedure an act of `today` on this treatment goes through."""
    return _law_of(SUBSTITUTION, governing_substitution(facts, today).chosen_by, "").procedure


def support_procedure(facts: SupportFacts, today: date) -> Procedure[SupportFacts]:
    """The procedure an act of `today` on this request goes through."""
    return _law_of(_of(facts.programme), governing_support(facts, today).chosen_by, "").procedure


def team_procedure(facts: TeamFacts, today: date) -> Procedure[TeamFacts]:
    """The procedure an act of `today` on this team goes through."""
    return _law_of(TEAM, governing_team(facts, today).chosen_by, "").procedure


def provider_procedure(facts: ProviderFacts, today: date) -> Procedure[ProviderFacts]:
    """The procedure an act of `today` on this provider goes through."""
    return _law_of(PROVIDER, governing_provider(facts, today).chosen_by, "").procedure


def determination_procedure(facts: DeterminationFacts, today: date) -> Procedure[DeterminationFacts]:
    """The procedure an act of `today` on this determination goes through."""
    return _law_of(DETERMINATION, governing_determination(facts, today).chosen_by, "").procedure


def explain_substitution(facts: SubstitutionFacts, today: date, *, at: datetime | None = None) -> Explanation:
    """The law of a treatment, its stage, its acts done, open and refused, its clocks and what history broke."""
    return _told(facts, today, at, governing_substitution, substitution_procedure, SUBSTITUTION)


def explain_support(facts: SupportFacts, today: date) -> Explanation:
    """The same for a request for support."""
    return _told(facts, today, None, governing_support, support_procedure, _of(facts.programme))


def explain_team(facts: TeamFacts, today: date) -> Explanation:
    """The same for a team of a commune."""
    return _told(facts, today, None, governing_team, team_procedure, TEAM)


def explain_provider(facts: ProviderFacts, today: date) -> Explanation:
    """The same for a provider of services."""
    return _told(facts, today, None, governing_provider, provider_procedure, PROVIDER)


def explain_determination(facts: DeterminationFacts, today: date, *, at: datetime | None = None) -> Explanation:
    """The same for a determination of addiction."""
    return _told(facts, today, at, governing_determination, determination_procedure, DETERMINATION)


def _told(
    facts: F,
    today: date,
    at: datetime | None,
    governing: Callable[[F, date], Governing],
    procedure_of: Callable[[F, date], Procedure[F]],
    laws: tuple[Enacted[F], ...],
) -> Explanation:
    return explained(facts, today, at, governing, procedure_of, _stage(laws[-1].procedure, facts))


def _stage(procedure: Procedure[F], facts: F) -> Stage:
    return procedure.stage(procedure.read_stage(facts))


def _of(programme: SupportProgramme) -> tuple[Enacted[SupportFacts], ...]:
    return tuple(law for law in SUPPORT if law.regime.code.startswith(_PREFIX[programme]))


def _law_of(laws: tuple[Enacted[F], ...], day: date, what: str) -> Enacted[F]:
    for law in laws:
        if law.regime.first_on <= day <= law.regime.last_on:
            return law
    spans = "; ".join(law.regime.law for law in laws)
    raise NotInForce(f"Không có quy định về “{what}” cho ngày {format_date(day)} (hệ thống có: {spans})")


def _governing(laws: tuple[Enacted[F], ...], day: date, happened: bool, what: str) -> Governing:
    regime = _law_of(laws, day, what).regime
    why = f"Việc ngày {format_date(day)}" if happened else f"Áp dụng luật của ngày {format_date(day)}"
    return Governing(regime, day, f"{why} → {regime.law}", regime.citation, regime.confidence)
