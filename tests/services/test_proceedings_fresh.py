"""What lists show of procedures follows the records it rests on."""

from datetime import date, timedelta

import pytest
from sqlalchemy import update

from casework.law.procedures import Measure
from casework.records.listing import Determination
from casework.records.person import Person
from casework.records.proceeding import Proceeding
from casework.services import proceedings
from casework.services.proceedings_fresh import read_again
from casework.services.proceedings_subjects import About
from casework.services.removal_kinds import RemovalKind
from casework.services.removals import remove_record
from tests.cast import make_person, scope
from tests.conftest import TODAY
from tests.web.counting import statements


@pytest.fixture
def row(session, house):
    person = make_person(session, house.go_quao)
    found = proceedings.open_proceeding(
        session, scope(house.police), house.police, Measure.DETERMINATION, about=About(person_ref=person.ref),
        opened_on=date(2026, 9, 1), values={"received_on": date(2026, 9, 1)}, unit_id=None, today=TODAY,
    )  # fmt: skip
    session.commit()
    return found


def determine(session, row):
    found = Determination(
        person_id=row.person_id, unit_id=row.unit_id, determined_on=date(2026, 9, 3), result="addicted"
    )
    session.add(found)
    session.commit()
    return found


def test_a_result_entered_in_the_register_changes_the_list_at_once(session, row):
    before = row.stage, row.due_on
    determine(session, row)
    assert (row.stage, row.due_on) != before
    assert row.stage == proceedings.case_of(session, row, TODAY).told(TODAY).stage.code == "determined"


def test_a_result_taken_out_again_gives_the_list_as_it_was(session, house, row):
    before = row.stage, row.due_on, row.closed_on
    found = determine(session, row)
    remove_record(session, scope(house.officer), house.officer, RemovalKind.DETERMINATION, found.id, reason="ghi nhầm")
    session.commit()
    session.refresh(row)
    assert (row.stage, row.due_on, row.closed_on) == before


def test_a_transaction_that_fails_settles_nothing(session, row):
    before = row.stage
    session.add(
        Determination(person_id=row.person_id, unit_id=row.unit_id, determined_on=date(2026, 9, 3), result="addicted")
    )
    session.flush()
    session.rollback()
    session.commit()
    assert session.get(Proceeding, row.id).stage == before


def test_what_was_changed_past_the_session_is_read_again_by_night(session, row):
    session.execute(update(Proceeding).values(stage="nothing", due_on=TODAY + timedelta(days=9)))
    session.commit()
    assert read_again(session, TODAY) == row.id
    session.commit()
    again = session.get(Proceeding, row.id)
    assert again.stage == proceedings.case_of(session, again, TODAY).told(TODAY).stage.code
    assert read_again(session, TODAY, after=row.id) is None


def test_who_has_no_procedure_costs_one_question_a_commit(session, house, row):
    person = make_person(session, house.go_quao)
    session.commit()
    assert person.id != row.person_id
    session.get(Person, person.id).phone = "0901234567"
    with statements() as asked:
        session.commit()
    assert sum("FROM proceeding" in each for each in asked) == 1
