"""The register of the measures beside the episode: facts, procedure, subject, who may record (sổ thủ tục).

One mechanism runs them all (`proceedings`); another measure is another line here and its fields in `measures_fields`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from casework.access.permissions import Permission
from casework.law.determination_facts import DeterminationFacts, DeterminationStage
from casework.law.dossier_facts import DossierFacts
from casework.law.dossier_stages import DossierStage
from casework.law.explain import Explanation
from casework.law.explain_measures import explain_dossier
from casework.law.methadone_facts import SubstitutionFacts
from casework.law.methadone_stages import SubstitutionStage
from casework.law.procedures import Measure, dossier_procedure, governing_dossier
from casework.law.provider_facts import ProviderFacts, ProviderStage
from casework.law.regimes import Governing
from casework.law.support_facts import SupportFacts
from casework.law.support_stages import SupportStage
from casework.law.supporting_measures import (
    determination_procedure,
    explain_determination,
    explain_provider,
    explain_substitution,
    explain_support,
    explain_team,
    governing_determination,
    governing_provider,
    governing_substitution,
    governing_support,
    governing_team,
    provider_procedure,
    substitution_procedure,
    support_procedure,
    team_procedure,
)
from casework.law.team_facts import TeamFacts, TeamStage
from casework.law.vocabulary import Term
from casework.services import measures_fields as fields_of
from casework.services.measures_fields import EXTRAS, Asked, Asking
from casework.workflow.procedure import Procedure


class Subject(StrEnum):
    """Whom a measure is about."""

    PERSON = "person"
    TEAM = "team"
    PROVIDER = "provider"


Explain = Callable[[Any, date, datetime | None], Explanation]


@dataclass(frozen=True)
class MeasureLine:
    """One measure: its facts, how the law reads them, whom it is about, who may record its acts.

    :param opening: what is asked when a case is opened
    :param fixed: what is chosen then and never changed, for it decides which law asks what
    """

    measure: Measure
    facts: type[Any]
    governing: Callable[[Any, date], Governing]
    procedure: Callable[[Any, date], Procedure[Any]]
    explain: Explain
    subject: Subject
    edit: Permission
    stages: type[Term]
    asking: Callable[[Any], Asking]
    opening: tuple[str, ...] = ()
    fixed: tuple[str, ...] = ()

    def asked(self, facts: Any, act: str) -> Asked:
        """What is asked about an act beside its day."""
        return self.asking(facts).get(act, Asked())

    def extras(self, facts: Any, act: str) -> Mapping[str, str]:
        """What the office's own record keeps about an act, with the words of each question."""
        kind = getattr(facts, "programme", None)
        return EXTRAS.get((kind.value if kind else self.measure.value, act), {})


def _timed(explain: Callable[..., Explanation]) -> Explain:
    return lambda facts, today, at: explain(facts, today, at=at)


def _by_day(explain: Callable[[Any, date], Explanation]) -> Explain:
    return lambda facts, today, at: explain(facts, today)


LINES: tuple[MeasureLine, ...] = (
    MeasureLine(
        Measure.DETERMINATION,
        DeterminationFacts,
        governing_determination,
        determination_procedure,
        _timed(explain_determination),
        Subject.PERSON,
        Permission.DETERMINATION_EDIT,
        DeterminationStage,
        lambda facts: fields_of.DETERMINATION,
        opening=("requested_by",),
    ),
    MeasureLine(
        Measure.DOSSIER,
        DossierFacts,
        governing_dossier,
        dossier_procedure,
        _by_day(explain_dossier),
        Subject.PERSON,
        Permission.DOSSIER_EDIT,
        DossierStage,
        lambda facts: fields_of.DOSSIER,
        opening=("detected_on", "ground", "last_act_on"),
    ),
    MeasureLine(
        Measure.SUBSTITUTION,
        SubstitutionFacts,
        governing_substitution,
        substitution_procedure,
        _timed(explain_substitution),
        Subject.PERSON,
        Permission.METHADONE_EDIT,
        SubstitutionStage,
        lambda facts: fields_of.SUBSTITUTION,
    ),
    MeasureLine(
        Measure.SUPPORT,
        SupportFacts,
        governing_support,
        support_procedure,
        _by_day(explain_support),
        Subject.PERSON,
        Permission.SUPPORT_EDIT,
        SupportStage,
        lambda facts: fields_of.SUPPORT[facts.programme],
        opening=("programme",),
        fixed=("programme",),
    ),
    MeasureLine(
        Measure.TEAM,
        TeamFacts,
        governing_team,
        team_procedure,
        _by_day(explain_team),
        Subject.TEAM,
        Permission.TEAM_EDIT,
        TeamStage,
        lambda facts: fields_of.TEAM,
    ),
    MeasureLine(
        Measure.PROVIDER,
        ProviderFacts,
        governing_provider,
        provider_procedure,
        _by_day(explain_provider),
        Subject.PROVIDER,
        Permission.PROVIDER_EDIT,
        ProviderStage,
        lambda facts: fields_of.PROVIDER,
    ),
)
"""In the order in which they are offered."""
BY_MEASURE: Mapping[Measure, MeasureLine] = {line.measure: line for line in LINES}
BY_FACTS: Mapping[type[Any], MeasureLine] = {line.facts: line for line in LINES}


def day_fields(line: MeasureLine, facts: Any, act: str, on: date) -> dict[str, Any]:
    """The fields an act writes by being done on a day: normally one, its day.

    Read off the act itself, on a case in which nothing has happened, so that no list of them can go stale.

    :raises LookupError: the law of that day has no such act
    """
    chosen = {name: getattr(facts, name) for name in line.fixed}
    empty = line.facts(**chosen)
    after = line.procedure(facts, on).transition(act).fill(empty, on)
    names = (each.name for each in fields(line.facts))
    return {name: getattr(after, name) for name in names if getattr(after, name) != getattr(empty, name)}


def hour_field(line: MeasureLine, day_field: str) -> str | None:
    """The field of the hour beside that of the day; None where the law never asks for the hour."""
    hour = day_field.removesuffix("_on") + "_at"
    return hour if any(each.name == hour for each in fields(line.facts)) else None


def default_of(line: MeasureLine, name: str) -> Any:
    """What a field says while nobody has said anything."""
    field = next(each for each in fields(line.facts) if each.name == name)
    return None if field.default is MISSING else field.default
