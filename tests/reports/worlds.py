"""Generated histories around the boundaries that matter."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import strategies as st

from tests.reports.plain import REFORM, D, E, S, T, UnitKey, World

OLD: list[UnitKey] = [
    ("30952", "old"),  # Thị trấn Gò Quao → Xã Gò Quao
    ("30964", "old"),  # Xã Định An → Xã Gò Quao
    ("30955", "old"),  # Xã Vĩnh Hòa Hưng Bắc → Xã Vĩnh Hòa Hưng
    ("30334", "old"),  # Xã Vĩnh Châu, divided between two wards of the new An Giang
    ("907", "old"),  # Huyện Gò Quao itself
    ("318", "old"),  # Huyện Bạch Long Vĩ, a district that became a commune-level unit
]
NEW: list[UnitKey] = [
    ("30952", "new"),
    ("30970", "new"),
    ("30316", "new"),  # Phường Châu Đốc, which has a part of Vĩnh Châu
    ("91", "new"),  # Tỉnh An Giang: what is not yet allocated
    ("11948", "new"),
]
REPORTING: list[UnitKey] = [
    *OLD,
    *NEW,
    ("91", "old"),
    ("89", "old"),
    ("31", "new"),
    ("VN", "both"),
]
DAYS = [
    date(2024, 2, 29),
    date(2024, 12, 31),
    date(2025, 1, 1),
    date(2025, 1, 2),
    date(2025, 6, 29),
    date(2025, 6, 30),
    date(2025, 7, 1),
    date(2025, 7, 2),
    date(2025, 12, 31),
    date(2026, 1, 1),
]
WINDOWS = [
    (date(2024, 1, 1), date(2024, 12, 31)),
    (date(2025, 1, 1), date(2025, 6, 30)),
    (date(2025, 1, 1), date(2025, 12, 31)),
    (date(2025, 7, 1), date(2025, 12, 31)),
    (date(2025, 6, 30), date(2025, 7, 1)),
    (date(2025, 7, 1), date(2025, 7, 1)),
    (date(2026, 1, 1), date(2026, 3, 31)),
]
PEOPLE = ["P1", "P2", "P3"]
EMPLOYERS = ["C1", "C2"]
STAFF = {"S1": "health", "S2": "labour", "S3": "police", "S4": "volunteer", "S5": "other"}
day = st.sampled_from(DAYS)


def unit_on(on: date) -> st.SearchStrategy[UnitKey]:
    return st.sampled_from(OLD if on < REFORM else NEW)


def later(than: date) -> st.SearchStrategy[date | None]:
    return st.none() | st.sampled_from([d for d in DAYS if d >= than])


@st.composite
def episodes(draw: Any) -> E:
    registered = draw(day)
    started = draw(later(registered))
    ended = draw(later(started or registered))
    certified = draw(later(started)) if started else None
    first = registered
    moved = draw(st.lists(st.sampled_from([d for d in DAYS if d >= first]), unique=True, max_size=2))
    return E(
        "",
        draw(st.sampled_from(PEOPLE)),
        draw(unit_on(first)),
        registered,
        draw(st.sampled_from(["home", "community", "community_compulsory", "centre_voluntary"])),
        started,
        ended,
        certified,
        tuple((d, draw(unit_on(d))) for d in moved),
    )


@st.composite
def spans(draw: Any, *, since: date = DAYS[0]) -> tuple[tuple[str, date, date | None], ...]:
    found = []
    for staff in draw(st.lists(st.sampled_from(list(STAFF)), unique=True, max_size=3)):
        begins = draw(st.sampled_from([d for d in DAYS if d >= since]))
        found.append((staff, begins, draw(later(begins))))
    return tuple(found)


@st.composite
def teams(draw: Any) -> T:
    established = draw(day)
    activities = draw(st.lists(day, unique=True, max_size=2))
    return T("", draw(unit_on(established)), established, draw(later(established)), tuple(activities), draw(spans()))


@st.composite
def points(draw: Any) -> D:
    established = draw(day)
    sessions = draw(st.lists(st.tuples(day, st.integers(0, 40)), max_size=3))
    return D(
        "",
        draw(unit_on(established)),
        draw(st.sampled_from(["health_station", "culture_house", "other"])),
        established,
        draw(later(established)),
        draw(spans()),
        tuple(("", held, attendance) for held, attendance in sessions),
    )


@st.composite
def supports(draw: Any) -> S:
    started = draw(day)
    return S(
        "",
        draw(st.sampled_from(PEOPLE)),
        draw(unit_on(started)),
        started,
        draw(later(started)),
        draw(st.booleans()),
        draw(st.integers(0, 200_000_000)),
    )


def named(prefix: str, items: list[Any]) -> list[Any]:
    named = [replace(item, ref=f"{prefix}{place}") for place, item in enumerate(items)]
    if prefix == "D":
        named = [
            replace(p, sessions=tuple((f"{p.ref}B{n}", d, a) for n, (_, d, a) in enumerate(p.sessions))) for p in named
        ]
    return named


@st.composite
def worlds(draw: Any) -> World:
    return World(
        sectors=STAFF,
        episodes=named("E", draw(st.lists(episodes(), max_size=4))),
        teams=named("T", draw(st.lists(teams(), max_size=2))),
        points=named("D", draw(st.lists(points(), max_size=2))),
        trainings=named("N", draw(st.lists(supports(), max_size=2))),
        jobs=named("V", draw(st.lists(supports(), max_size=2))),
        loans=named("L", draw(st.lists(supports(), max_size=2))),
        methadone=named("M", draw(st.lists(supports(), max_size=2))),
    )


A, B = ("30952", "new"), ("30970", "new")
SPAN_OF_MOVES = (date(2025, 7, 1), date(2025, 12, 31))


def _moved(ref: str, started: date, ended: date | None, moved: date) -> E:
    return E(ref, PEOPLE[int(ref[1:])], A, REFORM, "home", started, ended, None, ((moved, B),))


ON_THE_DAY_OF_A_MOVE = World(
    sectors=STAFF,
    episodes=[
        # It starts on the day it moves: B's alone. It ends on that day: both's. It ends the day before: A's alone.
        _moved("E0", date(2025, 7, 2), None, date(2025, 7, 2)),
        _moved("E1", REFORM, date(2025, 12, 31), date(2025, 12, 31)),
        _moved("E2", REFORM, date(2025, 7, 1), date(2025, 7, 2)),
    ],
)
"""What chance meets too rarely: a day on which a case moves and starts or ends."""
