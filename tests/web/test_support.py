"""Pages of trainings, jobs, employers, loans, methadone: from a person's page or by name; names for few."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from casework.access.scope import Scope
from casework.records.methadone import Methadone
from casework.records.support import Employer, Job, Loan, Training
from casework.records.trail import TrailEntry
from casework.services.loans import Repayment, due_on, is_overdue, loan_list
from tests.cast import make_person
from tests.web.counting import statements
from tests.web.stamping import stamp_in

FORMS = {
    "trainings": {"started_on": "01/03/2026", "trade": "Sửa xe máy", "state_supported": "yes"},
    "jobs": {"started_on": "01/03/2026", "has_income": "yes", "supported": "no"},
    "loans": {"disbursed_on": "01/03/2026", "amount_vnd": "30.000.000", "borrower": "household"},
    "methadone": {"started_on": "01/03/2026", "facility": "Trung tâm Y tế Gò Quao"},
}
TABLES = {"trainings": Training, "jobs": Job, "loans": Loan, "methadone": Methadone}
EACH = pytest.mark.parametrize("noun", FORMS)


@pytest.fixture
def person(session, house):
    return make_person(session, house.go_quao, "Trần Văn Bảy")


def stored(session, noun):
    session.rollback()
    return session.scalars(select(TABLES[noun])).all()


def make(session, house, noun, person):
    day = "disbursed_on" if noun == "loans" else "started_on"
    more = {
        "trainings": {"state_supported": True},
        "jobs": {"has_income": True, "supported": False},
        "loans": {"amount_vnd": 1_000_000, "borrower": "self"},
        "methadone": {},
    }[noun]
    row = TABLES[noun](person_id=person.id, unit_id=house.go_quao.id, **{day: date(2026, 3, 1)}, **more)
    session.add(row)
    session.flush()
    return row


@EACH
def test_a_record_opened_from_the_persons_page_leads_back_to_it(client_as, house, session, person, noun):
    client = client_as(house.officer)
    address = f"/{noun}/new?person={person.ref}"
    page = client.get(address).text
    assert "Trần Văn Bảy" in page and f'name="person" value="{person.ref}"' in page
    answer = client.post(address, data=FORMS[noun] | {"person": person.ref})
    assert (answer.status_code, answer.location) == (303, f"/people/{person.ref}")
    (row,) = stored(session, noun)
    assert (row.person_id, row.unit_id) == (person.id, house.go_quao.id)


@EACH
def test_a_person_is_found_by_a_name_without_diacritics(client_as, house, session, person, noun):
    answer = client_as(house.officer).post(f"/{noun}/new", data=FORMS[noun] | {"person": "tran van bay"})
    assert (answer.status_code, answer.location) == (303, f"/{noun}")
    assert len(stored(session, noun)) == 1


@EACH
def test_namesakes_are_a_choice_and_a_stranger_is_unknown(client_as, house, session, person, noun):
    elder = make_person(session, house.go_quao, "Trần Văn Bảy", birth_on=date(1970, 1, 1))
    make_person(session, house.dinh_hoa, "Người Bên Kia")
    client = client_as(house.officer)
    page = client.post(f"/{noun}/new", data=FORMS[noun] | {"person": "Trần Văn Bảy"}).text
    assert "là người nào" in page and stored(session, noun) == []
    data = FORMS[noun] | {"person": "Trần Văn Bảy", "meant:Trần Văn Bảy": elder.ref}
    assert client.post(f"/{noun}/new", data=data).status_code == 303
    assert stored(session, noun)[0].person_id == elder.id
    answer = client.post(f"/{noun}/new", data=FORMS[noun] | {"person": "Người Bên Kia"})
    assert answer.status_code == 400 and "Không tìm thấy" in answer.text


@EACH
def test_a_person_outside_the_scope_is_not_to_be_found(client_as, house, session, person, noun):
    client = client_as(house.neighbour)
    assert client.get(f"/{noun}/new?person={person.ref}").status_code == 404
    row = make(session, house, noun, person)
    assert client.get(f"/{noun}/{row.ref}/edit").status_code == 404
    assert "Trần" not in client.get(f"/{noun}").text


@EACH
def test_a_day_that_has_not_come_or_an_answer_that_is_missing_is_refused(client_as, house, session, person, noun):
    client = client_as(house.officer)
    day = "disbursed_on" if noun == "loans" else "started_on"
    answer = client.post(f"/{noun}/new", data=FORMS[noun] | {"person": person.ref, day: "22/11/2026"})
    assert answer.status_code == 400 and "chưa tới" in answer.text
    answer = client.post(f"/{noun}/new", data={"person": person.ref})
    assert answer.status_code == 400 and "Hãy điền mục này" in answer.text
    assert stored(session, noun) == []


@EACH
def test_who_sees_names_who_sees_initials_and_who_may_write(client_as, house, session, person, noun):
    make(session, house, noun, person)
    names, initials, write = set(), set(), set()
    for actor in house.everybody:
        client = client_as(actor)
        page = client.get(f"/{noun}")
        if "Trần Văn Bảy" in page.text:
            names.add(actor.name)
        elif "T. V. B." in page.text:
            initials.add(actor.name)
        if client.get(f"/{noun}/new").status_code == 200:
            write.add(actor.name)
    assert names == {"can-bo", "chu-tich", "cong-an", "y-te"}
    assert initials == {"theo-doi-tinh"}
    nurse = {"y-te"} if noun == "methadone" else set()
    assert write == {"can-bo", "can-bo-dinh-hoa"} | nurse
    session.rollback()
    seen_by = set(session.scalars(select(TrailEntry.actor_name).where(TrailEntry.tag == "person:list:viewed")))
    assert seen_by == names


@EACH
def test_long_lists_ask_the_database_no_more_than_short_ones(client_as, house, session, noun):
    client = client_as(house.officer)
    counts = []
    for many in (10, 190):
        for number in range(many):
            make(session, house, noun, make_person(session, house.go_quao, f"Danh Số {number}"))
        with statements() as seen:
            page = client.get(f"/{noun}").text
        counts.append(len(seen))
    assert page.count('<tr role="row"><td ') == 25
    assert counts[1] <= counts[0] + 1 and counts[1] < 25
    assert client.get(f"/{noun}?year=2025").text.count('<tr role="row"><td ') == 0


def test_an_amount_is_read_with_its_dots_and_shown_with_them(client_as, house, session, person):
    client = client_as(house.officer)
    client.post("/loans/new", data=FORMS["loans"] | {"person": person.ref})
    assert stored(session, "loans")[0].amount_vnd == 30_000_000
    assert "30.000.000" in client.get("/loans").text
    answer = client.post("/loans/new", data=FORMS["loans"] | {"person": person.ref, "amount_vnd": "ba mươi triệu"})
    assert answer.status_code == 400 and "Số tiền không hợp lệ" in answer.text


def test_a_job_with_an_employer_and_its_end(client_as, house, session, person):
    client = client_as(house.officer)
    assert client.post("/employers/new", data={"name": "HTX Định An", "kind": "cooperative"}).status_code == 303
    mill = session.scalars(select(Employer)).one()
    client.post("/jobs/new", data=FORMS["jobs"] | {"person": person.ref, "employer_ref": mill.ref})
    (job,) = stored(session, "jobs")
    page = client.get(f"/jobs/{job.ref}/edit").text
    assert "Trần Văn Bảy" in page and f'selected value="{mill.ref}"' in page
    data = FORMS["jobs"] | {"employer_ref": mill.ref, "ended_on": "01/06/2026"}
    assert client.post(f"/jobs/{job.ref}/edit", data=data).status_code == 303
    assert "HTX Định An" in client.get("/jobs").text and "01/06/2026" in client.get("/jobs").text
    assert "HTX Định An" in client.get("/employers?q=định").text
    data = {"name": "HTX Định An 2", "kind": ""}
    assert "lý do sửa" in client.post(f"/employers/{mill.ref}/edit", data=data).text
    data["reason"] = "Đổi tên theo giấy phép"
    assert client.post(f"/employers/{mill.ref}/edit", data=data).status_code == 303


def test_methadone_ends_with_an_outcome_and_does_not_overlap(client_as, house, session, person):
    client = client_as(house.health)
    client.post("/methadone/new", data=FORMS["methadone"] | {"person": person.ref})
    again = client.post("/methadone/new", data=FORMS["methadone"] | {"person": person.ref})
    assert again.status_code == 409 and "đã có hồ sơ điều trị" in again.text
    (row,) = stored(session, "methadone")
    data = FORMS["methadone"] | {"ended_on": "01/06/2026"}
    answer = client.post(f"/methadone/{row.ref}/edit", data=data)
    assert answer.status_code == 400 and "chọn kết quả" in answer.text
    assert client.post(f"/methadone/{row.ref}/edit", data=data | {"outcome": "transferred"}).status_code == 303
    assert "Chuyển cơ sở điều trị" in client.get("/methadone").text


@pytest.mark.parametrize(
    ("noun", "answers"), [("trainings", ["state_supported"]), ("jobs", ["has_income", "supported"])]
)
def test_a_record_opened_for_correction_shows_the_answers_that_were_given(
    client_as, house, person, session, noun, answers
):
    client = client_as(house.officer)
    given = FORMS[noun] | {"person": person.ref}
    assert client.post(f"/{noun}/new?person={person.ref}", data=given).status_code == 303
    ref = session.scalars(select(TABLES[noun].ref)).one()
    page = client.get(f"/{noun}/{ref}/edit").text
    for answer in answers:
        chosen = [tag for tag in re.findall(r"<input[^>]*>", page) if f'name="{answer}"' in tag and " checked" in tag]
        assert len(chosen) == 1
        assert f'value="{FORMS[noun][answer]}"' in chosen[0]


CORRECTED = {
    "trainings": ("trade", "Sửa điện", "Nghề", "từ Sửa xe máy thành Sửa điện"),
    "jobs": ("has_income", "no", "Có thu nhập", "từ có thành không"),
    "loans": ("borrower", "self", "Người vay", "từ Hộ gia đình thành Bản thân"),
    "methadone": ("facility", "Trạm Y tế", "Cơ sở điều trị", "từ Trung tâm Y tế Gò Quao thành Trạm Y tế"),
}
ADDED = {
    "trainings": {"completed_on": "01/06/2026"},
    "jobs": {"ended_on": "01/06/2026"},
    "loans": {"repaid_on": "01/06/2026"},
    "methadone": {"ended_on": "01/06/2026", "outcome": "transferred"},
}


@EACH
def test_what_is_added_needs_no_reason_and_what_is_corrected_stands_in_the_file_with_one(
    client_as, house, session, person, noun
):
    client = client_as(house.officer)
    client.post(f"/{noun}/new", data=FORMS[noun] | {"person": person.ref})
    (row,) = stored(session, noun)
    address = f"/{noun}/{row.ref}/edit"
    assert client.post(address, data=FORMS[noun] | ADDED[noun]).status_code == 303
    name, value, label, change = CORRECTED[noun]
    data = FORMS[noun] | ADDED[noun] | {name: value}
    answer = client.post(address, data=data | {"reason": "sai"})
    assert answer.status_code == 400 and "hãy ghi lý do sửa (ít nhất 5 ký tự)" in answer.text
    assert "01/06/2026" in answer.text, "what was typed stays"
    assert client.post(address, data=data | {"reason": "Theo giấy gốc"}).status_code == 303
    emptied = client.post(address, data=data | dict.fromkeys(ADDED[noun], ""))
    assert emptied.status_code == 400 and "lý do sửa" in emptied.text
    page = client.get(f"/people/{person.ref}?kind=change").text
    assert f"{label}</a>" in page and f"{change}, vì: Theo giấy gốc" in page and "người sửa: can-bo" in page
    hidden = client_as(house.supervisor).get(f"/people/{person.ref}?kind=change").text
    assert label in hidden and change not in hidden


@EACH
def test_who_is_overtaken_is_shown_what_changed_and_keeps_what_was_typed(client_as, house, session, person, noun):
    mine, theirs = client_as(house.officer), client_as(house.health if noun == "methadone" else house.officer)
    mine.post(f"/{noun}/new", data=FORMS[noun] | {"person": person.ref})
    (row,) = stored(session, noun)
    address = f"/{noun}/{row.ref}/edit"
    opened = {"stamp": stamp_in(mine.get(address).text), "reason": "Theo giấy gốc"}
    name, value, label, _change = CORRECTED[noun]
    assert theirs.post(address, data=FORMS[noun] | opened | {name: value}).status_code == 303
    answer = mine.post(address, data=FORMS[noun] | opened | ADDED[noun])
    assert answer.status_code == 409 and "người khác đã sửa bản ghi này. Nay đang ghi" in answer.text
    assert label in answer.text and "01/06/2026" in answer.text
    (row,) = stored(session, noun)
    assert getattr(row, next(iter(ADDED[noun]))) is None, "nothing was overwritten"
    again = mine.post(address, data=FORMS[noun] | ADDED[noun] | opened | {"stamp": stamp_in(answer.text)})
    assert again.status_code == 303


def test_a_loan_is_overdue_after_its_term_until_it_is_repaid(client_as, house, session, person):
    client = client_as(house.officer)
    lent = {"disbursed_on": "20/11/2024", "term_months": "24", "person": person.ref, "unit_id": house.old_town.id}
    assert client.post("/loans/new", data=FORMS["loans"] | lent).status_code == 303
    assert "hạn 20/11/2026, chưa ghi trả" in client.get("/loans").text
    assert person.ref in client.get("/loans?repayment=overdue").text
    (row,) = stored(session, "loans")
    before = client.post(f"/loans/{row.ref}/edit", data=FORMS["loans"] | lent | {"repaid_on": "19/11/2024"})
    assert before.status_code == 400 and "Ngày trả hết nợ" in before.text
    repaid = client.post(f"/loans/{row.ref}/edit", data=FORMS["loans"] | lent | {"repaid_on": "19/11/2026"})
    assert repaid.status_code == 303
    assert "đã trả hết 19/11/2026" in client.get("/loans").text
    assert "Không có dòng nào khớp" in client.get("/loans?repayment=overdue").text
    assert "Trả hết nợ vay" in client.get(f"/people/{person.ref}").text


@pytest.mark.parametrize("lent_on", [date(2024, 1, 31), date(2024, 2, 1), date(2024, 2, 28), date(2024, 12, 15)])
def test_the_list_of_overdue_loans_begins_on_the_day_on_which_a_loan_becomes_overdue(house, session, person, lent_on):
    row = Loan(
        person_id=person.id,
        unit_id=house.old_town.id,
        disbursed_on=lent_on,
        amount_vnd=1,
        borrower="self",
        term_months=13,
    )
    session.add(row)
    session.flush()
    scope = Scope.everything(reason="test")
    for today in (due_on(row), due_on(row) + timedelta(days=1)):
        listed = session.scalars(loan_list(scope, repayment=Repayment.OVERDUE, today=today)).all()
        assert (row in listed) == is_overdue(row, today) == (today > due_on(row))
