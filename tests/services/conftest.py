"""Somebody of the cast opening and running an after-care."""

from __future__ import annotations

from datetime import date

import pytest

from casework.law.aftercare_facts import CompletionKind
from casework.services import aftercare_openings
from casework.services.aftercares import Doing
from tests.cast import scope
from tests.conftest import TODAY


@pytest.fixture
def doing(session, house):
    """Somebody acting on an after-care, the officer if nobody is named: `doing(aftercare, house.police)`."""

    def act(aftercare, actor=None, today=TODAY):
        actor = actor or house.officer
        return Doing(session, scope(actor), actor, aftercare.ref, today)

    return act


@pytest.fixture
def opened(session, house, completed):
    """The after-care that follows the completion on file: `opened()`, `opened(completed_on=…)`."""

    def open_it(**more):
        values = {"kind": CompletionKind.VOLUNTARY, "completed_on": date(2026, 3, 6), "reported_on": date(2026, 3, 9)}
        return aftercare_openings.open_aftercare(
            session, scope(house.officer), house.officer, completed.person.ref, today=TODAY, **(values | more)
        )

    return open_it
