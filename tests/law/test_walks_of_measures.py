"""Any sequence of allowed acts on a measure: known stages, no breach, replay gives the same; imports explain."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.errors import NotInForce, RefusedByLaw
from casework.law.aftercare_facts import (
    Absence,
    AftercareAct,
    AftercareFacts,
    AftercareOutcome,
    CompletionKind,
    ExemptionGround,
    Move,
    Suspension,
    SuspensionReason,
)
from casework.law.compulsory_facts import CompulsoryAct, CompulsoryFacts, ReviewSession, SessionMember
from casework.law.dossier_facts import DossierAct, DossierFacts, DossierGround, DossierPaper
from casework.law.explain_measures import explain_aftercare, explain_compulsory, explain_dossier
from casework.law.facts import EpisodeFacts
from casework.law.procedures import aftercare_procedure, compulsory_procedure, dossier_procedure
from casework.law.vocabulary import DeclaredBy, EpisodeForm
from casework.workflow.engine import acts_open, breaches, deadlines_due, decide, stage_of

DAYS = st.dates(date(2009, 10, 26), date(2028, 12, 31))
CHANGES = st.one_of(
    st.dates(min_value=date(2010, 11, 1), max_value=date(2027, 1, 1)),
    st.sampled_from([date(2021, 12, 28), date(2022, 1, 1), date(2026, 6, 25), date(2026, 7, 1)]),
)
GAPS = st.integers(0, 200)


def aftercare_proposal(facts, filled, act, on, draw):
    reason, outcome, ground = draw
    if act == AftercareAct.SUSPEND:
        return replace(facts, suspensions=(*facts.suspensions, Suspension(on, reason)))
    if act == AftercareAct.RECORD_ABSENCE:
        return replace(facts, absences=(*facts.absences, Absence(on, on + timedelta(days=3), False)))
    if act == AftercareAct.END:
        return replace(filled, outcome=outcome)
    if act == AftercareAct.EXEMPT:
        return replace(filled, exemption_ground=ground)
    if act == AftercareAct.REDUCE:
        return replace(filled, reduced_months=3)
    return filled


def walk(procedure_of, facts, on, steps, proposal):
    for act, gap, *draw in steps:
        on += timedelta(days=gap)
        try:
            procedure = procedure_of(facts, on)
            after = proposal(facts, procedure.transition(act).fill(facts, on), act, on, draw)
            decision = decide(procedure, facts, act, on, proposed=after)
        except (NotInForce, RefusedByLaw, LookupError):
            continue
        facts = after
        assert decision.next_stage in procedure.stages
        assert stage_of(procedure, facts) == decision.next_stage
    return facts, on


def check_the_record(procedure_of, facts, on):
    try:
        procedure = procedure_of(facts, on)
    except NotInForce:
        return
    history = procedure.read_history(facts)
    if history:
        assert history[-1].after == facts
    assert [each.before for each in history[1:]] == [each.after for each in history[:-1]]
    assert breaches(procedure, facts) == ()
    acts_open(procedure, facts, on)
    deadlines_due(procedure, facts, on)


@settings(max_examples=60, deadline=None)
@given(
    CHANGES,
    st.sampled_from(list(CompletionKind)),
    st.none() | st.booleans(),
    st.lists(
        st.tuples(
            st.sampled_from(list(AftercareAct)),
            GAPS,
            st.sampled_from(list(SuspensionReason)),
            st.sampled_from(list(AftercareOutcome)),
            st.sampled_from(list(ExemptionGround)),
        ),
        max_size=18,
    ),
)
def test_allowed_acts_of_aftercare_reach_known_stages_and_replay(start, kind, merit, steps):
    facts = AftercareFacts(kind, completed_on=start, merit=merit)
    opening = [
        (act, 1, SuspensionReason.ILLNESS, AftercareOutcome.OTHER, ExemptionGround.MERIT)
        for act in (AftercareAct.REPORT, AftercareAct.REQUEST, AftercareAct.DECIDE, AftercareAct.START)
    ]
    check_the_record(aftercare_procedure, *walk(aftercare_procedure, facts, start, opening + steps, aftercare_proposal))


def compulsory_proposal(facts, filled, act, on, draw):
    if act == CompulsoryAct.HOLD_SESSION:
        return replace(facts, session=ReviewSession(on, frozenset(SessionMember), *draw[0]))
    return filled


@settings(max_examples=50, deadline=None)
@given(
    CHANGES,
    st.lists(
        st.tuples(
            st.sampled_from(list(CompulsoryAct)),
            GAPS,
            st.sampled_from([(5, 0, False), (3, 3, True), (1, 4, False), (3, 3, False)]),
        ),
        max_size=14,
    ),
)
def test_allowed_acts_of_compulsory_rehabilitation_reach_known_stages_and_replay(start, steps):
    course = EpisodeFacts(EpisodeForm.COMMUNITY_COMPULSORY, declared_by=DeclaredBy.NONE, birth_date=date(1980, 2, 29))
    steps = [(CompulsoryAct.PROPOSE, 0, (5, 0, False)), *steps]
    found = walk(compulsory_procedure, CompulsoryFacts(course), start, steps, compulsory_proposal)
    check_the_record(compulsory_procedure, *found)


@settings(max_examples=50, deadline=None)
@given(CHANGES, st.lists(st.tuples(st.sampled_from(list(DossierAct)), st.integers(0, 6)), max_size=14))
def test_allowed_acts_of_a_dossier_reach_known_stages_and_replay(start, steps):
    facts = DossierFacts(
        detected_on=start,
        ground=DossierGround.NOT_STARTED,
        last_act_on=start,
        birth_date=date(1980, 2, 29),
        papers=frozenset(DossierPaper),
    )
    found = walk(dossier_procedure, facts, start, steps, lambda facts, filled, act, on, draw: filled)
    check_the_record(dossier_procedure, *found)


MAYBE = st.none() | DAYS


@settings(max_examples=50, deadline=None)
@given(
    st.builds(
        AftercareFacts,
        kind=st.sampled_from(list(CompletionKind)),
        completed_on=MAYBE,
        rehabilitation_decided_on=MAYBE,
        reported_on=MAYBE,
        decided_on=MAYBE,
        term_months=st.none() | st.integers(1, 36),
        starts_on=MAYBE,
        handed_over_on=MAYBE,
        absences=st.lists(st.builds(Absence, DAYS, MAYBE, st.booleans()), max_size=3).map(tuple),
        suspensions=st.lists(
            st.builds(Suspension, DAYS, st.sampled_from(list(SuspensionReason)), MAYBE, MAYBE), max_size=3
        ).map(tuple),
        moves=st.lists(st.builds(Move, DAYS, MAYBE), max_size=3).map(tuple),
        reduced_on=MAYBE,
        reduced_months=st.none() | st.integers(1, 12),
        exempted_on=MAYBE,
        ended_on=MAYBE,
        outcome=st.none() | st.sampled_from(list(AftercareOutcome)),
        certified_on=MAYBE,
    ),
    DAYS,
)
def test_whatever_aftercare_was_imported_can_be_explained(facts, today):
    told = explain_aftercare(facts, today).told
    assert told.problem or told.law
    assert told.stage


@pytest.mark.parametrize(
    ("absence", "ends_on"),
    [(Absence(date(2024, 5, 6), date(2024, 5, 16), False), date(2025, 3, 11)), (None, date(2025, 3, 1))],
)
def test_the_page_of_an_aftercare_tells_the_end_of_its_term(absence, ends_on):
    facts = AftercareFacts(
        CompletionKind.VOLUNTARY,
        completed_on=date(2024, 3, 1),
        reported_on=date(2024, 3, 4),
        dossier_on=date(2024, 3, 7),
        decided_on=date(2024, 3, 12),
        term_months=12,
        starts_on=date(2024, 3, 1),
        absences=(absence,) if absence else (),
    )
    explained = explain_aftercare(facts, date(2024, 8, 1))
    assert explained.term.ends_on == ends_on
    assert [done.act for done in explained.told.done][:4] == ["report", "request", "decide", "start"]
    assert [bool(done.late) for done in explained.told.done][:4] == [False, False, True, False]
    refused = {act.act: act for act in explained.told.refused}
    assert refused["certify"].form.form_number == "54"
    assert explained.told.breaches == ()


def test_a_measure_that_no_longer_exists_is_said_in_a_sentence():
    course = EpisodeFacts(EpisodeForm.COMMUNITY_COMPULSORY)
    told = explain_compulsory(CompulsoryFacts(course), date(2024, 1, 2))
    assert "không còn áp dụng" in told.problem


def test_a_dossier_shows_the_last_day_of_reading_and_of_sending():
    facts = DossierFacts(detected_on=date(2026, 9, 18), drafted_on=date(2026, 9, 21), notified_on=date(2026, 9, 21))
    due = {each.act: each.due_on for each in explain_dossier(facts, date(2026, 9, 22)).deadlines}
    assert due == {None: date(2026, 9, 24), "send": date(2026, 9, 25)}
