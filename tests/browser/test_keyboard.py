"""Work done without a mouse: where the keys lead first, and where they are after an error."""

from __future__ import annotations

from datetime import date

from playwright.sync_api import expect

from tests.cast import make_aftercare, make_person


def focused(page, attribute):
    return page.evaluate(f"document.activeElement.{attribute}")


def pass_the_bar(page):
    """By the link that comes first: what follows starts in the middle of the page."""
    page.keyboard.press("Tab")
    assert focused(page, "className") == "skip-link"
    page.keyboard.press("Enter")
    assert page.url.endswith("#content")


def tab_to(page, selector, most=40):
    for _step in range(most):
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{most} times Tab do not lead to {selector}")


def follow(page, selector):
    pass_the_bar(page)
    tab_to(page, selector)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "#" not in url)


def test_an_officer_reviews_registers_and_is_led_to_what_is_wrong_by_keys_alone(cast, page_as, session):
    person = make_person(session, cast.go_quao, "Danh Thị Ánh")
    aftercare = make_aftercare(
        session, person, starts_on=date(2026, 7, 25), decided_on=date(2026, 7, 20), term_months=12
    )
    page = page_as(cast.officer, scripts=False)
    page.goto("/")
    follow(page, "[href='/waiting/aftercare-unreviewed']")
    follow(page, f"[href='/aftercares/{aftercare.ref}']")
    follow(page, f"[href='/aftercares/{aftercare.ref}/review']")
    pass_the_bar(page)
    tab_to(page, "[name=held_on]")
    page.keyboard.press("Enter")
    expect(page.locator("#form-errors")).to_be_focused()
    page.keyboard.press("Tab")
    assert focused(page, "hash") == "#held_on", "the first stop after the errors is the field to mend"
    tab_to(page, "[name=held_on]")
    page.keyboard.type("20/11/2026")
    tab_to(page, "[name=drug_test]")
    page.keyboard.press("ArrowDown")
    tab_to(page, "[name=note]")
    page.keyboard.type("Chấp hành tốt")
    tab_to(page, "main form button[type=submit]")
    page.keyboard.press("Enter")
    expect(page.get_by_role("row", name="20/11/2026")).to_contain_text("Chấp hành tốt")

    page.goto("/people/new")
    pass_the_bar(page)
    tab_to(page, "[name=full_name]")
    page.keyboard.type("Danh Thị Mới")
    tab_to(page, "[name=birth]")
    page.keyboard.type("03/02/1991")
    tab_to(page, "[name=sex]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    tab_to(page, "main form button[type=submit]")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Danh Thị Mới")
