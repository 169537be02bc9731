"""Reading after-care: its lists, and what was known of it on a day."""

from __future__ import annotations

from datetime import date

import pytest

from casework.access import queries
from casework.access.scope import Scope
from casework.errors import NotFound
from casework.law.aftercare_as_of import as_of
from casework.law.aftercare_stages import read_stage
from casework.records.db import FOREVER
from casework.services import aftercare_lists
from casework.services.aftercare_lists import AftercareList
from casework.services.aftercares import facts_of
from casework.services.explanations import explain_episode
from tests.cast import make_aftercare, make_person, scope
from tests.conftest import TODAY

EVERYTHING = Scope.everything(reason="kiểm thử")


def test_lists_tell_what_is_in_force_what_ends_soon_and_what_is_over(session, house):
    def one(name, **columns):
        return make_aftercare(session, make_person(session, house.go_quao, name), **columns)

    soon = one("Lê Một", starts_on=date(2025, 12, 1), decided_on=date(2025, 12, 3), term_months=12)
    over = one("Lê Hai", starts_on=date(2025, 11, 3), decided_on=date(2025, 11, 5), term_months=12)
    ended = one("Lê Ba", starts_on=date(2024, 1, 2), ended_on=date(2025, 1, 2), outcome="completed")
    pending = one("Lê Bốn", starts_on=FOREVER, law_facts={"kind": "voluntary", "reported_on": "2026-11-18"})
    where = scope(house.officer)

    def rows(which, **more):
        return set(session.scalars(aftercare_lists.aftercare_query(where, which, **more)).unique())

    assert rows(AftercareList.CURRENT) == {soon, over}
    assert rows(AftercareList.PENDING) == {pending}
    assert rows(AftercareList.ENDED) == {ended}
    assert rows(AftercareList.ALL, year=2024) == {ended}
    assert rows(AftercareList.ALL, year=2025) == {ended, soon, over}
    for which, wanted in ((AftercareList.ENDING, soon), (AftercareList.OVERDUE, over)):
        assert [line.aftercare for line in aftercare_lists.by_term(session, where, which, TODAY)] == [wanted]
    (line,) = aftercare_lists.aftercares_of(session, where, pending.person_id, TODAY)
    assert (line.stage, line.ends_on) == ("Đã có thông tin hoàn thành cai nghiện", None)
    assert rows(AftercareList.CURRENT) == set(session.scalars(queries.held_aftercares(where))) - {ended, pending}


def test_the_command_explains_an_aftercare_as_it_stood(session, house):
    aftercare = make_aftercare(
        session,
        make_person(session, house.go_quao),
        starts_on=date(2026, 1, 5),
        decided_on=date(2026, 1, 7),
        decision_number="9",
        term_months=12,
        law_facts={
            "kind": "voluntary",
            "completed_on": "2026-01-05",
            "absences": [{"from_on": "2026-05-04", "to_on": "2026-05-14", "reported": False}],
        },
    )
    lines = explain_episode(session, EVERYTHING, aftercare.ref, TODAY)
    assert lines[0] == f"Quản lý sau cai nghiện {aftercare.ref}, ngày 21/11/2026"
    assert "Trạng thái: Đang quản lý sau cai nghiện" in lines
    assert "  không tính: từ 04/05/2026 đến trước 14/05/2026" in lines
    assert "  hết thời hạn ngày 15/01/2027" in lines
    early = explain_episode(session, EVERYTHING, aftercare.ref, date(2026, 1, 6))
    assert "Trạng thái: Chưa có thông tin hoàn thành cai nghiện" in early
    with pytest.raises(NotFound):
        explain_episode(session, EVERYTHING, "Q-KHONGCO", TODAY)


def test_as_of_a_day_before_each_event_nothing_of_it_is_told(session, house):
    aftercare = make_aftercare(
        session,
        make_person(session, house.go_quao),
        starts_on=date(2022, 3, 1),
        decided_on=date(2022, 3, 10),
        ended_on=date(2023, 3, 1),
        outcome="completed",
        term_months=12,
        reviews={date(2022, 5, 3): "negative"},
        law_facts={"kind": "voluntary", "reported_on": "2022-03-02", "dossier_on": "2022-03-04",
                   "certified_on": "2023-03-02", "certificate_number": "1"},
    )  # fmt: skip
    facts = facts_of(aftercare)
    stages = {
        day: read_stage(as_of(facts, date.fromisoformat(day)))
        for day in ("2022-03-01", "2022-03-02", "2022-03-04", "2022-03-09", "2022-03-10", "2023-02-28", "2023-03-01",
                    "2023-03-02")
    }  # fmt: skip
    assert list(stages.values()) == [
        "unreported", "reported", "requested", "requested", "in_force", "in_force", "ended", "certified",
    ]  # fmt: skip
    assert as_of(facts, date(2022, 5, 2)).reviews == ()
