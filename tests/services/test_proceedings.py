"""Procedures beside the episode: opened, acted on under the law of the day, joined to the records of the office."""

from dataclasses import fields
from datetime import date, datetime

import pytest
from sqlalchemy import select

from casework.access.scope import Scope
from casework.errors import Conflict, Forbidden, InvalidInput, NotFound, RefusedByLaw
from casework.i18n import VIETNAM
from casework.law.determination_facts import DeterminationPaper, RequestedBy
from casework.law.dossier_facts import DossierGround, DossierPaper
from casework.law.procedures import Measure
from casework.law.support_facts import SupportProgramme
from casework.law.team_facts import TeamSeat
from casework.law.vocabulary import Borrower, LoanProgramme, Phase
from casework.records.listing import Determination
from casework.records.methadone import Methadone
from casework.records.proceeding import Proceeding
from casework.records.support import Job, Loan, Training
from casework.records.team import Team, TeamActivity
from casework.records.trail import TrailEntry
from casework.services import papers, proceedings, proceedings_acts, proceedings_facts
from casework.services.explanations import explain_episode
from casework.services.law_facts import encode
from casework.services.measures import LINES
from casework.services.measures_fields import LABELS
from casework.services.paper_drafts import draft
from casework.services.proceedings_acts import Proposal
from casework.services.proceedings_subjects import About
from tests.cast import make_aftercare, make_episode, make_person, make_staff, make_team, scope
from tests.conftest import TODAY

PAPERS = frozenset({DossierPaper.SUMMARY, DossierPaper.VIOLATION_MINUTES, DossierPaper.REQUEST,
                    DossierPaper.DETERMINATION})  # fmt: skip
DRAFT = {
    "ground": DossierGround.NOT_STARTED,
    "detected_on": date(2026, 9, 1),
    "last_act_on": date(2026, 8, 30),
    "stable_residence": True,
    "no_capacity": False,
    "pregnant": False,
    "cares_for_small_child": False,
    "papers": PAPERS,
}


@pytest.fixture
def person(session, house):
    return make_person(session, house.go_quao)


@pytest.fixture
def run(session, house):
    """Opens a procedure and records its acts as somebody of the cast."""

    class Run:
        def open(self, measure, actor=None, *, about=None, on=date(2026, 9, 1), today=TODAY, unit_id=None, **values):
            who = actor or house.officer
            self.row = proceedings.open_proceeding(
                session, scope(who), who, measure, about=about or About(), opened_on=on, values=values, unit_id=unit_id,
                today=today,
            )  # fmt: skip
            return self.row

        def act(self, act, on, actor=None, *, at=None, number=None, extras=None, version=None, today=TODAY, **values):
            who = actor or house.officer
            proposal = Proposal(act, on, at, values, number, extras or {})
            return proceedings_acts.record_proceeding_act(
                session, scope(who), who, self.row.ref, proposal, version=version, today=today
            )

        def correct(self, actor=None, *, reason=None, version=None, today=TODAY, **values):
            who = actor or house.officer
            return proceedings_facts.correct_facts(
                session, scope(who), who, self.row.ref, values=values, reason=reason, version=version, today=today
            )

        def case(self, today=TODAY):
            return proceedings.case_of(session, self.row, today)

    return Run()


def of(person):
    return About(person_ref=person.ref)


def tags(session):
    session.commit()
    return list(session.scalars(select(TrailEntry.tag).order_by(TrailEntry.id)))


def test_a_dossier_goes_to_the_court_step_by_step_and_is_closed(session, run, person):
    run.open(Measure.DOSSIER, about=of(person))
    run.act("draft", date(2026, 9, 4), **DRAFT)
    run.act("notify", date(2026, 9, 4))
    act = run.act("send", date(2026, 9, 10))
    assert (act.law, act.stage_after, act.late) == ("2026", "sent", [])
    assert (run.row.stage, run.row.closed_on) == ("sent", date(2026, 9, 10))
    assert tags(session)[-4:] == ["proceeding:file:opened", *["proceeding:act:recorded"] * 3]


