"""The register of measures agrees with the law: whatever an act's rules read is asked, written or on file."""

from dataclasses import fields
from datetime import date
from types import FunctionType

import pytest

from casework.law.dossier_facts import DossierFacts
from casework.law.procedures import MEASURES, Measure
from casework.law.support_facts import SupportFacts, SupportProgramme
from casework.services.measures import BY_MEASURE, day_fields, hour_field
from casework.services.measures_fields import EXTRAS, SUPPORT
from casework.services.measures_loans import NAMES, programmes_on
from casework.services.proceedings_facts import OF_THE_PERSON

PREFIX = {
    "payment": SupportProgramme.PAYMENT,
    "training": SupportProgramme.TRAINING,
    "loan_2014": SupportProgramme.LOAN_29_2014,
    "loan_fund": SupportProgramme.LOAN_FUND,
    "loan_2026": SupportProgramme.LOAN_08_2026,
    "job": SupportProgramme.JOB,
}
LAWS = [
    pytest.param(BY_MEASURE[measure], law, id=law.procedure.name)
    for measure, laws in MEASURES
    if measure in BY_MEASURE
    for law in laws
]
DAYS_OF_ACTS = {"certified_on", "appraised_on", "approved_on", "refused_on", "reviewed_on"}


def facts_under(line, law):
    if line.measure != Measure.SUPPORT:
        return line.facts()
    return SupportFacts(next(each for start, each in PREFIX.items() if law.regime.code.startswith(start)))


def read_by(function, names, seen):
    """The fields that a rule reads, in itself and in what it calls."""
    if function in seen:
        return set()
    seen.add(function)
    found = set(function.__code__.co_names) & names
    within = [each for each in function.__code__.co_consts if hasattr(each, "co_names")]
    called = set(function.__code__.co_names)
    for code in within:
        found |= set(code.co_names) & names
        called |= set(code.co_names)
    for name in called:
        other = function.__globals__.get(name)
        other = getattr(other, "test", other)
        if isinstance(other, FunctionType) and other.__module__.startswith("casework.law"):
            found |= read_by(other, names, seen)
    return found


@pytest.mark.parametrize(("line", "law"), LAWS)
def test_whatever_the_rules_of_an_act_read_is_asked_written_or_on_file(line, law):
    facts, names = facts_under(line, law), {each.name for each in fields(line.facts)}
    on = max(law.regime.first_on, date(2011, 1, 3))
    days = {name for move in law.procedure.transitions for name in day_fields(line, facts, move.act, on)}
    # A rule shared by several laws reads the days of acts that this law has not.
    days |= {name for name in names if name.endswith("_on") and name in DAYS_OF_ACTS}
    given = days | {hour_field(line, day) for day in days} | {*OF_THE_PERSON, *line.fixed, *line.opening}
    asked_before = set()
    for move in law.procedure.transitions:
        asked = line.asked(facts, move.act)
        asked_before |= {*asked.needs, *asked.writes}
        read = {name for rule in move.conditions for name in read_by(rule.test, names, set())}
        assert read <= given | asked_before, (move.act, read - given - asked_before)


@pytest.mark.parametrize(("line", "law"), LAWS)
def test_the_register_names_only_acts_and_fields_that_exist(line, law):
    facts, names = facts_under(line, law), {each.name for each in fields(line.facts)}
    known = {move.act for _measure, laws in MEASURES for each in laws for move in each.procedure.transitions}
    for act, asked in line.asking(facts).items():
        assert act in known
        assert {*asked.needs, *asked.writes} <= names


def test_an_act_writes_exactly_its_day():
    line = BY_MEASURE[Measure.DOSSIER]
    assert day_fields(line, DossierFacts(), "draft", date(2026, 9, 1)) == {"drafted_on": date(2026, 9, 1)}


def test_every_programme_has_its_questions_and_its_record():
    assert set(SUPPORT) == set(SupportProgramme)
    assert {kind for kind, _act in EXTRAS} - {each.value for each in SupportProgramme} == {
        "substitution",
        "determination",
    }


@pytest.mark.parametrize(
    ("on", "lending"),
    [
        (date(2014, 6, 14), set()),
        (date(2020, 12, 31), {SupportProgramme.LOAN_29_2014, SupportProgramme.LOAN_FUND}),
        (date(2021, 1, 1), {SupportProgramme.LOAN_FUND}),
        (date(2026, 5, 1), {SupportProgramme.LOAN_FUND, SupportProgramme.LOAN_08_2026}),
    ],
)
def test_the_loan_form_lists_the_programmes_of_its_day(on, lending):
    assert {each.programme for each in programmes_on(on)} == lending
    assert all(term.citation for each in programmes_on(on) for term in each.terms)
    assert lending <= set(NAMES)
