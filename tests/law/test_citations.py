"""Each condition and each act names its clause; a statute restates a condition, it never loses its citation."""

import pytest

from casework.law.citations import CONDITIONS, cites
from casework.law.facts import Act
from casework.law.regimes import STATUTES
from casework.law.vocabulary import EpisodeForm

PROCEDURES = [procedure for statute in STATUTES for procedure in statute.procedures.values()]
RESTATED = sorted(
    {
        (condition.name, condition.citation, condition.confidence)
        for procedure in PROCEDURES
        for move in procedure.transitions
        for condition in move.conditions
    }
)


@pytest.mark.parametrize("condition", CONDITIONS.values(), ids=CONDITIONS)
def test_a_condition_cites_its_clause_and_has_a_vietnamese_sentence(condition):
    assert "Điều" in condition.citation
    assert condition.confidence in set("QPMI")
    assert condition.test.__doc__


@pytest.mark.parametrize(("name", "citation", "confidence"), RESTATED)
def test_a_condition_as_a_statute_states_it_cites_a_clause(name, citation, confidence):
    assert name in CONDITIONS
    assert "Nghị định" in citation or "Luật" in citation or "Thông tư" in citation
    assert confidence in set("QPMI")


def test_every_condition_is_used_by_a_statute():
    assert {name for name, _, _ in RESTATED} == set(CONDITIONS)


MAIN_ROAD = {
    Act.REGISTER,
    Act.DECIDE,
    Act.START,
    Act.RECORD_PHASE,
    Act.REVIEW,
    Act.RECORD_VIOLATION,
    Act.PROPOSE_CERTIFICATE,
    Act.END,
    Act.ISSUE_CERTIFICATE,
    Act.TRANSFER,
    Act.RECEIVE,
}


def test_every_act_is_in_some_procedure():
    assert {move.act for procedure in PROCEDURES for move in procedure.transitions} == set(Act)


@pytest.mark.parametrize("procedure", PROCEDURES, ids=lambda procedure: procedure.name)
def test_a_procedure_has_every_act_and_each_act_its_article(procedure):
    acts = {move.act for move in procedure.transitions}
    assert acts >= MAIN_ROAD
    assert acts <= set(Act)
    assert all(move.citation for move in procedure.transitions)


def test_only_home_and_community_have_a_procedure_so_far():
    forms = {form for statute in STATUTES for form in statute.procedures}
    assert forms == {EpisodeForm.HOME, EpisodeForm.COMMUNITY}


def test_two_conditions_cannot_share_a_name():
    with pytest.raises(LookupError):

        @cites("Điều 1 Luật 73/2021/QH14")
        def term_has_expired(facts, on): ...
