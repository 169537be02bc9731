"""Work done without a mouse: where the keys lead first, and where they are after an error."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.test_journeys import fill


def focused(page, attribute):
    return page.evaluate(f"document.activeElement.{attribute}")


def tab_to(page, selector, most=80):
    for _step in range(most):
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{most} times Tab do not lead to {selector}")


def test_an_officer_registers_a_person_by_keys_alone_and_is_led_to_what_is_wrong(cast, page_as):
    page = page_as(cast.officer, scripts=False)
    page.goto("/people/new")
    page.keyboard.press("Tab")
    assert focused(page, "className") == "skip-link"
    tab_to(page, "[name=full_name]")
    page.keyboard.type("Danh Thị Mới")
    page.keyboard.press("Enter")
    expect(page.locator("#form-errors")).to_be_focused()
    page.keyboard.press("Tab")
    assert focused(page, "hash"), "the first stop after the errors is the field to mend"
    tab_to(page, "[name=birth]")
    page.keyboard.type("03/02/1991")
    tab_to(page, "[name=sex]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    tab_to(page, "main form button[type=submit]")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Danh Thị Mới")


def test_what_a_report_cannot_be_asked_has_the_keyboard(cast, page_as):
    page = page_as(cast.supervisor, scripts=False)
    page.goto("/reports/pl2?unit=91")
    fill(page, unit="không đâu")
    page.locator("[name=unit]").press("Enter")
    expect(page.locator("#report-problem")).to_be_focused()
