"""Teams, points and sessions of the whole country."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count, repeat
from random import Random
from typing import Any

from bench.bulk import Bulk, tables_of
from bench.country import DAYS, REFORM_DAY, TODAY_DAY, Country

Rows = Iterable[tuple[Any, ...]]

_SECTORS = ("labour", "police", "health")
_ROLES = ("leader", "deputy", "member")
_PREMISES = ("health_station", "culture_house", "other")
_TOPICS = ("Kỹ năng từ chối", "Dự phòng tái nghiện", "Việc làm, sinh kế", "Hỗ trợ gia đình", None)
_ATTENDANCES = (1,) * 6 + (2, 5, 8, 12, 20)
_SINCE_TEAMS = REFORM_DAY + 10
_MONTHS = tuple(number for number, day in enumerate(DAYS) if day.endswith("-10") and day >= "2024-01-01")
NAMED_EVERY = 10
"""Every so many sessions name one of those who came."""


def load_teams(bulk: Bulk, country: Country) -> int:
    """A team of three for each commune of either tree, with an activity a month for the last years.

    :returns: how many staff there are: three a team, in the order of the teams
    """
    units: list[tuple[int, int, int | None]] = [(unit_id, 30 * (unit_id % 60), REFORM_DAY) for unit_id in country.old]
    units += [(unit_id, _SINCE_TEAMS, None) for unit_id in country.new]
    staff, team, member, activity = tables_of("staff", "team", "team_member", "team_activity")
    people = [
        (
            3 * place + seat + 1,
            f"B-S{3 * place + seat:07d}",
            f"Cán bộ {3 * place + seat} (hư cấu)",
            _SECTORS[seat],
            unit_id,
        )
        for place, (unit_id, _, _) in enumerate(units)
        for seat in range(3)
    ]
    bulk.load(staff, ("id", "ref", "full_name", "sector", "unit_id"), people)
    bulk.load(
        team,
        ("id", "ref", "unit_id", "established_on", "decision_number", "dissolved_on"),
        (
            (place, f"B-T{place:06d}", unit_id, DAYS[first], f"{1 + place % 300}/QĐ-UBND", DAYS[gone] if gone else None)
            for place, (unit_id, first, gone) in enumerate(units, start=1)
        ),
    )
    bulk.load(
        member,
        ("id", "team_id", "staff_id", "role", "from_on", "to_on"),
        (
            (
                3 * place + seat + 1,
                place + 1,
                3 * place + seat + 1,
                _ROLES[seat],
                DAYS[first],
                _day_before(gone),
            )
            for place, (_, first, gone) in enumerate(units)
            for seat in range(3)
        ),
    )
    ids = count(1)
    bulk.load(
        activity,
        ("id", "team_id", "held_on", "kind"),
        (
            (next(ids), place, DAYS[month], "meeting")
            for place, (_, first, gone) in enumerate(units, start=1)
            for month in _MONTHS
            if first <= month < (gone or TODAY_DAY + 1) and (place + month) % 5
        ),
    )
    return len(people)


def load_points(
    bulk: Bulk, country: Country, seed: int, *, points: int, sessions: int, people: int, staff: int
) -> None:
    """Points, two staff each, and their sessions over the time each point existed."""
    rng = Random(f"{seed}:points")
    old = rng.sample(country.old, min(points * 3 // 4, len(country.old)))
    new = rng.sample(country.new, min(points - len(old), len(country.new)))
    lives: list[tuple[int, int, int | None]] = [
        (unit_id, 90 * (n % 12), REFORM_DAY if n % 3 else None) for n, unit_id in enumerate(old)
    ]
    lives += [(unit_id, _SINCE_TEAMS + n % 60, None) for n, unit_id in enumerate(new)]
    point, point_staff, session, attendee = tables_of(
        "point", "point_staff", "consultation_session", "session_attendee"
    )
    bulk.load(
        point,
        ("id", "ref", "unit_id", "name", "premises", "established_on", "closed_on"),
        (
            (
                place,
                f"B-D{place:06d}",
                unit_id,
                f"Điểm tư vấn {place}",
                _PREMISES[place % 3],
                DAYS[first],
                DAYS[gone] if gone else None,
            )
            for place, (unit_id, first, gone) in enumerate(lives, start=1)
        ),
    )
    assigned = [(place, 1 + (7 * place + seat) % staff) for place in range(1, len(lives) + 1) for seat in range(2)]
    bulk.load(
        point_staff,
        ("id", "point_id", "staff_id", "from_on", "to_on"),
        (
            (number, place, staff_id, DAYS[lives[place - 1][1]], _day_before(lives[place - 1][2]))
            for number, (place, staff_id) in enumerate(assigned, start=1)
        ),
    )
    bulk.load(
        session,
        ("id", "ref", "point_id", "unit_id", "held_on", "kind", "topic", "staff_id", "attendance"),
        _sessions(rng, lives, sessions, staff),
    )
    bulk.load(
        attendee,
        ("session_id", "person_id"),
        ((session_id, 1 + session_id * 7919 % people) for session_id in range(1, sessions + 1, NAMED_EVERY)),
    )


def _day_before(gone: int | None) -> str | None:
    return DAYS[gone - 1] if gone else None


def _sessions(
    rng: Random, lives: list[tuple[int, int, int | None]], sessions: int, staff: int
) -> Iterator[tuple[Any, ...]]:
    """Point after point, ids and refs rising; everything in a row is drawn for a whole point at once."""
    first_id = 1
    for place, (unit_id, first, gone) in enumerate(lives, start=1):
        wanted = sessions * place // len(lives) - (first_id - 1)
        ids = range(first_id, first_id + wanted)
        attendances = rng.choices(_ATTENDANCES, k=wanted)
        yield from zip(
            ids,
            map("B-B%09d".__mod__, ids),
            repeat(place),
            repeat(unit_id),
            rng.choices(DAYS[first : gone or TODAY_DAY + 1], k=wanted),
            ["individual" if attendance <= 2 else "group" for attendance in attendances],
            rng.choices(_TOPICS, k=wanted),
            repeat(1 + 7 * place % staff),
            attendances,
            strict=False,
        )
        first_id += wanted
