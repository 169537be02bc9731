"""The pages on which two records of one person are compared, merged and taken apart again."""

from __future__ import annotations

from datetime import date
from html import unescape

import pytest
from sqlalchemy import select

from casework.records.duplicate import DuplicatePair
from casework.records.merge import Merge
from casework.records.person import Person
from casework.services.duplicate_pairs import park_likely_pairs
from tests.cast import make_episode, make_person
from tests.web.counting import statements


def text(response):
    return unescape(response.get_data(as_text=True))


@pytest.fixture
def pair(session, house):
    one = make_person(session, house.go_quao, "Danh Văn Út", address="Ấp Phước Trung")
    two = make_person(session, house.go_quao, "Danh Văn Ut", phone="0912000111")
    park_likely_pairs(session, [one.id])
    session.commit()
    return one, two


def test_a_pair_is_shown_side_by_side_merged_item_by_item_and_taken_apart(client_as, session, house, pair):
    one, two = pair
    officer = client_as(house.officer)
    page = text(officer.get("/duplicates"))
    assert one.ref in page and two.ref in page and "Trùng họ tên khi bỏ dấu" in page
    address = f"/merges/new?one={one.ref}&other={two.ref}"
    assert "Danh Văn Ut" in text(officer.get(address))
    missing = officer.post(address, data={"take_phone": "other"})
    assert missing.status_code == 400 and "Lý do gộp" in text(missing)
    done = officer.post(address, data={"take_phone": "other", "take_home": "one", "reason": "đã đối chiếu giấy tờ"})
    assert (done.status_code, done.location) == (303, f"/people/{one.ref}")
    session.expire_all()
    assert (one.phone, two.merged_into_id) == ("0912000111", one.id)
    assert officer.get(f"/people/{two.ref}").location == f"/people/{one.ref}"
    assert "Không có cặp nào" in text(officer.get("/duplicates"))
    row = session.scalars(select(Merge)).one()
    assert two.ref in text(officer.get("/merges"))
    assert officer.post(f"/merges/{row.id}/undo", data={"reason": "hai anh em"}).status_code == 303
    session.expire_all()
    assert (one.phone, two.merged_into_id) == (None, None)
    assert officer.get(f"/people/{two.ref}").status_code == 200


def test_an_overlap_must_be_decided_on_the_page(client_as, session, house, pair):
    one, two = pair
    first = make_episode(session, one, registered_on=date(2026, 8, 3))
    second = make_episode(session, two, registered_on=date(2026, 9, 3))
    session.commit()
    officer, address = client_as(house.officer), f"/merges/new?one={one.ref}&other={two.ref}"
    page = text(officer.get(address))
    assert (
        "Giữ cả hai" in page and "Đóng hành chính bản ghi trùng" in page and "không phải quyết định theo luật" in page
    )
    undecided = officer.post(address, data={"reason": "đã đối chiếu giấy tờ"})
    assert undecided.status_code == 400 and "trùng thời gian" in text(undecided)
    name = f"episode-{first.id}-{second.id}"
    decided = {"reason": "đã đối chiếu giấy tờ", f"overlap_{name}": second.ref, f"ended_{name}": "05/09/2026"}
    assert officer.post(address, data=decided).status_code == 303
    session.expire_all()
    assert (second.person_id, second.ended_on) == (one.id, date(2026, 9, 5))
    told = "Đóng hành chính ngày 05/09/2026"
    assert told in text(officer.get(f"/episodes/{second.ref}")) and told not in text(
        officer.get(f"/episodes/{first.ref}")
    )
    assert "Đóng hành chính khi gộp hồ sơ" in text(officer.get(f"/people/{one.ref}"))
    assert f"ghi trùng với {first.ref}" in text(officer.get("/merges"))


def test_two_people_are_told_apart_for_ever(client_as, session, house, pair):
    officer = client_as(house.officer)
    row = session.scalars(select(DuplicatePair)).one()
    officer.post(f"/duplicates/{row.id}/different", data={"note": ""})
    session.expire_all()
    assert row.state == "open"
    officer.post(f"/duplicates/{row.id}/different", data={"note": "hai anh em sinh đôi"})
    session.expire_all()
    assert (row.state, row.decided_by_id) == ("different", house.officer.account_id)


def test_a_neighbour_sees_neither_pair_nor_merge_and_cannot_merge(client_as, session, house, pair):
    one, two = pair
    row = session.scalars(select(DuplicatePair)).one()
    neighbour = client_as(house.neighbour)
    assert one.ref not in text(neighbour.get("/duplicates"))
    assert neighbour.get(f"/merges/new?one={one.ref}&other={two.ref}").status_code == 404
    assert neighbour.post(f"/duplicates/{row.id}/different", data={"note": "hai người"}).status_code == 404
    assert neighbour.post("/merges/1/undo", data={"reason": "hai người"}).status_code == 404
    assert client_as(house.police).get("/duplicates").status_code == 403


def test_somebody_above_compares_without_seeing_names(client_as, house, pair):
    one, two = pair
    page = text(client_as(house.supervisor).get(f"/merges/new?one={one.ref}&other={two.ref}"))
    assert "D. V. Ú." in page and "Danh Văn" not in page and "0912000111" not in page


def test_the_list_of_pairs_asks_as_many_questions_for_one_as_for_many(client_as, session, house, pair):
    officer = client_as(house.officer)
    officer.get("/duplicates")
    with statements() as few:
        officer.get("/duplicates")
    ids = [make_person(session, house.go_quao, "Danh Văn Út", address="Ấp Phước Trung").id for _ in range(4)]
    park_likely_pairs(session, ids)
    session.commit()
    with statements() as many:
        assert text(officer.get("/duplicates")).count("xem và gộp") == 10
    assert len(many) <= len(few)


def test_a_list_is_searched_filtered_and_kept(client_as, session, house, pair):
    officer = client_as(house.officer)
    page = text(officer.get("/people?q=danh&sex=female"))
    assert "Không có ai" in page and "Lưu danh sách này" in page
    kept = officer.post("/saved-lists", data={"name": "Nữ họ Danh", "question": "q=danh&sex=female"})
    assert kept.location == "/people?q=danh&sex=female"
    assert "Nữ họ Danh" in text(officer.get("/people"))
    assert "Nữ họ Danh" not in text(client_as(house.chair).get("/people"))
    assert "2 người" in text(officer.get("/people?birth_year=1990"))
    assert session.scalar(select(Person.id).limit(1)) is not None
