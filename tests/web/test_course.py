"""The pages of the acts beside the main road: what an officer types is what the law is asked about."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from sqlalchemy import select

from casework.records.act import Act
from casework.records.episode import Episode
from tests.cast import make_episode, make_person


def text(response):
    return unescape(response.get_data(as_text=True))


@pytest.fixture
def running(session, house):
    made = make_episode(
        session,
        make_person(session, house.go_quao, "Nguyễn Văn An"),
        registered_on=date(2026, 8, 3),
        decided_on=date(2026, 8, 3),
        decision_number="12/QĐ-CAX",
        term_months=24,
        started_on=date(2026, 8, 4),
    )
    session.commit()
    return made


def send(browser, path, **data):
    version = re.search(r'name="version"[^>]*value="(\d+)"', text(browser.get(path)))[1]
    return browser.post(path, data={"version": version} | data)


def test_the_case_offers_its_other_acts_and_the_page_records_one(client_as, house, session, running):
    officer = client_as(house.officer)
    page = text(officer.get(f"/episodes/{running.ref}"))
    assert f"/episodes/{running.ref}/course/review" in page and f"/episodes/{running.ref}/violations/new" in page
    wrong = send(officer, f"/episodes/{running.ref}/course/review", on="03/08/2026", note="Chấp hành tốt")
    assert wrong.status_code == 422 and "Nhận xét trước ngày bắt đầu" in text(wrong) and "Chấp hành tốt" in text(wrong)
    done = send(officer, f"/episodes/{running.ref}/course/review", on="04/09/2026", note="Chấp hành tốt")
    assert done.status_code == 303
    assert "Ghi nhận xét hằng tháng" in text(officer.get(f"/episodes/{running.ref}"))


def test_minutes_say_what_follows_and_the_ladder_stands_one_rung_higher(client_as, house, session, running):
    police = client_as(house.police)
    done = send(police, f"/episodes/{running.ref}/violations/new", kind="used_drugs", on="04/09/2026", number="1/BB")
    assert done.status_code == 303
    page = text(police.get(f"/episodes/{running.ref}/violations"))
    assert "Phải lập hồ sơ đề nghị cai nghiện bắt buộc" in page and "điểm b khoản 1 Điều 35" in page


def test_an_hour_that_is_none_is_told_beside_its_field(client_as, house, session, running):
    officer = client_as(house.officer)
    data = {"moved_on": "05/10/2026", "left_at": "25:70", "to_unit": "30958"}
    answer = send(officer, f"/episodes/{running.ref}/transfer", **data)
    assert answer.status_code == 400 and "Giờ không hợp lệ" in text(answer) and 'value="25:70"' in text(answer)


def test_a_returned_application_waits_and_the_page_says_for_what(client_as, house, session):
    person = make_person(session, house.go_quao)
    episode = make_episode(session, person, registered_on=date(2026, 11, 20))
    session.commit()
    police = client_as(house.police)
    path = f"/episodes/{episode.ref}/follow-up/return_application"
    assert "Hãy ghi rõ giấy tờ còn thiếu" in text(send(police, path, on="20/11/2026"))
    assert send(police, path, on="20/11/2026", note="Bản sao căn cước").status_code == 303
    page = text(police.get(f"/episodes/{episode.ref}"))
    assert "Chờ bổ sung hồ sơ đăng ký" in page and "Bản sao căn cước" in page
    assert "Chờ bổ sung hồ sơ" in text(police.get("/registrations?year=2026"))


def test_the_register_numbers_the_year_and_closes_in_mid_december(client_as, house, session, running):
    make_episode(session, make_person(session, house.go_quao, "Lê Văn Út"), registered_on=date(2025, 12, 15))
    make_episode(session, make_person(session, house.dinh_hoa, "Người Nơi Khác"), registered_on=date(2026, 5, 4))
    session.commit()
    page = text(client_as(house.officer).get("/registrations?year=2026"))
    assert "Nguyễn Văn An" in page and "Lê Văn Út" not in page and "Người Nơi Khác" not in page
    assert "từ 15/12/2025 đến 14/12/2026" in page
    assert re.search(r"Cai nghiện ma túy tự nguyện tại gia đình</dt><dd>2</dd>", page)


def test_a_compulsory_case_of_2019_is_typed_in_today(client_as, house, session):
    person = make_person(session, house.go_quao)
    session.commit()
    police, officer = client_as(house.police), client_as(house.officer)
    asked = {"under_commune_education": "", "bound_for_a_centre": "no", "in_aftercare": "no", "unit": ""}
    path = f"/people/{person.ref}/compulsory/new"
    late = police.post(path, data=asked | {"proposed_on": "05/01/2026"})
    assert late.status_code == 422 and "không còn áp dụng" in text(late)
    opened = police.post(path, data=asked | {"proposed_on": "04/03/2019", "unit": str(house.old_town.id)})
    assert opened.status_code == 303
    ref = session.scalars(select(Episode.ref)).one()
    members = ["labour", "police", "health", "front", "village"]
    minutes = {"held_on": "07/03/2019", "present": members, "votes_for": "4", "votes_against": "1"}
    assert send(officer, f"/episodes/{ref}/session", **minutes).status_code == 303
    assert [act.act for act in session.scalars(select(Act).order_by(Act.id))] == ["propose", "hold_session"]


def test_only_the_administrator_adds_days_off(client_as, house, session):
    assert client_as(house.officer).get("/local-days").status_code == 403
    administrator = client_as(house.administrator)
    data = {"day": "06/03/2024", "kind": "off", "reason": "15/TB-UBND"}
    assert administrator.post("/local-days", data=data).status_code == 303
    again = administrator.post("/local-days", data=data)
    assert again.status_code == 409 and "đã có trong danh sách" in text(again)
    drop = "/local-days/2024-03-06/drop"
    assert administrator.post(drop).status_code == 400 and "15/TB-UBND" in text(administrator.get(drop))
    assert administrator.post(drop, data={"reason": "gõ nhầm ngày"}).status_code == 303
    assert administrator.get(drop).status_code == 404 == administrator.get("/local-days/hom-qua/drop").status_code
    kept, history = text(administrator.get("/local-days")).split('id="history"')
    assert "15/TB-UBND" not in kept and "15/TB-UBND" in history and "Lý do: gõ nhầm ngày" in history
