"""Every page asks the database as often for two hundred rows as for ten."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from casework.records.person import Person
from casework.records.team import TeamActivity
from tests.cast import make_episode, make_person, make_session, make_staff, make_team
from tests.web.counting import statements

YEAR = "2026-01-01..2026-06-30"


@pytest.fixture
def village(session, house):
    """Fills the commune with people, cases, teams and sessions; `grow(count)` adds so many of each."""
    team = make_team(session, house.go_quao, make_staff(session, house.go_quao))
    first = make_person(session, house.go_quao, "Danh Thị Đầu")

    made: list[Person] = []

    def grow(count: int) -> None:
        for number in range(count):
            person = make_person(session, house.go_quao, f"Danh Văn {number}")
            phases = {"admission": (date(2026, 2, 3), None)} if number % 3 == 0 else None
            make_episode(
                session,
                person,
                registered_on=date(2026, 2, 1),
                decided_on=date(2026, 2, 2) if number % 2 == 0 else None,
                started_on=date(2026, 2, 3) if number % 3 == 0 else None,
                phases=phases,
                term_months=6,
                decision_number=f"{number}/QĐ-UBND",
            )
            make_session(session, house.point, first, person)
            made.append(person)
            day = date(2026, 1, 1) + timedelta(days=len(made))
            session.add(TeamActivity(team_id=team.id, held_on=day, kind="visit"))
        session.flush()

    make_episode(session, first, registered_on=date(2025, 7, 2), decided_on=date(2025, 7, 3), term_months=6)
    grow(10)
    return {"grow": grow, "team": team.ref, "first": first.ref}


PAGES = [
    ("officer", "/people", 15),
    ("officer", "/people?q=danh", 14),
    ("officer", "/people/{first}", 45),
    ("officer", "/teams", 15),
    ("officer", "/teams/{team}", 20),
    ("officer", "/points", 15),
    ("officer", "/points/{point}", 25),
    ("officer", "/units/30952", 15),
    ("officer", "/", 50),
    ("officer", "/waiting/undecided", 12),
    ("officer", "/reports/pl2", 30),
    ("officer", "/reports/pl2/rows/1.4?unit=30952@2026-01-01&window=" + YEAR, 20),
    ("counsellor", "/", 22),
    ("health", "/", 26),
    ("police", "/", 36),
    ("chair", "/", 44),
    ("supervisor", "/", 20),
    ("supervisor", "/reports/pl2?unit=91", 30),
    ("auditor", "/", 12),
    ("auditor", "/trail", 12),
    ("administrator", "/accounts", 12),
]
"""Who opens which page, and how many statements are enough for it."""


def test_pages_ask_as_often_for_two_hundred_rows_as_for_ten(client_as, house, session, village):
    clients = {role: client_as(getattr(house, role)) for role, _address, _most in PAGES}

    def count(role: str, address: str) -> int:
        with statements() as seen:
            place = address.format(first=village["first"], team=village["team"], point=house.point.ref)
            assert clients[role].get(place).status_code == 200, place
        return len(seen)

    few = [count(role, address) for role, address, _most in PAGES]
    village["grow"](190)
    session.commit()
    many = [count(role, address) for role, address, _most in PAGES]
    wrong = [
        f"{role} {address}: {before} → {after} (at most {most})"
        for (role, address, most), before, after in zip(PAGES, few, many, strict=True)
        if after > before + 1 or after > most
    ]
    assert not wrong, "\n".join(wrong)