def test_an_act_recorded_by_mistake_is_taken_back_by_emptying_its_day_and_stays_in_the_history(run, person, session):
    run.open(Measure.DOSSIER, about=of(person))
    run.act("draft", date(2026, 9, 4), **DRAFT)
    run.act("notify", date(2026, 9, 4))
    run.act("send", date(2026, 9, 10))
    with pytest.raises(InvalidInput, match="lý do"):
        run.correct(sent_on=None)
    run.correct(sent_on=None, reason="gõ nhầm hồ sơ, chưa gửi")
    assert (run.row.stage, run.row.closed_on, run.row.facts.get("sent_on")) == ("notified", None, None)
    assert "proceeding:act:recorded" in tags(session) and tags(session)[-1] == "proceeding:facts:corrected"
    run.act("send", date(2026, 9, 11))
    assert run.row.closed_on == date(2026, 9, 11)


def test_an_act_is_refused_with_every_clause_at_once_and_nothing_is_written(run, person):
    run.open(Measure.DOSSIER, about=of(person))
    with pytest.raises(RefusedByLaw) as refused:
        run.act("draft", date(2026, 9, 4), **(DRAFT | {"ground": None, "papers": frozenset(), "pregnant": True}))
    assert len(refused.value.reasons) == 3
    assert "drafted_on" not in run.row.facts


def test_late_is_late_and_not_void(run, person):
    run.open(Measure.DOSSIER, about=of(person))
    act = run.act("draft", date(2026, 9, 18), **DRAFT)
    assert run.row.stage == "drafted"
    assert "Quá hạn" in act.late[0]["text"]


def test_an_hour_decides_whether_staff_went_out_in_time(run, person):
    run.open(Measure.DETERMINATION, about=of(person), requested_by=RequestedBy.POLICE)
    papers = frozenset({DeterminationPaper.POLICE_REQUEST, DeterminationPaper.TEST_SLIP, DeterminationPaper.SUMMARY})
    nine = datetime(2026, 9, 1, 9, tzinfo=VIETNAM)
    run.act("request", date(2026, 9, 1), at=nine, papers=papers, on_site=True, requested_by=RequestedBy.POLICE)
    assert run.row.due_on == date(2026, 9, 2)
    act = run.act("send_staff", date(2026, 9, 2), at=datetime(2026, 9, 2, 9, 1, tzinfo=VIETNAM), on_site=True)
    assert len(act.late) == 1
    assert run.row.facts["staff_sent_at"] == "2026-09-02T09:01:00+07:00"


def test_an_hour_of_another_day_is_not_taken(run, person):
    run.open(Measure.DETERMINATION, about=of(person))
    with pytest.raises(InvalidInput, match="Giờ"):
        run.act("request", date(2026, 9, 1), at=datetime(2026, 9, 2, 0, 0, tzinfo=VIETNAM))


def test_the_result_of_a_determination_enters_the_register_once(session, run, person):
    run.open(Measure.DETERMINATION, about=of(person))
    papers = frozenset(DeterminationPaper)
    run.act("request", date(2026, 9, 1), papers=papers, requested_by=RequestedBy.POLICE)
    run.act("receive", date(2026, 9, 1))
    run.act("result", date(2026, 9, 3), addicted=True, criteria_met=4, extras={"substances": "heroin"})
    (row,) = session.scalars(select(Determination))
    assert (row.determined_on, row.result, row.substances) == (date(2026, 9, 3), "addicted", "heroin")
    assert run.row.stage == "determined"


def test_a_result_in_the_register_is_read_and_not_typed_again(session, house, run, person):
    run.open(Measure.DETERMINATION, about=of(person))
    run.act("request", date(2026, 9, 1), papers=frozenset(DeterminationPaper), requested_by=RequestedBy.POLICE)
    run.act("receive", date(2026, 9, 1))
    session.add(Determination(person_id=person.id, unit_id=house.go_quao.id, determined_on=date(2026, 9, 3),
                              result="addicted"))  # fmt: skip
    session.flush()
    case = run.case()
    assert case.told(TODAY).stage.code == "determined"
    shown = {each.name: each for each in proceedings_facts.shown_facts(case)}
    assert "Sổ xác định" in shown["result_on"].source


