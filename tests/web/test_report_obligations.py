"""What a unit wants reported, set on the page, drafted by the scheduler, and told apart from what papers set."""

from __future__ import annotations

import io
import re
from datetime import date

import openpyxl
import pytest
from sqlalchemy import select

from casework import jobs
from casework.records.account import RoleAssignment
from casework.records.report import ReportDuty, SavedReport
from casework.records.trail import TrailEntry

ASKED = {
    "form": "pl2",
    "level": "commune",
    "cycle": "quarter",
    "rule": "calendar",
    "due_day": "10",
    "due_months": "1",
    "from_on": "01/07/2026",
    "until_on": "",
    "citation": "Công văn 12/SYT ngày 20/6/2026",
}


@pytest.fixture
def working(app, session, house):
    app.config["TODAY"] = date(2026, 10, 2)
    for row in session.scalars(select(RoleAssignment)):
        row.from_on = date(2026, 7, 20)
    session.commit()


def test_a_unit_sets_what_is_reported_and_every_commune_in_it_gets_its_draft_and_deadline(
    app, client_as, session, house, working
):
    above, chair = client_as(house.supervisor), client_as(house.chair)
    assert above.post("/reports/obligations/new", data=ASKED).status_code == 303
    assert above.post("/reports/obligations/new", data=ASKED).status_code == 409
    page = chair.get("/reports/obligations").text
    assert "do đơn vị đặt" in page and "Công văn 12/SYT" in page and "/edit" not in page
    assert page.count("thôi áp dụng từ 01/07/2025") == 4 and "Biểu 03-BCN, báo cáo năm của cấp huyện" in page
    assert "quá hạn" not in chair.get("/reports/saved").text
    jobs.draft_reports(session)
    kept = session.scalars(select(SavedReport).where(SavedReport.form == "pl2")).all()
    owing = {house.go_quao.id, house.dinh_hoa.id}
    assert {(each.unit_id, each.period, each.due_on) for each in kept} == {
        (unit_id, "2026Q3", date(2026, 10, 10)) for unit_id in owing
    }
    app.config["TODAY"] = date(2026, 10, 15)
    mine = next(each.ref for each in kept if each.unit_id == house.go_quao.id)
    months = 3
    assert chair.get("/reports/saved").text.count("quá hạn") == months + 1
    book = openpyxl.load_workbook(io.BytesIO(chair.get(f"/reports/saved/{mine}/file?format=xlsx").data)).active
    assert book["A1"].value.startswith("DỰ THẢO – Phụ lục 2: ")
    page = chair.get(f"/reports/saved/{mine}").text
    assert "Quá hạn: 5 ngày" in page and "(do Tỉnh An Giang đặt)" in page
    code = kept[0].obligation
    assert "do Tỉnh An Giang đặt" in above.get(f"/reports/overview/{code}/2026Q3").text


def test_a_change_keeps_what_was_drafted_and_only_who_set_it_changes_it(app, client_as, session, house, working):
    above = client_as(house.supervisor)
    above.post("/reports/obligations/new", data=ASKED)
    jobs.draft_reports(session)
    number = session.scalars(select(SavedReport.obligation).where(SavedReport.form == "pl2")).first().split("-")[1]
    address = f"/reports/obligations/{number}/edit"
    assert client_as(house.chair).post(address, data=ASKED).status_code == 403
    refused = above.post(address, data=ASKED | {"cycle": "year"})
    assert refused.status_code == 400 and "đặt chế độ mới" in refused.text
    later = ASKED | {"due_day": "20", "until_on": "31/12/2026"}
    unexplained = above.post(address, data=later)
    assert unexplained.status_code == 400 and "lý do sửa" in unexplained.text
    stamp = re.search(r'name="stamp"[^>]*value="([^"]+)"', above.get(address).text).group(1)
    later |= {"reason": "Văn bản mới lùi hạn", "stamp": stamp}
    assert above.post(address, data=later).status_code == 303
    stale = above.post(address, data=later | {"due_day": "25"})
    assert stale.status_code == 409 and "20" in stale.text and 'value="25"' in stale.text
    saved = select(TrailEntry.keys).where(TrailEntry.tag == "report:obligation:saved").order_by(TrailEntry.id)
    details = session.scalars(saved).all()
    assert details[-1]["reason"] == "Văn bản mới lùi hạn" and details[-1]["changes"]["due_day"] == [10, 20]
    history = client_as(house.chair).get(f"/reports/obligations/{number}").text.split('id="history"')[1]
    assert "chậm nhất ngày: 10 → 20" in history and "Lý do: Văn bản mới lùi hạn" in history
    app.config["TODAY"] = date(2027, 4, 2)
    jobs.draft_reports(session)
    query = select(ReportDuty.period, ReportDuty.due_on).where(ReportDuty.obligation == f"unit-{number}")
    assert set(session.execute(query)) == {("2026Q3", date(2026, 10, 10)), ("2026Q4", date(2027, 1, 20))}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"due_day": "40"}, "từ 1 đến 31"),
        ({"due_months": "0"}, "hạn gửi phải ở tháng sau"),
        ({"citation": "  "}, "Văn bản yêu cầu"),
        ({"until_on": "01/01/2026"}, "trước ngày bắt đầu"),
        ({"form": "kh89"}, "không lập theo kỳ này"),
        ({"form": "bcn01", "rule": "15-14"}, "không cắt kỳ theo cách này"),
    ],
)
def test_what_does_not_fit_is_refused_in_words_and_kept_on_the_form(client_as, house, working, changed, said):
    answer = client_as(house.supervisor).post("/reports/obligations/new", data=ASKED | changed)
    assert answer.status_code == 400 and said in answer.text
    assert client_as(house.officer).post("/reports/obligations/new", data=ASKED).status_code == 403


def test_a_deadline_that_nobody_verified_is_never_simply_late(app, client_as, session, house, working):
    app.config["TODAY"] = date(2026, 11, 20)
    jobs.draft_reports(session)
    page = client_as(house.supervisor).get("/reports/overview").text
    assert "báo cáo của cấp dưới đã quá hạn mà chưa gửi" in page
    with_doubt = {each.form for each in session.scalars(select(SavedReport)) if each.form == "kh89"}
    assert not with_doubt or "quá hạn theo mốc chưa kiểm chứng" in page
