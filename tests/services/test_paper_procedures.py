"""Papers of pauses, arrivals, sessions and procedures: from the record, by the law of the day, numbered like others."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from casework.documents.form import Subject
from casework.errors import InvalidInput, NotFound
from casework.law.aftercare_facts import SuspensionReason
from casework.law.compulsory_facts import ReviewSession, SessionMember
from casework.law.determination_facts import DeterminationPaper, RequestedBy
from casework.law.dossier_facts import DossierGround, DossierPaper
from casework.law.facts import Act
from casework.law.procedures import Measure
from casework.records.paper import Paper
from casework.records.support import Loan
from casework.services import aftercare_relief, compulsory, course, paper_bundles, proceedings
from casework.services.compulsory import Checked
from casework.services.episode_facts import facts_of
from casework.services.paper_lists import case_papers
from casework.services.paper_replacements import Fault, Replacement, replace_paper
from casework.services.proceedings_acts import Proposal, record_proceeding_act
from casework.services.proceedings_subjects import About
from casework.services.receptions import receive_episode
from casework.services.restarts import restart_clock
from casework.services.transfers import transfer_episode
from tests.cast import make_aftercare, make_episode, make_person, make_team, scope
from tests.services.paper_records import TODAY, said

MINOR = {"birth_on": None, "birth_year": 2011}


def doing(session, actor, episode, **more):
    return course.Doing(session, scope(actor), actor, episode.ref, TODAY, **more)


@pytest.fixture
def running(session, house):
    person = make_person(session, house.go_quao)
    day = date(2026, 8, 3)
    return make_episode(session, person, registered_on=day, decided_on=day, decision_number="12/QĐ-CAX", term_months=24,
                        started_on=date(2026, 8, 4))  # fmt: skip


def test_prison_and_the_return_from_it_have_notices_of_the_series(session, house, running):
    police = house.police
    course.interrupt_term(doing(session, police, running, number="", note="Bản án 5/HSST"), date(2026, 9, 7))
    course.resume_term(doing(session, police, running, number=""), date(2026, 10, 7))
    words = said(session, police, "rehabilitation-interruption", running.ref)
    assert words.startswith("Bản thể hiện, đối chiếu mẫu") and "Số: 01/TB-CAX" in words and "Bản án 5/HSST" in words
    words = said(session, police, "rehabilitation-resumption", running.ref)
    assert "Số: 02/TB-CAX" in words and "kể từ ngày: 07/09/2026 Tiếp tục kể từ ngày: 07/10/2026" in words
    # A paper whose form bears no number does not take one that stands on another.
    with pytest.raises(InvalidInput, match="đã dùng cho giấy tờ khác: “Thông báo tạm ngừng"):
        course.propose_certificate(doing(session, police, running, number="1/TB-CAX"), TODAY)
    course.interrupt_term(doing(session, police, running, number=""), date(2026, 11, 2))
    lines = case_papers(session, scope(police), Subject.EPISODE, running.ref, today=TODAY)
    assert [each.part for each in lines if each.kind == "rehabilitation-interruption"] == ["", "2"]


def test_the_commune_moved_to_decides_by_form_22_and_the_one_left_does_not_print_it(session, house, running):
    asked = {"moved_on": date(2026, 10, 5), "to_unit": house.dinh_hoa, "today": TODAY}
    transfer_episode(session, scope(house.officer), house.officer, running.ref, **asked)
    receive_episode(doing(session, house.neighbour, running, number=""), date(2026, 10, 6), None)
    words = said(session, house.neighbour, "continuation-decision", running.ref)
    assert words.startswith("Mẫu số 22") and "Số: 01/QĐ-CAX" in words and "nơi chuyển đi số: 12/QĐ-CAX" in words
    with pytest.raises(NotFound):
        said(session, house.officer, "continuation-decision", running.ref)


def test_the_session_of_2019_has_minutes_of_who_came_and_a_submission(session, house):
    episode = compulsory.propose_compulsory(
        session,
        scope(house.police),
        house.police,
        make_person(session, house.go_quao).ref,
        proposed_on=date(2019, 3, 4),
        checked=Checked(False, False, False),
        unit=house.old_town,
        number="3/ĐN-CATT",
        today=TODAY,
    )
    held = ReviewSession(date(2019, 3, 7), frozenset(SessionMember), 3, 2)
    compulsory.hold_session(doing(session, house.officer, episode, number="8/BB-UBND"), held)
    lines = {
        each.kind: each
        for each in case_papers(session, scope(house.officer), Subject.EPISODE, episode.ref, today=TODAY)
    }
    assert (lines["session-minutes"].number, lines["compulsory-proposal"].number) == ("8/BB-UBND", "3/ĐN-CATT")
    assert "review-minutes" not in lines
    words = said(session, house.officer, "session-minutes", episode.ref)
    assert SessionMember.VILLAGE.term in words and "Số người đồng ý: 3" in words and "Điều 18" not in words
    assert "3 đồng ý, 2 không đồng ý" in said(session, house.officer, "session-submission", episode.ref)


def test_aftercare_that_goes_on_says_so_by_a_notice(session, house):
    begun = {"starts_on": date(2026, 8, 3), "decided_on": date(2026, 8, 3)}
    case = make_aftercare(session, make_person(session, house.go_quao), **begun)
    police = aftercare_relief.Doing(session, scope(house.police), house.police, case.ref, TODAY)
    aftercare_relief.suspend_aftercare(
        police, from_on=date(2026, 9, 2), reason=SuspensionReason.IMPRISONMENT, number=""
    )
    aftercare_relief.resume_aftercare(police, to_on=date(2026, 10, 2), number="")
    words = said(session, house.police, "aftercare-resumption", case.ref)
    assert "Số: 01/TB-CAX" in words and "kể từ ngày: 02/09/2026 Tiếp tục kể từ ngày: 02/10/2026" in words


def test_a_decision_that_replaces_another_renews_the_number_the_clock_knows_it_by(session, house):
    day = date(2026, 8, 10)
    episode = make_episode(session, make_person(session, house.go_quao), registered_on=day)
    asked = doing(session, house.police, episode, number="", note="Lũ lụt")
    restart_clock(asked, Act.REGISTER, from_on=day, from_at=None, decided_on=day)
    paper = session.scalars(select(Paper).where(Paper.kind == "clock-restart")).one()
    again = Replacement(Fault.CONTENT, "Ghi sai ngày", signed_on=TODAY)
    new = replace_paper(session, scope(house.police), house.police, paper.ref, again, today=TODAY)
    assert facts_of(episode).restarts[0].number == new.number == "02/QĐ-CAX"
    words = said(session, house.police, "clock-restart", episode.ref)
    assert "Sự kiện bất khả kháng: Lũ lụt" in words and "Số: 02/QĐ-CAX" in words


def opened(session, who, measure, person, **values):
    about = About(person_ref=person.ref)
    day = date(2026, 9, 1)
    asked = {"about": about, "opened_on": day, "values": values, "unit_id": None, "today": TODAY}
    return proceedings.open_proceeding(session, scope(who), who, measure, **asked)


def acted(session, who, row, act, on, number="", **values):
    asked = Proposal(act, on, None, values, number)
    return record_proceeding_act(session, scope(who), who, row.ref, asked, version=None, today=TODAY)


def drafted(session, who, row, on=date(2026, 9, 4)):
    papers = frozenset(DossierPaper) - {DossierPaper.SUBSTITUTION_SLIP, DossierPaper.NO_RESIDENCE}
    known = dict.fromkeys(("no_capacity", "pregnant", "cares_for_small_child"), False)
    days = {"detected_on": date(2026, 9, 3), "last_act_on": date(2026, 8, 30)}
    ground = DossierGround.SELF_ENDED
    return acted(session, who, row, "draft", on, ground=ground, papers=papers, stable_residence=True, **days, **known)


def test_the_papers_of_a_dossier_are_numbered_by_its_acts(session, house):
    police = house.police
    row = opened(session, police, Measure.DOSSIER, make_person(session, house.go_quao))
    assert drafted(session, police, row).details["number"] == "01/ĐN-CAX"
    assert acted(session, police, row, "place", date(2026, 9, 4)).details["number"] == "01/QĐ-CAX"
    assert acted(session, police, row, "notify", date(2026, 9, 7), number="9/TB-CAX").details["number"] == "9/TB-CAX"
    with pytest.raises(InvalidInput, match="đã dùng cho giấy tờ khác"):
        acted(session, police, row, "send", date(2026, 9, 11), number="1/QĐ-CAX")
    words = said(session, police, "dossier-request", row.ref)
    assert words.startswith("Mẫu số 36 (Nghị định 163/2026/NĐ-CP)") and "Kính gửi: Tòa án nhân dân khu vực" in words
    assert "Tự ý chấm dứt" in words and "Biên bản vi phạm Có" in words and "Tường trình" not in words
    words = said(session, police, "dossier-notice", row.ref)
    assert "Số: 9/TB-CAX" in words and "03 ngày làm việc" in words and "đến hết ngày: 10/09/2026" in words
    lines = case_papers(session, scope(police), Subject.DOSSIER, row.ref, today=TODAY)
    assert "dossier-statement" not in {each.kind for each in lines}, "since 2026 only those under 18 write one"
    done = {each.act: each.number for each in paper_bundles.acts_with_papers(Subject.DOSSIER, lines)}
    assert done == {"draft": 3, "place": 2, "notify": 1}
    with pytest.raises(NotFound):
        said(session, house.neighbour, "dossier-request", row.ref)


def test_a_dossier_of_a_minor_has_forms_of_its_own_and_names_who_stands_beside_them(session, house):
    child = make_person(session, house.go_quao, **MINOR)
    beside = {"guardians": [["2026-01-05", "Danh Thị Mẹ", "mother"]]}
    make_episode(session, child, registered_on=date(2026, 1, 5), law_facts=beside)
    row = opened(session, house.police, Measure.DOSSIER, child)
    drafted(session, house.police, row)
    words = said(session, house.police, "dossier-request", row.ref)
    assert words.startswith("Mẫu số 40") and "Danh Thị Mẹ" in words
    assert "Danh Thị Mẹ" in said(session, house.police, "dossier-opinion", row.ref)
    loan = Loan(
        person_id=child.id, unit_id=house.go_quao.id, disbursed_on=date(2026, 9, 1), amount_vnd=9, borrower="self"
    )
    session.add(loan)
    session.flush()
    assert "Danh Thị Mẹ Ngày, tháng, năm sinh; giới tính" in said(session, house.chair, "loan-confirmation", loan.ref)


def test_the_police_ask_for_a_determination_by_a_numbered_form_and_a_person_by_none(session, house):
    person = make_person(session, house.go_quao)
    papers = frozenset({DeterminationPaper.POLICE_REQUEST, DeterminationPaper.TEST_SLIP, DeterminationPaper.SUMMARY})
    of_police = opened(session, house.police, Measure.DETERMINATION, person, requested_by=RequestedBy.POLICE)
    asked = {"requested_by": RequestedBy.POLICE, "papers": papers}
    act = acted(session, house.police, of_police, "request", date(2026, 9, 2), **asked)
    assert act.details["number"] == "01/ĐN-CAX"
    assert said(session, house.police, "determination-request", of_police.ref).startswith("Mẫu số 02")
    own = opened(session, house.police, Measure.DETERMINATION, person, requested_by=RequestedBy.PERSON)
    alone = {"requested_by": RequestedBy.PERSON, "papers": frozenset({DeterminationPaper.APPLICATION})}
    assert "number" not in acted(session, house.police, own, "request", date(2026, 9, 2), **alone).details
    kinds = [
        each.kind for each in case_papers(session, scope(house.police), Subject.DETERMINATION, own.ref, today=TODAY)
    ]
    assert kinds == ["determination-application"]


def test_a_team_of_2010_is_dissolved_by_a_decision_and_one_of_2026_by_none(session, house):
    for founded, over, kinds in (
        (date(2015, 3, 2), date(2019, 5, 6), ["team-decision", "team-dissolution"]),
        (date(2026, 7, 15), date(2026, 9, 1), ["team-decision"]),
    ):
        team = make_team(session, house.go_quao, established_on=founded, dissolved_on=over)
        lines = case_papers(session, scope(house.chair), Subject.TEAM, team.ref, today=TODAY)
        assert [each.kind for each in lines] == kinds
        if over.year == 2019:
            words = said(session, house.chair, "team-dissolution", team.ref)
            assert "Giải thể Tổ công tác cai nghiện ma túy" in words and "ngày 06 tháng 5 năm 2019" in words
