"""Trainings, jobs, loans, substitution treatment: for people of the scope, on days that have come, in order."""

from datetime import date

import pytest
from sqlalchemy import select

from casework.errors import Conflict, InvalidInput, NotFound
from casework.law.vocabulary import Borrower, EmployerKind, LoanProgramme, MethadoneOutcome
from casework.records.trail import TrailEntry
from casework.services import employers, jobs, loans, methadone, trainings
from casework.services.mentions import read_mention, read_mentions, show_people
from tests.cast import make_person, scope
from tests.conftest import TODAY


@pytest.fixture
def person(session, house):
    return make_person(session, house.go_quao)


def train(session, house, person, **changed):
    given = {
        "person_ref": person.ref,
        "started_on": date(2026, 3, 1),
        "trade": "Sửa xe máy",
        "provider": None,
        "completed_on": None,
        "state_supported": True,
        "unit_id": None,
        "today": TODAY,
    }
    return trainings.add_training(session, scope(house.officer), house.officer, **(given | changed))


def employ(session, house, person, **changed):
    given = {
        "person_ref": person.ref,
        "started_on": date(2026, 3, 1),
        "employer_ref": None,
        "ended_on": None,
        "has_income": True,
        "supported": False,
        "unit_id": None,
        "today": TODAY,
    }
    return jobs.add_job(session, scope(house.officer), house.officer, **(given | changed))


def lend(session, house, person, **changed):
    given = {
        "person_ref": person.ref,
        "disbursed_on": date(2026, 3, 1),
        "amount_vnd": 30_000_000,
        "borrower": Borrower.HOUSEHOLD,
        "programme": LoanProgramme.VBSP_29_2014,
        "term_months": 36,
        "purpose": "Nuôi bò",
        "unit_id": None,
        "today": TODAY,
    }
    return loans.add_loan(session, scope(house.officer), house.officer, **(given | changed))


def treat(session, house, person, **changed):
    given = {
        "person_ref": person.ref,
        "started_on": date(2026, 3, 1),
        "facility": "Trung tâm Y tế Gò Quao",
        "ended_on": None,
        "outcome": None,
        "unit_id": None,
        "today": TODAY,
    }
    return methadone.add_treatment(session, scope(house.health), house.health, **(given | changed))


EACH = pytest.mark.parametrize("add", [train, employ, lend, treat])


@EACH
def test_a_record_belongs_to_the_unit_of_whoever_keeps_it_and_leaves_a_trail_about_the_person(
    session, house, person, add
):
    row = add(session, house, person)
    assert (row.person_id, row.unit_id) == (person.id, house.go_quao.id)
    session.commit()
    entry = session.scalars(select(TrailEntry).where(TrailEntry.person_id == person.id)).one()
    assert entry.keys["ref"] == row.ref and entry.keys["changes"]["unit"] == [None, "30952"]


@EACH
def test_a_person_of_the_neighbour_is_not_to_be_found(session, house, add):
    with pytest.raises(NotFound):
        add(session, house, make_person(session, house.dinh_hoa))


@EACH
def test_a_day_that_has_not_come_is_refused(session, house, person, add):
    field = "disbursed_on" if add is lend else "started_on"
    with pytest.raises(InvalidInput, match="chưa tới") as refused:
        add(session, house, person, **{field: date(2026, 11, 22)})
    assert refused.value.field == field


@EACH
def test_a_record_of_before_the_reform_asks_for_a_unit_of_that_day(session, house, person, add):
    field = "disbursed_on" if add is lend else "started_on"
    row = add(session, house, person, **{field: date(2024, 5, 1), "unit_id": house.old_town.id})
    assert row.unit_id == house.old_town.id
    with pytest.raises(InvalidInput, match="không tồn tại"):
        add(
            session,
            house,
            make_person(session, house.go_quao),
            **{field: date(2024, 5, 1), "unit_id": house.go_quao.id},
        )


def test_an_end_before_its_beginning_is_refused(session, house, person):
    with pytest.raises(InvalidInput, match="Ngày hoàn thành 28/02/2026 trước"):
        train(session, house, person, completed_on=date(2026, 2, 28))
    with pytest.raises(InvalidInput, match="Ngày nghỉ việc 28/02/2026 trước"):
        employ(session, house, person, ended_on=date(2026, 2, 28))
    with pytest.raises(InvalidInput, match="Ngày kết thúc 28/02/2026 trước"):
        treat(session, house, person, ended_on=date(2026, 2, 28), outcome=MethadoneOutcome.STOPPED)


