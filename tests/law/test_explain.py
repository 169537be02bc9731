"""What the page of a case prints."""

from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise

import pytest

from casework.errors import NotInForce
from casework.i18n import VIETNAM
from casework.law.explain import explain
from casework.law.facts import Act, EpisodeFacts, PhaseFact
from casework.law.history import as_of
from casework.law.regimes import STATUTES, governing, procedure_for, regime_of, required_procedure
from casework.law.vocabulary import EpisodeForm, EpisodeOutcome, Phase
from casework.workflow.engine import breaches

IN_PROGRESS = EpisodeFacts(
    form=EpisodeForm.HOME,
    birth_date=date(1990, 5, 1),
    determined_addicted_on=date(2024, 1, 2),
    registered_on=date(2024, 1, 4),
    decided_on=date(2024, 1, 8),
    decision_number="12/QĐ-UBND",
    term_months=6,
    started_on=date(2024, 1, 10),
)


def test_an_open_case_shows_what_is_done_open_refused_and_due():
    told = explain(IN_PROGRESS, date(2024, 7, 9))
    assert told.law == "Luật 73/2021/QH14 và Nghị định 116/2021/NĐ-CP"
    assert told.stage.label == "Đang cai nghiện"
    assert [done.act for done in told.done] == [Act.REGISTER, Act.DECIDE, Act.START]
    assert [act.act for act in told.open] == [
        Act.MAKE_PLAN,
        Act.ASSIGN_WORKER,
        Act.RECORD_PHASE,
        Act.END,
        Act.TRANSFER,
        Act.RECEIVE,
        Act.REVIEW,
        Act.RECORD_VIOLATION,
        Act.PROPOSE_CERTIFICATE,
    ]
    assert [act.act for act in told.refused] == [Act.ISSUE_CERTIFICATE]
    assert len(told.refused[0].reasons) == 2
    assert [(each.due_on, each.overdue) for each in told.deadlines] == [(date(2024, 7, 10), False)]
    assert told.breaches == ()


def test_the_certificate_names_its_paper_and_its_signer_by_the_law_of_the_case():
    (refused,) = explain(IN_PROGRESS, date(2024, 7, 9)).refused
    assert (refused.form.form_number, refused.authority.text) == ("26a", "Chủ tịch Ủy ban nhân dân cấp xã")
    old = replace(IN_PROGRESS, decided_on=date(2021, 12, 30), started_on=date(2022, 1, 4))
    certificate = next(act for act in explain(old, date(2022, 8, 1)).open if act.act == Act.ISSUE_CERTIFICATE)
    assert certificate.form.text == "Giấy chứng nhận hoàn thành thời gian cai nghiện ma túy tại gia đình, cộng đồng"


def test_an_act_that_came_late_is_marked_in_the_file():
    late = replace(IN_PROGRESS, decided_on=date(2024, 1, 10))
    done = {each.act: each for each in explain(late, date(2024, 2, 1)).done}
    assert [reason.citation for reason in done[Act.DECIDE].late] == ["khoản 1 Điều 30 Nghị định 116/2021/NĐ-CP"]
    assert done[Act.START].late == ()


def test_a_law_without_a_procedure_is_named_and_the_stage_still_told():
    told = explain(replace(IN_PROGRESS, decided_on=date(2009, 7, 1)), date(2026, 9, 1))
    assert told.problem == (
        "Hệ thống chưa có quy trình “Cai nghiện ma túy tự nguyện tại gia đình” theo "
        "Nghị định 56/2002/NĐ-CP; hồ sơ vẫn xem, in và thống kê được"
    )
    assert told.stage.code == "in_progress"
    assert told.open == ()


UNDER_THE_NEW_LAW = EpisodeFacts(
    form=EpisodeForm.COMMUNITY,
    birth_date=date(1990, 5, 1),
    determined_addicted_on=date(2026, 8, 2),
    registered_on=date(2026, 8, 3),
    decided_on=date(2026, 8, 3),
    term_months=24,
    started_on=date(2026, 8, 4),
)


def test_a_case_of_2026_names_the_police_chief_the_new_forms_and_the_instant():
    told = explain(UNDER_THE_NEW_LAW, date(2026, 11, 21))
    assert told.law == "Luật 120/2025/QH15 và Nghị định 163/2026/NĐ-CP"
    papers = {act.act: (act.authority.text, act.form.form_number) for act in (*told.open, *told.refused) if act.form}
    assert papers[Act.ISSUE_CERTIFICATE] == ("Trưởng Công an cấp xã", "28")
    assert papers[Act.TRANSFER] == ("Công an cấp xã nơi ra quyết định", "26")
    assert [done.form.form_number for done in told.done] == ["20", "22", "24"]
    assert [each.due_text for each in told.deadlines] == ["05/07/2028", "04/08/2028 23:59"]
    assert told.breaches == ()


def test_what_is_late_about_one_phase_is_not_said_of_another():
    phases = (
        PhaseFact(Phase.ADMISSION, date(2026, 8, 4), date(2026, 8, 9)),
        PhaseFact(Phase.DETOXIFICATION, date(2026, 8, 9), date(2026, 8, 20)),
    )
    done = explain(replace(UNDER_THE_NEW_LAW, phases=phases), date(2026, 11, 21)).done
    assert [len(each.late) for each in done if each.act == Act.RECORD_PHASE] == [1, 0]


