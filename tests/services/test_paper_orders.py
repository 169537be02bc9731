"""Decisions inside a case: printed under the law of the case, numbered like every other paper of the unit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from casework.documents.facts import Office
from casework.documents.form import Subject
from casework.errors import Conflict, InvalidInput, NotFound
from casework.law.aftercare_facts import ExemptionGround, SuspensionReason
from casework.law.aftercare_monitoring import MonitoringPaper
from casework.law.facts import Act
from casework.records.paper import Paper
from casework.records.trail import TrailEntry
from casework.services import aftercare_corrections, aftercare_relief, compulsory, course, paper_bundles
from casework.services.aftercare_monitoring import record_monitoring
from casework.services.aftercares import Doing, facts_of, seen_aftercare
from casework.services.corrections import correct_episode
from casework.services.episode_facts import whole_facts
from casework.services.paper_drafts import draft
from casework.services.paper_episode_orders import orders_of_episode
from casework.services.paper_lists import case_papers
from casework.services.restarts import restart_clock
from tests.cast import make_aftercare, make_episode, make_person, scope
from tests.services.paper_records import TODAY, said


@pytest.fixture
def served(session, house):
    """Two years of after-care under the law of 2009, begun in 2013; whoever acts, acts in 2015."""
    case = make_aftercare(
        session,
        make_person(session, house.go_quao, "Nguyễn Văn An"),
        starts_on=date(2013, 9, 2),
        decided_on=date(2013, 9, 2),
        decision_number="31/QĐ-UBND",
        term_months=24,
    )
    return Doing(session, scope(house.chair), house.chair, case.ref, date(2015, 3, 2))


def test_a_shorter_term_is_decided_by_the_district_and_cites_the_law_of_2009(session, house, served):
    act = aftercare_relief.reduce_aftercare(served, reduced_on=date(2015, 3, 2), months=3, merit=True, number="7/QĐ")
    words = said(session, house.chair, "aftercare-reduction", served.ref, today=served.today)
    assert words.startswith("Bản thể hiện, đối chiếu mẫu") and "Số: 7/QĐ" in words
    assert "QUYẾT ĐỊNH Giảm thời hạn chấp hành quyết định quản lý sau cai nghiện" in words
    assert "Căn cứ Điều 14 Nghị định 94/2009/NĐ-CP" in words and "03 tháng" in words
    made = draft(session, scope(house.chair), "aftercare-reduction", served.ref, today=TODAY)
    assert made.issue.office is Office.DISTRICT and made.issue.on == date(2015, 3, 2)
    assert act.details["number"] == "7/QĐ"
    later = said(session, house.chair, "aftercare-reduction", served.ref)
    assert "Nghị định 94/2009/NĐ-CP" in later, "years later it is printed as it was decided"


def test_each_interruption_has_a_decision_and_a_number_of_its_own(session, house, served):
    for day, reason in ((date(2015, 1, 5), SuspensionReason.ILLNESS), (date(2015, 2, 9), SuspensionReason.ILLNESS)):
        aftercare_relief.suspend_aftercare(served, from_on=day, reason=reason, number="")
        if day.month == 1:
            aftercare_relief.resume_aftercare(served, to_on=date(2015, 1, 20))
    filed = session.scalars(select(Paper).where(Paper.kind == "aftercare-suspension").order_by(Paper.id)).all()
    assert [(each.part, each.signed_on) for each in filed] == [("", date(2015, 1, 5)), ("2", date(2015, 2, 9))]
    assert [each.ordinal for each in filed] == [1, 2]
    words = said(session, house.chair, "aftercare-suspension", served.ref, part="2", today=served.today)
    assert "Tạm đình chỉ chấp hành quyết định" in words and "Kể từ ngày: 09/02/2015" in words
    with pytest.raises(InvalidInput, match="chưa ghi việc"):
        said(session, house.chair, "aftercare-suspension", served.ref, part="3", today=served.today)


def test_what_is_remitted_is_said_with_its_ground(session, house, served):
    aftercare_relief.exempt_aftercare(
        served, exempted_on=date(2015, 3, 2), ground=ExemptionGround.MERIT, merit=True, number=""
    )
    words = said(session, house.chair, "aftercare-exemption", served.ref, today=served.today)
    assert "Căn cứ miễn: Tiến bộ rõ rệt hoặc lập công" in words and "Được miễn kể từ ngày: 02/03/2015" in words


def test_since_july_2026_prison_takes_off_the_list_by_form_57_of_the_police(session, house):
    case = make_aftercare(
        session, make_person(session, house.go_quao), starts_on=date(2026, 8, 3), decided_on=date(2026, 8, 3)
    )
    police = Doing(session, scope(house.police), house.police, case.ref, TODAY)
    aftercare_relief.suspend_aftercare(
        police, from_on=date(2026, 9, 2), reason=SuspensionReason.IMPRISONMENT, number=""
    )
    words = said(session, house.police, "aftercare-suspension", case.ref)
    assert words.startswith("Mẫu số 57") and "Số: 01/QĐ-CAX" in words
    assert "QUYẾT ĐỊNH Đưa ra khỏi danh sách quản lý sau cai nghiện" in words


@pytest.mark.parametrize(
    ("day", "decree"), [(date(2024, 3, 4), "Nghị định 116/2021/NĐ-CP"), (date(2026, 8, 10), "Nghị định 163/2026/NĐ-CP")]
)
def test_a_clock_that_runs_anew_is_decided_under_the_law_of_its_day(session, house, day, decree):
    episode = make_episode(session, make_person(session, house.go_quao), registered_on=day)
    who = house.police if day.year == 2026 else house.chair
    doing = course.Doing(session, scope(who), who, episode.ref, day, number="", note="Lũ lụt")
    for _ in range(2):
        restart_clock(doing, Act.REGISTER, from_on=day, from_at=None, decided_on=day)
    words = said(session, who, "clock-restart", episode.ref, part="2", today=day)
    assert decree in words and "Sự kiện bất khả kháng: Lũ lụt" in words and "Số: 02/QĐ-" in words
    lines = case_papers(session, scope(who), Subject.EPISODE, episode.ref, today=day)
    assert [each.part for each in lines if each.kind == "clock-restart"] == ["", "2"]


def test_papers_about_monitoring_take_numbers_of_the_register_and_none_twice(session, house):
    case = make_aftercare(
        session, make_person(session, house.go_quao), starts_on=date(2026, 8, 3), decided_on=date(2026, 8, 3)
    )
    police = Doing(session, scope(house.police), house.police, case.ref, TODAY)
    acts = [
        record_monitoring(police, paper=paper, signed_on=date(2026, 8, 3), number="")
        for paper in (MonitoringPaper.DECIDED, MonitoringPaper.PAUSED, MonitoringPaper.VIOLATED)
    ]
    assert [act.details["number"] for act in acts] == ["01/QĐ-CAX", "02/QĐ-CAX", "01/BB-CAX"]
    with pytest.raises(InvalidInput, match="đã dùng cho giấy tờ khác: “Quyết định tạm dừng giám sát điện tử”"):
        record_monitoring(police, paper=MonitoringPaper.ENDED, signed_on=TODAY, number="2/QĐ-CAX")
    words = said(session, house.police, "monitoring-decided", case.ref)
    assert words.startswith("Mẫu số 02 Phụ lục I") and "Số: 01/QĐ-CAX" in words
    foreign = record_monitoring(police, paper=MonitoringPaper.REMOVED, signed_on=TODAY, number="01/QĐ-CAX")
    assert foreign.details["number"] == "01/QĐ-CAX", "another office wrote it: it is none of the unit's numbers"
    lines = case_papers(session, scope(house.police), Subject.AFTERCARE, case.ref, today=TODAY)
    acts = {each.act: each.number for each in paper_bundles.acts_with_papers(Subject.AFTERCARE, lines)}
    assert acts["monitoring"] == 3


def test_compulsory_rehabilitation_is_postponed_by_a_decision_of_the_chair(session, house):
    day = date(2019, 3, 12)
    episode = make_episode(
        session,
        make_person(session, house.go_quao),
        registered_on=date(2019, 3, 4),
        form="community_compulsory",
        declared_by="none",
        decided_on=date(2019, 3, 8),
        decision_number="9/QĐ-UBND",
        term_months=6,
    )
    doing = course.Doing(session, scope(house.chair), house.chair, episode.ref, day, number="", note="Ốm nặng")
    act = compulsory.postpone_compulsory(doing, day)
    assert act.details["number"] == "01/QĐ-UBND"
    words = said(session, house.chair, "compulsory-postponement", episode.ref, today=day)
    assert "QUYẾT ĐỊNH Hoãn chấp hành quyết định" in words and "Lý do: Ốm nặng" in words and "Số: 01/QĐ-" in words
    assert "chưa đọc" not in words and "Mẫu số" not in words


def corrected(session, doing, **changed):
    case = seen_aftercare(session, doing.scope, doing.ref)
    right = replace(aftercare_corrections.as_recorded(facts_of(case)), **changed)
    return aftercare_corrections.correct_aftercare(doing, right, reason="ghi nhầm hồ sơ")


def test_an_interruption_recorded_by_mistake_is_taken_back_once_its_paper_is_withdrawn(session, house, served):
    for day, to_on in ((date(2015, 1, 5), date(2015, 1, 20)), (date(2015, 2, 9), None)):
        aftercare_relief.suspend_aftercare(served, from_on=day, reason=SuspensionReason.ILLNESS, number="")
        if to_on:
            aftercare_relief.resume_aftercare(served, to_on=to_on)
    session.commit()
    with pytest.raises(Conflict, match=r"Quyết định số 02/QĐ.* còn hiệu lực"):
        corrected(session, served, suspended_on=None)
    session.rollback()
    last = session.scalars(select(Paper).where(Paper.part == "2")).one()
    last.withdrawn_on = date(2015, 3, 1)
    with pytest.raises(InvalidInput, match="xóa cả ngày tiếp tục"):
        corrected(session, served, suspended_on=None, resumed_on=date(2015, 2, 20))
    case = corrected(session, served, suspended_on=None)
    assert [each.from_on for each in facts_of(case).suspensions] == [date(2015, 1, 5)]
    case = corrected(session, served, resumed_on=date(2015, 1, 18))
    assert facts_of(case).suspensions[-1].to_on == date(2015, 1, 18)
    session.commit()
    entries = session.scalars(select(TrailEntry).where(TrailEntry.tag == "aftercare:record:corrected")).all()
    assert entries[0].keys["changes"] == {"suspended_on": ["09/02/2015", None]}


def test_a_correction_records_no_decision_and_no_half_of_one(session, house, served):
    for changed in ({"reduced_on": date(2015, 2, 1), "reduced_months": 3}, {"suspended_on": date(2015, 2, 1)}):
        with pytest.raises(InvalidInput, match="bằng biểu mẫu"):
            corrected(session, served, **changed)
    aftercare_relief.reduce_aftercare(served, reduced_on=date(2015, 3, 2), months=3, merit=True, number=None)
    with pytest.raises(InvalidInput, match="cùng có hoặc cùng không"):
        corrected(session, served, reduced_months=None)
    assert facts_of(corrected(session, served, reduced_on=None, reduced_months=None)).reduced_on is None
    ended = date(2015, 3, 2)
    aftercare_relief.exempt_aftercare(served, exempted_on=ended, ground=ExemptionGround.TERMINAL_ILLNESS, merit=None)
    with pytest.raises(InvalidInput, match="xóa cả ngày kết thúc"):
        corrected(session, served, exempted_on=None)
    case = corrected(session, served, exempted_on=None, ended_on=None, outcome=None)
    assert (case.ended_on, facts_of(case).exempted_on) == (None, None)


def test_the_last_clock_that_ran_anew_is_taken_back_once_its_paper_is_withdrawn(session, house):
    episode = make_episode(session, make_person(session, house.go_quao), registered_on=date(2026, 8, 4))
    who, where = house.police, scope(house.police)
    for day in (date(2026, 8, 6), date(2026, 8, 10)):
        doing = course.Doing(session, where, who, episode.ref, day, number="", note="Lũ lụt")
        restart_clock(doing, Act.REGISTER, from_on=day, from_at=None, decided_on=day)
    session.commit()
    asked = {"reason": "ghi nhầm hồ sơ", "today": TODAY}
    with pytest.raises(Conflict, match="còn hiệu lực"):
        correct_episode(session, where, who, episode.ref, "restart.2.from_on", None, **asked)
    session.rollback()
    with pytest.raises(NotFound):
        correct_episode(session, where, who, episode.ref, "restart.1.from_on", None, **asked)
    correct_episode(session, where, who, episode.ref, "restart.2.from_on", date(2026, 8, 9), **asked)
    session.scalars(select(Paper).where(Paper.part == "2")).one().withdrawn_on = date(2026, 8, 11)
    correct_episode(session, where, who, episode.ref, "restart.2.from_on", None, **asked)
    kept = whole_facts(session, episode).restarts
    assert [each.from_on for each in kept] == [date(2026, 8, 6)]
    orders = orders_of_episode(session, episode, whole_facts(session, episode))
    assert [(each.part, each.number) for each in orders] == [("", kept[0].number)]
