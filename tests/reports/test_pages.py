"""The report's page, its files, its lists and its JSON say the same, within what the reader may see."""

from __future__ import annotations

import csv
import io
from datetime import date

import openpyxl
import pytest
from sqlalchemy import select

from casework.access.trail import Tag
from casework.records.account import Account
from casework.records.trail import TrailEntry
from casework.reports.periods import CutRule, name_of, parse_either
from tests.cast import make_episode, make_person
from tests.web.counting import statements

YEAR = "2024-01-01..2024-12-31"


@pytest.fixture
def recorded(session, cast):
    """Two people of old Gò Quao, one of them moved away since; one of old Định Hòa."""
    for name, at, moves in (
        ("Nguyễn Văn Ở Lại", cast.old_town, []),
        ("Trần Văn Chuyển Đi", cast.old_town, [(date(2025, 8, 1), cast.dinh_hoa)]),
        ("Lê Thị Láng Giềng", cast.old_dinh_hoa, []),
    ):
        person = make_person(session, cast.dinh_hoa if moves or at is cast.old_dinh_hoa else cast.go_quao, name)
        make_episode(session, person, at, registered_on=date(2024, 3, 1), started_on=date(2024, 3, 5), moves=moves)
    session.commit()


def test_page_api_and_files_give_the_same_number(cast, recorded, client_as):
    client = client_as(cast.officer)
    unit = "30952@2026-01-01"
    page = client.get("/reports/pl2", query_string={"unit": unit, "windows": YEAR})
    assert page.status_code == 200
    data = client.get("/api/v1/reports/pl2", query_string={"unit": unit, "window": YEAR}).get_json()
    numbers = {row["id"]: row["values"][0] for row in data["rows"]}
    assert numbers["1.4"] == 2
    assert numbers["1.5"] == 2
    book = client.get("/reports/pl2", query_string={"unit": unit, "windows": YEAR, "format": "xlsx"}).data
    sheet = openpyxl.load_workbook(io.BytesIO(book), data_only=True).active
    printed = {row[0]: row[4] for row in sheet.iter_rows(min_row=5, values_only=True) if row[0] in numbers}
    assert printed == numbers
    text = client.get("/reports/pl2", query_string={"unit": unit, "windows": YEAR, "format": "csv"}).data.decode(
        "utf-8-sig"
    )
    assert {row[0]: int(row[3]) for row in list(csv.reader(io.StringIO(text)))[1:]} == numbers


def test_a_number_opens_to_the_people_of_my_scope_and_counts_the_rest(cast, recorded, client_as, session):
    page = client_as(cast.officer).get(
        "/reports/pl2/rows/1.4", query_string={"unit": "30952@2026-01-01", "window": YEAR}
    )
    text = page.data.decode()
    assert "Nguyễn Văn Ở Lại" in text
    assert "Trần Văn Chuyển Đi" not in text
    assert "ngoài phạm vi: 1" in text
    entry = session.scalars(select(TrailEntry).order_by(TrailEntry.id.desc()).limit(1)).one()
    assert entry.tag == Tag.REPORT_MEMBERS_VIEWED.tag
    assert entry.keys == {"form": "pl2", "row": "1.4", "unit": "30952", "window": YEAR, "count": 1}


@pytest.mark.parametrize("unit", ["30952@2026-01-01", "907@2025-06-30"])
def test_a_page_of_a_list_takes_as_many_statements_at_many_rows_as_at_few(cast, recorded, client_as, session, unit):
    client, asked = client_as(cast.supervisor), {"unit": unit, "window": YEAR}
    taken = []
    for more in (0, 60):
        for number in range(more):
            person = make_person(session, cast.go_quao, f"Người Thứ {number}")
            make_episode(session, person, cast.old_town, registered_on=date(2024, 4, 1), started_on=date(2024, 4, 5))
        session.commit()
        with statements() as seen:
            page = client.get("/reports/pl2/rows/1.4", query_string=asked).text
            client.get("/reports/khlt2064/rows/III.2.4", query_string=asked)
        taken.append(len(seen))
    assert "page=2" in page
    assert taken[1] == taken[0] <= 30


