"""Reads `given` and `with` of a law case into the facts of treatment, support, teams, providers, determinations."""

from dataclasses import replace
from datetime import datetime

from casework.law import determination_facts as determination
from casework.law import methadone_facts as substitution
from casework.law import support_facts as support
from casework.law import team_facts as team
from casework.law.provider_facts import ProviderFacts
from casework.law.supporting_measures import (
    determination_procedure,
    provider_procedure,
    substitution_procedure,
    support_procedure,
    team_procedure,
)
from casework.law.vocabulary import Borrower, Phase

PROCEDURES = {
    "substitution": substitution_procedure,
    "support": support_procedure,
    "team": team_procedure,
    "provider": provider_procedure,
    "determination": determination_procedure,
}
TERMS = {
    "ground": substitution.TerminationGround,
    "programme": support.SupportProgramme,
    "borrower": Borrower,
    "group": support.TrainingGroup,
    "leader": team.TeamSeat,
    "deputy": team.TeamSeat,
    "requested_by": determination.RequestedBy,
}
SETS = {
    ("substitution", "papers"): substitution.SubstitutionPaper,
    ("determination", "papers"): determination.DeterminationPaper,
    ("support", "phases_completed"): Phase,
    ("team", "seats"): team.TeamSeat,
    ("team", "present"): team.TeamSeat,
}
EMPTY = {
    "substitution": lambda given: substitution.SubstitutionFacts(),
    "support": lambda given: support.SupportFacts(support.SupportProgramme(given["programme"])),
    "team": lambda given: team.TeamFacts(),
    "provider": lambda given: ProviderFacts(),
    "determination": lambda given: determination.DeterminationFacts(),
}


def facts_of(measure, given):
    """The facts of a mapping."""
    return with_values(measure, EMPTY[measure](given), given)


def with_values(measure, facts, values):
    """The facts with the values of an act filled in."""
    return replace(facts, **{name: _read(measure, name, value) for name, value in values.items()})


def _read(measure, name, value):
    if name.endswith("_at") and value:
        return datetime.fromisoformat(value)
    if (measure, name) in SETS:
        return frozenset(SETS[measure, name](each) for each in value)
    if name in ("protocol_breaches_on", "opioid_positives_on"):
        return tuple(value)
    return TERMS[name](value) if name in TERMS and value is not None else value
