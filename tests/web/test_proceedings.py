"""Pages of procedures: opened from a person's page, acted on, refused with each clause, corrected; names for few."""

import re
from datetime import date

import pytest
from sqlalchemy import select

from casework.law.procedures import Measure
from casework.records.act import Act
from casework.records.proceeding import Proceeding
from casework.records.trail import TrailEntry
from casework.services.measures import LINES, Subject
from tests.cast import make_person
from tests.web.counting import statements

ABOUT_PEOPLE = [line.measure.value for line in LINES if line.subject is Subject.PERSON]
OPENING = {
    "determination": {"requested_by": "police"},
    "dossier": {"detected_on": "02/11/2026", "ground": "not_started", "last_act_on": "01/11/2026"},
    "substitution": {},
    "support": {"programme": "loan_08_2026"},
}
DRAFT = {
    "acted_on": "03/11/2026",
    "detected_on": "02/11/2026",
    "ground": "not_started",
    "last_act_on": "01/11/2026",
    "stable_residence": "yes",
    "no_capacity": "no",
    "pregnant": "no",
    "cares_for_small_child": "no",
    "papers": ["summary", "violation_minutes", "determination", "request"],
}


@pytest.fixture
def person(session, house):
    return make_person(session, house.go_quao, "Trần Văn Bảy")


@pytest.fixture
def dossier(session, house, person):
    row = Proceeding(measure="dossier", unit_id=house.go_quao.id, person_id=person.id, opened_on=date(2026, 11, 2),
                     stage="detected", facts={"ground": "not_started", "detected_on": "2026-11-02"})  # fmt: skip
    session.add(row)
    session.commit()
    return row.ref


def acts(session):
    session.rollback()
    return session.scalars(select(Act).order_by(Act.id)).all()


def version(page):
    return re.search(r'name="version" type="hidden" value="(\d+)"|value="(\d+)"[^>]*name="version"', page) or re.search(
        r'name="version"[^>]*value="(\d+)"', page
    )


def seen(client, address):
    page = client.get(address).text
    return next(each for each in version(page).groups() if each)


@pytest.mark.parametrize("measure", ABOUT_PEOPLE)
def test_each_measure_is_opened_from_a_persons_page(client_as, house, session, person, measure):
    who = {"support": house.officer}.get(measure, house.officer)
    client = client_as(who)
    assert f"measure={measure}" in client.get(f"/people/{person.ref}").text
    address = f"/proceedings/new?measure={measure}&person={person.ref}"
    assert "Trần Văn Bảy" in client.get(address).text
    answer = client.post(address, data=OPENING[measure] | {"person": person.ref, "opened_on": "03/11/2026"})
    assert answer.status_code == 303
    page = client.get(answer.location).text
    assert "Việc tiếp theo" in page and "Luật áp dụng" in page and "Trần Văn Bảy" in page


def test_an_act_is_recorded_once_from_its_form_and_shown_with_its_article(client_as, house, session, dossier):
    client = client_as(house.officer)
    address = f"/proceedings/{dossier}/acts/draft"
    form = client.get(address).text
    assert "Ngày lập hồ sơ" in form and "Biên bản vi phạm" in form and "Chưa rõ" in form
    data = DRAFT | {"version": seen(client, address), "request_key": "mot-lan"}
    first, second = client.post(address, data=data), client.post(address, data=data)
    assert (first.status_code, second.status_code, second.location) == (303, 303, first.location)
    (act,) = acts(session)
    assert (act.act, act.acted_on, act.late) == ("draft", date(2026, 11, 3), [])
    page = client.get(f"/proceedings/{dossier}").text
    assert "Điều 100, Điều 103 Nghị định 163/2026/NĐ-CP" in page and "Hồ sơ cá nhân" in page


def test_what_is_missing_is_told_at_once_and_what_was_typed_stays(client_as, house, session, dossier):
    client = client_as(house.officer)
    address = f"/proceedings/{dossier}/acts/draft"
    data = DRAFT | {"papers": ["summary"], "pregnant": "yes", "version": seen(client, address)}
    answer = client.post(address, data=data)
    assert answer.status_code == 422
    assert "Hồ sơ còn thiếu" in answer.text and "đang mang thai" in answer.text
    assert 'value="03/11/2026"' in answer.text
    assert acts(session) == []


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"acted_on": "31/02/2026"}, "Ngày không hợp lệ"),
        ({"acted_on": "01/01/2030"}, "chưa đến"),
        ({"ground": "nonsense"}, "Hãy chọn một giá trị"),
        ({"papers": ["nonsense"]}, "papers"),
    ],
)
def test_what_cannot_be_read_is_said_beside_its_field(client_as, house, session, dossier, changed, said):
    client = client_as(house.officer)
    address = f"/proceedings/{dossier}/acts/draft"
    answer = client.post(address, data=DRAFT | changed | {"version": seen(client, address)})
    assert answer.status_code == 400
    assert said in answer.text
    assert acts(session) == []


