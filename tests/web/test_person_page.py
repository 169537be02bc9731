"""The page of one person: everything that happened, filtered and paged; what is due; corrections and removals on it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape

import pytest
from sqlalchemy import select

from casework.records.club import Club, ClubMember
from casework.records.evaluation import Evaluation
from casework.records.hotline import HotlineCall
from casework.records.listing import Determination, Listing
from casework.records.methadone import Methadone
from casework.records.paper import Paper
from casework.records.support import Job, Loan, Training
from tests.cast import make_aftercare, make_episode, make_person, make_session
from tests.web.counting import statements


def text(response):
    return unescape(re.sub(r"<[^>]+>", " ", response.text))


@pytest.fixture
def person(session, house):
    """Somebody with a record of every kind."""
    person = make_person(session, house.go_quao, "Trần Văn Bảy", address="Ấp Phước Trung")
    make_episode(
        session, person, registered_on=date(2024, 1, 5), decided_on=date(2024, 1, 8), started_on=date(2024, 1, 10),
        ended_on=date(2024, 8, 1), outcome="completed", certificate=("01/GXN", date(2024, 8, 1)),
    )  # fmt: skip
    make_aftercare(session, person, starts_on=date(2024, 8, 20), reviews={date(2024, 9, 2): "negative"})
    episode = make_episode(
        session, person, registered_on=date(2026, 1, 5), decided_on=date(2026, 1, 8), started_on=date(2026, 1, 10),
        term_months=6,
    )  # fmt: skip
    make_session(session, house.point, person, held_on=date(2026, 3, 2), topic="Phòng tái nghiện")
    of = {"person_id": person.id, "unit_id": house.go_quao.id}
    club = Club(unit_id=house.go_quao.id, established_on=date(2025, 1, 1), name="Câu lạc bộ B93")
    session.add(club)
    session.flush()
    session.add_all(
        [
            Training(**of, started_on=date(2025, 3, 3), trade="Sửa xe máy", state_supported=True),
            Job(**of, started_on=date(2025, 4, 4), has_income=True, supported=False),
            Loan(**of, disbursed_on=date(2025, 5, 5), amount_vnd=20_000_000, borrower="self"),
            Methadone(**of, started_on=date(2025, 6, 6), facility="Trung tâm Y tế"),
            Listing(**of, status="addict", listed_on=date(2025, 7, 7)),
            Determination(**of, determined_on=date(2026, 1, 2), result="addicted", substances="heroin"),
            Evaluation(**of, evaluated_on=date(2025, 9, 9), outcome="not_relapsed", cohort="other"),
            HotlineCall(**of, received_on=date(2025, 10, 10), topic="other", content="Bà Tư hỏi cho con"),
            ClubMember(club_id=club.id, person_id=person.id, from_on=date(2025, 11, 11)),
            Paper(
                kind="rehabilitation_decision",
                subject_ref=episode.ref,
                unit_id=house.go_quao.id,
                title="Quyết định cai nghiện",
                number="12/QĐ-UBND",
                signed_on=date(2026, 1, 8),
                token="t",
            ),
        ]
    )
    session.commit()
    return person


EVERYTHING = (
    "Tiếp nhận đăng ký cai nghiện tự nguyện", "01/GXN",
    "Sau cai nghiện", "02/09/2024", "Dự buổi tư vấn", "Phòng tái nghiện", "Sửa xe máy",
    "Có việc làm", "20.000.000 đồng", "Trung tâm Y tế", "Vào danh sách quản lý", "Xác định tình trạng nghiện",
    "Đánh giá sau cai", "Gọi đường dây nóng", "Câu lạc bộ B93", "số 12/QĐ-UBND",
)  # fmt: skip


def all_pages(client, ref):
    return " ".join(text(client.get(f"/people/{ref}?page={number}")) for number in (1, 2))


def test_the_file_tells_everything_and_filters_it_without_javascript(client_as, house, person):
    officer = client_as(house.officer)
    told = all_pages(officer, person.ref)
    assert [words for words in EVERYTHING if words not in told] == []
    assert "Bà Tư hỏi cho con" in told
    shown = officer.get(f"/people/{person.ref}?kind=support")
    timeline = shown.text[shown.text.index('id="timeline"') :]
    assert "Sửa xe máy" in timeline and "01/GXN" not in timeline
    of_year = officer.get(f"/people/{person.ref}?year=2024").text
    timeline = of_year[of_year.index('class="timeline"') :].split("</ol>")[0]
    assert "01/GXN" in timeline and "2025" not in timeline
    assert officer.get(f"/people/{person.ref}?kind=nothing&year=x&page=999").status_code == 200


def test_initials_and_no_free_words_for_who_may_not_see_names(client_as, house, person):
    told = all_pages(client_as(house.supervisor), person.ref)
    assert "T. V. B." in told and "Gọi đường dây nóng" in told
    assert "Trần" not in told and "Bà Tư" not in told and "Phước Trung" not in told
    assert "Gỡ bỏ" not in told


def test_what_may_be_done_today_and_what_not_yet_and_why(client_as, house, person):
    page = text(client_as(house.officer).get(f"/people/{person.ref}"))
    assert "Ghi nhận giai đoạn cai nghiện" in page
    assert "hôm nay chưa được làm, và vì sao" in page


def test_the_next_duty_stands_first_with_its_deadline_and_article(client_as, session, house):
    person = make_person(session, house.go_quao)
    make_episode(session, person, registered_on=date(2026, 11, 20), law_facts={"determined_addicted_on": "2026-11-19"})
    session.commit()
    page = text(client_as(house.officer).get(f"/people/{person.ref}"))
    due = page[page.index("Việc tiếp theo") :][:400]
    assert re.search(r"\d\d/11/2026", due) and "Điều" in due


def test_a_correction_and_a_removal_stand_in_the_file_with_their_reasons(client_as, session, house, person):
    officer = client_as(house.officer)
    ref = officer.get(f"/people/{person.ref}").text.split("/corrections/episodes/")[1].split("/all")[0]
    assert "Số quyết định" in text(officer.get(f"/corrections/episodes/{ref}/all"))
    address = f"/corrections/episodes/{ref}/values/decision_number"
    version = re.search(r'name="version"[^>]*value="(\d+)"', officer.get(address).text)[1]
    data = {"version": version, "value": "34/QĐ-UBND"}
    missing = officer.post(address, data=data)
    assert missing.status_code == 400 and 'value="34/QĐ-UBND"' in unescape(missing.text)
    assert officer.post(address, data=data | {"reason": "gõ nhầm số"}).status_code == 303
    page = text(officer.get(f"/people/{person.ref}?kind=change"))
    assert "Đã sửa Đợt cai nghiện: Số quyết định" in page and "từ – thành 34/QĐ-UBND, vì: gõ nhầm số" in page
    job = session.scalars(select(Job)).one()
    address = f"/removals/new/job/{job.id}"
    assert address in officer.get(f"/people/{person.ref}?kind=support").text
    assert "Tự làm" in text(officer.get(address))
    assert officer.post(address, data={"reason": "nhập nhầm người"}).location == f"/people/{person.ref}"
    shown = officer.get(f"/people/{person.ref}?kind=support").text
    assert "<s>Việc làm Tự làm</s>" in shown and "nhập nhầm người" in unescape(shown)
    restore = re.search(r'href="(/removals/[^"]+/restore)"', shown)[1]
    assert "nhập nhầm người" in text(officer.get("/removals"))
    assert officer.post(restore, data={"reason": "gỡ nhầm"}).status_code == 303
    assert "Gỡ bỏ rồi khôi phục" in text(officer.get(f"/people/{person.ref}?kind=change"))
    assert client_as(house.neighbour).get(restore).status_code == 404


def test_the_file_asks_as_many_queries_for_60_records_as_for_few(client_as, session, house, person):
    officer = client_as(house.officer)
    officer.get(f"/people/{person.ref}")
    with statements() as few:
        officer.get(f"/people/{person.ref}")
    for number in range(50):
        on = date(2025, 1, 1) + timedelta(days=number)
        session.add(Job(person_id=person.id, unit_id=house.go_quao.id, started_on=on, has_income=True, supported=False))
    for number in range(5):
        make_episode(session, person, registered_on=date(2020 + number % 3, 1, 1 + number), ended_on=date(2023, 12, 1))
    session.commit()
    with statements() as many:
        page = officer.get(f"/people/{person.ref}")
    assert "Trang sau" in unescape(page.text)
    # What is due after a completion is asked of each episode; all else of all at once.
    assert len(many) - len(few) <= 10 and len(many) < 70
