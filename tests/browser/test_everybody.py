"""Every main page can be read by everybody: nothing serious for axe, nothing wider than the screen, no complaints."""

from __future__ import annotations

from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import DESK, PHONE
from tests.cast import make_episode, make_person, make_session, make_staff, make_team

PAGES = {
    "officer": (
        "/people",
        "/people/new",
        "/people/{person}",
        "/people/{person}/edit",
        "/people/{newcomer}/episodes/new",
        "/episodes/{episode}",
        "/episodes/{episode}/certificate",
        "/episodes/{episode}/phases",
        "/papers",
        "/papers/of/episode/{episode}",
        "/papers/rehabilitation-decision/{episode}/preview",
        "/teams",
        "/teams/{team}",
        "/points",
        "/points/{point}",
        "/sessions/{held}",
        "/trainings/new?person={person}",
        "/proceedings",
        "/proceedings/new?measure=support",
        "/loans",
        "/loans/new?person={person}",
        "/reports",
        "/reports/pl2",
        "/reports/pl2?unit=nowhere",
        "/reports/pl2/rows/1.4?unit=30952@2026-01-01&window=2026-01-01..2026-06-30",
        "/units",
        "/units/30952?on=2026-01-01",
        "/waiting/phases",
        "/duties",
        "/calendar",
        "/calendar/days/2026-11-21",
        "/quality",
        "/quality/checks/person.national-id-missing",
        "/account/weekly-mail",
        "/account",
        "/people/nobody",
    ),
    "counsellor": ("/", "/sessions/new"),
    "supervisor": ("/", "/people/{person}", "/reports/pl2?unit=91"),
    "auditor": ("/", "/trail"),
    "administrator": ("/", "/accounts", "/accounts/new", "/paper-settings"),
}
RUN = """() => axe.run(document, {
  runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"], resultTypes: ["violations"]
}).then(found => found.violations
  .filter(each => ["serious", "critical"].includes(each.impact))
  .map(each => `${each.id}: ${each.nodes[0].html.slice(0, 160)}`))"""


@pytest.fixture
def places(cast, session):
    """Refs of one record of each kind."""
    person = make_person(session, cast.go_quao, "Danh Thị Ánh")
    newcomer = make_person(session, cast.go_quao, "Lê Văn Mới")
    episode = make_episode(
        session,
        person,
        registered_on=date(2026, 2, 1),
        decided_on=date(2026, 2, 3),
        decision_number="07/QĐ-UBND",
        term_months=6,
        started_on=date(2026, 2, 4),
        phases={"admission": (date(2026, 2, 4), date(2026, 2, 9)), "detoxification": (date(2026, 2, 10), None)},
    )
    team = make_team(session, cast.go_quao, make_staff(session, cast.go_quao))
    held = make_session(session, cast.point, person)
    return {
        "person": person.ref,
        "newcomer": newcomer.ref,
        "episode": episode.ref,
        "team": team.ref,
        "point": cast.point.ref,
        "held": held.ref,
    }


@pytest.mark.parametrize("role", PAGES)
def test_the_pages_of_a_role_can_be_read_by_everybody_at_a_desk_and_on_a_phone(cast, page_as, places, role):
    page = page_as(getattr(cast, role))
    wrong = []
    for turn, address in enumerate(PAGES[role]):
        page.goto(address.format(**places))
        page.evaluate(Axe().axe_script)
        if page.locator("h1").count() != 1:
            wrong.append(f"{address}: {page.locator('h1').count()} headings of the first level")
        for size in (DESK, PHONE):
            page.set_viewport_size(size)
            where = f"{address} at {size['width']}"
            if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                wrong.append(f"{where}: wider than the screen")
            # Names, roles and colours are the same at both sizes: axe, which is slow, looks at them in turns.
            if size is (DESK, PHONE)[turn % 2]:
                wrong += [f"{where}: {found}" for found in page.evaluate(RUN)]
    refused = [text for text in page.complaints if "the server responded with a status of 40" not in text]
    assert wrong + refused == []
