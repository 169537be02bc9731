"""What sets one book apart: who is on a list once, who is evaluated, who answers a caller, who sets a target."""

import re
from datetime import date

import pytest
from sqlalchemy import select

from casework.indicators.targets import target_for
from casework.records.hotline import HotlineCall
from casework.records.target import Target
from casework.records.trail import TrailEntry
from casework.services.hotline import answer_deadline, is_late
from tests.cast import make_actor, make_person
from tests.web.bookish import FORMS, make_row
from tests.web.stamping import stamp_in


@pytest.fixture
def person(session, house):
    return make_person(session, house.go_quao, "Trần Văn Bảy")


def refused(answer, sentence, status=400):
    assert answer.status_code == status and sentence in answer.text, answer.text[:4000]


def test_somebody_is_on_one_list_once_until_removed_with_a_reason(client_as, house, session, person):
    client = client_as(house.officer)
    row = make_row(session, "listings", house.go_quao, person=person)
    data = FORMS["listings"] | {"person": person.ref, "listed_on": "01/04/2026"}
    refused(client.post("/listings/new", data=data), "đã có trong danh sách từ ngày 01/03/2026", 409)
    removal = FORMS["listings"] | {"removed_on": "31/03/2026"}
    refused(client.post(f"/listings/{row.id}/edit", data=removal), "lý do đưa ra")
    assert client.post(f"/listings/{row.id}/edit", data=removal | {"removal_reason": "Chuyển đi"}).status_code == 303
    assert client.post("/listings/new", data=data).status_code == 303
    again = FORMS["listings"] | {"removed_on": "", "reason": "Ghi nhầm"}
    refused(client.post(f"/listings/{row.id}/edit", data=again), "đã có trong danh sách từ ngày 01/04/2026", 409)


def test_a_reason_belongs_to_nobody_evaluated_and_only_there(client_as, house, person):
    client = client_as(house.officer)
    data = FORMS["evaluations"] | {"person": person.ref}
    refused(client.post("/evaluations/new", data=data | {"outcome": "not_evaluated"}), "chọn lý do không đánh giá")
    refused(client.post("/evaluations/new", data=data | {"reason_not_evaluated": "ill"}), "bỏ trống lý do")
    refused(client.post("/evaluations/new", data=data | {"returned_on": "02/03/2026"}), "sau ngày đánh giá")
    assert client.post("/evaluations/new", data=data | {"law_violation": "no"}).status_code == 303
    refused(client.post("/evaluations/new", data=data), "đã được đánh giá ngày đó", 409)


def test_a_member_joins_a_club_of_the_commune_while_it_exists_and_once(client_as, house, session, person):
    client = client_as(house.officer)
    club = make_row(session, "clubs", house.go_quao, on=date(2026, 2, 1), closed_on=date(2026, 8, 31))
    theirs = make_row(session, "clubs", house.dinh_hoa)
    data = {"person": person.ref, "club_id": str(club.id), "from_on": "05/02/2026"}
    refused(client.post("/club-members/new", data=data | {"from_on": "31/01/2026"}), "thành lập ngày 01/02/2026")
    refused(client.post("/club-members/new", data=data), "đã đóng ngày 31/08/2026")
    refused(client.post("/club-members/new", data=data | {"club_id": str(theirs.id)}), "trong danh sách")
    data["to_on"] = "31/08/2026"
    answer = client.post("/club-members/new", data=data)
    assert (answer.status_code, answer.location) == (303, f"/club-members?club={club.id}")
    refused(client.post("/club-members/new", data=data | {"from_on": "01/06/2026"}), "đã là thành viên", 409)


def test_a_caller_stays_anonymous_and_is_answered_step_by_step(client_as, house, session):
    client = client_as(house.counsellor)
    data = FORMS["hotline"] | {"received_on": "16/11/2026"}
    assert client.post("/hotline/new", data=data).status_code == 303
    page = client.get("/hotline").text
    assert "Ẩn danh" in page and "Chưa xử lý" in page and "23/11/2026" in page and "chưa kiểm chứng" in page
    call = session.query(HotlineCall).one()
    address = f"/hotline/{call.id}/edit"
    refused(client.post(address, data=data | {"answered_on": "17/11/2026"}), "nội dung trả lời")
    refused(client.post(address, data=data | {"handling": "Chuyển công an"}), "Hãy nhập ngày xử lý")
    done = data | {"handled_on": "17/11/2026", "handling": "Gọi lại", "answered_on": "16/11/2026", "answer": "Đã rõ"}
    refused(client.post(address, data=done), "trước ngày xử lý")
    assert client.post(address, data=done | {"answered_on": "18/11/2026"}).status_code == 303
    assert "Đã trả lời 18/11/2026" in client.get("/hotline").text


def test_a_call_may_name_a_person_on_file_whom_a_supervisor_sees_as_initials(client_as, house, session, person):
    client = client_as(house.officer)
    data = FORMS["hotline"] | {"person": "tran van bay", "caller_name": "Nguyễn Thị Gọi"}
    assert client.post("/hotline/new", data=data).status_code == 303
    page = client.get("/hotline").text
    assert "Trần Văn Bảy" in page and "Có tên" in page and "quá hạn" in page
    above = client_as(house.supervisor).get("/hotline").text
    assert "T. V. B." in above and "Trần Văn Bảy" not in above and "Nguyễn Thị Gọi" not in above
    call = session.query(HotlineCall).one()
    assert call.person_id == person.id