def test_substitution_starts_and_ends_the_treatment_on_file(session, run, person):
    run.open(Measure.SUBSTITUTION, about=of(person))
    run.act("register", date(2026, 3, 2))
    run.act("accept", date(2026, 3, 4), extras={"facility": "Trung tâm Y tế"})
    (row,) = session.scalars(select(Methadone))
    assert (row.started_on, row.facility, run.row.methadone_id) == (date(2026, 3, 4), "Trung tâm Y tế", row.id)
    run.act("complete", date(2026, 9, 1))
    assert (row.ended_on, row.outcome) == (date(2026, 9, 1), "completed")
    assert run.row.closed_on == date(2026, 9, 1)


def test_a_treatment_on_file_opens_its_procedure_where_it_stands(session, house, run, person):
    treated = Methadone(person_id=person.id, unit_id=house.go_quao.id, started_on=date(2025, 3, 3))
    session.add(treated)
    session.flush()
    run.open(Measure.SUBSTITUTION, about=About(methadone_ref=treated.ref))
    assert (run.row.stage, run.row.person_id, run.row.facts) == ("in_treatment", person.id, {})


def test_a_course_granted_is_a_training_and_its_end_is_read_from_there(session, run, person):
    make_episode(session, person, ended_on=date(2026, 2, 2), outcome="completed", started_on=date(2026, 1, 6))
    run.open(Measure.SUPPORT, about=of(person), on=date(2026, 8, 1), programme=SupportProgramme.TRAINING)
    run.act("request", date(2026, 8, 1))
    run.act("grant", date(2026, 8, 3), extras={"trade": "Sửa xe", "provider": ""}, amount_vnd=2_000_000)
    (row,) = session.scalars(select(Training))
    assert (row.trade, row.state_supported, run.row.record_ref) == ("Sửa xe", True, row.ref)
    row.completed_on = date(2026, 9, 30)
    session.flush()
    assert run.case().told(TODAY).stage.code == "finished"


def test_a_second_course_counts_the_first(session, house, run, person):
    session.add(Training(person_id=person.id, unit_id=house.go_quao.id, started_on=date(2026, 3, 2),
                         state_supported=True))  # fmt: skip
    make_episode(session, person, ended_on=date(2026, 2, 2), outcome="completed", started_on=date(2026, 1, 6))
    run.open(Measure.SUPPORT, about=of(person), on=date(2026, 8, 1), programme=SupportProgramme.TRAINING)
    run.act("request", date(2026, 8, 1))
    with pytest.raises(RefusedByLaw):
        run.act("grant", date(2026, 8, 3), amount_vnd=2_000_000)
    run.act("grant", date(2026, 8, 3), amount_vnd=2_000_000, job_lost_objectively=True)
    assert run.case().facts.earlier_supports == 1


def test_a_loan_over_its_ceiling_is_refused_and_one_at_it_is_lent(session, run, person):
    make_aftercare(session, person, decided_on=date(2026, 1, 5))
    run.open(Measure.SUPPORT, about=of(person), on=date(2026, 6, 1), programme=SupportProgramme.LOAN_08_2026)
    run.act("request", date(2026, 6, 1))
    run.act("certify", date(2026, 6, 2), on_police_list=True)
    lent = {"on_police_list": True, "for_training": False, "term_months": 120, "amount_vnd": 200_000_001}
    with pytest.raises(RefusedByLaw):
        run.act("approve", date(2026, 6, 3), **lent)
    lent["amount_vnd"] = 200_000_000
    run.act("approve", date(2026, 6, 3), **lent)
    with pytest.raises(InvalidInput, match="người vay"):
        run.act("grant", date(2026, 6, 4), **lent)
    run.act("grant", date(2026, 6, 4), borrower=Borrower.HOUSEHOLD, extras={"purpose": "Nuôi bò"}, **lent)
    (row,) = session.scalars(select(Loan))
    assert (row.amount_vnd, row.programme, row.purpose) == (200_000_000, "vbsp_08_2026", "Nuôi bò")


