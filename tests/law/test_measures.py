"""Runs the law cases of cases/measures/*.yaml: after-care, compulsory rehabilitation in the community, dossiers."""

from pathlib import Path

import pytest
import yaml

from casework.errors import NotInForce, RefusedByLaw
from casework.law.aftercare_term import days_left_when_stopped, term_end, two_thirds_served_on
from casework.law.procedures import governing_aftercare, register
from casework.workflow.engine import deadlines_due, decide, stage_of
from tests.law.facts_of_measures import PROCEDURES, facts_of, with_values

FOLDER = Path(__file__).parent / "cases" / "measures"
CASES = [
    pytest.param(path.stem.split("_")[0], case, id=f"{path.stem}: {case['name']}")
    for path in sorted(FOLDER.glob("*.yaml"))
    for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]
COMPUTED = {"term_ends_on": term_end, "two_thirds_on": two_thirds_served_on, "days_left": days_left_when_stopped}


def citations(reasons):
    return sorted({reason.citation for reason in reasons})


@pytest.mark.parametrize(("measure", "case"), CASES)
def test_the_law_of_a_measure_answers_as_the_case_says(measure, case):
    facts, on = facts_of(measure, case["given"]), case["day"]
    if "act" in case:
        check_act(measure, case, facts, on)
    for name in COMPUTED.keys() & case.keys():
        assert COMPUTED[name](facts) == case[name]
    if "stage" in case:
        assert stage_of(PROCEDURES[measure](facts, on), facts).code == case["stage"]
    if "law" in case:
        law = governing_aftercare(facts, on)
        assert case["law"] in law.regime.law
        assert case.get("why", "") in law.why
        assert law.confidence == case.get("confidence", law.confidence)
    if "deadlines" in case:
        due = deadlines_due(PROCEDURES[measure](facts, on), facts, on)
        assert [{"act": each.act, "due_on": each.due_on, "overdue": each.overdue} for each in due] == case["deadlines"]


def check_act(measure, case, facts, on):
    proposed = None
    try:
        procedure = PROCEDURES[measure](facts, on)
        if "with" in case:
            proposed = with_values(measure, facts, case["with"])
            filled = procedure.transition(case["act"]).fill(facts, on)
            # What the case does not name is what the act writes by itself.
            proposed = with_values(measure, filled, case["with"])
        decision = decide(procedure, facts, case["act"], on, proposed=proposed)
    except NotInForce as error:
        assert case["not_in_force"] in str(error)
    except RefusedByLaw as error:
        assert citations(error.reasons) == sorted(set(case.get("refused_by", ["(allowed)"])))
        for sentence in case.get("says", []):
            assert sentence in str(error)
    else:
        assert decision.next_stage.code == case.get("allowed")
        assert citations(decision.late) == sorted(case.get("late", []))
        assert citations(decision.notices) == sorted(case.get("notices", []))


def test_there_are_enough_cases_of_measures_and_no_two_share_a_name():
    names = [case.id for case in CASES]
    assert len(names) >= 60
    assert len(set(names)) == len(names)


def test_the_register_lists_each_measure_under_each_law_once():
    names = [line.name for line in register()]
    assert len(set(names)) == len(names)
    assert {"aftercare_2009", "aftercare_2021", "aftercare_2025"} <= set(names)
    assert {"community_compulsory_2010", "dossier_2021", "dossier_2025", "home_2021"} <= set(names)
    assert all(line.label and line.acts for line in register())