def test_a_supervisor_sees_the_list_without_names(cast, recorded, client_as):
    page = client_as(cast.supervisor).get(
        "/reports/pl2/rows/1.4", query_string={"unit": "907@2025-06-30", "window": YEAR}
    )
    assert page.status_code == 200
    assert "Nguyễn Văn Ở Lại" not in page.data.decode()


def test_a_list_to_take_along_is_a_sheet_to_read_and_says_what_lies_outside(cast, recorded, client_as):
    asked = {"unit": "30952@2026-01-01", "window": YEAR, "format": "xlsx"}
    answer = client_as(cast.officer).get("/reports/pl2/rows/1.4", query_string=asked)
    assert "pl2-1.4-30952" in answer.headers["Content-Disposition"]
    sheet = openpyxl.load_workbook(io.BytesIO(answer.data)).active
    rows = [[cell for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]
    assert rows[0] == ["Phụ lục 2: Số người khai báo, đăng ký cai nghiện tại gia đình, cộng đồng: 2 người"]
    assert rows[3] == ["STT", "Mã người", "Năm sinh", "Giới tính", "Mã đơn vị", "Đơn vị"]
    assert rows[5] == ["Cộng", "=COUNTA(B5:B5)", "", "", "", ""]
    assert rows[-1] == ["Ngoài ra có 1 dòng ngoài phạm vi của bạn."]


def test_a_list_of_cases_says_whose_they_are_to_those_who_may_see_names(cast, recorded, client_as):
    asked = {"unit": "30952@2026-01-01", "window": "2025-01-01..2025-12-31"}
    page = client_as(cast.officer).get("/reports/so01/rows/lines", query_string=asked).text
    assert "Nguyễn Văn Ở Lại" in page
    assert "Chuyển Đi" not in page
    assert ('"></a>' in page, page.count(">ngoài phạm vi</span>")) == (False, 1)
    assert page.count("/episodes/") == page.count(">P-") >= 1
    assert "Nguyễn" not in client_as(cast.supervisor).get("/reports/so01/rows/lines", query_string=asked).text


def test_a_page_has_the_words_of_its_form_says_how_it_is_cut_and_which_rows_are_read_otherwise(cast, client_as):
    client = client_as(cast.officer)
    page = client.get("/reports/khlt2064", query_string={"windows": "2024-02-03..2024-12-31"}).text
    for heading in ("Số thứ tự", "Nội dung", "Số lượng"):
        assert f">{heading}</th>" in page
    assert "(03/02/2024 - 31/12/2024)" in page
    assert "Khoảng số liệu (khoảng ngày theo yêu cầu)" in page
    page = client.get("/reports/pl3", query_string={"period": "2024"}).text
    assert ">Đơn vị tính</th>" not in page
    assert "Đơn vị tính: triệu đồng" in page
    asked = {"period": "2024", "rule": "15-14", "variants": "at-end"}
    page = client.get("/reports/pl2", query_string=asked).text
    assert page.count("◊") == 2
    assert "Methadone ◊</th>" in page
    assert "Khoảng số liệu (kỳ từ ngày 15 đến ngày 14)" in page
    answer = client.get("/reports/pl2", query_string={**asked, "format": "csv"})
    assert 'filename="pl2-30952-2024.csv"' in answer.headers["Content-Disposition"]


def test_the_neighbouring_commune_is_told_there_is_no_such_report(cast, recorded, client_as):
    client = client_as(cast.neighbour)
    assert client.get("/reports/pl2", query_string={"unit": "30952@2026-01-01", "windows": YEAR}).status_code == 404
    answer = client.get("/api/v1/reports/pl2", query_string={"unit": "30952@2026-01-01", "window": YEAR})
    assert answer.status_code == 404
    assert answer.content_type == "application/problem+json"


def test_a_code_that_nobody_bears_on_that_day_is_answered_with_the_days_on_which_somebody_does(cast, client_as):
    page = client_as(cast.supervisor).get(
        "/reports/pl2", query_string={"unit": "907", "windows": "2026-01-01..2026-03-31"}
    )
    assert page.status_code == 400
    assert "Huyện Gò Quao (đến hết 30/06/2025)" in page.data.decode()


def test_without_a_log_in_the_api_answers_401(app):
    answer = app.test_client().get("/api/v1/reports/pl2", query_string={"unit": "VN", "window": YEAR})
    assert answer.status_code == 401


def test_an_administrator_may_not_see_reports(cast, client_as):
    assert (
        client_as(cast.administrator)
        .get("/api/v1/reports/pl2", query_string={"unit": "VN", "window": YEAR})
        .status_code
        == 403
    )


def test_somebody_with_a_temporary_password_must_change_it_before_the_api_answers(cast, session, client_as):
    session.get_one(Account, cast.officer.account_id).must_change_password = True
    client = client_as(cast.officer)
    answer = client.get("/api/v1/reports/pl2", query_string={"unit": "30952@2026-01-01", "window": YEAR})
    assert answer.status_code == 403
    assert "đổi mật khẩu" in answer.get_json()["detail"]


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("first=29/02/2023&last=31/12/2023", "“29/02/2023” không phải ngày có trong lịch"),
        ("first=31/12/2024&last=01/01/2024", "Ngày cuối trước ngày đầu"),
        ("period=2024&rule=15th", "không cắt kỳ theo"),
        ("windows=2025-02-29..2025-03-01", "hai ngày có trong lịch"),
        ("period=tháng 13/2024", "phải có dạng"),
    ],
)
def test_days_and_periods_that_are_none_are_answered_with_what_is_wrong(cast, client_as, asked, words):
    page = client_as(cast.officer).get(f"/reports/pl2?{asked}")
    assert (page.status_code, words in page.text) == (400, True)


