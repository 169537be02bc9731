"""Cases in which everything has happened, one for each measure: what clocks and authorities are asked about.

Only the table of articles uses them. Every day of the facts is one day, so that each clock has started.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar, cast

from casework.i18n import VIETNAM
from casework.law.aftercare_facts import AftercareFacts, CompletionKind, Move, Suspension, SuspensionReason
from casework.law.compulsory_facts import CompulsoryFacts, ReviewSession
from casework.law.determination_facts import DeterminationFacts, RequestedBy
from casework.law.dossier_facts import DossierFacts
from casework.law.facts import EpisodeFacts
from casework.law.methadone_facts import SubstitutionFacts
from casework.law.procedures import Measure
from casework.law.provider_facts import ProviderFacts
from casework.law.support_facts import SupportFacts, SupportProgramme
from casework.law.team_facts import TeamFacts
from casework.law.vocabulary import EpisodeForm

F = TypeVar("F")

_NEVER = frozenset({"birth_date", "ended_on", "outcome"})
"""What stops the clocks of a case, or starts none."""


def happened(facts: F, day: date) -> F:
    """The same case with every event on a day, by the type its field is written with."""
    found: dict[str, Any] = {}
    for each in fields(cast(Any, facts)):
        if each.name in _NEVER:
            continue
        if each.type == "date | None":
            found[each.name] = day
        elif each.type == "datetime | None":
            found[each.name] = datetime.combine(day, time(9), VIETNAM)
    return cast(F, replace(cast(Any, facts), **found))


def _aftercare(day: date) -> list[AftercareFacts]:
    facts = replace(happened(AftercareFacts(CompletionKind.COMPULSORY), day), term_months=12, moves=(Move(day),))
    away = Suspension(day, SuspensionReason.PREGNANCY, child_born_on=day)
    return [facts, replace(facts, suspensions=(away,))]


def _compulsory(day: date) -> list[CompulsoryFacts]:
    course = replace(happened(EpisodeFacts(EpisodeForm.COMMUNITY_COMPULSORY), day), term_months=6)
    facts = happened(CompulsoryFacts(course, session=ReviewSession(day)), day)
    return [replace(facts, postponed_on=None, exempted_on=None, declined_on=None)]


def _dossier(day: date) -> list[DossierFacts]:
    adult = happened(DossierFacts(), day)
    return [adult, replace(adult, birth_date=day - timedelta(days=5500))]


def _determination(day: date) -> list[DeterminationFacts]:
    asked = happened(DeterminationFacts(on_site=True), day)
    return [asked, replace(asked, requested_by=RequestedBy.PERSON)]


_CASES: dict[Measure, Callable[[date], list[Any]]] = {
    Measure.COMMUNITY_COMPULSORY: _compulsory,
    Measure.AFTERCARE: _aftercare,
    Measure.DOSSIER: _dossier,
    Measure.SUBSTITUTION: lambda day: [happened(SubstitutionFacts(), day)],
    Measure.SUPPORT: lambda day: [happened(SupportFacts(SupportProgramme.LOAN_FUND), day)],
    Measure.TEAM: lambda day: [happened(TeamFacts(), day)],
    Measure.PROVIDER: lambda day: [replace(happened(ProviderFacts(), day), suspension_months=3)],
    Measure.DETERMINATION: _determination,
}


def cases_of(measure: Measure, day: date) -> list[Any]:
    """Cases of a measure in which everything happened on a day; their type is that of the measure's facts."""
    return _CASES[measure](day)