def test_a_training_is_completed_later_and_the_trail_says_only_what_changed(session, house, person):
    row = train(session, house, person)
    trainings.change_training(
        session,
        scope(house.officer),
        house.officer,
        row.ref,
        started_on=row.started_on,
        trade=row.trade,
        provider=None,
        completed_on=date(2026, 6, 1),
        state_supported=True,
        today=TODAY,
    )
    session.commit()
    last = session.scalars(select(TrailEntry).order_by(TrailEntry.id.desc())).first()
    assert last.keys == {"ref": row.ref, "changes": {"completed_on": [None, "2026-06-01"]}, "reason": None}


def test_the_neighbour_is_told_there_is_no_such_record(session, house, person):
    row = train(session, house, person)
    with pytest.raises(NotFound):
        trainings.training(session, scope(house.neighbour), row.ref)


def test_a_job_without_an_employer_is_self_employment(session, house, person):
    mill = employers.add_employer(
        session,
        scope(house.officer),
        house.officer,
        name="HTX Định An",
        kind=EmployerKind.COOPERATIVE,
        unit_id=None,
        today=TODAY,
    )
    assert employ(session, house, person).employer_id is None
    assert employ(session, house, person, employer_ref=mill.ref).employer_id == mill.id
    with pytest.raises(NotFound):
        employers.employer(session, scope(house.neighbour), mill.ref)


def test_an_amount_that_cannot_be_is_refused(session, house, person):
    for amount in (0, 100_000_000_001):
        with pytest.raises(InvalidInput, match="Số tiền vay"):
            lend(session, house, person, amount_vnd=amount)
    with pytest.raises(InvalidInput, match="Thời hạn vay"):
        lend(session, house, person, term_months=0)


def test_a_treatment_ends_with_its_day_and_its_outcome(session, house, person):
    with pytest.raises(InvalidInput, match="chọn kết quả"):
        treat(session, house, person, ended_on=date(2026, 6, 1))
    with pytest.raises(InvalidInput, match="nhập ngày kết thúc"):
        treat(session, house, person, outcome=MethadoneOutcome.COMPLETED)


def test_two_treatments_of_one_person_do_not_overlap(session, house, person):
    first = treat(session, house, person)
    with pytest.raises(Conflict, match="01/03/2026"):
        treat(session, house, person, started_on=date(2026, 6, 1))
    methadone.change_treatment(
        session,
        scope(house.health),
        house.health,
        first.ref,
        started_on=first.started_on,
        facility=first.facility,
        ended_on=date(2026, 6, 1),
        outcome=MethadoneOutcome.TRANSFERRED,
        today=TODAY,
    )
    assert treat(session, house, person, started_on=date(2026, 6, 1)).ended_on is None


def test_a_name_without_diacritics_with_the_year_or_a_ref_says_who_is_meant(session, house):
    older = make_person(session, house.go_quao, "Đặng Văn Tú", birth_on=date(1980, 1, 1))
    younger = make_person(session, house.go_quao, "Đặng Văn Tú", birth_on=date(1999, 1, 1))
    make_person(session, house.dinh_hoa, "Đặng Văn Tú", birth_on=date(1980, 1, 1))
    where = scope(house.officer)
    assert set(read_mention(session, where, "dang van tu").candidates) == {older, younger}
    assert read_mention(session, where, "Đặng Văn Tú, 1999").person == younger
    assert read_mention(session, where, older.ref.lower()).person == older
    assert read_mention(session, where, "tu dang").candidates == (older, younger)
    assert read_mention(session, where, "không có ai").candidates == ()
    assert read_mention(session, where, "%").candidates == ()


def test_a_choice_settles_a_line_only_among_those_it_can_mean(session, house):
    older = make_person(session, house.go_quao, "Đặng Văn Tú", birth_on=date(1980, 1, 1))
    make_person(session, house.go_quao, "Đặng Văn Tú", birth_on=date(1999, 1, 1))
    other = make_person(session, house.go_quao, "Lê Thị Sen")
    where = scope(house.officer)
    (right,) = read_mentions(session, where, "dang van tu\n\n", {"dang van tu": older.ref})
    (wrong,) = read_mentions(session, where, "dang van tu", {"dang van tu": other.ref})
    assert right.person == older and wrong.person is None


def test_names_are_for_those_who_need_them_and_of_those_in_their_scope(session, house, person):
    gone = make_person(session, house.dinh_hoa, "Lê Thị Sen")
    seen = {
        actor.role: show_people(session, scope(actor), actor, [person, gone], what="thử")
        for actor in (house.officer, house.counsellor, house.supervisor, house.auditor)
    }
    names = {role.value: (rows[person.id].name, rows[gone.id].name) for role, rows in seen.items()}
    assert names == {
        "commune_officer": ("Nguyễn Văn An", "L. T. S."),
        "counsellor": ("Nguyễn Văn An", "L. T. S."),
        "supervisor": ("N. V. A.", "L. T. S."),
        "auditor": ("N. V. A.", "L. T. S."),
    }
