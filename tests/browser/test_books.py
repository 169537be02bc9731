"""The pages of the books can be read by everybody; a record is typed without a mouse, and read on a phone."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import DESK, PHONE
from tests.browser.test_everybody import RUN
from tests.cast import make_person, make_staff
from tests.web.bookish import FORMS, make_row


def fill(session, cast):
    """One row of each book."""
    person = make_person(session, cast.go_quao, "Danh Thị Ánh")
    club, staff = make_row(session, "clubs", cast.go_quao), make_staff(session, cast.go_quao)
    for noun in FORMS:
        make_row(session, noun, cast.go_quao, person=person, club=club, staff=staff)
    return person


def test_the_pages_of_the_books_can_be_read_by_everybody_at_a_desk_and_on_a_phone(cast, page_as, session):
    fill(session, cast)
    wrong, forms = [], ["/hotline/new", "/listings/new", "/evaluations/1/edit"]
    for actor, addresses in (
        (cast.officer, ["/books", *(f"/{noun}" for noun in FORMS), *forms]),
        (cast.supervisor, ["/books", "/targets/new", "/listings"]),
    ):
        page = page_as(actor)
        for address in addresses:
            page.goto(address)
            page.evaluate(Axe().axe_script)
            if page.locator("h1").count() != 1:
                wrong.append(f"{address}: {page.locator('h1').count()} headings of the first level")
            # One template draws all lists: what a phone makes of it is looked at once.
            for size in (DESK, PHONE) if address in ("/books", "/listings") else (PHONE,):
                page.set_viewport_size(size)
                where = f"{address} at {size['width']}"
                if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                    wrong.append(f"{where}: wider than the screen")
                wrong += [f"{where}: {found}" for found in page.evaluate(RUN)]
        wrong += page.complaints
    assert wrong == []


def test_a_listing_is_typed_with_the_keyboard_alone_and_read_on_a_phone(cast, page_as, session):
    make_person(session, cast.go_quao, "Danh Thị Ánh")
    page = page_as(cast.officer, width=PHONE)
    page.goto("/listings/new")
    page.keyboard.type("danh thi anh")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("02/03/2026")
    page.keyboard.press("Enter")
    page.wait_for_url("**/listings")
    row = page.get_by_role("row", name="Danh Thị Ánh")
    assert "02/03/2026" in row.inner_text() and "Đang quản lý" in row.inner_text()
