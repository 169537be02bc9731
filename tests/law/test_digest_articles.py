"""Every article on procedure that the digests name is in the table of articles: applied, or said not to be."""

import re
from pathlib import Path

import pytest
import yaml

from casework.law.coverage import coverage

DIGEST = yaml.safe_load(Path(__file__).with_name("digest_articles.yaml").read_text(encoding="utf-8"))
ARTICLES = [
    pytest.param(document, article, clause, id=f"{document} Điều {article} khoản {clause}")
    for document, articles in DIGEST.items()
    for article, clauses in articles.items()
    for clause in (clauses or [None])
]
PLACE = re.compile(r"khoản (\d+)|Điều (\d+)( đến Điều (\d+))?")


def places(citation):
    """(document, article, clause) of one citation; clause 0 where it names the whole article."""
    for part in citation.split(";"):
        document = next((each for each in DIGEST if each in part), None)
        if document is None:
            continue
        yield document, 0, 0
        clauses = []
        for clause, article, _, last in PLACE.findall(part):
            if clause:
                clauses.append(int(clause))
                continue
            for number in range(int(article), int(last or article) + 1):
                yield from ((document, number, each) for each in clauses or [0])
            clauses = []


FOUND = {place for row in coverage() for place in places(row.citation)}


@pytest.mark.parametrize(("document", "article", "clause"), ARTICLES)
def test_an_article_of_the_digests_is_in_the_table(document, article, clause):
    named = {found for each, number, found in FOUND if (each, number) == (document, article)}
    assert named, "nowhere in the table"
    assert clause is None or named & {0, clause}, f"only clauses {sorted(named)}"


@pytest.mark.parametrize("document", DIGEST)
def test_a_document_of_the_digests_is_in_the_table(document):
    assert (document, 0, 0) in FOUND


def test_a_citation_is_read_to_its_clauses():
    assert set(places("điểm a khoản 1, khoản 3 Điều 89, Điều 84 đến Điều 85 Nghị định 163/2026/NĐ-CP")) == {
        ("Nghị định 163/2026/NĐ-CP", 0, 0),
        ("Nghị định 163/2026/NĐ-CP", 89, 1),
        ("Nghị định 163/2026/NĐ-CP", 89, 3),
        ("Nghị định 163/2026/NĐ-CP", 84, 0),
        ("Nghị định 163/2026/NĐ-CP", 85, 0),
    }
