"""The invented district: believable, lawful but for a handful, the same every time, and nobody real."""

from collections import Counter
from datetime import date
from functools import cache

import pytest

from casework.law.explain import Explanation, explain
from casework.law.facts import EarlierEpisode, EpisodeFacts, PhaseFact
from casework.law.vocabulary import DeclaredBy, EpisodeForm, EpisodeOutcome, Phase
from casework.services.demonstration.divided import DIVIDED
from casework.services.demonstration.places import NEIGHBOUR, NEW_COMMUNES, PLACES, REFORM
from casework.services.demonstration.tables import Row, Tables, invent_district

TODAY = date(2026, 11, 21)


@cache
def district(today: date = TODAY) -> Tables:
    return invent_district(today)


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def explained(today: date = TODAY) -> list[tuple[Row, Explanation]]:
    tables = district(today)
    certificates = {row["episode_ref"]: row for row in tables["certificates"]}
    births = {row["person_ref"]: row["birth_date"] for row in tables["persons"]}
    phases: dict[str, list[PhaseFact]] = {}
    for row in tables["phases"]:
        found = PhaseFact(Phase(row["phase"]), date.fromisoformat(row["started_on"]), day(row["completed_on"]))
        phases.setdefault(row["episode_ref"], []).append(found)
    result = []
    before: dict[str, list[EarlierEpisode]] = {}
    for row in sorted(tables["episodes"], key=lambda row: row["registered_on"]):
        birth = births[row["person_ref"]]
        certificate = certificates.get(row["episode_ref"], {"number": "", "issued_on": ""})
        facts = EpisodeFacts(
            form=EpisodeForm(row["form"]),
            registered_on=day(row["registered_on"]),
            declared_by=DeclaredBy(row["declared_by"]),
            birth_date=day(birth) if len(birth) > 4 else None,
            birth_year=int(birth[:4]),
            decided_on=day(row["decided_on"]),
            decision_number=row["decision_number"] or None,
            term_months=int(row["term_months"]) if row["term_months"] else None,
            started_on=day(row["started_on"]),
            phases=tuple(phases.get(row["episode_ref"], ())),
            ended_on=day(row["ended_on"]),
            outcome=EpisodeOutcome(row["outcome"]) if row["outcome"] else None,
            certificate_number=certificate["number"] or None,
            certificate_issued_on=day(certificate["issued_on"]),
            earlier=tuple(before.setdefault(row["person_ref"], [])),
        )
        past = EarlierEpisode(facts.decided_on, facts.started_on, facts.outcome == EpisodeOutcome.COMPLETED)
        before[row["person_ref"]].append(past)
        result.append((row, explain(facts, today)))
    return result


def test_the_same_day_gives_the_same_district():
    assert invent_district(TODAY) == district()


def test_what_was_over_stays_as_it_was_when_time_goes_by():
    before = {row["episode_ref"]: row for row in district()["episodes"] if row["ended_on"]}
    after = {row["episode_ref"]: row for row in district(date(2027, 8, 2))["episodes"]}
    assert before
    assert all(after[ref] == row for ref, row in before.items())


def test_nobody_could_be_a_real_person():
    for row in district()["persons"]:
        assert row["person_ref"].startswith("DEMO-")
        assert row["national_id"] == "" or (row["national_id"].startswith("000") and len(row["national_id"]) == 12)
        assert row["phone"] == "" or row["phone"].startswith("0900 000 ")
        assert row["address"].endswith("(người hư cấu)")


def test_a_few_hundred_people_and_tens_of_registrations_a_year():
    tables = district()
    assert 300 <= len(tables["persons"]) <= 400
    assert 1_300 <= len(tables["sessions"]) <= 1_700
    by_year = Counter(row["registered_on"][:4] for row in tables["episodes"])
    assert set(by_year) == {str(year) for year in range(2016, 2027)}
    assert all(25 <= count <= 90 for count in by_year.values())


def test_every_commune_of_either_tree_has_cases_under_the_code_it_had_that_day():
    old = {row["unit_code"] for row in district()["episodes"] if row["registered_on"] < REFORM.isoformat()}
    new = {row["unit_code"] for row in district()["episodes"] if row["registered_on"] >= REFORM.isoformat()}
    assert {place.code for place in PLACES} <= old <= {place.code for place in (*PLACES, NEIGHBOUR, DIVIDED)}
    assert set(NEW_COMMUNES) <= new <= {*NEW_COMMUNES, NEIGHBOUR.new_code}


@pytest.mark.parametrize("today", [TODAY, date(2029, 1, 3)])
def test_no_case_of_the_law_of_2026_breaks_it_or_is_late(today: date):
    decided = [(row, law) for row, law in explained(today) if row["decided_on"] >= "2026-07-01"]
    assert len(decided) > 10
    wrong = [
        (row["episode_ref"], reason.text)
        for row, law in decided
        for reason in (*law.breaches, *(late for act in law.done for late in act.late))
    ]
    assert wrong == []
    voluntary = [row["term_months"] for row, _ in decided if row["form"] in ("home", "community")]
    assert set(voluntary) == {"24", "36"}


def test_only_a_handful_of_old_cases_breaks_a_law():
    broken = {row["episode_ref"] for row, law in explained() if law.breaches}
    late = {row["episode_ref"] for row, law in explained() if any(act.late for act in law.done)}
    assert 1 <= len(broken) <= 5
    assert 1 <= len(late) <= 5


@pytest.mark.parametrize("today", [date(2025, 9, 1), date(2026, 5, 4), TODAY, date(2027, 2, 9), date(2029, 1, 3)])
def test_on_any_later_day_each_commune_has_something_waiting_at_every_stage(today: date):
    for code in NEW_COMMUNES:
        here = [
            law.stage.code
            for row, law in explained(today)
            if row["unit_code"] == code and row["registered_on"] >= REFORM.isoformat()
        ]
        for stage in ("registered", "decided", "in_progress"):
            assert stage in here, (code, stage)


@pytest.mark.parametrize("today", [TODAY, date(2026, 5, 4), date(2029, 1, 3)])
def test_each_commune_has_a_term_that_ends_soon_and_one_that_is_over_without_a_certificate(today: date):
    for code in NEW_COMMUNES:
        left = [(deadline - today).days for deadline in _term_ends(today, code)]
        assert any(0 <= days <= 30 for days in left), code
        assert any(-30 <= days < 0 for days in left), code


def _term_ends(today: date, code: str) -> list[date]:
    from casework.workflow.calendar import months_later

    return [
        months_later(date.fromisoformat(row["started_on"]), int(row["term_months"]))
        for row in district(today)["episodes"]
        if row["unit_code"] == code and row["started_on"] and not row["ended_on"]
    ]