def test_an_older_version_of_the_case_is_told_not_obeyed(client_as, house, session, dossier):
    client = client_as(house.officer)
    address = f"/proceedings/{dossier}/acts/draft"
    old = seen(client, address)
    assert client.post(address, data=DRAFT | {"version": old}).status_code == 303
    answer = client.post(f"/proceedings/{dossier}/acts/notify", data={"acted_on": "03/11/2026", "version": old})
    assert answer.status_code == 409


def test_a_fact_is_supplied_freely_and_corrected_with_a_reason(client_as, house, session, dossier):
    client = client_as(house.officer)
    address = f"/proceedings/{dossier}/facts"
    data = {"detected_on": "02/11/2026", "ground": "self_ended", "stable_residence": "yes", "no_capacity": "unknown",
            "pregnant": "unknown", "cares_for_small_child": "unknown", "version": seen(client, address)}  # fmt: skip
    answer = client.post(address, data=data)
    assert answer.status_code == 400 and "Hãy ghi lý do" in answer.text
    again = data | {"reason": "Xem lại biên bản", "version": seen(client, address)}
    assert client.post(address, data=again).status_code == 303
    session.rollback()
    assert session.scalars(select(Proceeding)).one().facts["ground"] == "self_ended"
    entry = session.scalars(select(TrailEntry).order_by(TrailEntry.id.desc())).first()
    assert entry.tag == "proceeding:facts:corrected"
    assert entry.keys["changes"] == {"ground": ["not_started", "self_ended"]}


def test_looking_at_a_procedure_is_noted(client_as, house, session, person, dossier):
    client_as(house.police).get(f"/proceedings/{dossier}")
    session.rollback()
    tags = session.execute(select(TrailEntry.tag, TrailEntry.person_id)).all()
    assert ("proceeding:file:viewed", person.id) in [tuple(each) for each in tags]


def test_a_neighbour_finds_nothing_and_a_supervisor_sees_initials(client_as, house, dossier):
    neighbour = client_as(house.neighbour)
    for address in (f"/proceedings/{dossier}", f"/proceedings/{dossier}/acts/draft", f"/proceedings/{dossier}/facts"):
        assert neighbour.get(address).status_code == 404
    page = client_as(house.supervisor).get(f"/proceedings/{dossier}").text
    assert "T. V. B." in page and "Trần Văn Bảy" not in page
    assert "Trần Văn Bảy" not in client_as(house.supervisor).get("/proceedings").text


def test_a_role_that_does_not_keep_the_measure_may_look_and_not_act(client_as, house, dossier):
    client = client_as(house.health)
    page = client.get(f"/proceedings/{dossier}").text
    assert "Lập hồ sơ đề nghị" in page and "/acts/draft" not in page
    assert client.get(f"/proceedings/{dossier}/acts/draft").status_code == 403
    assert client.get("/proceedings/new?measure=dossier").status_code in (200, 403)
    assert (
        client.post("/proceedings/new?measure=provider", data={"name": "A", "opened_on": "03/11/2026"}).status_code
        == 403
    )


def test_an_act_no_law_knows_is_not_found(client_as, house, dossier):
    assert client_as(house.officer).get(f"/proceedings/{dossier}/acts/supplement").status_code == 404


def test_the_list_is_filtered_and_takes_the_same_queries_for_one_and_for_many(client_as, house, session, person):
    base = {"unit_id": house.go_quao.id, "person_id": person.id, "measure": "dossier", "stage": "detected"}

    def add(**columns):
        session.add(Proceeding(**(base | {"opened_on": date(2026, 11, 2), "facts": {}} | columns)))

    session.commit()  # The person is kept first: whose records change in one act, their procedures are read again.
    add(due_on=date(2026, 11, 3), ref="R-LATE")
    session.commit()
    client = client_as(house.officer)
    with statements() as one:
        client.get("/proceedings")
    add(closed_on=date(2026, 11, 5), ref="R-DONE", stage="sent")
    for number in range(30):
        add(ref=f"R-{number}")
    session.commit()
    with statements() as many:
        page = client.get("/proceedings").text
    assert len(many) <= len(one) + 1
    assert "R-LATE" in page and "R-DONE" not in page and "Trang sau" in page
    assert "R-LATE" in (late := client.get("/proceedings?state=overdue").text) and "R-0" not in late
    assert "R-DONE" in client.get("/proceedings?state=closed").text
    assert "R-LATE" not in client.get("/proceedings?measure=provider&state=all").text


def test_a_team_and_a_provider_are_opened_without_a_person(client_as, house, session):
    client = client_as(house.chair)
    for address, data in (
        ("/proceedings/new?measure=team", {}),
        ("/proceedings/new?measure=provider", {"name": "Phòng khám Minh Tâm"}),
    ):
        answer = client.post(address, data=data | {"opened_on": "03/11/2026"})
        assert answer.status_code == 303
        assert client.get(answer.location).status_code == 200
    session.rollback()
    assert {Measure(row.measure) for row in session.scalars(select(Proceeding))} == {Measure.TEAM, Measure.PROVIDER}


def test_the_loan_form_tells_ceiling_term_and_who_may_borrow(client_as, house):
    page = client_as(house.officer).get("/loans/new").text
    assert "200.000.000 đồng" in page and "120 tháng" in page and "Công an cấp xã lập" in page
    assert "Quyết định 08/2026/QĐ-TTg" in page
