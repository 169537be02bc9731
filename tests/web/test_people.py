"""The pages about people."""

from __future__ import annotations

from datetime import date
from html import unescape

import pytest
from sqlalchemy import event, func, select

from casework.law.vocabulary import Sex
from casework.records import db
from casework.records.person import Person
from casework.records.trail import TrailEntry
from casework.services.people import register_person
from tests.cast import make_episode, make_person, scope

NEW = {
    "full_name": "Danh Văn Út",
    "birth": "03/02/1991",
    "sex": "male",
    "national_id": "091091000123",
    "unit": "30952",
    "address": "Ấp Phước Trung 1",
    "phone": "0912 000 111",
}


def text(response):
    return unescape(response.get_data(as_text=True))


def count(session):
    return session.scalar(select(func.count(Person.id)))


def tags(session):
    session.rollback()
    return [(entry.tag, entry.person_id) for entry in session.scalars(select(TrailEntry).order_by(TrailEntry.id))]


@pytest.fixture
def officer(client_as, house):
    return client_as(house.officer)


@pytest.fixture
def registered(session, house):
    """A person with every private detail."""
    person = register_person(
        session,
        scope(house.officer),
        house.officer,
        full_name="Nguyễn Thị Ánh",
        birth=date(1990, 5, 4),
        sex=Sex.FEMALE,
        unit=house.go_quao,
        today=date(2026, 11, 21),
        national_id="091190000456",
        address="Ấp Hòa Tạo",
        phone="0987654321",
    )
    session.commit()
    return person


def test_an_officer_registers_a_person_and_lands_on_their_page(officer, session, house):
    response = officer.post("/people/new", data=NEW)
    assert response.status_code == 303
    page = officer.get(response.location)
    assert page.status_code == 200
    assert "Danh Văn Út" in text(page) and "091091000123" in text(page) and "Đăng ký cai nghiện" in text(page)
    assert count(session) == 1


def test_a_year_alone_is_taken_as_the_birth(officer, session, house):
    officer.post("/people/new", data=NEW | {"birth": "1991"})
    assert session.scalars(select(Person)).one().birth_year == 1991


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("full_name", "", "Họ và tên"),
        ("birth", "31/02/1991", "Ngày không hợp lệ"),
        ("birth", "22/11/2026", "không thể ở tương lai"),
        ("national_id", "12345", "12 chữ số"),
        ("unit", "30958", "không thuộc phạm vi"),
    ],
)
def test_a_wrong_value_is_named_and_the_input_kept(officer, session, house, field, value, message):
    response = officer.post("/people/new", data=NEW | {field: value})
    assert response.status_code == 400
    assert message in text(response) and 'value="0912 000 111"' in text(response)
    assert count(session) == 0


def test_likely_duplicates_are_shown_with_reasons_and_may_be_said_to_be_different(officer, session, house):
    known = make_person(session, house.go_quao, "Danh Văn Ut", birth_on=date(1991, 7, 8))
    session.commit()
    response = officer.post("/people/new", data=NEW)
    assert response.status_code == 409
    page = text(response)
    assert known.ref in page and "Trùng họ tên khi bỏ dấu" in page and "Đây là người khác – vẫn tạo mới" in page
    assert 'value="Ấp Phước Trung 1"' in page
    assert count(session) == 1
    assert tags(session)[-1][0] == "person:list:viewed"
    again = officer.post("/people/new", data=NEW | {"confirm": "1", "seen": [known.ref]})
    assert again.status_code == 303
    assert count(session) == 2


def test_a_national_id_elsewhere_names_nobody(officer, client_as, session, house):
    client_as(house.neighbour).post("/people/new", data=NEW | {"unit": "30958"})
    response = officer.post("/people/new", data=NEW | {"full_name": "Lê Văn Khác"})
    assert response.status_code == 409
    assert "đơn vị khác" in text(response)
    assert "Danh Văn Út" not in text(response)


def test_a_national_id_on_file_here_leads_to_the_record(officer, session, house, registered):
    response = officer.post("/people/new", data=NEW | {"national_id": "091190000456"})
    assert response.status_code == 409
    assert f"/people/{registered.ref}" in text(response) and "vẫn tạo mới" not in text(response)


def test_the_same_form_sent_twice_is_carried_out_once(officer, session, house):
    first = officer.post("/people/new", data=NEW | {"request_key": "k1"})
    second = officer.post("/people/new", data=NEW | {"request_key": "k1"})
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location
    assert count(session) == 1


@pytest.mark.parametrize("query", ["anh nguyen", "Ánh", "091190000456", "091 190 000 456"])
def test_the_search_finds_without_diacritics_and_by_the_whole_number(officer, registered, query):
    page = text(officer.get("/people", query_string={"q": query}))
    assert "Nguyễn Thị Ánh" in page and registered.ref in page


