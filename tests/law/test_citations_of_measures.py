"""After-care, compulsory rehabilitation and dossiers: each rule, act and value names its clause."""

import re
from itertools import pairwise

import pytest

from casework.law import aftercare_relief  # noqa: F401 - fills the rulebook
from casework.law.aftercare_conditions import RULES as AFTERCARE_RULES
from casework.law.compulsory_conditions import RULES as COMPULSORY_RULES
from casework.law.dated import parameters
from casework.law.dossier_conditions import RULES as DOSSIER_RULES
from casework.law.procedures import AFTERCARE, COMPULSORY, DOSSIER
from casework.law.rulebook import Rulebook

LAWS = [*AFTERCARE, *COMPULSORY, *DOSSIER]
BOOKS = {"aftercare": AFTERCARE_RULES, "compulsory": COMPULSORY_RULES, "dossier": DOSSIER_RULES}
DOCUMENT = re.compile(r"Luật|Nghị định|Thông tư")
CONDITIONS = [
    pytest.param(condition, id=f"{law.procedure.name}.{move.act}.{condition.name}")
    for law in LAWS
    for move in law.procedure.transitions
    for condition in move.conditions
]


@pytest.mark.parametrize("condition", CONDITIONS)
def test_a_rule_of_a_measure_cites_a_document_and_its_confidence(condition):
    assert DOCUMENT.search(condition.citation)
    assert condition.confidence in set("QPMI")


@pytest.mark.parametrize("book", BOOKS, ids=str)
def test_every_rule_of_a_book_is_used_and_says_in_vietnamese_what_it_asks(book):
    used = {condition.values[0].name for condition in CONDITIONS}
    for name, condition in BOOKS[book].conditions.items():
        assert condition.test.__doc__, name
        assert name in used, f"{name} is used by no law"


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.procedure.name)
def test_every_act_of_a_measure_cites_its_article_and_reads_who_and_which_paper(law):
    day = max(law.regime.first_on, min(law.regime.last_on, law.regime.first_on.replace(year=2027)))
    for move in law.procedure.transitions:
        assert DOCUMENT.search(move.citation), move.act
        facts = move.fill(_empty(law), day)
        assert DOCUMENT.search(move.authority(facts, day).citation), move.act
        paper = move.form(facts, day)
        assert paper is None or DOCUMENT.search(paper.citation), move.act


@pytest.mark.parametrize("sheet", ["aftercare", "compulsory", "dossier"])
def test_every_value_of_a_measure_cites_a_document(sheet):
    for dated in parameters(sheet).values():
        for value in dated.values:
            assert DOCUMENT.search(value.citation), dated.name
            assert value.confidence in set("QPMI")


def test_a_rulebook_does_not_take_two_rules_of_one_name():
    book = Rulebook()

    def same(facts, on): ...

    book.cites("Luật 73/2021/QH14")(same)
    with pytest.raises(LookupError):
        book.cites("Luật 73/2021/QH14")(same)


def test_the_laws_of_aftercare_follow_each_other_without_gap_or_overlap():
    days = [(law.regime.first_on, law.regime.last_on) for law in AFTERCARE]
    assert all((after[0] - before[1]).days == 1 for before, after in pairwise(days))


def _empty(law):
    from casework.law.aftercare_facts import AftercareFacts, CompletionKind
    from casework.law.compulsory_facts import CompulsoryFacts
    from casework.law.dossier_facts import DossierFacts
    from casework.law.facts import EpisodeFacts
    from casework.law.vocabulary import EpisodeForm

    if law in AFTERCARE:
        return AftercareFacts(CompletionKind.COMPULSORY)
    if law in COMPULSORY:
        return CompulsoryFacts(EpisodeFacts(EpisodeForm.COMMUNITY_COMPULSORY))
    return DossierFacts()
