"""Taking a unit's record out on the pages, and finding it again to bring it back."""

from __future__ import annotations

from datetime import date
from html import unescape

from sqlalchemy import select

from casework.records.outreach import CommunicationEvent
from casework.records.removal import Removal
from tests.cast import make_session, make_staff, make_team


def text(response):
    return unescape(response.get_data(as_text=True))


def test_an_event_is_taken_out_from_its_form_and_brought_back_from_the_list_of_its_book(client_as, session, house):
    event = CommunicationEvent(
        unit_id=house.go_quao.id, held_on=date(2026, 9, 1), level="commune", topic="Mít tinh phát động", participants=40
    )
    session.add(event)
    session.commit()
    officer, address = client_as(house.officer), f"/removals/new/communication_event/{event.id}"
    assert address in text(officer.get(f"/events/{event.id}/edit"))
    assert "Mít tinh phát động (40 lượt người)" in text(officer.get(address))
    assert officer.post(address, data={"reason": ""}).status_code == 400
    done = officer.post(address, data={"reason": "ghi hai lần"})
    assert (done.status_code, done.location) == (303, "/events")
    left = text(officer.get("/events"))
    assert "Đã gỡ bỏ: Cuộc tuyên truyền Mít tinh" in left and "Mít tinh phát động</td>" not in left
    row = session.scalars(select(Removal)).one()
    listed = text(officer.get("/removals?kind=communication_event"))
    assert f"/removals/{row.ref}/restore" in listed and "ghi hai lần" in listed
    assert "Không có bản ghi nào loại này" in text(officer.get("/removals?kind=team"))
    above = client_as(house.supervisor)
    assert "ghi hai lần" in text(above.get("/removals")) and row.ref not in text(above.get("/removals"))
    assert above.post(f"/removals/{row.ref}/restore", data={"reason": "khôi phục"}).status_code == 403
    assert officer.post(f"/removals/{row.ref}/restore", data={"reason": "gỡ nhầm"}).location == "/events"
    assert "Mít tinh phát động</td>" in text(officer.get("/events"))


def test_a_team_and_a_point_say_what_keeps_them_and_offer_their_parts(client_as, session, house):
    team = make_team(session, house.go_quao, make_staff(session, house.go_quao, "Lý Thị Cán"))
    make_session(session, house.point)
    session.commit()
    team_ref, taking_out = team.ref, f"/removals/new/team/{team.id}"
    officer = client_as(house.officer)
    page = text(officer.get(f"/teams/{team.ref}"))
    assert taking_out in page and f"/removals/new/team_member/{team.members[0].id}" in page
    assert "/removals/new/" not in text(client_as(house.police).get(f"/teams/{team.ref}"))
    refused = officer.post(taking_out, data={"reason": "ghi nhầm tổ"})
    assert refused.status_code == 409 and "1 thành viên đang tham gia" in text(refused)
    refused = officer.post(f"/removals/new/point/{house.point.id}", data={"reason": "ghi nhầm điểm"})
    assert refused.status_code == 409 and "1 buổi tư vấn" in text(refused) and "tài khoản được giao" in text(refused)
    member = officer.post(f"/removals/new/team_member/{team.members[0].id}", data={"reason": "ghi nhầm người"})
    assert member.location == "/teams"
    assert officer.post(taking_out, data={"reason": "ghi nhầm tổ"}).location == "/teams"
    assert officer.get(f"/teams/{team_ref}").status_code == 404