def test_the_neighbour_finds_nobody_and_the_page_does_not_exist(client_as, house, registered):
    neighbour = client_as(house.neighbour)
    assert "Nguyễn Thị Ánh" not in text(neighbour.get("/people", query_string={"q": "anh"}))
    assert neighbour.get(f"/people/{registered.ref}").status_code == 404
    assert neighbour.get(f"/people/{registered.ref}/edit").status_code == 404


def test_a_view_is_noted_in_the_trail(officer, session, registered):
    officer.get(f"/people/{registered.ref}")
    assert tags(session)[-1] == ("person:file:viewed", registered.id)


def test_a_supervisor_sees_initials_and_nothing_private(client_as, session, house, registered):
    make_episode(session, registered)
    session.commit()
    supervisor = client_as(house.supervisor)
    for page in (text(supervisor.get(f"/people/{registered.ref}")), text(supervisor.get("/people"))):
        assert "N. T. Á." in page
        for private in ("Nguyễn Thị Ánh", "091190000456", "Ấp Hòa Tạo", "0987654321", "04/05/1990"):
            assert private not in page


def test_a_supervisor_may_unmask_with_a_reason_for_one_response(client_as, session, house, registered):
    supervisor = client_as(house.supervisor)
    address = f"/people/{registered.ref}/unmask"
    assert supervisor.post(address, data={"reason": "cần"}).status_code == 400
    shown = supervisor.post(address, data={"reason": "đối chiếu đơn khiếu nại số 12"})
    assert shown.status_code == 200
    assert "Nguyễn Thị Ánh" in text(shown) and "091190000456" not in text(shown)
    entry = session.scalars(select(TrailEntry).order_by(TrailEntry.id.desc())).first()
    assert entry.tag == "person:name:unmasked"
    assert entry.keys == {"ref": registered.ref, "reason": "đối chiếu đơn khiếu nại số 12"}
    assert "Nguyễn Thị Ánh" not in text(supervisor.get(f"/people/{registered.ref}"))


@pytest.mark.parametrize("who", ["auditor", "administrator"])
def test_who_has_no_business_with_people_is_kept_out(client_as, house, registered, who):
    browser = client_as(getattr(house, who))
    assert browser.get("/people").status_code == 403
    assert browser.get(f"/people/{registered.ref}").status_code == 403


def test_a_counsellor_finds_people_but_opens_no_file(client_as, house, registered):
    counsellor = client_as(house.counsellor)
    page = text(counsellor.get("/people"))
    assert "Nguyễn Thị Ánh" in page and f"/people/{registered.ref}" not in page
    assert counsellor.get(f"/people/{registered.ref}").status_code == 403


def edited(person, **changed):
    return {
        "version": person.version,
        "full_name": person.full_name,
        "birth": "04/05/1990",
        "sex": "female",
        "national_id": "091190000456",
        "address": person.address,
        "phone": person.phone,
        "reason": "sửa theo CCCD",
    } | changed


def test_a_correction_is_saved_with_its_reason(officer, session, registered):
    response = officer.post(f"/people/{registered.ref}/edit", data=edited(registered, phone="0911222333"))
    assert response.status_code == 303
    session.expire_all()
    assert registered.phone == "0911222333"


def test_a_stale_correction_keeps_the_input_and_shows_what_differs(officer, session, registered):
    seen = edited(registered)
    officer.post(f"/people/{registered.ref}/edit", data=seen | {"phone": "0911222333"})
    response = officer.post(f"/people/{registered.ref}/edit", data=seen | {"phone": "0944555666"})
    assert response.status_code == 409
    assert 'value="0944555666"' in text(response) and "đang lưu: 0911222333" in text(response)
    session.expire_all()
    assert registered.phone == "0911222333"


def test_a_move_away_takes_the_person_out_of_sight(officer, client_as, session, house, registered):
    data = edited(registered, unit="30958", moved_on="01/10/2026", address="Ấp 9")
    response = officer.post(f"/people/{registered.ref}/edit", data=data)
    assert response.location.endswith("/people")
    assert officer.get(f"/people/{registered.ref}").status_code == 404
    assert "01/10/2026" in text(client_as(house.neighbour).get(f"/people/{registered.ref}"))


def queries_of(browser, address):
    statements = []

    def note(connection, cursor, statement, *rest):
        statements.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        assert browser.get(address).status_code == 200
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    return len(statements)


def test_the_list_asks_as_many_queries_for_200_people_as_for_10(officer, session, house):
    def add(first, last):
        for number in range(first, last):
            make_episode(session, make_person(session, house.go_quao, f"Người Thứ {number:03d}"))
        session.commit()

    add(0, 10)
    few = queries_of(officer, "/people")
    add(10, 200)
    assert queries_of(officer, "/people") == few
