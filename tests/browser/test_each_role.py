"""The day of each role that the longer journeys do not follow: from its start page to what it came to do."""

from __future__ import annotations

import re
from datetime import date

from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE
from tests.cast import make_episode, make_person


def press(page: Page, name: str | re.Pattern[str]) -> None:
    page.locator("main").get_by_role("button", name=name).click()


def follow(page: Page, address: str) -> None:
    page.locator(f"main [href*='{address}']").first.click()


def fill(page: Page, **fields: str) -> None:
    for name, value in fields.items():
        page.fill(f"[name={name}]", value)


def test_a_chair_decides_the_case_that_waits_for_a_decision(cast, page_as, session):
    person = make_person(session, cast.go_quao, "Danh Thị Ánh")
    episode = make_episode(session, person, registered_on=date(2026, 6, 5), form="home")
    page = page_as(cast.chair)
    page.goto("/")
    follow(page, "/waiting/undecided")
    follow(page, f"/episodes/{episode.ref}")
    follow(page, "/decision")
    fill(page, number="21/QĐ-UBND", signed_on="10/06/2026", term_months="12")
    press(page, "Ghi quyết định")
    expect(page.locator(".lead-line")).to_contain_text("Đã có quyết định")
    assert page.complaints == []


def test_the_police_register_somebody_for_rehabilitation(cast, page_as, session):
    page = page_as(cast.police)
    page.goto("/")
    follow(page, "/people/new")
    fill(page, full_name="Lê Văn Mới", birth="1990")
    page.locator("[name=sex]").select_option("male")
    press(page, "Kiểm tra trùng và lập hồ sơ")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Lê Văn Mới")
    follow(page, "/episodes/new")
    page.locator("[name=form]").select_option("home")
    page.locator("[name=declared_by]").select_option("self")
    fill(page, registered_on="20/11/2026")
    press(page, "Tiếp nhận đăng ký")
    expect(page.locator(".lead-line")).to_contain_text("Đã đăng ký")
    assert page.complaints == []


def test_health_staff_write_down_a_phase_on_the_phone(cast, page_as, session):
    person = make_person(session, cast.go_quao, "Danh Thị Ánh")
    episode = make_episode(
        session, person, registered_on=date(2026, 6, 1), decided_on=date(2026, 6, 3), decision_number="7/QĐ-UBND",
        term_months=6, started_on=date(2026, 6, 4), form="home",
    )  # fmt: skip
    page = page_as(cast.health, width=PHONE)
    page.goto("/")
    follow(page, "/people")
    fill(page, q="danh anh")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Danh Thị Ánh").click()
    page.locator(f"main [href='/episodes/{episode.ref}']").first.click()
    page.locator(f"main [href='/episodes/{episode.ref}/phases']").first.click()
    page.locator("[name=phase]").select_option("admission")
    fill(page, started_on="04/06/2026", completed_on="09/06/2026")
    press(page, "Ghi giai đoạn")
    expect(page.get_by_role("status")).to_contain_text("Đã lưu")
    assert page.complaints == []


def test_an_auditor_sees_who_looked_at_a_person(cast, page_as, session, client_as):
    person = make_person(session, cast.go_quao, "Danh Thị Ánh")
    session.commit()
    client_as(cast.officer).get(f"/people/{person.ref}")
    page = page_as(cast.auditor)
    page.goto("/")
    follow(page, "/trail")
    expect(page.locator("main")).to_contain_text("can-bo")
    expect(page.locator("main")).to_contain_text(person.ref)
    expect(page.locator("main")).not_to_contain_text("Danh Thị Ánh")
    assert page.complaints == []


def test_an_administrator_opens_an_account_whose_holder_chooses_a_password(cast, page_as):
    page = page_as(cast.administrator)
    page.goto("/")
    follow(page, "/accounts/new")
    fill(page, username="can-bo-moi", full_name="Nguyễn Thị Mới", unit="30952")
    page.locator("[name=role]").select_option("commune_officer")
    press(page, re.compile("Tạo tài khoản"))
    told = page.locator("main .secret").inner_text()
    assert page.complaints == []
    theirs = page_as()
    theirs.goto("/")
    fill(theirs, username="can-bo-moi", password=told)
    theirs.keyboard.press("Enter")
    theirs.wait_for_url(re.compile("password"))
    assert theirs.complaints == []
