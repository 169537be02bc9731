"""The pages of divided communes and of moves: what waits, giving by ticks or by village, answering what arrives."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from sqlalchemy import select

from casework.access.roles import Role
from casework.records.club import Club
from casework.records.episode import EpisodeTransfer
from casework.records.trail import TrailEntry
from casework.services.transfers import transfer_episode
from tests.cast import REFORM, make_actor, make_aftercare, make_episode, make_person, scope, unit
from tests.web.counting import statements


def text(response):
    return unescape(response.text)


@pytest.fixture
def divided(session):
    """A divided commune with two people in two villages; one of them is in rehabilitation."""
    divided = unit(session, "30355", date(2025, 6, 30))
    one = make_person(session, divided, "Lê Văn Ba", address="Ấp Vĩnh Hòa, tổ 3")
    make_person(session, divided, "Lê Văn Năm", address="Ấp Vĩnh An")
    make_episode(session, one, registered_on=date(2025, 2, 1))
    session.add(Club(unit_id=divided.id, established_on=date(2024, 1, 1), name="Nhóm Vĩnh An"))
    session.commit()
    return divided


def test_a_province_gives_a_village_and_then_what_it_ticked(client_as, session, house, divided):
    supervisor, part = client_as(house.supervisor), unit(session, "30337", REFORM)
    address = f"/allocations/{divided.id}"
    assert address in supervisor.get("/allocations").text and "chờ phân bổ" in text(supervisor.get("/"))
    page = text(supervisor.get(address))
    assert "L. V. B." in page and "Lê Văn" not in page and "Ấp Vĩnh Hòa" in page and "Giao cả nhóm này" in page
    data = {"to_unit": part.id, "moved_on": "01/09/2025"}
    nothing = supervisor.post(address, data=data)
    assert nothing.status_code == 400 and "ít nhất một" in text(nothing) and 'value="01/09/2025"' in text(nothing)
    early = supervisor.post(address, data=data | {"moved_on": "30/06/2025", "village": "Ấp Vĩnh Hòa"})
    assert early.status_code == 400 and "không sớm hơn" in text(early)
    assert supervisor.post(address, data=data | {"village": "Ấp Vĩnh Hòa"}).status_code == 303
    move = session.scalars(select(EpisodeTransfer)).one()
    assert (move.to_unit_id, move.moved_on, move.state) == (part.id, date(2025, 9, 1), "allocated")
    page = text(supervisor.get(address))
    assert "Ấp Vĩnh Hòa" not in page and "Nhóm Vĩnh An" in page
    club = session.scalars(select(Club)).one()
    done = supervisor.post(f"{address}/books", data=data | {"books": [f"club:{club.id}"]})
    assert done.status_code == 303 and "Nhóm Vĩnh An" not in text(supervisor.get(address))


def test_the_start_page_says_once_how_much_waits_and_that_is_as_much_as_is_listed(
    client_as, session, house, divided, monkeypatch
):
    make_aftercare(session, make_person(session, divided, "Lê Văn Sáu", address="Ấp Vĩnh An"), starts_on=REFORM)
    session.commit()
    supervisor = client_as(house.supervisor)
    start = text(supervisor.get("/"))
    assert start.count("chờ phân bổ") == 1 and re.search(r'/allocations">[^<]+</a> <span class="count">5<', start)
    assert "5 mục chờ" in text(supervisor.get("/allocations"))
    whole = text(supervisor.get(f"/allocations/{divided.id}"))
    assert whole.count('name="keys"') == 5 and "5 mục chờ" in whole
    monkeypatch.setattr("casework.web.allocations.SIZE", 3)
    first, second = (text(supervisor.get(f"/allocations/{divided.id}?page={number}")) for number in (1, 2))
    assert (first.count('name="keys"'), second.count('name="keys"')) == (3, 2) and "gồm 3 mục" not in second
    codes = ("episode.unallocated", "aftercare.unallocated", "person.unit-divided")
    links = [
        re.findall(r'href="(/allocations/of/[^"]+)"', supervisor.get(f"/quality/checks/{code}").text) for code in codes
    ]
    assert [len(each) for each in links] == [1, 1, 3]
    assert {supervisor.get(each).location for some in links for each in some} == {f"/allocations/{divided.id}"}


def test_a_village_is_given_whole_though_the_page_shows_only_its_beginning(
    client_as, session, house, divided, monkeypatch
):
    for number in range(3):
        make_person(session, divided, f"Trần Thị {number}", address="Ấp Vĩnh An")
    session.commit()
    monkeypatch.setattr("casework.services.allocations.MOST", 1)
    supervisor, address = client_as(house.supervisor), f"/allocations/{divided.id}"
    page = text(supervisor.get(address))
    assert page.count('name="keys"') == 2 and "6 mục chờ" in page and "4 mục nữa" in page
    part = unit(session, "30337", REFORM)
    supervisor.post(address, data={"to_unit": part.id, "moved_on": "01/09/2025", "village": "Ấp Vĩnh An"})
    assert "2 mục chờ" in (page := text(supervisor.get(address))) and "mục nữa" not in page


def test_a_part_claims_for_itself_and_others_see_no_such_commune(client_as, session, house, divided):
    part, other = unit(session, "30337", REFORM), unit(session, "30346", REFORM)
    claimant = client_as(make_actor(session, "can-bo-an-phu", "Trương Văn Một", Role.COMMUNE_OFFICER, part))
    address = f"/allocations/{divided.id}"
    page = text(claimant.get(address))
    assert "Lê Văn Ba" in page and part.name in page and f'value="{other.id}"' not in page
    data = {"moved_on": "01/09/2025", "village": "Ấp Vĩnh An"}
    assert claimant.post(address, data=data | {"to_unit": other.id}).status_code == 400
    assert claimant.post(address, data=data | {"to_unit": part.id}).status_code == 303
    assert client_as(house.officer).get(address).status_code == 404
    assert client_as(house.chair).get("/allocations").status_code == 403
    tags = session.scalars(select(TrailEntry.tag)).all()
    assert tags.count("person:list:viewed") >= 1 and "person:residence:allocated" in tags


def test_a_move_of_an_imported_table_is_listed_where_it_left_without_an_answer(client_as, session, house):
    def gone(name):
        person = make_person(session, house.go_quao, name)
        days = {"registered_on": date(2026, 1, 5), "decided_on": date(2026, 1, 8), "started_on": date(2026, 1, 10)}
        return make_episode(session, person, moves=[(date(2026, 3, 2), house.dinh_hoa)], **days)

    episode = gone("Trần Văn Bảy")
    session.commit()
    officer = client_as(house.officer)
    with statements() as one:
        page = text(officer.get("/arrivals"))
    assert "đã chuyển, không có trả lời trên hệ thống" in page and episode.ref in page
    [found] = re.findall(r"href=\"(/papers/[^\"]+part=2026-03-02)\"", page)
    assert officer.get(found).status_code == 200
    assert "đã chuyển" not in text(client_as(house.neighbour).get("/arrivals"))
    for number in range(8):
        gone(f"Trần Thị {number}")
    session.commit()
    with statements() as many:
        officer.get("/arrivals")
    assert len(many) <= len(one)


def test_both_communes_see_a_move_and_its_answer(client_as, session, house):
    episode = make_episode(
        session, make_person(session, house.go_quao, "Trần Văn Bảy"), registered_on=date(2026, 1, 5),
        decided_on=date(2026, 1, 8), started_on=date(2026, 1, 10),
    )  # fmt: skip
    transfer_episode(
        session, scope(house.officer), house.officer, episode.ref,
        moved_on=date(2026, 11, 2), to_unit=house.dinh_hoa, today=date(2026, 11, 21),
    )  # fmt: skip
    session.commit()
    officer, neighbour = client_as(house.officer), client_as(house.neighbour)
    departures = officer.get("/arrivals").text
    assert "chờ nơi nhận trả lời" in departures and "?part=2026-11-02" in departures
    assert "chờ tiếp nhận" in text(neighbour.get("/")) and "chờ tiếp nhận" not in text(officer.get("/"))
    page = text(neighbour.get("/arrivals"))
    assert "Trần Văn Bảy" in page and house.go_quao.name in page
    move = session.scalars(select(EpisodeTransfer)).one()
    address = f"/arrivals/episode/{move.id}/answer"
    assert officer.get(address).status_code == 404 and client_as(house.supervisor).get(address).status_code == 403
    missing = neighbour.post(address, data={"answer": "decline", "on": "09/11/2026"})
    assert missing.status_code == 400 and "vì sao" in text(missing)
    assert neighbour.post(address, data={"answer": "accept", "on": "04/11/2026", "note": "CV 12"}).status_code == 303
    assert "đã tiếp nhận 04/11/2026" in text(officer.get("/arrivals"))
    assert neighbour.get(address).status_code == 404