def answers(session, house, ref):
    """What the confirmation for a loan says of each condition; None is left to whoever signs."""
    made = draft(session, scope(house.officer), "loan-confirmation", ref, today=TODAY)
    return {words.split(" ")[0]: answer for words, answer in made.source.facts.conditions}


def test_a_loan_is_confirmed_before_it_is_lent_with_the_conditions_of_its_decree(session, house, run, person):
    make_aftercare(session, person, decided_on=date(2016, 1, 5))
    run.open(Measure.SUPPORT, about=of(person), on=date(2026, 6, 1), programme=SupportProgramme.LOAN_08_2026)
    run.act("request", date(2026, 6, 1))
    too_late = "Không. Đã quá 10 năm kể từ ngày có quyết định quản lý sau cai nghiện"
    assert answers(session, house, run.row.ref) == {
        "Có": None, "Đã": None, "Không": too_late, "Người": "Có", "Chấp": None
    }  # fmt: skip
    run.correct(on_police_list=True, for_training=True, same_purpose_loan=False, aftercare_decided_on=date(2026, 1, 5))
    told = answers(session, house, run.row.ref)
    assert (told["Có"], told["Không"], told["Vay"]) == ("Có", "Có", "Có")
    number = papers.give_number(
        session, scope(house.officer), house.officer, "loan-confirmation", run.row.ref, signed_on=date(2026, 6, 3),
        today=TODAY,
    )  # fmt: skip
    assert number.number == "01/XN-UBND"
    with pytest.raises(NotFound):
        draft(session, scope(house.neighbour), "loan-confirmation", run.row.ref, today=TODAY)
    run.open(Measure.SUPPORT, about=of(person), on=date(2026, 6, 1), programme=SupportProgramme.JOB)
    with pytest.raises(NotFound, match="đề nghị vay vốn"):
        draft(session, scope(house.officer), "loan-confirmation", run.row.ref, today=TODAY)


@pytest.mark.parametrize(
    ("programme", "lent_on", "expected"),
    [
        (None, date(2016, 3, 1), ["Có", "Không. An Giang không thuộc tỉnh thí điểm", *[None] * 4]),
        (None, date(2022, 3, 1), []),
        (LoanProgramme.LOCAL_FUND, date(2026, 6, 1), []),
        (None, date(2026, 6, 1), [None, None, None, "Có", None]),
    ],
)
def test_a_loan_on_file_is_confirmed_under_the_decree_of_its_day(session, house, person, programme, lent_on, expected):
    row = Loan(
        person=person, unit=house.go_quao, disbursed_on=lent_on, amount_vnd=20_000_000, borrower="household",
        programme=programme.value if programme else None,
    )  # fmt: skip
    session.add(row)
    session.flush()
    made = draft(session, scope(house.officer), "loan-confirmation", row.ref, today=TODAY)
    assert [answer for _, answer in made.source.facts.conditions] == expected
    assert not [each for each in session if isinstance(each, Proceeding)]


def test_phases_of_the_course_pay_out_and_only_once(session, run, person):
    three = {
        Phase.ADMISSION: date(2026, 7, 2),
        Phase.DETOXIFICATION: date(2026, 7, 20),
        Phase.EDUCATION: date(2026, 8, 1),
    }
    episode = make_episode(session, person, started_on=date(2026, 7, 1), registered_on=date(2026, 7, 1))
    from casework.records.episode import PhaseRecord

    episode.phases = [PhaseRecord(phase=phase.value, started_on=day, completed_on=day) for phase, day in three.items()]
    session.flush()
    run.open(Measure.SUPPORT, about=of(person), on=date(2026, 8, 3), programme=SupportProgramme.PAYMENT)
    run.act("request", date(2026, 8, 3))
    run.act("grant", date(2026, 8, 4), amount_vnd=2_530_000)
    assert run.row.facts.get("phases_completed") is None, "read from the course, not copied"
    run.open(Measure.SUPPORT, about=of(person), on=date(2026, 9, 1), programme=SupportProgramme.PAYMENT)
    run.act("request", date(2026, 9, 1))
    with pytest.raises(RefusedByLaw) as refused:
        run.act("grant", date(2026, 9, 2), amount_vnd=2_530_000)
    assert [reason.text for reason in refused.value.reasons] == ["Người này đã được hỗ trợ một lần kinh phí cai nghiện"]


