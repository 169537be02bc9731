"""Pages of teams and staff: who may look, who may change, what a refusal says."""

import re
from datetime import date
from html import unescape

import pytest
from sqlalchemy import select

from casework.records.team import Staff, Team, TeamActivity, TeamMember
from tests.cast import make_staff, make_team


@pytest.fixture
def team(session, house):
    return make_team(
        session,
        house.go_quao,
        make_staff(session, house.go_quao, "Danh Sa Rây", "police"),
        established_on=date(2026, 1, 5),
        decision_number="05/QĐ-UBND",
    )


def test_an_officer_establishes_a_team_adds_a_member_and_records_an_activity(client_as, house, session):
    who = make_staff(session, house.go_quao, "Lê Thị Sen")
    client = client_as(house.officer)
    answer = client.post("/teams/new", data={"established_on": "01/03/2026", "decision_number": "12/QĐ-UBND"})
    assert answer.status_code == 303
    address = answer.location
    answer = client.post(f"{address}/members/new", data={"staff_ref": who.ref, "role": "leader", "from_on": "1/3/2026"})
    assert answer.status_code == 303
    data = {"held_on": "04/05/2026", "kind": "review", "note": "Họp xét tháng 5"}
    assert client.post(f"{address}/activities/new", data=data).status_code == 303
    page = client.get(address).text
    for text in ("12/QĐ-UBND", "Lê Thị Sen", "Tổ trưởng", "Họp xét tháng 5", "Đang hoạt động: 1 hoạt động"):
        assert text in page
    session.rollback()
    assert session.scalars(select(TeamActivity)).one().note == "Họp xét tháng 5"


def test_a_refused_form_keeps_what_was_typed_and_stores_nothing(client_as, house, session):
    client = client_as(house.officer)
    answer = client.post("/teams/new", data={"established_on": "22/11/2026", "decision_number": "12/QĐ-UBND"})
    assert answer.status_code == 400
    assert "22/11/2026 chưa tới" in answer.text and 'value="12/QĐ-UBND"' in answer.text
    answer = client.post("/teams/new", data={"established_on": "31/02/2026"})
    assert answer.status_code == 400 and "Ngày không hợp lệ" in answer.text
    assert session.scalars(select(Team)).all() == []


def test_the_same_member_again_is_a_conflict(client_as, house, session, team):
    who = team.members[0].staff.ref
    answer = client_as(house.officer).post(
        f"/teams/{team.ref}/members/new", data={"staff_ref": who, "role": "member", "from_on": "05/01/2026"}
    )
    assert answer.status_code == 409 and "đã là thành viên" in answer.text


def test_a_membership_ends_and_is_listed_as_past(client_as, house, session, team):
    client = client_as(house.officer)
    address = f"/teams/{team.ref}/members/{team.members[0].id}/end"
    assert "Danh Sa Rây" in client.get(address).text
    assert client.post(address, data={"to_on": "31/10/2026"}).status_code == 303
    page = client.get(f"/teams/{team.ref}").text
    assert "Thành viên trước đây" in page and "đến hết 31/10/2026" in page


def test_a_membership_is_corrected_with_a_reason_and_not_over_somebody_elses_correction(
    client_as, house, session, team
):
    mine, theirs = client_as(house.officer), client_as(house.chair)
    address = f"/teams/{team.ref}/members/{team.members[0].id}/edit"
    stamp = re.search(r'name="stamp"[^>]*value="([^"]+)"', mine.get(address).text)[1]
    typed = {"role": "leader", "from_on": "06/01/2026", "to_on": "", "stamp": stamp}
    answer = mine.post(address, data=typed)
    assert answer.status_code == 400 and "hãy ghi lý do sửa" in answer.text and 'value="06/01/2026"' in answer.text
    other = {"role": "deputy", "from_on": "05/01/2026", "to_on": "", "reason": "ghi nhầm vai trò"}
    assert theirs.post(address, data=other).status_code == 303
    answer = mine.post(address, data=typed | {"reason": "ghi nhầm ngày"})
    assert answer.status_code == 409 and "Vai trò: Tổ phó" in unescape(answer.text)
    session.rollback()
    assert session.scalars(select(TeamMember.role)).one() == "deputy"
    stamp = re.search(r'name="stamp"[^>]*value="([^"]+)"', answer.text)[1]
    assert mine.post(address, data=typed | {"reason": "ghi nhầm ngày", "stamp": stamp}).status_code == 303
    session.rollback()
    assert session.execute(select(TeamMember.role, TeamMember.from_on)).one() == ("leader", date(2026, 1, 6))
    outside = typed | {"from_on": "01/01/2025", "reason": "thử ngày sai", "stamp": ""}
    assert mine.post(address, data=outside).status_code == 400
    removed = f"/removals/new/team_member/{team.members[0].id}"
    assert mine.post(removed, data={"reason": "không vào tổ này"}).status_code == 303
    history = unescape(mine.get(f"/teams/{team.ref}").text.split('id="history"')[1])
    assert "Vai trò: Tổ phó → Tổ trưởng" in history and "Từ ngày: 05/01/2026 → 06/01/2026" in history
    assert "Lý do: ghi nhầm ngày" in history and "can-bo" in history and "chu-tich" in history
    assert "Gỡ bỏ Thành viên tổ công tác Danh Sa Rây" in history and "Lý do: không vào tổ này" in history


