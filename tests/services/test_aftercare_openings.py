"""How an after-care comes to be: from which completion, once a person, and until then a duty."""

from __future__ import annotations

from datetime import date

import pytest

from casework.errors import Conflict
from casework.law.aftercare_facts import CompletionKind
from casework.services import aftercare_openings
from casework.services.aftercares import facts_of, full_facts
from tests.cast import make_aftercare, make_episode, make_person


def test_one_person_has_one_open_aftercare(opened):
    first = opened()
    with pytest.raises(Conflict, match=first.ref):
        opened()


def test_the_day_of_completion_comes_from_the_certificate_on_file(session, completed, opened):
    aftercare = opened(completed_on=date(2026, 3, 1))
    assert facts_of(aftercare).completed_on == date(2026, 3, 6)
    imported = make_aftercare(
        session, completed.person, starts_on=date(2026, 3, 6), decided_on=date(2026, 3, 13), term_months=12
    )
    facts = full_facts(session, imported)
    assert (facts.completed_on, facts.rehabilitation_decided_on) == (date(2026, 3, 6), date(2025, 9, 3))


def test_a_certificate_of_many_years_ago_is_not_what_an_aftercare_follows(session, completed):
    imported = make_aftercare(
        session, completed.person, starts_on=date(2019, 3, 6), decided_on=date(2019, 3, 6), term_months=24
    )
    facts = full_facts(session, imported)
    assert (facts.completed_on, facts.kind) == (None, CompletionKind.COMPULSORY)


def test_not_opened_after_completion_is_a_duty_until_it_is_opened(session, completed, opened):
    due = aftercare_openings.unopened_after(session, completed, date(2026, 3, 9))
    assert due.rehabilitation.completed_on == date(2026, 3, 6)
    assert aftercare_openings.unopened_after(session, completed, date(2027, 6, 1)) is None
    opened()
    assert aftercare_openings.unopened_after(session, completed, date(2026, 3, 9)) is None


def test_before_2022_only_a_centre_led_to_aftercare(session, house):
    person = make_person(session, house.go_quao)
    days = {"registered_on": date(2021, 5, 3), "started_on": date(2021, 5, 10), "ended_on": date(2021, 11, 10)}
    home = make_episode(session, person, outcome="completed", certificate=("1", date(2021, 11, 10)), **days)
    assert aftercare_openings.unopened_after(session, home, date(2021, 12, 1)) is None
    centre = make_episode(
        session, person, form="centre_compulsory", outcome="completed", certificate=("2", date(2021, 11, 10)), **days
    )
    assert aftercare_openings.unopened_after(session, centre, date(2021, 12, 1)) is not None