def test_a_job_needs_to_be_told_whether_it_pays(session, run, person):
    run.open(Measure.SUPPORT, about=of(person), programme=SupportProgramme.JOB)
    with pytest.raises(InvalidInput, match="thu nhập"):
        run.act("grant", date(2026, 9, 2))
    run.act("grant", date(2026, 9, 2), extras={"has_income": "yes"})
    run.act("finish", date(2026, 9, 20))
    (row,) = session.scalars(select(Job))
    assert (row.has_income, row.ended_on) == (True, date(2026, 9, 20))


def test_a_team_is_founded_reviews_and_is_dissolved_in_its_own_records(session, house, run):
    run.open(Measure.TEAM, house.chair, on=date(2026, 8, 3))
    police, health = TeamSeat.POLICE, TeamSeat.HEALTH
    run.act("found", date(2026, 8, 3), house.chair, number="12/QĐ-UBND", founded_by_chair=True, leader=police,
            deputy=health)  # fmt: skip
    (team,) = session.scalars(select(Team))
    assert (team.established_on, team.decision_number, run.row.team_id) == (date(2026, 8, 3), "12/QĐ-UBND", team.id)
    run.act("dissolve", date(2026, 9, 1), house.chair)
    assert team.dissolved_on == date(2026, 9, 1)


def test_a_team_of_2012_tells_its_members_and_records_its_review(session, house, run):
    staff = [
        make_staff(session, house.old_town, f"Cán bộ {sector}", sector) for sector in ("health", "police", "labour")
    ]
    team = make_team(session, house.old_town, *staff, established_on=date(2012, 3, 1))
    run.open(Measure.TEAM, about=About(team_ref=team.ref), on=date(2012, 3, 1))
    assert run.case().facts.seats >= {TeamSeat.HEALTH, TeamSeat.POLICE, TeamSeat.LABOUR}
    run.act("hold_review", date(2015, 3, 2), present=frozenset(TeamSeat))
    assert [each.held_on for each in session.scalars(select(TeamActivity))] == [date(2015, 3, 2)]


def test_a_provider_is_declined_only_with_a_reason(house, run):
    run.open(Measure.PROVIDER, about=About(name="Phòng khám Minh Tâm"), on=date(2026, 8, 3))
    run.act("file", date(2026, 8, 3))
    with pytest.raises(RefusedByLaw):
        run.act("decline", date(2026, 8, 4))
    run.act("decline", date(2026, 8, 4), decline_reason="Thiếu nhân sự")
    assert run.row.closed_on == date(2026, 8, 4)


def test_a_correction_of_what_was_written_needs_a_reason_and_reopens(run, person):
    run.open(Measure.DOSSIER, about=of(person), on=date(2026, 3, 2), today=date(2026, 4, 1))
    draft = DRAFT | {
        "detected_on": date(2026, 3, 2),
        "last_act_on": date(2026, 3, 1),
        "papers": PAPERS | {DossierPaper.STATEMENT},
    }
    today = date(2026, 4, 1)
    run.act("draft", date(2026, 3, 4), today=today, **draft)
    run.act("notify", date(2026, 3, 4), today=today)
    run.act("send", date(2026, 3, 10), today=today)
    assert run.row.closed_on == date(2026, 3, 10)
    run.correct(returned_on=date(2026, 3, 12), today=today)
    assert (run.row.stage, run.row.closed_on) == ("returned", None)
    with pytest.raises(InvalidInput, match="lý do"):
        run.correct(sent_on=date(2026, 3, 11), today=today)
    run.correct(sent_on=date(2026, 3, 11), reason="Nhập nhầm ngày", today=today)
    assert run.row.facts["sent_on"] == "2026-03-11"
    run.act("supplement", date(2026, 3, 13), today=today, papers=draft["papers"])
    assert run.row.stage == "sent"


