"""The life of a report by roles: drafted by nobody, checked by the officer, sent by the chair, received above."""

from __future__ import annotations

import codecs
import io
import json
import re
from datetime import date

import docx
import openpyxl
import pytest
from sqlalchemy import select

from casework import jobs
from casework.access.roles import Role
from casework.records.account import RoleAssignment
from casework.records.evaluation import Evaluation
from casework.records.report import ReportCell, SavedReport
from casework.records.trail import TrailEntry
from casework.records.unit import Unit
from casework.services import report_kept_lists
from casework.services.checks import faults
from tests.cast import make_actor, make_episode, make_person
from tests.web.counting import statements

TODAY = date(2026, 8, 3)


@pytest.fixture
def owed(app, session, house):
    """July 2026 of Xã Gò Quao, drafted; one person began at home, one is registered and will be entered late."""
    app.config["TODAY"] = TODAY
    for row in session.scalars(select(RoleAssignment)):
        row.from_on = date(2026, 7, 20)
    person = make_person(session, house.go_quao, "Trần Văn Bảy")
    make_episode(session, person, registered_on=date(2026, 7, 1), started_on=date(2026, 7, 6))
    session.commit()
    jobs.draft_reports(session)
    query = select(SavedReport).where(SavedReport.unit_id == house.go_quao.id, SavedReport.period == "2026-07")
    return session.scalars(query).one().ref


def stage(session, ref):
    session.rollback()
    return session.scalars(select(SavedReport).where(SavedReport.ref == ref)).one().stage


def do(client, ref, step, **data):
    return client.post(f"/reports/saved/{ref}/{step}", data=data)


def paper(client, ref):
    return docx.Document(io.BytesIO(client.get(f"/reports/saved/{ref}/file?format=docx").data))


def lines(found):
    return "\n".join(each.text for each in found.paragraphs)


def send(client_as, house, ref):
    why = "Hồ sơ giấy đang gửi về, bổ sung trước ngày 10"
    assert do(client_as(house.officer), ref, "check", explanation=why).status_code == 303
    assert do(client_as(house.chair), ref, "submit").status_code == 303


def test_a_report_goes_from_draft_to_signed_paper_by_the_hands_of_each_role(client_as, session, house, owed):
    officer, chair, above = client_as(house.officer), client_as(house.chair), client_as(house.supervisor)
    refused = do(officer, owed, "check")
    assert refused.status_code == 422 and "chưa ghi quyết định: 1 hồ sơ, đang được tính ở dòng A.2" in refused.text
    page = officer.get(f"/reports/saved/{owed}").text
    assert "Đã lập dự thảo" in page and f"/reports/saved/{owed}/check" in page and "/submit" not in page
    assert do(chair, owed, "check").status_code == 403
    answer = do(chair, owed, "submit")
    assert answer.status_code == 422 and "làm khi báo cáo ở trạng thái: Đã kiểm tra" in answer.text
    send(client_as, house, owed)
    assert do(officer, owed, "draft").status_code == 422
    answer = do(chair, owed, "submit")
    assert answer.status_code == 422 and "Việc này đã làm rồi" in answer.text
    assert "<form" not in answer.text.split("<main")[1]
    page = above.get("/").text
    assert "chờ nhận" in page and owed in page and "sắp đến hạn" not in page
    assert do(chair, owed, "receive").status_code == 403
    answer = do(chair, owed, "sign")
    assert answer.status_code == 422 and "Cấp trên chưa nhận" in answer.text and "Chưa ghi số" in answer.text
    assert "Chưa ghi ý kiến" in do(above, owed, "return").text
    assert do(above, owed, "return", words="Xem lại dòng A.2").status_code == 303
    page = officer.get(f"/reports/saved/{owed}").text
    assert "Bị trả lại" in page and "Cấp trên trả lại:" in page and page.count("Xem lại dòng A.2") == 2
    assert "Gửi báo cáo</strong> – Nguyễn Văn Phúc, Chủ tịch Ủy ban nhân dân cấp xã, Xã Gò Quao" in page
    assert do(officer, owed, "draft").status_code == 303
    send(client_as, house, owed)
    assert do(above, owed, "receive").status_code == 303
    assert do(above, owed, "consolidate").status_code == 303
    assert do(chair, owed, "sign", number="12/BC-UBND", on="03/08/2026").status_code == 303
    assert stage(session, owed) == "signed"
    assert "12/BC-UBND" in chair.get("/reports/saved").text


