"""Any sequence of allowed acts, over any boundary of the laws: known stages, no breach, and replay gives the same."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st

from casework.errors import NotInForce, RefusedByLaw
from casework.law.explain import explain
from casework.law.facts import Act, EarlierEpisode, EpisodeFacts, PhaseFact, ViolationFact
from casework.law.history import as_of
from casework.law.regimes import procedure_of
from casework.law.stages import STAGES
from casework.law.vocabulary import DeclaredBy, EpisodeForm, EpisodeOutcome, Phase, Violation
from casework.workflow.calendar import months_later
from casework.workflow.engine import acts_open, breaches, deadlines_due, decide, stage_of

STEPS = st.lists(
    st.tuples(
        st.sampled_from(list(Act)),
        st.integers(min_value=0, max_value=200),
        st.sampled_from(list(EpisodeOutcome)),
        st.sampled_from(list(Phase)),
    ),
    max_size=14,
)
STARTS = st.one_of(
    st.dates(min_value=date(2010, 11, 1), max_value=date(2028, 12, 31)),
    st.sampled_from(
        [
            date(2021, 12, 30),
            date(2021, 12, 31),
            date(2022, 1, 1),
            date(2026, 6, 29),
            date(2026, 6, 30),
            date(2026, 7, 1),
        ]
    ),
)
PERSON = EpisodeFacts(form=EpisodeForm.HOME, declared_by=DeclaredBy.SELF, birth_date=date(1980, 2, 29))


def proposed_by(procedure, facts, act, on, outcome, phase):
    filled = procedure.transition(act).fill(facts, on)
    if act == Act.END:
        return replace(filled, outcome=outcome)
    if act == Act.RECORD_PHASE:
        return replace(facts, phases=(*facts.phases, PhaseFact(phase, on, on)))
    if act == Act.RECORD_VIOLATION:
        return replace(facts, violations=(*facts.violations, ViolationFact(Violation.OTHER, on)))
    return filled


def row(*acts):
    return [(act, 1, EpisodeOutcome.OTHER, Phase.ADMISSION) for act in acts]


@settings(max_examples=150, deadline=None)
@given(STARTS, STEPS, st.sampled_from([EpisodeForm.HOME, EpisodeForm.COMMUNITY]))
@example(date(2012, 5, 2), row(Act.REGISTER, Act.MAKE_PLAN, Act.RETURN_APPLICATION), EpisodeForm.HOME)
@example(date(2026, 7, 1), row(Act.REGISTER, Act.SIGN_UNDERTAKING, Act.REFUSE), EpisodeForm.HOME)
@example(
    date(2024, 3, 1),
    row(Act.REGISTER, Act.RETURN_APPLICATION, Act.SUPPLEMENT, Act.MAKE_PLAN, Act.REFUSE),
    EpisodeForm.COMMUNITY,
)
def test_allowed_acts_reach_known_stages_break_nothing_and_replay(start, steps, form):
    facts, on = replace(PERSON, form=form), start
    for act, gap, outcome, phase in steps:
        on += timedelta(days=gap)
        try:
            procedure = procedure_of(facts, on)
            after = proposed_by(procedure, facts, act, on, outcome, phase)
            decision = decide(procedure, facts, act, on, proposed=after)
        except (NotInForce, RefusedByLaw, LookupError):
            # Not every law has every act.
            continue
        facts = after
        assert decision.next_stage in STAGES
        assert stage_of(procedure, facts) == decision.next_stage
    check_the_record(facts, on)


def check_the_record(facts, on):
    try:
        procedure = procedure_of(facts, on)
    except NotInForce:
        return
    history = procedure.read_history(facts)
    assert (history[-1].after if history else facts) == facts
    assert [each.before for each in history[1:]] == [each.after for each in history[:-1]]
    assert breaches(procedure, facts) == ()
    assert as_of(facts, on) == facts
    acts_open(procedure, facts, on)
    deadlines_due(procedure, facts, on)


@settings(max_examples=100, deadline=None)
@given(
    start=st.dates(date(2026, 7, 1), date(2032, 12, 31)),
    earlier=st.lists(st.builds(EarlierEpisode, started_on=st.dates(date(2020, 1, 1), date(2026, 6, 30))), max_size=2),
    until_certificate=st.integers(-3, 3),
    missing=st.none() | st.sampled_from(list(Phase)),
)
def test_under_the_law_of_2026_a_certificate_waits_for_the_last_day_and_all_five_phases(
    start, earlier, until_certificate, missing
):
    decided = replace(
        PERSON, determined_addicted_on=start, registered_on=start, decided_on=start, earlier=tuple(earlier)
    )
    decided = procedure_of(decided, start).transition(Act.DECIDE).fill(decided, start)
    assert decided.term_months == (36 if earlier else 24)
    end = months_later(start, decided.term_months)
    on = end + timedelta(days=until_certificate)
    facts = replace(decided, started_on=start, phases=five_phases(start, end, missing))
    try:
        decision = decide(procedure_of(facts, on), facts, Act.ISSUE_CERTIFICATE, on)
    except RefusedByLaw:
        assert missing is not None or on < end
    else:
        assert missing is None
        assert on >= end
        assert bool(decision.late) is (on > end)
    issued = procedure_of(facts, end).transition(Act.ISSUE_CERTIFICATE).fill(facts, end)
    assert (breaches(procedure_of(issued, end), issued) == ()) is (missing is None)


def five_phases(start, end, missing):
    detoxified = start + timedelta(days=12)
    phases = (
        PhaseFact(Phase.ADMISSION, start, start + timedelta(days=2)),
        PhaseFact(Phase.DETOXIFICATION, start + timedelta(days=2), detoxified),
        PhaseFact(Phase.EDUCATION, detoxified, detoxified + timedelta(days=93)),
        PhaseFact(Phase.LABOUR_THERAPY, detoxified, end),
        PhaseFact(Phase.REINTEGRATION, end - timedelta(days=30), end),
    )
    return tuple(each for each in phases if each.phase != missing)


@settings(max_examples=100, deadline=None)
@given(
    st.builds(
        EpisodeFacts,
        form=st.sampled_from(list(EpisodeForm)),
        registered_on=st.none() | st.dates(date(2009, 1, 1), date(2029, 1, 1)),
        decided_on=st.none() | st.dates(date(2009, 1, 1), date(2029, 1, 1)),
        term_months=st.none() | st.integers(1, 36),
        started_on=st.none() | st.dates(date(2009, 1, 1), date(2029, 1, 1)),
        ended_on=st.none() | st.dates(date(2009, 1, 1), date(2029, 1, 1)),
        outcome=st.none() | st.sampled_from(list(EpisodeOutcome)),
        certificate_issued_on=st.none() | st.dates(date(2009, 1, 1), date(2029, 1, 1)),
        birth_date=st.none() | st.dates(date(1950, 1, 1), date(2020, 1, 1)),
        determined_addicted_on=st.none() | st.dates(date(2009, 1, 1), date(2029, 1, 1)),
        declared_by=st.none() | st.sampled_from(list(DeclaredBy)),
    ),
    st.dates(date(2009, 1, 1), date(2030, 12, 31)),
)
def test_whatever_was_imported_can_be_explained(facts, today):
    explanation = explain(facts, today)
    assert explanation.law
    assert explanation.stage in STAGES
    assert explanation.problem or explanation.open or explanation.refused
    explain(as_of(facts, today), today)
