"""Pages of points and sessions: a group in one page, names that are not clear, one's own point."""

import re
from datetime import date

import pytest
from sqlalchemy import select

from casework.records.consultation import ConsultationSession
from casework.records.trail import TrailEntry
from tests.cast import make_person, make_point, make_session, make_staff
from tests.web.counting import statements
from tests.web.stamping import stamp_in

TYPED = {"held_on": "20/11/2026", "kind": "group", "topic": "Dự phòng tái nghiện"}


@pytest.fixture
def people(session, house):
    names = ("Danh Một", "Danh Hai", "Danh Ba", "Danh Bốn", "Danh Năm")
    return [make_person(session, house.go_quao, name) for name in names]


def only(session):
    session.rollback()
    return session.scalars(select(ConsultationSession)).one()


def test_a_group_of_five_is_logged_on_one_page(client_as, house, session, people):
    make_session(session, house.point, people[0], people[1], held_on=date(2026, 11, 1))
    client = client_as(house.counsellor)
    page = client.get("/sessions/new").text
    assert 'value="21/11/2026"' in page
    assert re.search(rf'<option selected value="{house.point.ref}"', page)
    assert re.search(r'<input[^>]*autofocus[^>]*name="topic"', page), "the first empty field has the focus"
    assert "Danh Một" in page and "Danh Hai" in page
    answer = client.post(
        "/sessions/new",
        data=TYPED
        | {
            "point_ref": house.point.ref,
            "known": [people[0].ref, people[1].ref],
            "people": f"danh ba\n{people[3].ref}\n\nDanh Năm\n",
        },
    )
    assert answer.status_code == 303
    shown = client.get(answer.location).text
    assert "Danh Ba" in shown and "Danh Năm" in shown
    session.rollback()
    held = session.scalars(select(ConsultationSession).order_by(ConsultationSession.id.desc())).first()
    assert (held.attendance, len(held.attendees), held.unit_id) == (5, 5, house.go_quao.id)


def test_named_and_unnamed_people_together(client_as, house, session, people):
    client = client_as(house.officer)
    data = TYPED | {"point_ref": house.point.ref, "people": "Danh Một", "attendance": "12"}
    shown = client.get(client.post("/sessions/new", data=data).location).text
    assert only(session).attendance == 12
    assert "11 người dự không ghi tên" in shown


def test_namesakes_come_back_as_a_choice_with_everything_typed_kept(client_as, house, session, people):
    elder = make_person(session, house.go_quao, "Danh Một", birth_on=date(1970, 1, 1))
    client = client_as(house.officer)
    data = TYPED | {"point_ref": house.point.ref, "people": "Danh Một\nDanh Hai", "attendance": "9"}
    page = client.post("/sessions/new", data=data).text
    assert "Danh Một” là người nào" in page and "sinh năm 1970" in page
    assert "Dự phòng tái nghiện" in page and 'value="9"' in page and "Danh Hai</textarea>" in page
    assert session.scalars(select(ConsultationSession)).all() == []
    looked = session.scalars(select(TrailEntry).where(TrailEntry.tag == "person:list:viewed")).all()
    assert {"query": "Danh Một", "count": 2} in [entry.keys for entry in looked]
    answer = client.post("/sessions/new", data=data | {"meant:Danh Một": elder.ref})
    assert answer.status_code == 303
    assert {row.person_id for row in only(session).attendees} == {elder.id, people[1].id}