def test_the_neighbour_is_told_there_is_no_such_report(client_as, house, owed):
    neighbour = client_as(house.neighbour)
    assert neighbour.get(f"/reports/saved/{owed}").status_code == 404
    assert do(neighbour, owed, "check").status_code == 404


def test_what_was_sent_stays_and_today_differs_by_exactly_who_was_entered_late(client_as, session, house, owed):
    send(client_as, house, owed)
    officer = client_as(house.officer)
    before = officer.get(f"/reports/saved/{owed}/file?format=json").text
    late = make_person(session, house.go_quao, "Danh Văn Muộn")
    make_episode(session, late, registered_on=date(2026, 7, 2), started_on=date(2026, 7, 8))
    session.commit()
    assert officer.get(f"/reports/saved/{owed}/file?format=json").text == before
    rows = {row["id"]: row["values"] for row in json.loads(before)["rows"]}
    assert (rows["A.2"], rows["A.5"]) == ([1], [1])
    page = officer.get(f"/reports/saved/{owed}?view=today").text
    assert page.count("(khác)") == 2
    page = officer.get(f"/reports/saved/{owed}/cells/A.2").text
    assert "ghi nhận sau khi gửi" in page and "Nay tính thêm" in page and "không còn tính" not in page
    assert list(faults(session)) == []
    cell = session.scalars(select(ReportCell).where(ReportCell.row_id == "A.2", ReportCell.members.is_not(None))).one()
    cell.value = 2
    session.commit()
    (fault,) = faults(session)
    assert owed in fault and "A.2" in fault


def test_a_number_opens_to_whom_it_counted_when_it_was_sent(client_as, session, house, owed, monkeypatch):
    monkeypatch.setattr(report_kept_lists, "PAGE", 2)
    episodes = []
    for name in ("Thị Chuyển Đi", "Lý Văn Gỡ"):
        person = make_person(session, house.go_quao, name)
        episodes.append(make_episode(session, person, registered_on=date(2026, 7, 2), started_on=date(2026, 7, 7)))
    session.commit()
    officer, sent = client_as(house.officer), f"/reports/saved/{owed}/cells/A.2/sent"
    assert officer.get(sent).status_code == 404
    send(client_as, house, owed)
    taken = []
    for rows in (1, 3, 2):
        monkeypatch.setattr(report_kept_lists, "PAGE", rows)
        with statements() as seen:
            assert officer.get(sent).text.count("còn trong sổ") == rows
        taken.append(len(seen))
    assert len(set(taken)) == 1
    (gone, removed), late = episodes, make_person(session, house.go_quao, "Danh Văn Muộn")
    make_episode(session, late, registered_on=date(2026, 7, 2), started_on=date(2026, 7, 8))
    gone.unit_id = gone.person.unit_id = house.dinh_hoa.id
    refs = {gone.ref, removed.ref}
    session.delete(removed)
    session.commit()
    assert f"{sent}?place=0" in officer.get(f"/reports/saved/{owed}").text
    assert f"{sent}?place=0" in officer.get(f"/reports/saved/{owed}/cells/A.2").text
    first, second = officer.get(sent).text, officer.get(f"{sent}?page=2").text
    assert first.count("<tr>") + second.count("<tr>") == 3 + 2
    assert 'rel="next"' in first and 'rel="next"' not in second and 'rel="prev"' in second
    assert officer.get(f"/reports/saved/{owed}/file?format=csv").data.startswith(codecs.BOM_UTF8), "for spreadsheets"
    lines = officer.get(f"{sent}?format=csv").data.decode("utf-8-sig").splitlines()
    assert lines[0] == "episode_ref" and len(lines) == 4 and refs < set(lines)
    assert f"{sent}?place=0&amp;format=xlsx" in first
    book = openpyxl.load_workbook(io.BytesIO(officer.get(f"{sent}?format=xlsx").data)).active
    assert [row[1] for row in book.iter_rows(min_row=5, max_row=7, values_only=True)] == lines[1:]
    both = first + second
    assert all(ref in both for ref in refs) and "có 3 dòng" in first and "/cells/A.2?place=0" in first
    assert "Trần Văn Bảy" in both and not [name for name in ("Muộn", "Chuyển Đi", "Văn Gỡ") if name in both]
    assert both.count("nay ngoài phạm vi của bạn") == 1 and both.count("đã gỡ bỏ hoặc không còn trong sổ") == 1
    looks = select(TrailEntry).where(TrailEntry.tag == "report:members:viewed").order_by(TrailEntry.id)
    assert [look.keys["count"] for look in session.scalars(looks)][-4:] == [2, 1, 3, 3]
    assert officer.get(f"{sent}?page=3").status_code == 404
    assert client_as(house.neighbour).get(sent).status_code == 404
    above = "".join(client_as(house.supervisor).get(f"{sent}?page={page}").text for page in (1, 2))
    assert "T. V. B." in above and "Trần Văn Bảy" not in above and "ngoài phạm vi" not in above


