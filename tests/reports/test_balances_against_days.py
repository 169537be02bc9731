"""What goes in and out of a unit's care, and the registers: each number is its list and what the days say."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.access import custody
from casework.access.scope import Scope
from casework.indicators.measure import count
from casework.records.aftercare import Aftercare, AftercareTransfer
from casework.records.budget import BudgetLine
from casework.records.episode import Certificate, Episode, EpisodeTransfer
from casework.records.evaluation import Evaluation
from casework.records.listing import Determination, Listing
from casework.records.person import Person
from casework.records.unit import Unit
from casework.reports.build import build
from casework.reports.drill import drill
from casework.reports.forms import FORMS
from casework.reports.periods import Window
from casework.reports.place import frame
from tests.reports.cells import check_pages
from tests.reports.oracle import REFORM, UnitKey
from tests.reports.oracle_balances import (
    Case,
    Found,
    History,
    Question,
    balance,
    in_register,
    relapsed,
    without_addicts,
)
from tests.reports.worlds import DAYS, PEOPLE, REPORTING, WINDOWS, day, later, unit_on

EVERYTHING = Scope.everything(reason="test")
GROUPS = {"A": "home", "B": "community", "C": "community_compulsory", "D": ""}
REGISTERS = {"so01": "home", "so02": "community", "so03": "community_compulsory", "so04": ""}
FORMS_OF_EPISODES = ["home", "community", "community_compulsory", "centre_compulsory"]
OUTCOMES = [None, "completed", "other"]


@st.composite
def cases(draw: Any) -> Case:
    form = draw(st.sampled_from([*FORMS_OF_EPISODES, "", ""]))
    registered = draw(day)
    started = draw(later(registered)) if form else registered
    ended = draw(later(started or registered))
    certified = draw(later(started)) if started and form else None
    moved = draw(st.lists(st.sampled_from([d for d in DAYS if d >= registered]), unique=True, max_size=3))
    return Case(
        ref="",
        person=draw(st.sampled_from(PEOPLE)),
        unit=draw(unit_on(registered)),
        form=form,
        started=started,
        ended=ended,
        outcome=draw(st.sampled_from(OUTCOMES)) if ended else None,
        certified=certified,
        registered=registered,
        moves=tuple((d, draw(unit_on(d))) for d in moved),
    )


@st.composite
def findings(draw: Any) -> Found:
    on = draw(day)
    return Found(draw(st.sampled_from(PEOPLE)), draw(unit_on(on)), on, draw(later(on)))


@st.composite
def histories(draw: Any) -> History:
    drawn = draw(st.lists(cases(), max_size=5))

    def once() -> list[Found]:
        return draw(st.lists(findings(), max_size=2, unique_by=lambda each: (each.person, each.on)))

    named = [Case(**{**vars(case), "ref": f"C{place}"}) for place, case in enumerate(drawn)]
    return History(named, once(), once(), once())


def store(session: Session, history: History, ids: dict[UnitKey, int]) -> None:
    people = {
        ref: Person(ref=ref, full_name=ref, name_folded=ref, sex="male", unit_id=ids["VN", "both"]) for ref in PEOPLE
    }
    session.add_all(people.values())
    session.flush()
    for case in history.cases:
        common: dict[str, Any] = {
            "ref": case.ref,
            "person_id": people[case.person].id,
            "unit_id": ids[case.unit],
            "ended_on": case.ended,
            "outcome": case.outcome,
        }
        record: Episode | Aftercare
        if case.form:
            record = Episode(registered_on=case.registered, form=case.form, started_on=case.started, **common)
            record.transfers = [EpisodeTransfer(moved_on=d, to_unit_id=ids[unit]) for d, unit in case.moves]
            if case.certified:
                record.certificate = Certificate(number="1", issued_on=case.certified)
        else:
            record = Aftercare(starts_on=case.started, **common)
            record.transfers = [AftercareTransfer(moved_on=d, to_unit_id=ids[unit]) for d, unit in case.moves]
        session.add(record)
        session.flush()
        custody.rebuild(session, record)
    for each in history.evaluations:
        session.add(
            Evaluation(
                person_id=people[each.person].id,
                unit_id=ids[each.unit],
                evaluated_on=each.on,
                outcome="relapsed",
                cohort="other",
            )
        )
    for each in history.determinations:
        session.add(
            Determination(
                person_id=people[each.person].id, unit_id=ids[each.unit], determined_on=each.on, result="addicted"
            )
        )
    for each in history.addicts:
        session.add(
            Listing(
                person_id=people[each.person].id,
                unit_id=ids[each.unit],
                status="addict",
                listed_on=each.on,
                removed_on=each.until,
            )
        )
    session.flush()


@pytest.fixture
def ids(session: Session) -> dict[UnitKey, int]:
    """The row of each unit."""
    found = {}
    for unit_id, code, kind, valid_to in session.execute(select(Unit.id, Unit.code, Unit.kind, Unit.valid_to)):
        found[code, "both" if kind == "country" else "new" if valid_to is None else "old"] = unit_id
    return found


def expected(question: Question, history: History) -> dict[str, list[str]]:
    found = {
        f"{group}.{line}": refs
        for group, form in GROUPS.items()
        for line, refs in balance(question, [case for case in history.cases if case.form == form]).items()
        if not (group == "D" and line == "6")
    }
    empty, _ = without_addicts(question, history)
    return {**found, "F": relapsed(question, history), "I": [code for code, _ in empty]}


@settings(
    max_examples=12,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    history=histories(),
    span=st.sampled_from(WINDOWS),
    reporting=st.lists(st.sampled_from(REPORTING), min_size=2, max_size=3, unique=True),
)
def test_every_line_is_its_list_and_what_the_days_say(session, ids, history, span, reporting):
    store(session, history, ids)
    window = Window(*span, "")
    form = FORMS["bcn03"]
    try:
        for key in reporting:
            unit, question = session.get_one(Unit, ids[key]), Question(key, *span)
            wanted = expected(question, history)
            report = build(session, form, unit, [window], as_of=datetime.now(UTC))
            numbers = {line.id: row.values[0] for line, row in report.numbered}
            for line, refs in wanted.items():
                assert numbers[line] == len(refs), (line, key)
                indicator, cell = form.row(line).indicator, frame(unit, window)
                listed = list(drill(session, indicator, cell, EVERYTHING))
                assert sorted(each[0] for each in listed) == sorted(refs), (line, key)
                scope = EVERYTHING if key is reporting[0] else Scope(ids[reporting[0]])
                check_pages(session, indicator, cell, list(drill(session, indicator, cell, scope)), (line, key), scope)
            for group in GROUPS:
                of = {line: numbers[f"{group}.{line}"] for line in ("1", "2", "2t", "3", "4", "4t", "5")}
                assert of["1"] + of["2"] + of["2t"] - of["3"] - of["4"] - of["4t"] == of["5"], (group, key)
            _, lost = without_addicts(question, history)
            assert any(f"Còn {lost} lượt" in note for note in report.notes) == (lost > 0)
    finally:
        session.rollback()


@settings(
    max_examples=10,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(history=histories(), span=st.sampled_from(WINDOWS[:4]), key=st.sampled_from(REPORTING))
def test_the_statistics_can_be_added_up_from_the_registers(session, ids, history, span, key):
    # A year that begins after its unit's tree has ended has no register; what leaves that day has no line.
    assume(key[1] != "old" or span[0] < REFORM)
    store(session, history, ids)
    window, question = Window(*span, ""), Question(key, *span)
    try:
        unit = session.get_one(Unit, ids[key])
        for code, form in REGISTERS.items():
            indicator = FORMS[code].row("lines").indicator
            lines = list(drill(session, indicator, frame(unit, window), EVERYTHING))
            mine = [case for case in history.cases if case.form == form]
            assert sorted(line[0] for line in lines) == sorted(in_register(question, mine)), (code, key)
            assert count(session, indicator, frame(unit, window)) == len(lines)
            wanted = balance(question, mine)
            for place, line in enumerate(("1", "2", "2t", "3", "4", "4t", "5"), start=-7):
                told = sum(each[place] if line in ("2t", "4t") else each[place] == "yes" for each in lines)
                assert told == len(wanted[line]), (code, key, line)
        completed = drill(session, FORMS["so05"].row("lines").indicator, frame(unit, window), EVERYTHING)
        certified = [case.ref for case in history.cases if question.flow(case, case.certified)]
        assert sorted(each[0] for each in completed) == sorted(certified)
    finally:
        session.rollback()


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        ((2026, 1, 1), (2026, 12, 31), True),
        ((2026, 12, 1), (2026, 12, 31), True),
        ((2026, 12, 2), (2026, 12, 31), False),
        ((2026, 1, 1), (2026, 12, 30), False),
        ((2026, 11, 1), (2026, 11, 30), False),
    ],
)
def test_staff_and_money_are_told_at_the_years_end_only(session, ids, first, last, told):
    home = ids["30952", "new"]
    session.add(BudgetLine(unit_id=home, spent_on=date(2026, 1, 1), source="local", content="team", amount_vnd=7))
    session.flush()
    unit = session.get_one(Unit, home)
    window = Window(date(*first), date(*last), "")
    report = build(session, FORMS["bcn01"], unit, [window], as_of=datetime.now(UTC))
    numbers = {line.id: row.values[0] for line, row in report.numbered}
    assert (numbers["G"], numbers["H"]) == ((0, 7) if told else (None, None))