def test_an_unknown_name_is_refused_and_the_neighbours_people_are_unknown(client_as, house, session, people):
    make_person(session, house.dinh_hoa, "Người Bên Kia")
    answer = client_as(house.officer).post(
        "/sessions/new", data=TYPED | {"point_ref": house.point.ref, "people": "Người Bên Kia"}
    )
    assert answer.status_code == 400
    assert "Không tìm thấy “Người Bên Kia”" in answer.text
    assert session.scalars(select(ConsultationSession)).all() == []


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"held_on": "22/11/2026"}, "chưa tới"),
        ({"held_on": "30/06/2025"}, "thành lập ngày 01/07/2025"),
        ({"held_on": "31/13/2026"}, "Ngày không hợp lệ"),
        ({"people": "Danh Một\nDanh Hai", "attendance": "1"}, "ít hơn số người có tên"),
        ({"attendance": ""}, "Hãy nhập số người dự"),
        ({"attendance": "0"}, "từ 1 đến 2000"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(client_as, house, session, people, changed, sentence):
    data = TYPED | {"point_ref": house.point.ref, "attendance": "3"} | changed
    answer = client_as(house.officer).post("/sessions/new", data=data)
    assert answer.status_code == 400 and sentence in answer.text
    assert "Dự phòng tái nghiện" in answer.text
    assert session.scalars(select(ConsultationSession)).all() == []


def test_the_next_session_keeps_point_day_and_staff(client_as, house, session):
    who = make_staff(session, house.go_quao, "Lê Thị Sen")
    other = make_point(session, house.go_quao, name="Điểm thứ hai")
    client = client_as(house.officer)
    data = TYPED | {"point_ref": other.ref, "staff_ref": who.ref, "attendance": "4", "then": "next"}
    answer = client.post("/sessions/new", data=data)
    page = client.get(answer.location).text
    assert 'value="20/11/2026"' in page
    assert re.search(rf'<option selected value="{other.ref}"', page)
    assert re.search(rf'<option selected value="{who.ref}"', page)
    assert '<option value="Dự phòng tái nghiện">' in page
    again = client.get("/sessions/new").text
    assert re.search(rf'<option selected value="{other.ref}"', again), "the point this account used last"
    assert 'value="21/11/2026"' in again


def test_a_counsellor_has_only_their_own_point(client_as, house, session):
    other = make_point(session, house.go_quao, name="Điểm thứ hai")
    held = make_session(session, other, attendance=4, topic="Chuyện riêng")
    client = client_as(house.counsellor)
    assert "Điểm thứ hai" not in client.get("/sessions/new").text + client.get("/points").text
    assert "Chuyện riêng" not in client.get("/sessions").text
    for address in (f"/points/{other.ref}", f"/sessions/{held.ref}", f"/sessions/{held.ref}/edit"):
        assert client.get(address).status_code == 404
    answer = client.post("/sessions/new", data=TYPED | {"point_ref": other.ref, "attendance": "3"})
    assert answer.status_code == 400
    assert client.post(f"/points/{house.point.ref}/close", data={}).status_code == 403


def test_who_may_record_sessions_and_who_may_see_them(client_as, house, session, people):
    held = make_session(session, house.point, people[0])
    records, sees, names = set(), set(), set()
    for actor in house.everybody:
        client = client_as(actor)
        if client.get("/sessions/new").status_code == 200:
            records.add(actor.name)
        page = client.get(f"/sessions/{held.ref}")
        if page.status_code == 200:
            sees.add(actor.name)
            assert people[0].ref in page.text
        if "Danh Một" in page.text:
            names.add(actor.name)
    assert records == {"can-bo", "can-bo-dinh-hoa", "y-te", "tu-van"}
    assert sees == {"can-bo", "chu-tich", "cong-an", "y-te", "tu-van", "theo-doi-tinh", "thanh-tra"}
    assert names == {"can-bo", "chu-tich", "cong-an", "y-te", "tu-van"}


def test_showing_names_leaves_a_trace(client_as, house, session, people):
    held = make_session(session, house.point, *people)
    client_as(house.police).get(f"/sessions/{held.ref}")
    session.rollback()
    entry = session.scalars(select(TrailEntry).where(TrailEntry.tag == "person:list:viewed")).one()
    assert (entry.actor_name, entry.keys["count"]) == ("cong-an", 5)


def test_a_session_opened_from_a_persons_page_has_that_person_ticked(client_as, house, session, people):
    client = client_as(house.officer)
    page = client.get(f"/sessions/new?person={people[2].ref}").text
    assert re.search(rf'name="known" value="{people[2].ref}"[^>]* checked', page)
    stranger = make_person(session, house.dinh_hoa)
    assert client.get(f"/sessions/new?person={stranger.ref}").status_code == 404


def test_a_session_is_corrected(client_as, house, session, people):
    held = make_session(session, house.point, people[0], people[1], topic="Sai", attendance=5)
    client = client_as(house.officer)
    page = client.get(f"/sessions/{held.ref}/edit").text
    assert re.search(rf'name="known" value="{people[0].ref}"[^>]* checked', page)
    data = TYPED | {"point_ref": house.point.ref, "known": people[0].ref, "people": "Danh Ba", "attendance": "6"}
    answer = client.post(f"/sessions/{held.ref}/edit", data=data)
    assert answer.status_code == 400 and "hãy ghi lý do sửa" in answer.text and "Danh Ba</textarea>" in answer.text
    data["reason"] = "Theo sổ ghi buổi tư vấn"
    assert client.post(f"/sessions/{held.ref}/edit", data=data).status_code == 303
    page = client.get(f"/sessions/{held.ref}").text
    assert "Số người dự" in page and "từ 5 thành 6" in page and "Theo sổ ghi buổi tư vấn" in page
    told = [client.get(f"/people/{people[number].ref}?kind=change").text for number in (0, 1)]
    assert "Đã sửa buổi tư vấn: Số người dự" in told[0] and "từ 5 thành 6, vì: Theo sổ ghi buổi tư vấn" in told[0]
    assert "Đã sửa buổi tư vấn: Có tên trong buổi" in told[1] and "từ có thành không" in told[1]
    held = only(session)
    assert (held.topic, held.attendance) == ("Dự phòng tái nghiện", 6)
    assert {row.person_id for row in held.attendees} == {people[0].id, people[2].id}


def test_a_session_corrected_by_somebody_else_meanwhile_is_not_overwritten(client_as, house, session, people):
    held = make_session(session, house.point, people[0], topic="Việc làm", attendance=5)
    mine, theirs, address = client_as(house.officer), client_as(house.counsellor), f"/sessions/{held.ref}/edit"
    data = TYPED | {"point_ref": house.point.ref, "known": people[0].ref, "topic": "Việc làm", "attendance": "5"}
    data |= {"stamp": stamp_in(mine.get(address).text), "reason": "Theo sổ ghi buổi tư vấn"}
    assert theirs.post(address, data=data | {"people": "Danh Hai", "attendance": "7"}).status_code == 303
    answer = mine.post(address, data=data | {"topic": "Pháp luật"})
    assert answer.status_code == 409 and "Pháp luật" in answer.text
    assert "Số người dự: 7" in answer.text and "2 người" in answer.text, "it says what changed"
    assert (only(session).topic, only(session).attendance) == ("Việc làm", 7)


def test_sessions_are_found_by_year_and_text(client_as, house, session):
    make_session(session, house.point, held_on=date(2025, 9, 1), attendance=2, topic="Luật phòng, chống về ma túy")
    make_session(session, house.point, held_on=date(2026, 9, 1), attendance=2, topic="Định hướng việc làm")
    client = client_as(house.officer)
    assert "Định hướng" not in client.get("/sessions?year=2025").text
    assert "Định hướng" in client.get("/sessions?q=định+hướng").text
    assert "Luật phòng, chống" not in client.get("/sessions?q=định+hướng").text
    assert client.get("/sessions?year=0&page=99999").status_code == 200


def test_a_point_is_established_staffed_and_closed(client_as, house, session):
    who = make_staff(session, house.go_quao, "Lê Thị Sen")
    client = client_as(house.chair)
    data = {"name": "Điểm nhà văn hóa", "premises": "culture_house", "established_on": "01/03/2026"}
    address = client.post("/points/new", data=data).location
    assert client.post(f"{address}/staff/new", data={"staff_ref": who.ref, "from_on": "01/03/2026"}).status_code == 303
    page = client.get(address).text
    assert "Lê Thị Sen" in page and "Nhà văn hóa" in page
    assert client.post(f"{address}/close", data={"closed_on": "28/02/2026"}).status_code == 400
    assert client.post(f"{address}/close", data={"closed_on": "01/11/2026"}).status_code == 303
    assert "Điểm nhà văn hóa" not in client.get("/points").text
    assert "Điểm nhà văn hóa" in client.get("/points?all=1").text


def test_who_works_at_a_point_is_corrected_with_a_reason(client_as, house, session):
    who, client = make_staff(session, house.go_quao, "Lê Thị Sen"), client_as(house.chair)
    address = f"/points/{house.point.ref}"
    client.post(f"{address}/staff/new", data={"staff_ref": who.ref, "from_on": "01/10/2026"})
    edit = re.search(rf'href="({address}/staff/\d+/edit)"', client.get(address).text)[1]
    days = {"from_on": "02/10/2026", "to_on": "31/10/2026"}
    answer = client.post(edit, data=days)
    assert answer.status_code == 400 and "hãy ghi lý do sửa" in answer.text
    assert client.post(edit, data=days | {"reason": "ghi nhầm ngày"}).status_code == 303
    history = client.get(address).text.split('id="history"')[1]
    assert " → " in history and "Lý do: ghi nhầm ngày" in history
    assert "từ 02/10/2026 đến hết 31/10/2026" in client.get(address).text
    again = {"from_on": "01/10/2026", "to_on": ""}
    assert client.post(f"{address}/staff/new", data=again | {"staff_ref": who.ref}).status_code == 409
    named = {"name": "Điểm mới", "premises": "other", "established_on": "01/01/2026"}
    assert "hãy ghi lý do sửa" in client.post(f"{address}/edit", data=named).text


def test_a_points_page_shows_attendance_by_month(client_as, house, session):
    make_session(session, house.point, held_on=date(2026, 2, 1), attendance=1234)
    page = client_as(house.supervisor).get(f"/points/{house.point.ref}").text
    assert page.count('<tr><th scope="row">') == 12
    assert "1.234" in page and "style=" not in page


def test_the_neighbour_is_told_there_is_no_such_point(client_as, house, session):
    client = client_as(house.neighbour)
    for address in ("", "/edit", "/close", "/staff/new"):
        assert client.get(f"/points/{house.point.ref}{address}").status_code == 404


def test_long_lists_ask_the_database_no_more_than_short_ones(client_as, house, session):
    client = client_as(house.officer)
    counts = []
    for _round in range(2):
        for number in range(10 if not counts else 190):
            person = make_person(session, house.go_quao, f"Danh Số {number}")
            make_session(session, house.point, person, staff_id=make_staff(session, house.go_quao).id)
        with statements() as seen:
            page = client.get("/sessions").text + client.get(f"/points/{house.point.ref}").text
            page += client.get("/sessions/new").text
        counts.append(len(seen))
    rows = re.findall('<tr[^>]*><td[^>]*><a href="/sessions/', page)
    assert len(rows) == 25 + 10, "a page of the list, and the last ones of the point"
    assert counts[1] <= counts[0] + 1 and counts[1] < 60