def test_questions_that_nobody_can_answer_are_refused_by_pages_and_machines_alike(cast, client_as):
    client, cell = client_as(cast.officer), {"unit": "30952@2026-01-01", "window": YEAR}
    far = {**cell, "page": "9" * 26}
    assert client.get("/reports/pl2/rows/1.4", query_string=far).status_code == 200
    assert client.get("/reports/pl2?format=exe").status_code == 404
    assert client.get("/reports/pl2/rows/1.4", query_string={**cell, "format": "exe"}).status_code == 404
    for path, asked, wrong in (
        ("rows/1.4/members", far, "page"),
        ("rows/1.4/members", {**cell, "page": "0"}, "page"),
        ("file", {**cell, "format": "exe"}, "format"),
        ("file", {"window": YEAR}, "unit"),
        ("file", {**cell, "rule": "15th"}, "rule"),
    ):
        answer = client.get(f"/api/v1/reports/pl2/{path}", query_string=asked)
        assert (answer.status_code, answer.content_type) == (400, "application/problem+json"), (path, asked)
        assert list(answer.get_json()["errors"]) == [wrong]
    cut = client.get("/api/v1/reports/pl3", query_string={"unit": "30952", "period": "2024", "rule": "15-14"})
    assert [(column["from"], column["to"]) for column in cut.get_json()["columns"]] == [("2023-12-15", "2024-12-14")]
    asked = {"unit": "30952", "period": "2024", "rule": "15-14"}
    assert "có: calendar" in client.get("/api/v1/reports/bcn01", query_string=asked).get_json()["detail"]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("năm 2026", "2026"),
        ("6 tháng đầu năm 2026", "2026H1"),
        ("Quý III/2026", "2026Q3"),
        ("quý 3 năm 2026", "2026Q3"),
        ("Tháng 5/2026", "2026-05"),
        ("01/02/2026 - 31/05/2026", "20260201-20260531"),
        ("2026-02-01..2026-05-31", "20260201-20260531"),
    ],
)
def test_a_period_is_understood_as_people_write_it_and_has_a_short_name(words, name):
    assert name_of(parse_either(words, CutRule.CALENDAR)) == name
