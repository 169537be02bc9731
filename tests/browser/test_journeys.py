"""The journeys of the people who work with the system, from the first page to the last, as they would click."""

from __future__ import annotations

import re
from datetime import date

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from casework.records.consultation import ConsultationSession
from casework.records.person import Person
from tests.browser.conftest import DESK, PHONE
from tests.cast import PASSWORD, make_episode, make_person

PHASES = (
    ("Tiếp nhận, phân loại", "12/03/2026", "20/03/2026"),
    (
        "Điều trị cắt cơn, giải độc, điều trị các rối loạn tâm thần, điều trị các bệnh lý khác",
        "21/03/2026",
        "04/04/2026",
    ),
    ("Giáo dục, tư vấn, phục hồi hành vi, nhân cách", "05/04/2026", "31/07/2026"),
)


def press(page, text):
    page.get_by_role("button", name=text, exact=True).click()


def fill(page, **values):
    for label, value in values.items():
        page.locator(f"[name={label}]").fill(value)


def open_case(page):
    page.locator(".crumbs a").last.click()


@pytest.mark.parametrize("width", [DESK, PHONE], ids=["desk", "phone"])
def test_an_officer_takes_somebody_from_the_application_to_the_certificate_and_finds_them_in_the_report(
    cast, page_as, session, width
):
    page = page_as(width=width)
    page.goto("/")
    fill(page, username="can-bo", password=PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Đăng ký cai nghiện cho người mới").click()
    fill(page, full_name="Danh Thị Mới", birth="31/02/1991")
    page.get_by_label("Giới tính").select_option("Nữ")
    press(page, "Kiểm tra trùng và lập hồ sơ")
    expect(page.get_by_role("alert")).to_contain_text("Ngày không hợp lệ")
    expect(page.locator("[name=full_name]")).to_have_value("Danh Thị Mới")
    fill(page, birth="03/02/1991")
    press(page, "Kiểm tra trùng và lập hồ sơ")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Danh Thị Mới")

    page.get_by_role("link", name="Đăng ký cai nghiện", exact=True).click()
    page.locator("[name=form]").select_option("home")
    page.locator("[name=declared_by]").select_option("family")
    fill(page, registered_on="05/03/2026")
    press(page, "Tiếp nhận đăng ký")
    expect(page.locator(".lead-line")).to_contain_text("Đã đăng ký")
    case = page.url

    page.goto(f"{case}/decision")
    fill(page, number="15/QĐ-UBND", signed_on="10/03/2026", term_months="6")
    press(page, "Ghi quyết định")
    expect(page.locator(".lead-line")).to_contain_text("Đã có quyết định")
    page.get_by_role("link", name="Ghi nhận bắt đầu cai nghiện").click()
    fill(page, started_on="12/03/2026")
    press(page, "Ghi ngày bắt đầu")
    expect(page.locator(".lead-line")).to_contain_text("Đang cai nghiện")
    for name, first, last in PHASES:
        page.goto(f"{case}/phases")
        page.locator("[name=phase]").select_option(name)
        fill(page, started_on=first, completed_on=last)
        press(page, "Ghi giai đoạn")
        expect(page.get_by_role("status")).to_contain_text("Đã lưu")

    page.get_by_role("link", name="Cấp giấy hoàn thành cai nghiện").click()
    fill(page, number="01/GXN", signed_on="11/09/2026")
    press(page, "Cấp giấy")
    refusal = page.get_by_role("alert")
    expect(refusal).to_contain_text("Chưa hết thời hạn cai nghiện")
    expect(refusal).to_contain_text("khoản 3 Điều 32 Nghị định 116/2021/NĐ-CP")
    expect(page.locator("[name=number]")).to_have_value("01/GXN")
    fill(page, signed_on="15/09/2026")
    press(page, "Cấp giấy")
    expect(page.locator(".lead-line")).to_contain_text("Đã được cấp giấy hoàn thành")

    menu = page.get_by_text("Trình đơn", exact=True)
    if menu.is_visible():
        menu.click()
    page.get_by_role("link", name="Báo cáo", exact=True).click()
    page.get_by_role("link", name=re.compile("Phụ lục 2")).click()
    page.locator("#part").select_option("Cả năm")
    page.locator("#year").select_option("2026")
    page.locator("#since").select_option("không kèm")
    press(page, "Xem biểu")
    row = page.get_by_role("row", name=re.compile("cấp giấy chứng nhận hoàn thành"))
    expect(row.locator("td.number")).to_have_text("1")
    row.get_by_role("link").click()
    page.get_by_role("link", name="Danh Thị Mới").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Danh Thị Mới")
    expect(page.locator(".timeline")).to_contain_text("01/GXN")
    assert session.scalars(select(Person)).one().full_name == "Danh Thị Mới"


def test_a_likely_duplicate_is_shown_before_a_second_record_is_made(cast, page_as, session):
    make_person(session, cast.go_quao, "Nguyễn Văn Hai", birth_on=date(1988, 1, 2))
    page = page_as(cast.officer)
    page.goto("/people/new")
    fill(page, full_name="Nguyen Van Hai", birth="1988")
    page.get_by_label("Giới tính").select_option("Nam")
    press(page, "Kiểm tra trùng và lập hồ sơ")
    expect(page.get_by_role("table")).to_contain_text("Nguyễn Văn Hai")
    expect(page.locator("[name=full_name]").last).to_have_value("Nguyen Van Hai")
    page.get_by_role("link", name="Nguyễn Văn Hai").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Nguyễn Văn Hai")


def test_a_supervisor_asks_for_the_old_district_by_name_and_sees_numbers_without_names(cast, page_as, session):
    for number, at in enumerate((cast.old_town, cast.old_dinh_hoa)):
        person = make_person(session, at, f"Danh Văn Kín {number}")
        make_episode(session, person, at, registered_on=date(2020, 3, 1))
    page = page_as(cast.supervisor)
    page.goto("/reports/pl2")
    page.get_by_label("Đơn vị", exact=True).fill("huyen go quao")
    page.locator("#part").select_option("Cả năm")
    page.locator("#year").select_option("2024")
    page.locator("#since").select_option("2016")
    press(page, "Xem biểu")
    expect(page.locator(".report-unit")).to_contain_text("Huyện Gò Quao (mã 907)")
    expect(page.locator(".report-table thead th")).to_have_count(3 + 9)
    row = page.get_by_role("row", name=re.compile("Số người khai báo, đăng ký"))
    expect(row.locator("td.number")).to_have_text(["0", "0", "0", "0", "2", "0", "0", "0", "0"])
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải Excel").click()
    assert download.value.suggested_filename == "pl2-907-2024.xlsx"
    row.get_by_role("link").nth(4).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("2 người")
    assert "Danh Văn Kín" not in page.content()
    page.get_by_role("link", name=re.compile("Phụ lục 2")).click()
    expect(page.locator(".report-table thead th")).to_have_count(3 + 9)


def test_the_form_fits_one_sheet_of_paper_lying_down(cast, page_as):
    page = page_as(cast.supervisor)
    page.goto("/reports/pl2?unit=91&part=&year=2026&since=2018")
    paper = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1
    width, height = (float(side) for side in re.search(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", paper).groups())
    assert (round(width), round(height)) == (842, 595)


UNASKABLE = {
    "unit=không+đâu": "Không có đơn vị nào tên “không đâu” trong phạm vi của bạn",
    "unit=vinh": "Có nhiều đơn vị khớp với “vinh”",
    "first=31/02/2024&last=01/03/2024": "“31/02/2024” không phải ngày có trong lịch",
    "first=02/02/2024&last=01/02/2024": "Ngày cuối trước ngày đầu",
    "year=2026&since=1900": "nhiều nhất 20 năm",
}


def test_what_a_report_cannot_be_asked_is_said_beside_the_choice_and_has_the_keyboard(cast, page_as):
    page = page_as(cast.supervisor)
    for asked, answer in UNASKABLE.items():
        page.goto(f"/reports/pl2?{asked}")
        expect(page.get_by_role("alert")).to_contain_text(answer)
        expect(page.locator("#report-problem")).to_be_focused()
        for name, value in (pair.split("=") for pair in asked.split("&")):
            if name in ("unit", "first", "last"):
                expect(page.locator(f"[name={name}]")).to_have_value(value.replace("+", " "))


def test_a_counsellor_logs_a_group_session_without_touching_the_mouse(cast, page_as, session):
    known = make_person(session, cast.go_quao, "Danh Thị Quen")
    page = page_as(cast.counsellor)
    page.goto("/sessions/new")
    for wanted, keys in (
        ("topic", "Kỹ năng từ chối"),
        ("attendance", "5"),
        ("people", known.ref),
    ):
        for _step in range(30):
            if page.evaluate("document.activeElement.name") == wanted:
                break
            page.keyboard.press("Tab")
        page.keyboard.type(keys)
    while page.evaluate("document.activeElement.tagName") != "BUTTON":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Đã ghi buổi tư vấn")
    session.rollback()
    held = session.scalars(select(ConsultationSession)).one()
    assert (held.kind, held.topic, held.attendance) == ("group", "Kỹ năng từ chối", 5)
    assert [attendee.person.ref for attendee in held.attendees] == [known.ref]
