"""Logging in, as somebody at a keyboard and somebody with a phone do it."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import DESK, PHONE
from tests.cast import PASSWORD


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_an_officer_logs_in_and_sees_the_work_of_the_day(cast, page_as, scripts):
    page = page_as(scripts=scripts)
    page.goto("/")
    page.fill("input[name=username]", "can-bo")
    page.fill("input[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/")
    assert page.get_by_text("Trần Thị Lan").count() or page.get_by_text("Xã Gò Quao").count()
    assert page.complaints == []


@pytest.mark.parametrize("width", [PHONE, DESK], ids=["phone", "desk"])
def test_the_start_page_fits_the_screen_and_can_be_read_by_everybody(cast, page_as, width):
    page = page_as(cast.officer, width=width)
    page.goto("/")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
    assert found.violations_count == 0, found.generate_report()
    assert page.complaints == []