def test_an_act_that_was_not_done_is_not_written_by_a_correction(run, person):
    run.open(Measure.DOSSIER, about=of(person))
    with pytest.raises(InvalidInput, match="không sửa ở đây"):
        run.correct(sent_on=date(2026, 9, 2), reason="bỏ qua luật")


def test_the_acts_in_order_give_the_file_again(session, run, person):
    run.open(Measure.DOSSIER, about=of(person), detected_on=date(2026, 9, 1))
    opening = dict(run.row.facts)
    run.act("draft", date(2026, 9, 4), **DRAFT)
    run.act("notify", date(2026, 9, 4))
    run.correct(read_on=date(2026, 9, 7))
    run.correct(detected_on=date(2026, 9, 2), reason="Xem lại biên bản")
    run.act("send", date(2026, 9, 10))
    acts = proceedings_acts.acts_of(session, run.row)
    replayed = dict(opening)
    for act in acts:
        replayed |= act.details.get("facts", {})
    assert {name: value for name, value in replayed.items() if value is not None} == run.row.facts
    assert encode(run.case().typed).keys() <= run.row.facts.keys()


def test_somebody_who_looked_before_another_acted_is_told(run, person):
    run.open(Measure.DOSSIER, about=of(person))
    seen = run.row.version
    run.act("draft", date(2026, 9, 4), version=seen, **DRAFT)
    with pytest.raises(Conflict):
        run.act("notify", date(2026, 9, 5), version=seen)


def test_a_neighbour_finds_no_such_procedure(house, run, person):
    run.open(Measure.DOSSIER, about=of(person))
    with pytest.raises(NotFound):
        run.act("draft", date(2026, 9, 4), house.neighbour, **DRAFT)
    with pytest.raises(NotFound):
        run.open(Measure.DOSSIER, house.neighbour, about=of(person))


def test_a_role_that_does_not_keep_the_measure_is_refused(house, run, person):
    run.open(Measure.DOSSIER, about=of(person))
    with pytest.raises(Forbidden):
        run.act("draft", date(2026, 9, 4), house.health, **DRAFT)
    with pytest.raises(Forbidden):
        run.open(Measure.SUPPORT, house.police, about=of(person), programme=SupportProgramme.JOB)


def test_before_the_law_there_is_no_such_act(house, run, person):
    run.open(Measure.DETERMINATION, about=of(person), on=date(2021, 12, 31), unit_id=house.old_town.id)
    with pytest.raises(RefusedByLaw) as refused:
        run.act("request", date(2021, 12, 31), papers=frozenset(DeterminationPaper))
    assert "Không có quy định" in refused.value.reasons[0].text


def test_the_command_line_explains_a_procedure_as_it_stood(session, run, person):
    run.open(Measure.DOSSIER, about=of(person))
    run.act("draft", date(2026, 9, 4), **DRAFT)
    run.act("notify", date(2026, 9, 7))
    everything = Scope.everything(reason="test")
    then = explain_episode(session, everything, run.row.ref, date(2026, 9, 5))
    now = explain_episode(session, everything, run.row.ref, date(2026, 9, 8))
    assert then[0] == f"Hồ sơ đề nghị đưa vào cơ sở cai nghiện bắt buộc {run.row.ref}, ngày 05/09/2026"
    assert "Trạng thái: Đã lập hồ sơ" in then
    assert "Trạng thái: Đã thông báo, đang thời hạn đọc hồ sơ" in now
    assert any(line.startswith("Thời hạn: 11/09/2026 gửi hồ sơ") for line in now)


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.measure.value)
def test_every_fact_of_every_measure_has_words(line):
    assert {each.name for each in fields(line.facts)} <= LABELS.keys()
