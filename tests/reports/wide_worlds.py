"""Generated histories with every table of the exchange format; the narrow ones with what Phụ lục 2 counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import strategies as st

from tests.reports.plain import A, D, E, K, L, R, S, UnitKey, V, World
from tests.reports.worlds import (
    DAYS,
    EMPLOYERS,
    PEOPLE,
    STAFF,
    day,
    episodes,
    later,
    named,
    points,
    supports,
    teams,
    unit_on,
)

FORMS = ["home", "community", "community_compulsory", "centre_voluntary", "centre_compulsory"]
OUTCOMES = [None, "completed", "violated", "died"]
WIDE: list[UnitKey] = [("VN", "both"), ("91", "new"), ("91", "old"), ("907", "old")]
"""Units that count much of a world, so that few cells of an example are empty."""
person = st.sampled_from(PEOPLE)


@st.composite
def wide_episodes(draw: Any) -> E:
    episode = draw(episodes())
    return replace(
        episode,
        form=draw(st.sampled_from(FORMS)),
        declared=draw(st.sampled_from([None, "none", "self", "family", "guardian"])),
        outcome=draw(st.sampled_from(OUTCOMES)) if episode.ended else None,
    )


@st.composite
def aftercares(draw: Any) -> A:
    started = draw(day)
    decided = draw(st.none() | st.sampled_from([d for d in DAYS if d <= started]))
    ended = draw(later(started))
    first = min(started, decided or started)
    moved = draw(st.lists(st.sampled_from([d for d in DAYS if d >= first]), unique=True, max_size=2))
    outcome = draw(st.sampled_from(OUTCOMES[:2])) if ended else None
    moves = tuple((d, draw(unit_on(d))) for d in moved)
    return A("", draw(person), draw(unit_on(first)), started, decided, ended, moves, outcome)


@st.composite
def wide_supports(draw: Any) -> S:
    employer = draw(st.none() | st.sampled_from(EMPLOYERS))
    return replace(draw(supports()), income=draw(st.booleans()), employer=employer)


@st.composite
def wide_points(draw: Any) -> D:
    point = draw(points())
    who = st.lists(person, unique=True, max_size=2)
    return replace(point, named=tuple(("", tuple(draw(who))) for _ in point.sessions))


@st.composite
def listings(draw: Any) -> L:
    listed = draw(day)
    return L(
        draw(person), draw(unit_on(listed)), draw(st.sampled_from(["user", "addict"])), listed, draw(later(listed))
    )


@st.composite
def determinations(draw: Any) -> L:
    determined = draw(day)
    return L(draw(person), draw(unit_on(determined)), draw(st.sampled_from(["addicted", "not_addicted"])), determined)


@st.composite
def evaluations(draw: Any) -> V:
    evaluated = draw(day)
    returned = draw(st.none() | st.sampled_from([date(2023, 1, 31), date(2024, 1, 29), *DAYS]))
    return V(
        draw(person),
        draw(unit_on(evaluated)),
        evaluated,
        draw(st.sampled_from(["not_relapsed", "relapsed", "not_evaluated"])),
        draw(st.sampled_from([None, "absent", "ill", "died", "moved", "unknown"])),
        draw(st.sampled_from([None, "none", "casual", "stable"])),
        draw(st.sampled_from([None, True, False])),
        draw(st.sampled_from(["project", "other"])),
        returned if returned is None or returned <= evaluated else None,
    )


@st.composite
def clubs(draw: Any) -> K:
    established = draw(day)
    members = []
    for who in draw(st.lists(person, unique=True, max_size=3)):
        begins = draw(day)
        members.append((who, begins, draw(later(begins))))
    return K("", draw(unit_on(established)), established, draw(later(established)), tuple(members))


@st.composite
def works(draw: Any, *kinds: str) -> R:
    on = draw(day)
    return R(
        "",
        draw(unit_on(on)),
        on,
        draw(st.sampled_from(kinds or ("",))),
        draw(st.integers(0, 90_000_000)),
        draw(st.sampled_from([None, "KHLT2064", " khlt2064 ", "KHLT 2064"])),
        draw(st.sampled_from(["dossiers", "team", "support", "other"])),
        draw(later(on)),
    )


def _once(items: list[Any], key: Any) -> list[Any]:
    return list({key(item): item for item in items}.values())


def _some(draw: Any, prefix: str, strategy: Any, most: int = 3) -> list[Any]:
    found = draw(st.lists(strategy, min_size=most - 1, max_size=most))
    return named(prefix, found) if prefix else found


def _with_names(point: D) -> D:
    names = tuple((ref, who) for (ref, _, _), (_, who) in zip(point.sessions, point.named, strict=True))
    return replace(point, named=names)


@st.composite
def wide_worlds(draw: Any) -> World:
    levels = ("province", "district", "commune")
    return World(
        sectors=STAFF,
        episodes=_some(draw, "E", wide_episodes(), 4),
        teams=_some(draw, "T", teams(), 2),
        points=[_with_names(p) for p in _some(draw, "D", wide_points(), 2)],
        trainings=_some(draw, "N", wide_supports(), 2),
        jobs=_some(draw, "V", wide_supports()),
        loans=_some(draw, "L", wide_supports(), 2),
        methadone=_some(draw, "M", wide_supports(), 2),
        aftercares=_some(draw, "Q", aftercares()),
        listings=_once(_some(draw, "", listings(), 4), lambda x: (x.person, x.unit, x.status, x.listed)),
        determinations=_once(_some(draw, "", determinations(), 2), lambda x: (x.person, x.listed)),
        evaluations=_once(_some(draw, "", evaluations(), 5), lambda v: (v.person, v.evaluated)),
        clubs=_some(draw, "H", clubs(), 2),
        events=_some(draw, "K", works(*levels)),
        materials=_some(draw, "U", works()),
        directives=_some(draw, "X", works(*levels)),
        budget=_some(draw, "G", works("central", "local"), 4),
        models=_some(draw, "W", works("rehabilitation", "prevention")),
        officer_trainings=draw(
            st.lists(st.tuples(st.sampled_from(list(STAFF)), day), unique=True, min_size=2, max_size=5)
        ),
    )
