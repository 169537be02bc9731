"""The engine alone, over a door that opens and shuts: no drugs, no communes."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import pytest

from casework.errors import RefusedByLaw
from casework.i18n import VIETNAM
from casework.workflow.engine import acts_open, breaches, deadlines_due, decide, lateness, stage_of
from casework.workflow.procedure import (
    MET,
    Cited,
    Condition,
    Deadline,
    Due,
    Finding,
    Procedure,
    Recorded,
    Stage,
    Transition,
)

MONDAY = date(2024, 3, 4)
FRIDAY = date(2024, 3, 8)


@dataclass(frozen=True)
class Door:
    opened_on: date | None = None
    shut_on: date | None = None
    has_key: bool = True
    greased: bool = True


def has_key(door, on):
    return MET if door.has_key else Finding("Chưa có chìa khóa")


def greased(door, on):
    return MET if door.greased else Finding("Chưa tra dầu")


def read_history(door):
    blank = replace(door, opened_on=None, shut_on=None)
    ajar = replace(door, shut_on=None)
    steps = (Recorded("open", door.opened_on, blank, ajar), Recorded("shut", door.shut_on, ajar, door))
    return tuple(step for step in steps if step.on)


def door_procedure(*, confidence="Q", due_confidence="Q", binding=True, shut_within=None, done_at=None):
    def move(act, source, target, fill, *conditions, deadline=None):
        return Transition(
            act=act,
            label=act,
            sources=(source,),
            target=target,
            citation=f"Điều {act}",
            fill=fill,
            authority=lambda door, on: Cited("Người gác", "Điều gác"),
            form=lambda door, on: None,
            conditions=conditions,
            deadline=deadline,
        )

    def shut_by(door):
        if shut_within is not None:
            earliest, latest = shut_within
            return Due(latest.date(), "Điều hạn", due_confidence, binding, at=latest, at_earliest=earliest)
        return Due(FRIDAY, "Điều hạn", due_confidence, binding) if door.opened_on else None

    return Procedure(
        name="door",
        label="Cửa",
        stages=(Stage("closed", "Đóng"), Stage("ajar", "Mở"), Stage("locked", "Khóa", final=True)),
        transitions=(
            move(
                "open",
                "closed",
                "ajar",
                lambda door, on: replace(door, opened_on=on),
                Condition("has_key", "Điều chìa", confidence, has_key),
                Condition("greased", "Điều dầu", "P", greased),
            ),
            move(
                "shut",
                "ajar",
                "locked",
                lambda door, on: replace(door, shut_on=on),
                deadline=Deadline("khóa cửa", shut_by, done_at),
            ),
        ),
        read_stage=lambda door: "locked" if door.shut_on else "ajar" if door.opened_on else "closed",
        read_history=read_history,
    )


def test_an_allowed_act_leads_to_the_next_stage():
    assert decide(door_procedure(), Door(), "open", MONDAY).next_stage.code == "ajar"


def test_a_refusal_lists_every_unmet_clause():
    with pytest.raises(RefusedByLaw) as refused:
        decide(door_procedure(), Door(has_key=False, greased=False), "open", MONDAY)
    assert [reason.citation for reason in refused.value.reasons] == ["Điều chìa", "Điều dầu"]


def test_conditions_look_at_the_proposed_facts_and_the_stage_at_the_present_ones():
    proposed = Door(opened_on=MONDAY, has_key=True)
    assert decide(door_procedure(), Door(has_key=False), "open", MONDAY, proposed=proposed).next_stage.code == "ajar"


def test_a_clause_from_memory_never_refuses_but_is_told():
    decision = decide(door_procedure(confidence="M"), Door(has_key=False), "open", MONDAY)
    assert [notice.citation for notice in decision.notices] == ["Điều chìa"]
    assert decision.notices[0].confidence == "M"


def test_an_act_done_twice_is_refused_with_its_article_only():
    with pytest.raises(RefusedByLaw) as refused:
        decide(door_procedure(), Door(opened_on=MONDAY, has_key=False), "open", MONDAY)
    assert [reason.citation for reason in refused.value.reasons] == ["Điều open"]


def test_on_the_last_day_nothing_is_late():
    assert decide(door_procedure(), Door(opened_on=MONDAY), "shut", FRIDAY).late == ()


def test_a_day_after_the_deadline_is_late_and_still_allowed():
    decision = decide(door_procedure(), Door(opened_on=MONDAY), "shut", date(2024, 3, 9))
    assert decision.next_stage.code == "locked"
    assert [reason.citation for reason in decision.late] == ["Điều hạn"]
    assert "Quá hạn 1 ngày" in decision.late[0].text


def test_a_deadline_from_memory_marks_nothing_late_but_is_told():
    decision = decide(door_procedure(due_confidence="M"), Door(opened_on=MONDAY), "shut", date(2024, 3, 9))
    assert decision.late == ()
    assert [notice.citation for notice in decision.notices] == ["Điều hạn"]


def test_a_day_without_a_limit_of_its_own_is_never_overdue():
    procedure = door_procedure(binding=False)
    due = deadlines_due(procedure, Door(opened_on=MONDAY), date(2025, 1, 1))
    assert [each.overdue for each in due] == [False]
    assert decide(procedure, Door(opened_on=MONDAY), "shut", date(2025, 1, 1)).late == ()


def test_acts_left_behind_are_not_offered_again():
    offered = acts_open(door_procedure(), Door(opened_on=MONDAY), MONDAY)
    assert [(each.act, each.allowed) for each in offered] == [("shut", True)]


def test_an_act_of_a_later_stage_is_shown_with_the_reason_it_waits_for():
    offered = {each.act: each for each in acts_open(door_procedure(), Door(), MONDAY)}
    assert not offered["shut"].allowed
    assert "“Mở”" in offered["shut"].reasons[0].text
    assert offered["open"].authority.text == "Người gác"


def late_acts(procedure, facts):
    return [recorded.act for recorded in procedure.history(facts) if lateness(procedure, recorded)]


def test_history_that_broke_a_clause_is_shown_and_late_history_is_marked():
    door = Door(opened_on=MONDAY, shut_on=date(2024, 3, 11), greased=False)
    assert [reason.citation for reason in breaches(door_procedure(), door)] == ["Điều dầu"]
    assert late_acts(door_procedure(), door) == ["shut"]


def test_history_that_skipped_a_stage_is_a_breach():
    door = Door(shut_on=MONDAY)
    assert stage_of(door_procedure(), door).code == "locked"
    assert [reason.citation for reason in breaches(door_procedure(), door)] == ["Điều shut"]


def test_a_procedure_with_an_unknown_stage_cannot_be_built():
    procedure = door_procedure()
    with pytest.raises(LookupError, match="unknown stages"):
        replace(procedure, stages=procedure.stages[:1])


def test_an_act_cannot_be_listed_twice():
    procedure = door_procedure()
    with pytest.raises(LookupError, match="listed twice"):
        replace(procedure, transitions=(*procedure.transitions, procedure.transitions[0]))


def test_an_unknown_act_is_an_error_of_ours():
    with pytest.raises(LookupError):
        decide(door_procedure(), Door(), "paint", MONDAY)


NOON_FRIDAY = datetime(2024, 3, 8, 12, 0, tzinfo=VIETNAM)
AJAR = Door(opened_on=MONDAY)


def shut(on, *, at=None, earliest=NOON_FRIDAY, latest=NOON_FRIDAY):
    procedure = door_procedure(shut_within=(earliest, latest), done_at=lambda door: at)
    return decide(procedure, AJAR, "shut", on)


def test_at_the_very_instant_nothing_is_late_and_a_minute_later_it_is():
    assert shut(FRIDAY, at=NOON_FRIDAY).late == ()
    late = shut(FRIDAY, at=NOON_FRIDAY + timedelta(minutes=1)).late
    assert ["08/03/2024 12:00" in reason.text for reason in late] == [True]


def test_an_act_of_that_day_without_an_hour_is_told_and_not_marked():
    decision = shut(FRIDAY)
    assert decision.late == ()
    assert [(notice.citation, notice.confidence) for notice in decision.notices] == [("Điều hạn", "I")]


def test_an_act_of_the_day_before_needs_no_hour_and_one_of_the_day_after_is_late():
    assert shut(date(2024, 3, 7)).notices == ()
    assert len(shut(date(2024, 3, 9)).late) == 1


def test_a_clock_started_on_a_day_without_an_hour_is_late_only_past_its_latest_instant():
    span = {
        "earliest": datetime(2024, 3, 8, 0, 0, tzinfo=VIETNAM),
        "latest": datetime(2024, 3, 9, 0, 0, tzinfo=VIETNAM),
    }
    assert shut(FRIDAY, **span).late == ()
    assert len(shut(FRIDAY, **span).notices) == 1
    assert len(shut(date(2024, 3, 10), **span).late) == 1


def test_a_running_clock_in_hours_is_overdue_after_its_instant_when_the_hour_of_looking_is_known():
    procedure = door_procedure(shut_within=(NOON_FRIDAY, NOON_FRIDAY))

    def overdue(at=None):
        return deadlines_due(procedure, AJAR, FRIDAY, at=at)[0].overdue

    assert (overdue(), overdue(NOON_FRIDAY), overdue(NOON_FRIDAY + timedelta(minutes=1))) == (False, False, True)


def test_a_limit_overstepped_is_late_and_never_refuses():
    slow = Condition("slow", "Điều chậm", "Q", lambda door, on: Finding("Mở quá chậm", late=True))
    procedure = door_procedure()
    opening = replace(procedure.transitions[0], conditions=(slow,))
    procedure = replace(procedure, transitions=(opening, procedure.transitions[1]))
    assert [reason.citation for reason in decide(procedure, Door(), "open", MONDAY).late] == ["Điều chậm"]
    assert breaches(procedure, AJAR) == ()
    assert late_acts(procedure, AJAR) == ["open"]
