"""Units on the screen: found as people type them, and each code told apart by its day."""

import pytest

from casework.services import unit_pages


@pytest.fixture
def client(cast, client_as):
    return client_as(cast.officer)


@pytest.mark.parametrize("text", ["Gò Quao", "go quao", "GO  QUAO", "30952", "quao go"])
def test_a_unit_is_found_by_name_with_or_without_marks_or_by_code(client, text):
    page = client.get("/units", query_string={"q": text}).text
    assert "Xã Gò Quao" in page and "Thị trấn Gò Quao" in page


def test_the_search_can_leave_out_units_that_are_gone(client):
    page = client.get("/units?q=go+quao&in-force=1").text
    assert "Xã Gò Quao" in page and "Thị trấn Gò Quao" not in page


def test_a_name_nobody_bears_is_said_so(client):
    assert "Không có đơn vị nào khớp" in client.get("/units?q=zzzz").text


@pytest.mark.parametrize("text", ["%", "_", "'", "<b>"])
def test_signs_of_the_query_language_are_only_letters(client, text):
    answer = client.get("/units", query_string={"q": text})
    assert answer.status_code == 200 and "<b>" not in answer.text.split("Đơn vị tìm thấy")[-1]


def test_a_long_answer_is_cut_and_says_so(client):
    assert "Chỉ hiện 50 đơn vị đầu tiên" in client.get("/units?q=xa").text


def test_a_code_that_meant_two_units_asks_which(client):
    page = client.get("/units/30952").text
    assert "Hãy chọn" in page and "Xã Gò Quao" in page and "Thị trấn Gò Quao" in page


@pytest.mark.parametrize(
    ("day", "name", "parent"),
    [("2025-06-30", "Thị trấn Gò Quao", "Huyện Gò Quao"), ("2025-07-01", "Xã Gò Quao", "Tỉnh An Giang")],
)
def test_the_day_says_which_unit_a_code_means(client, day, name, parent):
    page = client.get(f"/units/30952?on={day}").text
    assert f"<h1>{name}</h1>" in page and parent in page and "cũng là mã của một đơn vị khác" in page


def test_days_are_also_taken_as_people_write_them(client):
    assert "<h1>Thị trấn Gò Quao</h1>" in client.get("/units/30952?on=30/06/2025").text


def test_a_day_that_is_none_is_refused(client):
    assert client.get("/units/30952?on=31/02/2025").status_code == 400


def test_a_code_on_a_day_when_nobody_bore_it_names_its_bearers(client):
    page = client.get("/units/907?on=2026-01-01").text
    assert "Không đơn vị nào mang mã này vào ngày 01/01/2026" in page and "Huyện Gò Quao" in page


def test_a_code_nobody_ever_bore_is_not_found(client):
    assert client.get("/units/99999").status_code == 404


def test_a_new_commune_names_what_it_was_made_of_and_an_old_one_what_it_became(client):
    assert "Thị trấn Gò Quao" in client.get("/units/30952?on=2026-01-01").text.split("Hình thành từ")[1]
    assert "Xã Gò Quao" in client.get("/units/30952?on=2025-01-01").text.split("Từ 01/07/2025 thành")[1]


def test_a_district_says_who_keeps_its_records_now(client):
    page = client.get("/units/907?on=2025-01-01").text
    assert "Tỉnh An Giang" in page.split("hồ sơ chuyển về")[1]


def test_a_divided_commune_names_its_parts(client, session):
    from sqlalchemy import select

    from casework.records.unit import Unit

    divided = session.scalars(select(Unit).where(Unit.divided).order_by(Unit.id)).first()
    shown = unit_pages.page_of(session, divided)
    assert len(shown.became) > 1 and not any(part.whole for part in shown.became)
    page = client.get(f"/units/{divided.code}?on=2025-01-01").text
    assert page.count("một phần") == len(shown.became) and "chia cho nhiều đơn vị" in page


def test_the_units_below_are_shown_a_page_at_a_time(client):
    first = client.get("/units/91?on=2026-01-01").text
    second = client.get("/units/91?on=2026-01-01&page=2").text
    assert "page=2" in first and "Trang trước" in second and first != second
