"""Numbers of the papers that acts record: the next one where nothing was typed, never one that is taken."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from casework.access.scope import Scope
from casework.documents.form import Subject
from casework.errors import InvalidInput, NotFound
from casework.law.aftercare_facts import CompletionKind, DrugTest
from casework.law.facts import Act
from casework.law.vocabulary import DeclaredBy, EpisodeForm, Sector
from casework.records import db
from casework.records.db import begin_writing
from casework.records.paper import Paper, PaperCounter
from casework.records.trail import TrailEntry
from casework.services import (
    aftercare_decisions,
    aftercare_endings,
    aftercare_moves,
    aftercare_openings,
    course,
    paper_bundles,
    paper_copies,
    papers,
    staff,
    teams,
)
from casework.services.aftercare_reviews import record_review
from casework.services.aftercares import Doing
from casework.services.completions import issue_completion_certificate
from casework.services.corrections import correct_episode
from casework.services.decisions import record_decision
from casework.services.guardians import Kinship, guardian_of, name_guardian, name_in_aftercare
from casework.services.paper_drafts import draft
from casework.services.paper_lists import case_papers
from casework.services.paper_taken import parted
from casework.services.registrations import Told, register_episode
from casework.services.restarts import restart_clock
from tests.cast import make_aftercare, make_episode, make_person, make_team, scope
from tests.documents.reading import html_words

TODAY = date(2026, 11, 21)
SPRING = date(2026, 3, 2)


@pytest.fixture
def decide(session, house):
    """Record a decision of the spring of 2026, when the chair decides, for somebody new."""

    def one(number=None, *, on=SPRING, today=TODAY, ref=None):
        registered = ref or make_episode(session, make_person(session, house.go_quao), registered_on=on).ref
        where, who = scope(house.chair), house.chair
        return record_decision(session, where, who, registered, number=number, signed_on=on, term_months=6, today=today)

    return one


def numbers(session):
    return [(each.kind, each.number, each.ordinal) for each in session.scalars(select(Paper).order_by(Paper.id))]


def test_an_empty_field_takes_the_next_number_and_files_the_paper_with_the_act(session, house, decide):
    acts = [decide(), decide("02/QĐ-UBND"), decide("")]
    session.commit()
    assert [act.details["number"] for act in acts] == ["01/QĐ-UBND", "02/QĐ-UBND", "03/QĐ-UBND"]
    assert [act.episode.decision_number for act in acts] == ["01/QĐ-UBND", "02/QĐ-UBND", "03/QĐ-UBND"]
    assert numbers(session) == [
        ("rehabilitation-decision", "01/QĐ-UBND", 1),
        ("rehabilitation-decision", "02/QĐ-UBND", None),
        ("rehabilitation-decision", "03/QĐ-UBND", 3),
    ]
    told = session.scalars(select(TrailEntry).where(TrailEntry.tag == "paper:number:reserved")).all()
    assert [entry.keys["number"] for entry in told] == ["01/QĐ-UBND", "03/QĐ-UBND"]


@pytest.mark.parametrize("typed", ["12/QĐ-UBND", "012/QĐ-UBND", " 12 / QĐ-UBND"])
def test_a_number_that_any_case_of_the_unit_bears_that_year_is_refused(session, house, decide, typed):
    make_episode(session, make_person(session, house.go_quao), decided_on=SPRING, decision_number="12/QĐ-UBND")
    with pytest.raises(InvalidInput, match=r"năm 2026 của Xã Gò Quao đã dùng cho giấy tờ khác") as refused:
        decide(typed)
    assert refused.value.field == "number"


def test_the_same_number_is_free_in_another_year_another_unit_and_another_series(session, house, decide):
    old, far = date(2025, 3, 3), make_person(session, house.dinh_hoa)
    make_episode(session, make_person(session, house.go_quao), decided_on=old, decision_number="12/QĐ-UBND")
    make_episode(session, far, decided_on=SPRING, decision_number="12/QĐ-UBND")
    make_team(session, house.go_quao, established_on=SPRING, decision_number="12/QĐ-BCĐ")
    assert decide("12/QĐ-UBND").details["number"] == "12/QĐ-UBND"


def test_teams_and_aftercare_use_up_numbers_of_the_series_too(session, house, decide):
    make_team(session, house.go_quao, established_on=SPRING, decision_number="1/QĐ-UBND")
    person = make_person(session, house.go_quao)
    make_aftercare(session, person, starts_on=SPRING, decided_on=SPRING, decision_number="02/QĐ-UBND")
    assert decide().details["number"] == "03/QĐ-UBND"


def test_a_paper_of_a_year_that_is_over_keeps_the_number_on_it(session, house, decide):
    with pytest.raises(InvalidInput, match="Sổ văn bản năm 2025 đã khóa"):
        decide(on=date(2025, 8, 29))


def test_a_number_taken_before_the_act_is_the_one_the_act_records(session, house, decide):
    episode = make_episode(session, make_person(session, house.go_quao), registered_on=SPRING)
    whose = session, scope(house.officer), house.officer, "rehabilitation-decision", episode.ref
    assert papers.give_number(*whose, signed_on=SPRING, today=TODAY).number == "01/QĐ-UBND"
    assert decide(ref=episode.ref).details["number"] == "01/QĐ-UBND"
    assert numbers(session) == [("rehabilitation-decision", "01/QĐ-UBND", 1)]


def test_the_certificate_takes_a_number_of_its_own_series(session, house):
    # One month's phases of the law of 2021, complete.
    phases = {name: (date(2025, 9, 1), date(2025, 12, 1)) for name in ("admission", "detoxification", "education")}
    episode = make_episode(
        session,
        make_person(session, house.go_quao),
        registered_on=date(2025, 8, 25),
        decided_on=date(2025, 8, 29),
        decision_number="12/QĐ-UBND",
        term_months=6,
        started_on=date(2025, 9, 1),
        phases=phases,
    )
    where, who = scope(house.chair), house.chair
    act = issue_completion_certificate(
        session, where, who, episode.ref, number="", signed_on=date(2026, 3, 2), today=TODAY
    )
    assert act.details["number"] == episode.certificate.number == "01/GXN-UBND"


def test_aftercare_and_teams_are_numbered_by_their_acts(session, house):
    case = aftercare_openings.open_aftercare(
        session,
        scope(house.police),
        house.police,
        make_person(session, house.go_quao).ref,
        kind=CompletionKind.VOLUNTARY,
        completed_on=date(2026, 9, 30),
        reported_on=date(2026, 8, 31),
        today=TODAY,
    )
    police = Doing(session, scope(house.police), house.police, case.ref, TODAY)
    aftercare_decisions.request_aftercare(police, requested_on=date(2026, 9, 4))
    doing = replace(police, scope=scope(house.chair), actor=house.chair)
    act = aftercare_decisions.record_aftercare_decision(doing, number=None, signed_on=date(2026, 9, 7), term_months=12)
    assert act.details["number"] == case.decision_number == "01/QĐ-UBND"
    with pytest.raises(InvalidInput, match="đã dùng"):
        other = make_aftercare(session, make_person(session, house.go_quao))
        aftercare_endings.certify_aftercare(
            replace(doing, ref=other.ref), number="1/QĐ-UBND", signed_on=date(2026, 10, 5)
        )
    asked = {"unit_id": house.go_quao.id, "today": TODAY}
    made = [
        teams.establish_team(session, scope(house.chair), house.chair, established_on=on, decision_number=None, **asked)
        for on in (SPRING, date(2025, 7, 15))
    ]
    assert [team.decision_number for team in made] == ["02/QĐ-UBND", None], "nobody invents a number of another year"


def test_what_is_refused_takes_no_number(session, house, decide):
    decide()
    session.commit()
    with pytest.raises(InvalidInput):
        decide(on=date(2025, 8, 29))
    session.rollback()
    assert session.scalar(select(PaperCounter.last_number)) == 1


def test_six_who_decide_at_once_get_six_numbers(app, session, house):
    refs = [make_episode(session, make_person(session, house.go_quao), registered_on=SPRING).ref for _ in range(6)]
    chair, ready = house.chair, threading.Barrier(6)
    session.commit()

    def one(ref):
        with app.app_context():
            own = db.session()
            ready.wait()
            begin_writing(own)
            try:
                record_decision(
                    own, scope(chair), chair, ref, number=None, signed_on=SPRING, term_months=6, today=TODAY
                )
                own.commit()
            finally:
                db.session.remove()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(one, refs))
    session.expire_all()
    assert sorted(ordinal for _, _, ordinal in numbers(session)) == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    ("number", "parts"),
    [
        ("05/QĐ-UBND", (5, "QĐ-UBND")),
        ("12 / GXN-CAX", (12, "GXN-CAX")),
        ("12", None),
        ("QĐ/12", None),
        ("", None),
    ],
)
def test_a_number_has_an_ordinal_and_a_series(number, parts):
    assert parted(number) == parts


def test_the_guardian_of_the_application_stands_on_the_papers(session, house):
    child = make_person(session, house.go_quao, birth_on=None, birth_year=2011)
    session.commit()
    whose = session, scope(house.officer), house.officer
    day = date(2026, 8, 4)
    determined = Told(determined_addicted_on=date(2026, 8, 3))
    asked = {"form": EpisodeForm.HOME, "declared_by": DeclaredBy.GUARDIAN, "registered_on": day, "today": TODAY}
    with pytest.raises(InvalidInput, match="họ tên"):
        register_episode(*whose, child.ref, told=determined, guardian_relation=Kinship.MOTHER, **asked)
    session.rollback()
    episode = register_episode(
        *whose, child.ref, told=determined, guardian_name="Danh  Thị Mẹ", guardian_relation=Kinship.MOTHER, **asked
    )
    made = paper_copies.print_paper(*whose, "registration", episode.ref, papers.Medium.HTML, today=TODAY)
    said = " ".join(html_words(made.content))
    assert said.count("Danh Thị Mẹ") == 4 and "Quan hệ với người cai nghiện: Mẹ" in said
    decision = draft(session, whose[1], "rehabilitation-decision", episode.ref, today=TODAY)
    assert decision.source.guardian.name == "Danh Thị Mẹ"


def test_who_stands_beside_a_minor_later_is_on_the_papers_from_that_day(session, house):
    child = make_person(session, house.go_quao, birth_on=None, birth_year=2011)
    episode = make_episode(session, child, registered_on=date(2026, 8, 4), declared_by="guardian")
    session.commit()
    whose = session, scope(house.officer), house.officer
    asked = {"relation": Kinship.MOTHER, "reason": "Bổ sung theo đơn", "today": TODAY}
    name_guardian(*whose, episode.ref, from_on=date(2026, 8, 4), name="Danh Thị Mẹ", **asked)
    name_guardian(*whose, episode.ref, from_on=date(2026, 10, 1), name="Danh  Thị Bà", **asked)
    assert [guardian_of(episode, day).name for day in (date(2026, 9, 30), date(2026, 10, 1))] == [
        "Danh Thị Mẹ",
        "Danh Thị Bà",
    ]
    episode.decided_on = date(2026, 10, 2)
    for kind, name in (("registration", "Danh Thị Mẹ"), ("rehabilitation-decision", "Danh Thị Bà")):
        assert draft(session, whose[1], kind, episode.ref, today=TODAY).source.guardian.name == name
    session.commit()
    told = session.scalars(select(TrailEntry).where(TrailEntry.tag == "record:record:corrected")).all()
    assert "Danh Thị Bà (Mẹ) từ 01/10/2026" in told[-1].keys["changes"]["guardians"][1]
    too_early = {"from_on": SPRING, "name": "Danh Văn Ông"}
    for wrong, field in ((too_early, "from_on"), ({"from_on": TODAY}, "guardian_name")):
        with pytest.raises(InvalidInput) as refused:
            name_guardian(*whose, episode.ref, **{"name": "", **asked, **wrong})
        assert refused.value.field == field


def test_an_aftercare_without_a_course_names_who_stands_beside_a_minor(session, house):
    child = make_person(session, house.go_quao, birth_on=None, birth_year=2010)
    case = make_aftercare(session, child, starts_on=date(2026, 8, 3), decided_on=date(2026, 8, 1))
    where = scope(house.officer)
    doing = Doing(session, where, house.officer, case.ref, TODAY)
    asked = {"relation": Kinship.GUARDIAN, "reason": "Ghi bổ sung theo hồ sơ"}
    name_in_aftercare(doing, from_on=date(2026, 8, 1), name="Danh  Thị Dì", **asked)
    record_review(doing, held_on=date(2026, 9, 5), drug_test=DrugTest.NEGATIVE)
    assert draft(session, where, "aftercare-decision", case.ref, today=TODAY).source.guardian.name == "Danh Thị Dì"
    name_in_aftercare(doing, from_on=date(2026, 10, 1), name="", **(asked | {"relation": None}))
    assert guardian_of(case, date(2026, 9, 30)).name == "Danh Thị Dì" and guardian_of(case, TODAY) is None
    with pytest.raises(NotFound):
        name_in_aftercare(replace(doing, scope=scope(house.neighbour)), from_on=TODAY, name="Ai đó", **asked)


def test_who_is_assigned_is_named_with_post_and_phone_where_they_are_known(session, house):
    known = {"full_name": "Trần Thị Lan", "sector": Sector.POLICE}
    where = scope(house.officer)
    member = staff.add_staff(session, where, house.officer, **known, unit_id=house.go_quao.id, today=TODAY)
    case = make_episode(session, make_person(session, house.go_quao), officer_id=member.id)

    def said():
        return draft(session, where, "assignment", case.ref, today=TODAY).document().blocks[-4].items[:3]

    assert [each.value for each in said()] == ["Xã Gò Quao", None, None]
    staff.change_staff(session, where, house.officer, member.ref, **known, position="Công an viên", phone="0297 123")
    assert [each.value for each in said()] == ["Xã Gò Quao", "Công an viên", "0297 123"]


def test_each_move_of_an_aftercare_has_a_notice_of_the_place_that_is_left(session, house):
    case = make_aftercare(session, make_person(session, house.go_quao), starts_on=date(2026, 8, 3))
    everything = Scope.everything(reason="công an của từng xã")
    for moved_on, to_unit in ((date(2026, 9, 2), house.dinh_hoa), (date(2026, 10, 2), house.vinh_hoa_hung)):
        doing = Doing(session, everything, house.police, case.ref, TODAY)
        aftercare_moves.move_aftercare(doing, moved_on=moved_on, to_unit=to_unit, number="")
    filed = session.scalars(select(Paper).where(Paper.kind == "aftercare-transfer").order_by(Paper.part)).all()
    assert [(each.part, each.number, each.unit_id, each.stands) for each in filed] == [
        ("2026-09-02", "01/TB-CAX", house.go_quao.id, True),
        ("2026-10-02", "01/TB-CAX", house.dinh_hoa.id, True),
    ]
    made = draft(session, scope(house.police), "aftercare-transfer", case.ref, today=TODAY)
    assert (made.paper, made.source.on) == (filed[0], date(2026, 9, 2))


def test_acts_beside_the_main_road_take_the_next_number_and_name_who_has_a_taken_one(session, house):
    case = make_aftercare(session, make_person(session, house.go_quao), starts_on=date(2026, 8, 3))
    police = Doing(session, scope(house.police), house.police, case.ref, TODAY)
    move = {"moved_on": date(2026, 9, 2), "to_unit": house.dinh_hoa, "notified_on": date(2026, 9, 2)}
    aftercare_moves.move_aftercare(police, number="", **move)
    notice = session.scalars(select(Paper).where(Paper.kind == "aftercare-transfer")).one()
    assert (notice.number, notice.unit_id, notice.ordinal) == ("01/TB-CAX", house.go_quao.id, 1)
    episode = make_episode(session, make_person(session, house.go_quao), registered_on=date(2026, 8, 3))
    own = course.Doing(session, scope(house.police), house.police, episode.ref, TODAY, number="")
    order = restart_clock(own, Act.REGISTER, from_on=date(2026, 8, 10), from_at=None, decided_on=date(2026, 8, 10))
    assert order.details["number"] == "01/QĐ-CAX"
    lines = case_papers(session, scope(house.police), Subject.EPISODE, episode.ref, today=TODAY)
    assert [each.number for each in lines if each.kind == "clock-restart"] == ["01/QĐ-CAX"]
    with pytest.raises(InvalidInput, match=rf"“Quyết định tính lại .*” ngày 10/08/2026, hồ sơ {episode.ref}"):
        other = make_episode(session, make_person(session, house.go_quao), registered_on=date(2026, 8, 3))
        again = replace(own, episode_ref=other.ref, number="1/QĐ-CAX")
        restart_clock(again, Act.REGISTER, from_on=date(2026, 8, 10), from_at=None, decided_on=date(2026, 8, 10))


def test_a_corrected_number_that_is_taken_is_refused_with_the_paper_that_has_it(session, house, decide):
    decide("12/QĐ-UBND")
    ref = decide("13/QĐ-UBND").episode.ref
    session.commit()
    whose = session, scope(house.officer), house.officer
    with pytest.raises(InvalidInput, match="đã dùng cho giấy tờ khác: “Quyết định") as refused:
        correct_episode(*whose, ref, "decision_number", "12/QĐ-UBND", reason="Ghi nhầm số", today=TODAY)
    assert refused.value.field == "value"


def test_the_book_begins_anew_at_midnight_of_the_year_and_a_closed_book_gives_no_number(session, house, decide):
    decide("07/QĐ-UBND", on=date(2025, 12, 31), today=date(2026, 1, 1))
    assert decide(on=date(2026, 1, 1), today=date(2026, 1, 1)).details["number"] == "01/QĐ-UBND"


def test_papers_of_an_act_are_those_that_say_what_is_on_record(session, house, decide):
    ref = decide().episode.ref
    where = session, scope(house.officer)
    lines = case_papers(*where, Subject.EPISODE, ref, today=TODAY)
    found = paper_bundles.acts_with_papers(Subject.EPISODE, lines)
    assert [(each.act, each.number) for each in found] == [("decide", 2), ("register", 1)]
    for act in ("transfer", "dance"):
        with pytest.raises(InvalidInput, match="giấy tờ"):
            paper_bundles.papers_of_act(*where, house.officer, Subject.EPISODE, ref, act, today=TODAY)