def test_a_call_is_linked_to_a_person_later_and_relinked_only_with_a_reason(client_as, house, session, person):
    client, elder = client_as(house.counsellor), make_person(session, house.go_quao, "Lê Thị Sen")
    call = make_row(session, "hotline", house.go_quao)
    address, data = f"/hotline/{call.id}/edit", FORMS["hotline"] | {"topic": "other", "content": "Hỏi"}
    assert client.post(address, data=data | {"person": "tran van bay"}).status_code == 303
    assert "Gọi đường dây nóng" in client_as(house.officer).get(f"/people/{person.ref}").text
    assert f'value="{person.ref}"' in client.get(address).text
    refused(client.post(address, data=data | {"person": elder.ref}), "lý do sửa")
    assert client.post(address, data=data | {"person": elder.ref, "reason": "Nghe nhầm tên"}).status_code == 303
    stranger = make_person(session, house.dinh_hoa, "Người Bên Kia")
    refused(client.post(address, data=data | {"person": stranger.ref, "reason": "Thử gắn"}), "Không tìm thấy")
    session.rollback()
    traces = session.scalars(select(TrailEntry).where(TrailEntry.tag == "book:record:saved").order_by(TrailEntry.id))
    told = [(entry.person_id, entry.keys["changes"]["person"]) for entry in traces]
    moved = [person.ref, elder.ref]
    assert told[0] == (person.id, [None, person.ref])
    assert dict(told[1:]) == {person.id: moved, elder.id: moved}


def test_the_calls_that_wait_and_those_that_wait_too_long_are_a_list_each(client_as, house, session):
    client = client_as(house.officer)
    for day, more in ((13, {}), (16, {}), (9, {"answered_on": date(2026, 11, 20), "answer": "Đã rõ"})):
        make_row(session, "hotline", house.go_quao, on=date(2026, 11, day), **more)
    session.commit()
    found = {
        state: re.findall(r"data-label=.Tiếp nhận.>(\d\d)/11", client.get(f"/hotline?state={state}").text)
        for state in ("", "open", "overdue", "answered")
    }
    assert found == {"": ["16", "13", "09"], "open": ["13", "16"], "overdue": ["13"], "answered": ["09"]}


def test_a_row_that_somebody_else_saved_meanwhile_is_not_overwritten(client_as, house, session):
    call = make_row(session, "hotline", house.go_quao)
    mine, theirs, address = client_as(house.officer), client_as(house.counsellor), f"/hotline/{call.id}/edit"
    data = FORMS["hotline"] | {"topic": "other", "content": "Hỏi", "stamp": stamp_in(mine.get(address).text)}
    answered = {"answered_on": "02/03/2026", "answer": "Đã hướng dẫn"}
    assert theirs.post(address, data=data | answered).status_code == 303
    page = mine.post(address, data=data | {"handled_on": "02/03/2026", "handling": "Gọi lại sau"})
    refused(page, "Nay đang ghi – Ngày trả lời: 02/03/2026; Nội dung trả lời: Đã hướng dẫn", 409)
    assert "Gọi lại sau</textarea>" in page.text, "what was typed stays"


def test_an_answer_is_due_in_working_days_and_nothing_is_due_before_there_was_a_plan():
    deadline = answer_deadline(date(2026, 11, 6))
    assert deadline.due_on == date(2026, 11, 13) and not deadline.verified
    assert answer_deadline(date(2023, 5, 30)) is None
    call = HotlineCall(received_on=date(2026, 11, 6))
    assert not is_late(call, date(2026, 11, 13)) and is_late(call, date(2026, 11, 14))


def test_a_supervisor_writes_the_books_of_their_own_unit_and_looks_at_those_below(client_as, house, session):
    client = client_as(house.supervisor)
    row = make_row(session, "events", house.go_quao)
    assert f"/events/{row.id}/edit" not in client.get("/events").text
    assert client.get(f"/events/{row.id}/edit").status_code == 403
    data = FORMS["events"] | {"level": "province"}
    assert client.post("/events/new", data=data | {"unit_id": str(house.go_quao.id)}).status_code == 403
    assert client.post("/events/new", data=data).status_code == 303


def test_a_target_is_for_the_unit_chosen_and_only_the_country_sets_one_for_every_unit(client_as, house, session):
    client = client_as(house.supervisor)
    data = FORMS["targets"]
    assert client.post("/targets/new", data=data | {"unit_id": str(house.go_quao.id)}).status_code == 303
    assert client.post("/targets/new", data=data | {"value": "65"}).status_code == 303
    refused(client.post("/targets/new", data=data), "đã có chỉ tiêu", 409)
    refused(client.post("/targets/new", data=data | {"year": "2025", "value": "101"}), "từ 0 đến 100")
    before = {"unit_id": str(house.district.id), "year": "2025"}
    assert client.post("/targets/new", data=data | before).status_code == 303, "it existed until 30/06/2025"
    refused(client.post("/targets/new", data=data | before | {"year": "2026"}), "không tồn tại")

    country = session.get(type(house.go_quao), house.province.parent_id)
    nation = make_actor(session, "theo-doi-nuoc", "Lê Thị Nước", house.supervisor.role, country)
    session.commit()
    assert client_as(nation).post("/targets/new", data=data | {"value": "55"}).status_code == 303
    session.rollback()
    units = (house.go_quao, house.province, house.dinh_hoa)
    assert [target_for(session, "kh89", "1.2", unit.id, 2026).value for unit in units] == [60, 65, 55]
    everywhere = session.query(Target).filter(Target.unit_id.is_(None)).one()
    assert client.get(f"/targets/{everywhere.id}/edit").status_code == 403
    assert "Mọi đơn vị" in client.get("/targets").text