def test_a_replacement_needs_a_reason_and_names_who_is_behind_each_difference(client_as, session, house, owed):
    send(client_as, house, owed)
    officer, chair = client_as(house.officer), client_as(house.chair)
    late = make_person(session, house.go_quao, "Danh Văn Muộn")
    episode = make_episode(session, late, registered_on=date(2026, 7, 2), started_on=date(2026, 7, 8))
    session.commit()
    assert "Chưa ghi lý do" in do(officer, owed, "replace").text
    answer = do(officer, owed, "replace", words="Bỏ sót một người bắt đầu trong kỳ")
    new = answer.location.rsplit("/", 1)[-1]
    assert stage(session, owed) == "submitted"
    assert do(officer, owed, "replace", words="Lần nữa").status_code == 409
    send(client_as, house, new)
    assert (stage(session, owed), stage(session, new)) == ("replaced", "submitted")
    above = client_as(house.supervisor)
    assert do(above, new, "return", words="Ghi rõ vì sao bỏ sót").status_code == 303
    page = above.get("/reports/overview/bcn01/2026-07").text
    assert page.count("Bị trả lại") == 1 and new in page and owed not in page
    assert do(officer, new, "draft").status_code == 303
    send(client_as, house, new)
    assert (stage(session, owed), stage(session, new)) == ("replaced", "submitted")
    page = officer.get(f"/reports/saved/{new}/difference").text
    assert page.count('class="number">+1</td>') == 2
    assert f"{new}/replaced/A.2" in page and f"{new}/replaced/A.5" in page and f"{new}/replaced/A.1" not in page
    assert episode.ref in officer.get(f"/reports/saved/{new}/replaced/A.2").text
    assert "ĐÃ ĐƯỢC THAY THẾ bằng Báo cáo gửi ngày 03/08/2026" in lines(paper(chair, owed))
    assert "Thay thế Báo cáo gửi ngày 03/08/2026" in lines(paper(chair, new))


def test_nothing_to_report_is_said_aloud_and_is_not_the_same_as_not_sent(app, client_as, session, house):
    app.config["TODAY"] = TODAY
    for row in session.scalars(select(RoleAssignment)):
        row.from_on = date(2026, 7, 20)
    session.commit()
    jobs.draft_reports(session)
    kept = select(SavedReport).where(SavedReport.unit_id == house.go_quao.id, SavedReport.period == "2026-07")
    ref = session.scalars(kept).one().ref
    assert do(client_as(house.officer), ref, "check").status_code == 303
    assert "không phát sinh" in do(client_as(house.chair), ref, "submit").text
    assert do(client_as(house.chair), ref, "submit", nothing_happened="y").status_code == 303
    page = client_as(house.supervisor).get("/reports/overview/bcn01/2026-07").text
    assert page.count("Đã gửi (không phát sinh)") == 1 and "1 trên 2 đơn vị đã gửi, trong đó 1" in page
    assert "Đã lập dự thảo" in page and page.count("Chưa gửi, quá hạn") == 1
    page = client_as(house.supervisor).get("/reports/overview").text
    assert "quá hạn" in page
    said = lines(paper(client_as(house.chair), ref))
    assert "BÁO CÁO KHÔNG PHÁT SINH" in said and "Trong kỳ không phát sinh" in said