def test_a_term_of_36_months_without_an_earlier_course_on_file_is_no_breach():
    told = explain(replace(UNDER_THE_NEW_LAW, term_months=36), date(2026, 11, 21))
    assert told.breaches == ()


def test_hours_known_later_are_not_known_before():
    told = replace(UNDER_THE_NEW_LAW, left_at=datetime(2026, 10, 5, 23, 30, tzinfo=VIETNAM))
    assert as_of(told, date(2026, 10, 4)).left_at is None
    assert as_of(told, date(2026, 10, 5)).left_at == told.left_at


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2010, 10, 31), "before_2010"),
        (date(2010, 11, 1), "2010"),
        (date(2021, 12, 31), "2010"),
        (date(2022, 1, 1), "2021"),
        (date(2026, 6, 30), "2021"),
        (date(2026, 7, 1), "2026"),
    ],
)
def test_each_day_has_one_law(day, code):
    assert regime_of(day).code == code


def test_the_laws_follow_each_other_without_gap_or_overlap():
    regimes = [statute.regime for statute in STATUTES]
    assert all((after.first_on - before.last_on).days == 1 for before, after in pairwise(regimes))


def test_a_form_without_procedure_is_none_or_a_sentence():
    regime = regime_of(date(2024, 1, 1))
    assert procedure_for(EpisodeForm.CENTRE_VOLUNTARY, regime) is None
    with pytest.raises(NotInForce, match="chưa có quy trình “Cai nghiện ma túy tự nguyện tại cơ sở cai nghiện”"):
        required_procedure(EpisodeForm.CENTRE_VOLUNTARY, regime)


def test_a_case_closed_before_the_new_law_is_not_said_to_go_on_under_the_old_one():
    closed = replace(IN_PROGRESS, ended_on=date(2024, 7, 10), outcome=EpisodeOutcome.COMPLETED)
    assert "tiếp tục" not in governing(closed, date(2026, 9, 1)).why


def test_an_imported_certificate_a_day_early_is_shown_as_a_breach_and_not_refused():
    done = date(2024, 7, 9)
    phases = tuple(PhaseFact(phase, done, done) for phase in (Phase.ADMISSION, Phase.DETOXIFICATION, Phase.EDUCATION))
    facts = replace(
        IN_PROGRESS, phases=phases, ended_on=done, outcome=EpisodeOutcome.COMPLETED, certificate_issued_on=done
    )
    broken = explain(facts, date(2024, 8, 1)).breaches
    assert [reason.text for reason in broken] == ["Chưa hết thời hạn cai nghiện: kết thúc ngày 10/07/2024, còn 1 ngày"]


def test_an_imported_course_without_a_decision_is_a_breach():
    facts = EpisodeFacts(EpisodeForm.HOME, registered_on=date(2023, 1, 3), started_on=date(2023, 1, 4))
    texts = [reason.text for reason in breaches(required_procedure(facts.form, regime_of(date(2023, 1, 4))), facts)]
    assert "Chưa có quyết định cai nghiện" in texts


def test_facts_as_of_a_day_know_nothing_later():
    then = as_of(IN_PROGRESS, date(2024, 1, 9))
    assert (then.decided_on, then.started_on) == (date(2024, 1, 8), None)
    assert explain(then, date(2024, 1, 9)).stage.code == "decided"


@pytest.mark.parametrize(("today", "goes_on"), [(date(2026, 6, 30), False), (date(2026, 7, 1), True)])
def test_going_on_under_the_old_law_is_said_from_the_first_day_of_the_new_one(today, goes_on):
    running = replace(IN_PROGRESS, decided_on=date(2026, 5, 4), started_on=date(2026, 5, 5))
    assert ("tiếp tục theo luật cũ" in governing(running, today).why) is goes_on


@pytest.mark.parametrize(("started_on", "confidence"), [(date(2026, 7, 1), "Q"), (date(2026, 7, 2), "I")])
def test_who_started_after_the_first_day_of_the_new_law_goes_on_by_inference_only(started_on, confidence):
    running = replace(IN_PROGRESS, decided_on=date(2026, 6, 30), started_on=started_on)
    assert governing(running, date(2026, 8, 3)).confidence == confidence


def test_an_episode_abandoned_on_the_day_of_its_certificate_keeps_its_end_in_the_file():
    day = date(2024, 7, 15)
    facts = replace(
        IN_PROGRESS, ended_on=day, outcome=EpisodeOutcome.ABANDONED, certificate_number="7", certificate_issued_on=day
    )
    told = explain(facts, date(2024, 8, 1))
    assert [done.act for done in told.done][-2:] == [Act.END, Act.ISSUE_CERTIFICATE]
    assert any("Tự ý chấm dứt" in reason.text for reason in told.breaches)


def test_what_only_another_law_calls_an_act_is_on_file_and_explained():
    facts = EpisodeFacts(
        form=EpisodeForm.COMMUNITY,
        registered_on=date(2019, 3, 1),
        decided_on=date(2019, 3, 5),
        started_on=date(2019, 3, 10),
        # Decree 94/2010 knows no undertaking.
        undertaking_signed_on=date(2019, 3, 6),
    )
    told = explain(facts, date(2019, 4, 1))
    assert [done.on for done in told.done] == [date(2019, 3, 1), date(2019, 3, 5), date(2019, 3, 10)]
