"""What the law asks is kept as plain values and comes back as it was."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.law.aftercare_facts import AftercareFacts
from casework.law.compulsory_facts import CompulsoryFacts, ReviewSession, SessionMember
from casework.law.determination_facts import DeterminationFacts
from casework.law.dossier_facts import DossierFacts
from casework.law.facts import EpisodeFacts, PhaseFact, ViolationFact
from casework.law.methadone_facts import SubstitutionFacts
from casework.law.provider_facts import ProviderFacts
from casework.law.support_facts import SupportFacts
from casework.law.team_facts import TeamFacts
from casework.law.vocabulary import EpisodeForm, Phase, Violation
from casework.services.law_facts import build, decode, encode

INSTANTS = st.datetimes(datetime(2010, 1, 1), datetime(2030, 1, 1), timezones=st.just(timezone(timedelta(hours=7))))
# Facts hold aware instants only; the type alone cannot say so.
st.register_type_strategy(datetime, INSTANTS)


def through_json(values):
    return json.loads(json.dumps(values))


@settings(max_examples=50, deadline=None)
@given(
    st.builds(
        EpisodeFacts,
        form=st.sampled_from(list(EpisodeForm)),
        notified_at=st.none() | INSTANTS,
        birth_date=st.none() | st.dates(),
        earlier_elsewhere=st.none() | st.integers(0, 5),
        other_open_episode=st.booleans(),
        phases=st.lists(
            st.builds(PhaseFact, st.sampled_from(list(Phase)), st.dates(), st.none() | st.dates()), max_size=3
        ).map(tuple),
        violations=st.lists(st.builds(ViolationFact, st.sampled_from(list(Violation)), st.dates()), max_size=3).map(
            tuple
        ),
    )
)
def test_whatever_an_episode_holds_comes_back_as_it_was(facts):
    assert build(EpisodeFacts, through_json(encode(facts))) == facts


KINDS = [
    AftercareFacts,
    CompulsoryFacts,
    DeterminationFacts,
    DossierFacts,
    ProviderFacts,
    SubstitutionFacts,
    SupportFacts,
    TeamFacts,
]
FACTS = [pytest.param(kind, id=kind.__name__) for kind in KINDS]


@pytest.mark.parametrize("kind", FACTS)
@settings(max_examples=10, deadline=None)
@given(st.data())
def test_the_facts_of_every_measure_come_back_as_they_were(kind, data):
    facts = data.draw(st.from_type(kind))
    assert build(kind, through_json(encode(facts))) == facts


def test_only_what_is_filled_in_is_kept_and_only_what_is_asked_for():
    facts = EpisodeFacts(EpisodeForm.HOME, left_on=date(2026, 8, 3), decision_number="12/QĐ")
    assert encode(facts, {"left_on", "left_at"}) == {"left_on": "2026-08-03"}


def test_a_session_with_its_members_is_kept_in_one_order():
    session = ReviewSession(date(2015, 5, 12), frozenset({SessionMember.POLICE, SessionMember.FRONT}), 3, 2)
    kept = encode(session)
    assert kept == {"held_on": "2015-05-12", "present": ["front", "police"], "votes_for": 3, "votes_against": 2}
    assert build(ReviewSession, kept) == session


def test_the_same_instant_is_kept_in_the_hours_of_viet_nam():
    kept = encode(EpisodeFacts(EpisodeForm.HOME, notified_at=datetime(2026, 8, 3, 2, tzinfo=UTC)))
    assert kept["notified_at"] == "2026-08-03T09:00:00+07:00"


def test_an_instant_without_a_zone_is_no_fact():
    with pytest.raises(TypeError, match="time zone"):
        encode(EpisodeFacts(EpisodeForm.HOME, notified_at=datetime(2026, 8, 3, 9)))


def test_a_name_the_facts_do_not_have_is_told():
    with pytest.raises(LookupError, match="weather"):
        decode(EpisodeFacts, {"weather": "rain"})


def test_a_value_that_is_no_fact_is_told():
    @dataclass(frozen=True)
    class Odd:
        weight: float = 0.0

    with pytest.raises(TypeError, match="cannot be kept"):
        encode(Odd(1.5))