def test_a_report_comes_to_the_nearest_level_above_and_not_past_it(client_as, session, house, owed):
    country = session.scalars(select(Unit).where(Unit.code == "VN")).one()
    above = client_as(make_actor(session, "trung-uong", "Hồ Thị Năm", Role.SUPERVISOR, country))
    session.commit()
    send(client_as, house, owed)
    assert do(above, owed, "receive").status_code == 403
    assert "chờ nhận" not in above.get("/").text and "chờ nhận" in client_as(house.supervisor).get("/").text
    for row in session.scalars(select(RoleAssignment).where(RoleAssignment.role == Role.SUPERVISOR.value)):
        row.to_on = date(2026, 8, 31) if row.unit_id != country.id else None
    session.commit()
    assert owed in above.get("/").text and do(above, owed, "receive").status_code == 303


def test_a_report_nobody_owes_is_kept_for_any_form_unit_and_window(client_as, session, house, owed):
    officer = client_as(house.officer)
    data = {"form": "pl2", "unit": "", "period": "năm 2025, 6 tháng đầu năm 2026", "due_on": "20/08/2026"}
    answer = officer.post("/reports/saved/new", data=data)
    assert answer.status_code == 303
    page = officer.get(answer.location).text
    assert "2025" in page and "6 tháng đầu năm 2026" in page
    refused = officer.post("/reports/saved/new", data=data | {"period": "2026H2"})
    assert refused.status_code == 422 and "chưa hết" in refused.text
    refused = officer.post("/reports/saved/new", data=data | {"period": "2025, năm 2025"})
    assert refused.status_code == 400 and "ghi hai lần" in refused.text
    refused = officer.post("/reports/saved/new", data=data | {"period": "năm ngoái"})
    assert refused.status_code == 400 and "phải có dạng" in refused.text and 'value="năm ngoái"' in refused.text


def test_a_number_is_explained_by_the_first_rule_that_keeps_somebody_out(client_as, session, house, owed):
    other = make_person(session, house.go_quao, "Lê Thị Chưa")
    early = make_episode(session, other, registered_on=date(2026, 6, 1), started_on=date(2026, 6, 20))
    session.commit()
    officer = client_as(house.officer)
    cell = "/reports/compare/why?form=bcn01&row=A.2&window=2026-07-01..2026-07-31&unit=30952"
    page = officer.get(f"{cell}&ref={early.ref}").text
    assert "không được tính" in page and "ngày bắt đầu" in page and "20/06/2026" in page
    page = officer.get(f"{cell.replace('A.2', 'A.1')}&ref={other.ref}").text
    assert "được tính" in page and "không được tính" not in page
    assert officer.get(f"{cell}&ref=KHONG-CO").status_code == 400
    elsewhere = cell.replace("30952", "30958")
    assert client_as(house.neighbour).get(f"{elsewhere}&ref={early.ref}").status_code == 400


def chart_of(page):
    return "".join(re.findall(r"<svg.*?</svg>", page, re.S))


