"""The invented after-cares: one under each law, with reviews, moves and ends, and lawful since 2022."""

from datetime import date

import pytest

from casework.law.aftercare_facts import AftercareFacts, AftercareOutcome, CompletionKind, DrugTest, Review
from casework.law.explain_measures import explain_aftercare
from casework.services.demonstration.tables import invent_district

TODAY = date(2026, 11, 21)


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.fixture(scope="module")
def tables():
    return invent_district(TODAY)


def test_there_are_some_under_each_law_some_over_some_moved_some_running(tables):
    rows = tables["aftercare"]
    decided = sorted(row["decided_on"] for row in rows)
    assert decided[0] < "2022-01-01" and decided[-1] >= "2026-07-01" and len(rows) > 60
    assert {"", "completed", "relapsed"} <= {row["outcome"] for row in rows}
    assert sum(row["subject"] == "aftercare" for row in tables["transfers"]) >= 3
    assert {"negative", "positive"} <= {row["drug_test"] for row in tables["aftercare_reviews"]}


def test_none_breaks_its_law(tables):
    reviews: dict[str, list[Review]] = {}
    for row in tables["aftercare_reviews"]:
        review = Review(date.fromisoformat(row["held_on"]), DrugTest(row["drug_test"]))
        reviews.setdefault(row["aftercare_ref"], []).append(review)
    determined = {(row["person_ref"], row["determined_on"]) for row in tables["determinations"]}
    wrong = []
    for row in tables["aftercare"]:
        compulsory = row["term_months"] != "12" or row["decided_on"] < "2022-01-01"
        starts_on = date.fromisoformat(row["starts_on"])
        facts = AftercareFacts(
            kind=CompletionKind.COMPULSORY if compulsory else CompletionKind.VOLUNTARY,
            completed_on=starts_on,
            decided_on=day(row["decided_on"]),
            term_months=int(row["term_months"]),
            starts_on=starts_on,
            reviews=tuple(reviews.get(row["aftercare_ref"], ())),
            ended_on=day(row["ended_on"]),
            outcome=AftercareOutcome(row["outcome"]) if row["outcome"] else None,
            determined_addicted_on=day(row["ended_on"]) if (row["person_ref"], row["ended_on"]) in determined else None,
        )
        wrong += [(row["aftercare_ref"], each.text) for each in explain_aftercare(facts, TODAY).told.breaches]
    assert wrong == []


def test_what_was_over_stays_as_it_was_when_time_goes_by(tables):
    before = {row["aftercare_ref"]: row for row in tables["aftercare"] if row["ended_on"]}
    after = {row["aftercare_ref"]: row for row in invent_district(date(2027, 8, 2))["aftercare"]}
    assert before
    assert all(after[ref] == row for ref, row in before.items())
