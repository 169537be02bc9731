"""Runs the law cases of cases/*.yaml: each is a sentence a lawyer can read, and a boundary."""

from pathlib import Path

import pytest
import yaml

from casework.errors import NotInForce, RefusedByLaw
from casework.law.regimes import governing, procedure_of
from casework.workflow.engine import deadlines_due, decide
from tests.law.facts_of_cases import facts_of, with_values

FOLDER = Path(__file__).parent / "cases"
CASES = [
    pytest.param(case, id=f"{path.stem}: {case['name']}")
    for path in sorted(FOLDER.glob("*.yaml"))
    for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]


def citations(reasons):
    return sorted({reason.citation for reason in reasons})


@pytest.mark.parametrize("case", CASES)
def test_the_law_answers_as_the_case_says(case):
    facts, on = facts_of(case["given"]), case["day"]
    if "act" in case:
        check_act(case, facts, on)
    if "law" in case:
        law = governing(facts, on)
        assert case["law"] in law.regime.law
        assert case.get("why", "") in law.why
    if "deadlines" in case:
        due = deadlines_due(procedure_of(facts, on), facts, on, at=case.get("at"))
        assert [said_as(case["deadlines"], place, each) for place, each in enumerate(due)] == case["deadlines"]


def said_as(expected, place, due):
    """What the case asks of a deadline: always act, day and overdue; the instant where the case tells it."""
    told = {"act": due.act, "due_on": due.due_on, "overdue": due.overdue}
    asked = expected[place] if place < len(expected) else {}
    more = {"due": due.due_text, "by_day_only": due.by_day_only}
    return told | {key: value for key, value in more.items() if key in asked}


def check_act(case, facts, on):
    proposed = with_values(facts, case["with"]) if "with" in case else None
    # An undecided dossier is decided under the law of the day of the decision.
    try:
        decision = decide(procedure_of(facts, on), facts, case["act"], on, proposed=proposed)
    except NotInForce as error:
        assert case["no_procedure"] in str(error)
        assert "chưa có quy trình" in str(error)
    except RefusedByLaw as error:
        assert citations(error.reasons) == sorted(set(case.get("refused_by", ["(allowed)"])))
        for sentence in case.get("says", []):
            assert sentence in str(error)
    else:
        assert decision.next_stage.code == case.get("allowed")
        assert citations(decision.late) == sorted(case.get("late", []))
        assert citations(decision.notices) == sorted(case.get("notices", citations(decision.notices)))


def test_there_are_enough_cases_and_no_two_share_a_name():
    names = [case.id for case in CASES]
    assert len(names) >= 150
    assert len(set(names)) == len(names)