def test_units_are_compared_beside_a_chart_that_carries_no_script_and_no_style(client_as, session, house, owed):
    above = client_as(house.supervisor)
    asked = "form=bcn01&row=A.5&window=2026-07-01..2026-07-31&unit=91"
    page = above.get(f"/reports/compare/units?{asked}").text
    assert "Xã Gò Quao" in page and "Chưa phân bổ" in page and "Cộng các đơn vị" in page
    trend = above.get("/reports/compare/trend?form=kh89&row=1.1&period=2026H1").text
    for chart in (chart_of(page), chart_of(trend)):
        assert "</text>" in chart
        assert not [word for word in ("<script", "<style", "style=", "onclick", "href") if word in chart]
    assert "≥ 80 %" in trend
    asked = asked.replace("unit=91", "unit=30952")
    before = client_as(house.officer).get(f"/reports/compare/before?{asked}").text
    assert "vào trong kỳ" in before and "Chuyển sang, ngày 30/06/2026" in before
    assert "Cân đối trong biểu" in before and "kỳ trước chưa đạt: ngày bắt đầu" in before


def test_numbers_of_two_groups_and_middles_have_their_bridges_too(client_as, session, house, owed):
    names = {}
    for months, (group, relapsed, on) in enumerate(
        (("project", True, "2026-02-10"), ("project", False, "2026-08-01"), ("other", False, "2026-08-02")), start=4
    ):
        person = make_person(session, house.go_quao, f"Người {months}")
        names[person.ref] = person.full_name
        session.add(
            Evaluation(
                person_id=person.id,
                unit_id=house.go_quao.id,
                evaluated_on=date.fromisoformat(on),
                returned_on=date(2026, 1, 1),
                cohort=group,
                outcome="relapsed" if relapsed else "not_relapsed",
                employment="stable",
                law_violation=False,
            )
        )
    session.commit()
    officer, above = client_as(house.officer), client_as(house.supervisor)
    for row in ("1", "3", "7"):
        asked = f"form=cv4498&row={row}&window=2026-07-01..2026-12-31"
        page = officer.get(f"/reports/compare/before?{asked}&unit=30952").text
        assert page.count("Có ở kỳ này, không ở kỳ trước") == {"1": 2, "3": 2, "7": 2}[row]
        assert all(name in page for name in names.values())
        assert "Tham gia Đề án" in page and ("trung vị" in page) is (row == "7")
        page = above.get(f"/reports/compare/units?{asked}&unit=91").text
        assert "Cộng các đơn vị" in page and "Tham gia Đề án" in page
        trend = above.get(f"/reports/compare/trend?{asked}&unit=91").text
        assert "Tham gia Đề án, " in trend
        for drawn in (page, trend):
            assert 'class="bar-2"' in drawn and "chart-goal" not in drawn


def test_what_is_to_be_reached_is_a_broken_line_across_the_bars_and_a_column_of_the_table(client_as, house, owed):
    above = client_as(house.supervisor)
    asked = "form=kh89&row=1.1&period=2026H1&unit=91"
    page = above.get(f"/reports/compare/units?{asked}").text
    assert "chỉ tiêu của Tỉnh An Giang: ≥ 80 %" in page and "Kế hoạch 89/KH-UBND" in page
    for drawn in (page, above.get(f"/reports/compare/trend?{asked}").text):
        _legend, *lines = re.findall(r'class="chart-goal" x1="([^"]+)"', drawn)
        assert "Chỉ tiêu ≥ 80 %" in drawn and len(lines) > 1 and set(lines) == {lines[0]} and lines[0].endswith("%")


def test_the_written_report_is_the_same_paper_on_the_page_and_for_machines(client_as, house, owed):
    officer = client_as(house.officer)
    page = officer.get("/reports/pl2/outline?unit=30952&windows=2026-01-01..2026-06-30")
    machine = officer.get("/api/v1/reports/pl2/outline?unit=30952&window=2026-01-01..2026-06-30")
    said, also = (
        [each.text for each in docx.Document(io.BytesIO(answer.data)).paragraphs if "Số liệu tính lúc" not in each.text]
        for answer in (page, machine)
    )
    assert said == also and len(said) > 40
    outside = client_as(house.neighbour).get("/api/v1/reports/pl2/outline?unit=30952&window=2026-01-01..2026-06-30")
    assert outside.status_code == 404
    assert officer.get("/api/v1/reports/bcn01/outline?unit=30952&period=2026H1").status_code == 400