def test_a_decision_corrected_by_two_is_not_overwritten_unseen(client_as, house, session, team):
    mine, theirs = client_as(house.officer), client_as(house.chair)
    address = f"/teams/{team.ref}/edit"
    stamp = re.search(r'name="stamp"[^>]*value="([^"]+)"', mine.get(address).text)[1]
    data = {"established_on": "04/01/2026", "decision_number": team.decision_number, "reason": "ghi nhầm ngày"}
    assert theirs.post(address, data=data | {"established_on": "03/01/2026"}).status_code == 303
    answer = mine.post(address, data=data | {"stamp": stamp})
    assert answer.status_code == 409 and "Ngày thành lập: 03/01/2026" in unescape(answer.text)


def test_a_dissolved_team_is_listed_only_on_request(client_as, house, session, team):
    client = client_as(house.officer)
    assert client.post(f"/teams/{team.ref}/dissolve", data={"dissolved_on": "01/11/2026"}).status_code == 303
    assert "05/QĐ-UBND" not in client.get("/teams").text
    assert "05/QĐ-UBND" in client.get("/teams?all=1").text
    assert "Đã giải thể" in client.get(f"/teams/{team.ref}").text


def test_who_may_look_at_teams_and_who_may_change_them(client_as, house, session, team):
    looks, changes = {}, {}
    for actor in house.everybody:
        client = client_as(actor)
        looks[actor.name] = client.get("/teams").status_code
        changes[actor.name] = client.get("/teams/new").status_code
    assert {name for name, status in looks.items() if status == 403} == {"tu-van", "quan-tri"}
    assert {name for name, status in changes.items() if status == 200} == {"can-bo", "can-bo-dinh-hoa", "chu-tich"}
    answer = client_as(house.police).post(f"/teams/{team.ref}/dissolve", data={"dissolved_on": "01/11/2026"})
    assert answer.status_code == 403


def test_the_neighbour_is_told_there_is_no_such_team(client_as, house, session, team):
    client = client_as(house.neighbour)
    for address in ("", "/edit", "/dissolve", "/members/new", "/activities/new", f"/members/{team.members[0].id}/end"):
        assert client.get(f"/teams/{team.ref}{address}").status_code == 404
    answer = client.post(f"/teams/{team.ref}/activities/new", data={"held_on": "04/05/2026", "kind": "review"})
    assert answer.status_code == 404
    session.rollback()
    assert session.scalars(select(TeamActivity)).all() == [] and len(session.scalars(select(TeamMember)).all()) == 1


def test_the_province_sees_the_communes_team(client_as, house, session, team):
    assert "Danh Sa Rây" in client_as(house.supervisor).get(f"/teams/{team.ref}").text


def test_staff_are_entered_found_and_corrected(client_as, house, session):
    client = client_as(house.officer)
    assert client.post("/staff/new", data={"full_name": "Đặng Út", "sector": "volunteer"}).status_code == 303
    assert client.post("/staff/new", data={"full_name": "", "sector": ""}).status_code == 400
    ref = session.scalars(select(Staff.ref)).one()
    moved = {"full_name": "Đặng Út", "sector": "health"}
    assert "lý do sửa" in client.post(f"/staff/{ref}/edit", data=moved).text
    moved["reason"] = "Chuyển ngành"
    assert client.post(f"/staff/{ref}/edit", data=moved).status_code == 303
    assert "Đặng Út" in client.get("/staff?q=đặng&sector=health").text
    assert "Đặng Út" not in client.get("/staff?sector=volunteer").text
    assert client_as(house.neighbour).get(f"/staff/{ref}/edit").status_code == 404


def test_a_form_sent_twice_is_carried_out_once(client_as, house, session):
    client = client_as(house.officer)
    data = {"established_on": "01/03/2026", "request_key": "k" * 20}
    first, second = client.post("/teams/new", data=data), client.post("/teams/new", data=data)
    assert first.location == second.location
    assert len(session.scalars(select(Team)).all()) == 1


def test_a_ref_of_another_system_may_hold_a_slash(client_as, house, session):
    make_team(session, house.go_quao, ref="GQ/2020/01", decision_number="77/QĐ")
    client = client_as(house.officer)
    assert "77/QĐ" in client.get("/teams/GQ/2020/01").text
    assert client.get("/teams/GQ/2020/01/edit").status_code == 200
