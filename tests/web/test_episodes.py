"""The pages about cases: an officer's journey from the application to the certificate."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from sqlalchemy import select

from casework.records.act import Act
from casework.records.episode import Episode
from casework.records.trail import TrailEntry
from tests.cast import make_episode, make_person, make_staff


def text(response):
    return unescape(response.get_data(as_text=True))


@pytest.fixture
def officer(client_as, house):
    return client_as(house.officer)


@pytest.fixture
def person(session, house):
    made = make_person(session, house.go_quao, "Nguyễn Văn An")
    session.commit()
    return made


@pytest.fixture
def running(session, person):
    made = make_episode(
        session,
        person,
        registered_on=date(2025, 8, 28),
        decided_on=date(2025, 8, 29),
        decision_number="05/QĐ-UBND",
        term_months=6,
        started_on=date(2025, 9, 1),
    )
    session.commit()
    return made


def version(browser, ref, form):
    page = text(browser.get(f"/episodes/{ref}/{form}"))
    return re.search(r'name="version"[^>]*value="(\d+)"', page)[1]


def send(browser, ref, form, **data):
    return browser.post(f"/episodes/{ref}/{form}", data={"version": version(browser, ref, form)} | data)


def test_the_journey_from_application_to_certificate(officer, session, person):
    assert f"/people/{person.ref}/episodes/new" in text(officer.get(f"/people/{person.ref}"))
    application = {"form": "home", "declared_by": "self", "registered_on": "28/08/2025"}
    opened = officer.post(f"/people/{person.ref}/episodes/new", data=application)
    assert opened.status_code == 303
    ref = opened.location.rsplit("/", 1)[1]
    decision = {"number": "12/QĐ-UBND", "signed_on": "29/08/2025", "term_months": "6"}
    assert send(officer, ref, "decision", **decision).status_code == 303
    assert send(officer, ref, "start", started_on="01/09/2025").status_code == 303
    for phase, first_on, last_on in (
        ("admission", "01/09/2025", "05/09/2025"),
        ("detoxification", "05/09/2025", "20/09/2025"),
        ("education", "21/09/2025", "01/12/2025"),
    ):
        data = {"phase": phase, "started_on": first_on, "completed_on": last_on}
        assert send(officer, ref, "phases", **data).status_code == 303
    early = send(officer, ref, "certificate", number="01/GXN", signed_on="28/02/2026")
    assert early.status_code == 422
    assert "Chưa hết thời hạn cai nghiện: kết thúc ngày 01/03/2026, còn 1 ngày" in text(early)
    assert "khoản 3 Điều 32 Nghị định 116/2021/NĐ-CP" in text(early)
    assert 'value="01/GXN"' in text(early) and 'value="28/02/2026"' in text(early)
    assert send(officer, ref, "certificate", number="01/GXN", signed_on="01/03/2026").status_code == 303
    page = text(officer.get(f"/episodes/{ref}"))
    assert "Đã được cấp giấy hoàn thành" in page and "số 01/GXN" in page
    assert [act.act for act in session.scalars(select(Act).order_by(Act.id))] == [
        "register", "decide", "start", "record_phase", "record_phase", "record_phase", "issue_certificate",
    ]  # fmt: skip


def test_a_refused_registration_keeps_the_input_and_names_the_law(officer, session, house):
    person = make_person(session, house.go_quao, "Nguyễn Văn Nhỏ", birth_on=date(2015, 1, 1))
    session.commit()
    data = {"form": "home", "declared_by": "family", "registered_on": "03/08/2026"}
    response = officer.post(f"/people/{person.ref}/episodes/new", data=data)
    assert response.status_code == 422
    assert "Nghị định 163/2026/NĐ-CP" in text(response) and 'value="03/08/2026"' in text(response)
    assert session.scalars(select(Episode)).all() == []


def test_a_second_open_episode_is_refused(officer, person, running):
    data = {"form": "home", "declared_by": "self", "registered_on": "02/02/2026"}
    response = officer.post(f"/people/{person.ref}/episodes/new", data=data)
    assert response.status_code == 409
    assert running.ref in text(response)


def test_before_the_reform_the_receiving_unit_is_asked_for(officer, session, house, person):
    data = {"form": "home", "declared_by": "self", "registered_on": "04/03/2024"}
    response = officer.post(f"/people/{person.ref}/episodes/new", data=data)
    assert response.status_code == 400
    assert "Hãy chọn nơi tiếp nhận đăng ký" in text(response)
    chosen = officer.post(f"/people/{person.ref}/episodes/new", data=data | {"unit": house.old_town.id})
    assert chosen.status_code == 303


def test_the_page_says_the_law_the_stage_and_why_an_act_is_closed_today(officer, running):
    page = text(officer.get(f"/episodes/{running.ref}"))
    assert "Luật 73/2021/QH14 và Nghị định 116/2021/NĐ-CP" in page and "Quyết định ngày 29/08/2025" in page
    assert "Đang cai nghiện" in page and "số 05/QĐ-UBND · thời hạn 6 tháng" in page
    assert "hôm nay chưa được" in page and "Chưa hoàn thành giai đoạn" in page
    assert f"/episodes/{running.ref}/phases?phase=detoxification" in page


def test_a_case_without_a_decision_today_is_under_the_new_law_but_takes_past_acts(officer, session, person):
    episode = make_episode(session, person, registered_on=date(2026, 6, 1))
    session.commit()
    page = text(officer.get(f"/episodes/{episode.ref}"))
    assert "Hệ thống chưa có quy trình" not in page and "Luật 120/2025/QH15" in page
    assert f"/episodes/{episode.ref}/decision" in page
    data = {"number": "7", "signed_on": "03/06/2026", "term_months": "6"}
    assert send(officer, episode.ref, "decision", **data).status_code == 303


def test_the_form_of_the_decision_offers_the_term_of_the_law(officer, session, person):
    first = make_episode(session, person, registered_on=date(2026, 11, 20))
    session.commit()
    page = text(officer.get(f"/episodes/{first.ref}/decision"))
    assert 'value="24"' in page and "Quyết định ký hôm nay: 24 tháng" in page
    refused = send(officer, first.ref, "decision", number="7", signed_on="20/11/2026", term_months="36")
    assert refused.status_code == 422 and "khoản 1 Điều 29 Luật 120/2025/QH15" in text(refused)
    elsewhere = {"number": "7", "signed_on": "20/11/2026", "term_months": "36", "earlier_elsewhere": "1"}
    assert send(officer, first.ref, "decision", **elsewhere).status_code == 303


def test_who_has_been_in_rehabilitation_is_offered_36_months(officer, session, person, running):
    running.ended_on, running.outcome = date(2026, 3, 1), "completed"
    again = make_episode(session, person, registered_on=date(2026, 11, 20))
    session.commit()
    page = text(officer.get(f"/episodes/{again.ref}/decision"))
    assert 'value="36"' in page and "trong hệ thống có 1 lần cai nghiện trước" in page


def test_police_decide_under_the_law_of_2026_and_are_not_offered_cases_of_the_law_before(
    client_as, session, house, person, running
):
    police = client_as(house.police)
    assert f"/episodes/{running.ref}/certificate" not in text(police.get(f"/episodes/{running.ref}"))
    old = send(police, running.ref, "certificate", number="1", signed_on="02/03/2026")
    assert old.status_code == 403
    new = make_episode(session, make_person(session, house.go_quao, "Lê Văn Mới"), registered_on=date(2026, 11, 20))
    session.commit()
    assert f"/episodes/{new.ref}/decision" in text(police.get(f"/episodes/{new.ref}"))
    decision = {"number": "12/QĐ-CAX", "signed_on": "20/11/2026", "term_months": "24"}
    assert send(police, new.ref, "decision", **decision).status_code == 303
    page = text(police.get(f"/episodes/{new.ref}"))
    assert "25/11/2026" in page and "02 ngày làm việc" in page  # 24/11 is a public holiday
    assert police.get(f"/episodes/{new.ref}/officer").status_code == 403


def test_two_officers_on_one_case_the_second_is_told_and_keeps_the_input(officer, client_as, house, session, running):
    seen = version(officer, running.ref, "end")
    health = client_as(house.health)
    assert send(health, running.ref, "phases", phase="admission", started_on="01/09/2025").status_code == 303
    data = {"version": seen, "outcome": "abandoned", "ended_on": "03/11/2025"}
    response = officer.post(f"/episodes/{running.ref}/end", data=data)
    assert response.status_code == 409
    assert "người khác cập nhật" in text(response) and 'value="03/11/2025"' in text(response)
    session.expire_all()
    assert running.ended_on is None and len(running.phases) == 1


def test_after_a_move_the_case_is_the_neighbour_s(officer, client_as, session, house, running):
    response = send(officer, running.ref, "transfer", moved_on="02/02/2026", to_unit="30958", address="Ấp 9")
    assert response.location.endswith("/people")
    assert "không còn thuộc đơn vị của bạn" in text(officer.get("/people"))
    assert officer.get(f"/episodes/{running.ref}").status_code == 404
    page = text(client_as(house.neighbour).get(f"/episodes/{running.ref}"))
    assert "Xã Định Hòa" in page and "đến Xã Định Hòa (30958)" in page


def test_an_officer_is_assigned(client_as, session, house, running):
    staff = make_staff(session, house.go_quao, "Trần Thị Theo Dõi")
    session.commit()
    chair = client_as(house.chair)
    assert send(chair, running.ref, "officer", staff=staff.ref).status_code == 303
    assert "Trần Thị Theo Dõi" in text(chair.get(f"/episodes/{running.ref}"))


@pytest.mark.parametrize(
    ("who", "form", "status"),
    [
        ("health", "phases", 200),
        ("health", "decision", 403),
        ("chair", "certificate", 200),
        ("chair", "start", 403),
        ("police", "transfer", 200),
        ("supervisor", "end", 403),
        ("neighbour", "end", 404),
    ],
)
def test_each_role_gets_its_own_forms(client_as, house, running, who, form, status):
    assert client_as(getattr(house, who)).get(f"/episodes/{running.ref}/{form}").status_code == status


def test_a_supervisor_sees_the_case_without_the_name_and_without_acts(client_as, session, house, running):
    page = text(client_as(house.supervisor).get(f"/episodes/{running.ref}"))
    assert "N. V. A." in page and "Nguyễn Văn An" not in page
    assert f"/episodes/{running.ref}/end" not in page
    entry = session.scalars(select(TrailEntry).order_by(TrailEntry.id.desc())).first()
    assert entry.tag == "person:file:viewed"


def test_a_case_seen_but_held_elsewhere_is_read_only(officer, session, house, person):
    away = make_episode(session, person, house.dinh_hoa)
    session.commit()
    page = text(officer.get(f"/episodes/{away.ref}"))
    assert "Hồ sơ này do Xã Định Hòa (30958) quản lý" in page and "Việc tiếp theo" not in page
    assert officer.get(f"/episodes/{away.ref}/end").status_code == 404
