"""Another law of home and community rehabilitation: one file, one line in the register, and everything works."""

import importlib.util
from dataclasses import replace
from datetime import date

import pytest

from casework.errors import RefusedByLaw
from casework.law import regimes
from casework.law.coverage import Use, coverage
from casework.law.explain import explain
from casework.law.facts import Act, EpisodeFacts
from casework.law.procedures import register
from casework.law.regimes import governing, procedure_of
from casework.law.vocabulary import DeclaredBy, EpisodeForm
from casework.services import law_changes, law_pages
from casework.workflow.engine import acts_open, decide, stage_of

FILE = '''
"""A law made up for this test: decisions since 01/01/2030, a term of nine months, no registration."""

from dataclasses import replace
from datetime import date

from casework.law import conditions as rule
from casework.law.citations import Regime, Statute
from casework.law.readings import no_paper, working_days_after
from casework.law.history import read_history
from casework.law.stages import STAGES, StageCode, ending, read_stage, registering, starting
from casework.law.facts import Act
from casework.law.vocabulary import EpisodeForm
from casework.workflow.procedure import MET, Cited, Condition, Finding, Procedure, Transition

LAW = "Luật 1/2029/QH16"
REGIME = Regime("2030", date(2030, 1, 1), date.max, LAW, f"Điều 1 {LAW}", "Q")


def asked(facts, on):
    """Thời hạn đúng 09 tháng."""
    return MET if facts.term_months == 9 else Finding("Thời hạn phải là 09 tháng")


NINE_MONTHS = Condition("nine_months", f"Điều 9 {LAW}", "Q", asked)


def step(act, sources, target, fill, *conditions):
    return Transition(
        act=act, label=act.term, sources=sources, target=target, citation=f"Điều 5 {LAW}", fill=fill,
        authority=lambda facts, on: Cited("Trưởng Công an cấp xã", f"Điều 6 {LAW}"), form=no_paper,
        conditions=conditions,
    )


STATUTE = Statute(REGIME, {
    form: Procedure(
        name=f"{form.value}_2030", label=f"{form.term} theo {LAW}", stages=STAGES, read_stage=read_stage,
        read_history=read_history,
        transitions=(
            step(Act.REGISTER, (StageCode.UNREGISTERED,), StageCode.REGISTERED, registering),
            step(Act.DECIDE, (StageCode.REGISTERED,), StageCode.DECIDED,
                 lambda facts, on: replace(facts, decided_on=on, term_months=facts.term_months or 9),
                 NINE_MONTHS, rule.registered_before_decision.under(f"Điều 7 {LAW}", "Q")),
            step(Act.START, (StageCode.DECIDED,), StageCode.IN_PROGRESS, starting),
            step(Act.END, (StageCode.IN_PROGRESS,), StageCode.ENDED, ending),
        ),
    )
    for form in (EpisodeForm.HOME, EpisodeForm.COMMUNITY)
})
'''
FACTS = EpisodeFacts(
    form=EpisodeForm.HOME, declared_by=DeclaredBy.SELF, birth_date=date(1995, 5, 1), registered_on=date(2030, 1, 2)
)


@pytest.fixture
def fourth(tmp_path, monkeypatch):
    path = tmp_path / "statute_2030.py"
    path.write_text(FILE, encoding="utf-8")
    spec = importlib.util.spec_from_file_location("statute_2030", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    # The one line: everybody else reads the register when asked, whatever was imported before.
    monkeypatch.setattr(regimes, "STATUTES", (*regimes.STATUTES, module.STATUTE))
    return module


def test_the_new_law_governs_from_its_first_day_and_the_old_one_to_its_last(fourth):
    assert governing(replace(FACTS, decided_on=date(2030, 1, 1)), date(2030, 2, 1)).regime is fourth.REGIME
    assert governing(replace(FACTS, decided_on=date(2029, 12, 31)), date(2029, 12, 31)).regime.code == "2026"


def test_an_act_is_decided_by_the_new_law_with_its_clause(fourth):
    procedure = procedure_of(FACTS, date(2030, 1, 3))
    assert decide(procedure, FACTS, Act.DECIDE, date(2030, 1, 3)).next_stage.code == "decided"
    wrong = replace(FACTS, decided_on=date(2030, 1, 3), term_months=24)
    with pytest.raises(RefusedByLaw) as refused:
        decide(procedure, FACTS, Act.DECIDE, date(2030, 1, 3), proposed=wrong)
    assert [reason.citation for reason in refused.value.reasons] == ["Điều 9 Luật 1/2029/QH16"]


def test_a_case_of_the_new_law_is_explained(fourth):
    case = replace(FACTS, decided_on=date(2030, 1, 3), term_months=24, started_on=date(2030, 1, 4))
    told = explain(case, date(2030, 3, 1))
    assert told.law == "Luật 1/2029/QH16"
    assert [done.act for done in told.done] == [Act.REGISTER, Act.DECIDE, Act.START]
    assert [act.act for act in told.open] == [Act.END]
    assert [reason.citation for reason in told.breaches] == ["Điều 9 Luật 1/2029/QH16"]


def test_the_register_and_the_table_of_articles_list_the_new_law(fourth):
    assert {"home_2030", "community_2030"} <= {line.name for line in register()}
    rows = [row for row in coverage() if row.regime == "2030" and row.use == Use.CONDITION]
    assert {row.citation for row in rows} == {"Điều 9 Luật 1/2029/QH16", "Điều 7 Luật 1/2029/QH16"}


def test_the_mechanism_needs_nothing_else_to_show_its_acts(fourth):
    procedure = procedure_of(FACTS, date(2030, 1, 3))
    assert stage_of(procedure, FACTS).code == "registered"
    assert [act.act for act in acts_open(procedure, FACTS, date(2030, 1, 3))] == [Act.DECIDE, Act.START, Act.END]


def test_the_pages_of_the_law_list_it_and_the_law_before_ends_the_day_before(fourth):
    first = next(each for each in law_pages.regimes() if each.regime.code == "2026")
    assert first.regime.last_on == date(2029, 12, 31)
    assert law_pages.regimes()[-1].regime == fourth.REGIME
    assert law_changes.changes_of_law()[0] == date(2030, 1, 1)


def test_without_the_line_the_law_of_2026_goes_on():
    assert governing(replace(FACTS, decided_on=date(2030, 1, 1)), date(2030, 2, 1)).regime.code == "2026"
