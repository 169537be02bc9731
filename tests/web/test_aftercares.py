"""The pages of after-care: an officer's journey, who sees and does what, and refusals with every clause."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from sqlalchemy import func, select

from casework.records.act import Act
from casework.records.aftercare import Aftercare
from casework.records.db import FOREVER
from casework.records.trail import TrailEntry
from tests.cast import make_aftercare, make_person, make_staff
from tests.web.counting import statements


def text(response):
    return unescape(response.get_data(as_text=True))


@pytest.fixture
def officer(client_as, house):
    return client_as(house.officer)


@pytest.fixture
def person(session, house):
    return make_person(session, house.go_quao, "Nguyễn Văn An")


@pytest.fixture
def running(session, person):
    return make_aftercare(
        session,
        person,
        starts_on=date(2026, 1, 5),
        decided_on=date(2026, 1, 7),
        decision_number="05/QĐ-UBND",
        term_months=12,
        reviews={date(2026, 2, 5): "positive"},
    )


def version(browser, ref, form):
    return re.search(r'name="version"[^>]*value="(\d+)"', text(browser.get(f"/aftercares/{ref}/{form}")))[1]


def send(browser, ref, form, **data):
    return browser.post(f"/aftercares/{ref}/{form}", data={"version": version(browser, ref, form)} | data)


def test_the_journey_from_a_completed_episode_to_the_list(client_as, house, officer, completed):
    person = completed.person
    warned = text(officer.get(f"/episodes/{completed.ref}"))
    assert "Chưa mở hồ sơ quản lý sau cai nghiện" in warned and f"/people/{person.ref}/aftercares/new" in warned
    file = text(officer.get(f"/people/{person.ref}"))
    assert "chưa mở hồ sơ quản lý sau cai nghiện" in file
    assert f'class="btn btn-primary" href="/people/{person.ref}/aftercares/new"' in file, "it comes before all else"
    form = text(officer.get(f"/people/{person.ref}/aftercares/new"))
    assert 'value="06/03/2026"' in form and 'selected value="voluntary"' in form
    data = {"kind": "voluntary", "completed_on": "06/03/2026", "reported_on": "09/03/2026"}
    answer = officer.post(f"/people/{person.ref}/aftercares/new", data=data)
    assert answer.status_code == 303
    ref = answer.location.rsplit("/", 1)[1]
    assert "Chưa mở hồ sơ" not in text(officer.get(f"/episodes/{completed.ref}"))
    assert send(officer, ref, "request", requested_on="11/03/2026", number="3/ĐN").status_code == 303
    assert 'value="12"' in text(officer.get(f"/aftercares/{ref}/decision"))
    waits = "Chờ người có thẩm quyền làm bước tiếp theo"
    assert waits in text(client_as(house.police).get(f"/aftercares/{ref}"))
    assert waits not in text(officer.get(f"/aftercares/{ref}"))
    early = send(officer, ref, "decision", number="7/QĐ", signed_on="10/03/2026", term_months="24")
    assert early.status_code == 422
    for clause in ("khoản 1 Điều 78 Nghị định 116/2021/NĐ-CP", "khoản 1 Điều 40 Luật 73/2021/QH14"):
        assert clause in text(early)
    assert 'value="7/QĐ"' in text(early) and 'value="10/03/2026"' in text(early)
    assert send(officer, ref, "decision", number="7/QĐ", signed_on="13/03/2026", term_months="12").status_code == 303
    assert send(officer, ref, "start", listed_on="16/03/2026").status_code == 303
    assert send(officer, ref, "review", held_on="15/04/2026", drug_test="negative").status_code == 303
    page = text(officer.get(f"/aftercares/{ref}"))
    assert "Đang quản lý sau cai nghiện" in page and "06/03/2027" in page and "số 7/QĐ · thời hạn 12 tháng" in page
    assert f"/episodes/{completed.ref}" in page and "Âm tính" in page
    assert "Vì sao chưa được" in page and "Chưa hết thời hạn quản lý" in page
    assert ref in text(officer.get("/aftercares")) and ref in text(officer.get(f"/people/{person.ref}"))


def test_a_late_act_is_kept_and_said_to_be_late(officer, completed):
    data = {"kind": "voluntary", "completed_on": "06/03/2026", "reported_on": "09/03/2026"}
    ref = officer.post(f"/people/{completed.person.ref}/aftercares/new", data=data).location.rsplit("/", 1)[1]
    assert send(officer, ref, "request", requested_on="16/03/2026").status_code == 303
    assert "Quá hạn 4 ngày" in text(officer.get(f"/aftercares/{ref}"))


def test_the_same_form_sent_twice_is_recorded_once(officer, session, running):
    page = text(officer.get(f"/aftercares/{running.ref}/review"))
    key = re.search(r'name="request_key"[^>]*value="([^"]+)"', page)[1]
    data = {"held_on": "05/03/2026", "drug_test": "none", "version": version(officer, running.ref, "review")}
    for _ in range(2):
        answer = officer.post(f"/aftercares/{running.ref}/review", data=data | {"request_key": key})
        assert answer.status_code == 303
    assert session.scalar(select(func.count()).select_from(Act)) == 1


def test_an_old_form_is_told_that_somebody_was_first(officer, session, running):
    old = version(officer, running.ref, "review")
    assert send(officer, running.ref, "review", held_on="05/03/2026", drug_test="none").status_code == 303
    data = {"held_on": "06/03/2026", "drug_test": "none", "version": old}
    answer = officer.post(f"/aftercares/{running.ref}/review", data=data)
    assert answer.status_code == 409 and 'value="06/03/2026"' in text(answer)


FORMS = {
    "request": {"can-bo", "chu-tich", "cong-an"},
    "decision": {"can-bo", "chu-tich"},
    "hand-over": {"can-bo", "cong-an"},
    "start": {"can-bo", "cong-an"},
    "review": {"can-bo", "cong-an", "y-te"},
    "absence": {"can-bo", "cong-an"},
    "move": {"can-bo", "cong-an"},
    "notice": {"can-bo", "cong-an"},
    "suspension": {"can-bo", "cong-an"},
    "resumption": {"can-bo", "cong-an"},
    "reduction": {"can-bo", "chu-tich"},
    "exemption": {"can-bo", "chu-tich"},
    "end": {"can-bo", "cong-an"},
    "certificate": {"can-bo", "chu-tich"},
    "monitoring": {"can-bo", "cong-an"},
    "edit": {"can-bo", "cong-an"},
    "reviews/2026-02-05/edit": {"can-bo", "cong-an"},
    "officer": {"can-bo", "chu-tich"},
}


def test_each_form_opens_for_its_roles_and_outside_the_scope_there_is_no_such_case(client_as, house, running):
    for actor in house.everybody:
        client = client_as(actor)
        answers = {form: client.get(f"/aftercares/{running.ref}/{form}").status_code for form in FORMS}
        may = {form for form, code in answers.items() if code == 200}
        if actor is house.neighbour:
            assert set(answers.values()) == {404}
            assert client.get(f"/aftercares/{running.ref}").status_code == 404
            assert running.ref not in text(client.get("/aftercares"))
        else:
            assert may == {form for form, names in FORMS.items() if actor.name in names}, actor.name
            assert set(answers.values()) <= {200, 403}, actor.name


def test_names_are_masked_for_who_may_not_see_them_and_each_view_leaves_a_trail(client_as, house, session, running):
    seen = {}
    for actor in house.everybody:
        client = client_as(actor)
        pages = client.get("/aftercares"), client.get(f"/aftercares/{running.ref}")
        if {page.status_code for page in pages} == {200}:
            seen[actor.name] = {("Nguyễn Văn An" in text(page), "N. V. A." in text(page)) for page in pages}
    named = {"can-bo", "chu-tich", "cong-an", "y-te"}
    assert {name for name, found in seen.items() if found == {(True, False)}} == named
    assert seen["theo-doi-tinh"] == {(False, True)}
    session.rollback()
    trail = session.execute(select(TrailEntry.actor_name, TrailEntry.tag))
    entries = {(name, tag) for name, tag in trail}
    assert {(name, "person:list:viewed") for name in named} <= entries
    assert {(name, "person:file:viewed") for name in (*named, "theo-doi-tinh")} <= entries


def test_an_act_the_law_gives_to_others_is_refused_with_its_article(client_as, house, session, person):
    old = make_aftercare(session, person, starts_on=date(2021, 6, 1), decided_on=date(2021, 6, 1), term_months=12)
    client = client_as(house.police)
    answer = send(client, old.ref, "end", ended_on="01/06/2022", outcome="completed")
    assert answer.status_code == 403 and "do Ủy ban nhân dân cấp xã thực hiện" in text(answer)
    assert "/end" not in text(client.get(f"/aftercares/{old.ref}"))


def test_absence_move_and_the_hour_of_leaving(officer, house, session, running):
    answer = send(officer, running.ref, "absence", from_on="04/05/2026", to_on="14/05/2026", reported="no")
    assert answer.status_code == 303
    page = text(officer.get(f"/aftercares/{running.ref}"))
    assert "15/01/2027" in page and "không báo cáo" in page
    data = {"moved_on": "01/09/2026", "to_unit": house.dinh_hoa.code, "left_at": "25:00"}
    wrong = send(officer, running.ref, "move", **data)
    assert wrong.status_code == 400 and "Giờ không hợp lệ" in text(wrong)
    answer = send(officer, running.ref, "move", **data | {"left_at": "9:30", "notified_on": "04/09/2026"})
    assert (answer.status_code, answer.location) == (303, "/aftercares")
    session.rollback()
    assert session.scalars(select(Act.act).order_by(Act.id)).all() == ["record_absence", "move", "notify_move"]


def test_ending_and_certifying_from_the_page(client_as, officer, house, session, person):
    done = make_aftercare(session, person, starts_on=date(2025, 3, 3), decided_on=date(2025, 3, 5), term_months=12)
    chair = client_as(house.chair)
    wrong = send(officer, done.ref, "end", ended_on="04/03/2026", outcome="relapsed")
    assert wrong.status_code == 422 and "chưa phải là tái nghiện" in text(wrong)
    assert send(chair, done.ref, "certificate", number="9/GCN", signed_on="03/03/2026").status_code == 303
    page = text(chair.get(f"/aftercares/{done.ref}"))
    assert "Đã được cấp giấy chấp hành xong" in page and "số 9/GCN" in page
    assert done.ref in text(chair.get("/aftercares?list=ended"))


def test_a_correction_asks_why_and_a_review_is_corrected_by_its_day(officer, session, running):
    page = text(officer.get(f"/aftercares/{running.ref}/edit"))
    fields = dict(re.findall(r'name="(\w+)"[^>]*value="([^"]*)"', page))
    data = {key: value for key, value in fields.items() if key not in ("request_key", "csrf_token")}
    data |= {"kind": "voluntary", "term_months": "24"}
    assert officer.post(f"/aftercares/{running.ref}/edit", data=data).status_code == 400
    answer = officer.post(f"/aftercares/{running.ref}/edit", data=data | {"reason": "theo quyết định giấy"})
    assert answer.status_code == 303
    day = "reviews/2026-02-05/edit"
    answer = send(officer, running.ref, day, held_on="05/02/2026", drug_test="negative", reason="ghi nhầm")
    assert answer.status_code == 303
    assert officer.get(f"/aftercares/{running.ref}/reviews/2026-02-06/edit").status_code == 404
    session.rollback()
    changes = [row.keys["changes"] for row in session.scalars(
        select(TrailEntry).where(TrailEntry.tag == "aftercare:record:corrected").order_by(TrailEntry.id)
    )]  # fmt: skip
    assert changes[0]["term_months"] == ["12", "24"] and changes[1]["drug_test"] == ["positive", "negative"]
    assert (running.term_months, running.reviews[0].drug_test) == (24, "negative")


def test_an_officer_is_named_and_a_paper_of_monitoring_is_kept(officer, house, session, running):
    staff = make_staff(session, house.go_quao, "Lê Thị Sáu")
    assert send(officer, running.ref, "officer", staff=staff.ref).status_code == 303
    answer = send(officer, running.ref, "monitoring", paper="decided", signed_on="02/07/2026", number="4/QĐ")
    assert answer.status_code == 303
    page = text(officer.get(f"/aftercares/{running.ref}"))
    assert "Lê Thị Sáu" in page and "Quyết định giám sát điện tử" in page and "số 4/QĐ" in page


def test_long_lists_ask_the_database_no_more_than_short_ones(officer, house, session):
    counts = {}
    for many in (10, 20):
        for number in range(many):
            person = make_person(session, house.go_quao, f"Danh Số {number}")
            make_aftercare(session, person, starts_on=date(2025, 12, 1), decided_on=date(2025, 12, 2), term_months=12)
        for which in ("ending", "all"):
            with statements() as seen:
                page = text(officer.get(f"/aftercares?list={which}"))
            counts.setdefault(which, []).append(len(seen))
    assert page.count('<tr role="row"><td role="cell" class="words">') == 25
    assert "page=2" in page
    assert all(long <= short + 1 and long < 25 for short, long in counts.values()), counts
    assert "Danh Số" not in text(officer.get("/aftercares?list=all&year=2024"))


def test_who_stands_beside_the_person_is_written_on_the_case_and_hidden_from_who_sees_no_names(
    client_as, officer, house, running
):
    address = f"/aftercares/{running.ref}"
    asked = {"guardian_name": "Danh Thị Dì", "guardian_relation": "guardian", "from_on": "21/11/2026"}
    assert send(officer, running.ref, "guardian", **asked).status_code == 400
    assert send(officer, running.ref, "guardian", **asked, reason="ghi bổ sung").status_code == 303
    assert "Danh Thị Dì (Người giám hộ)" in officer.get(address).text
    assert "Danh Thị Dì" not in client_as(house.supervisor).get(address).text
    assert client_as(house.neighbour).get(f"{address}/guardian").status_code == 404


def test_a_case_that_has_not_begun_shows_no_day_of_beginning(officer, house, session, person):
    pending = make_aftercare(
        session, person, starts_on=FOREVER, law_facts={"kind": "voluntary", "reported_on": "2026-11-18"}
    )
    for address in ("/aftercares?list=pending", f"/aftercares/{pending.ref}", f"/people/{person.ref}"):
        page = text(officer.get(address))
        assert "9999" not in page and pending.ref in page
    assert pending.ref not in text(officer.get("/aftercares"))
    session.rollback()
    assert session.scalars(select(Aftercare.starts_on)).all() == [FOREVER]
