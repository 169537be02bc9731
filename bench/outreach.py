"""Clubs and outreach of the whole country."""

from __future__ import annotations

from random import Random

from bench.bulk import Bulk, tables_of
from bench.country import DAYS, TODAY_DAY, Country

TABLES = ("club", "club_member", "communication_event", "material", "directive")
_LEVELS = ("province", "district", "commune", "commune", "commune")
_PROGRAMMES = ("KHLT2064", None, "khlt2064 ")


def load_outreach(bulk: Bulk, country: Country, seed: int, *, people: int, records: int) -> None:
    """So many memberships of clubs, and two rows of outreach a commune."""
    rng = Random(f"{seed}:outreach")
    _load_clubs(bulk, country, rng, people, records)
    event, material, directive = tables_of("communication_event", "material", "directive")
    drawn = []
    for number in range(1, 2 * len(country.old) + 1):
        day = int(rng.random() * TODAY_DAY)
        unit = country.commune_on(rng, rng.choice(country.old), day)
        drawn.append((number, unit, DAYS[day], _LEVELS[number % 5], _PROGRAMMES[number % 3]))
    bulk.load(
        event,
        ("id", "ref", "unit_id", "held_on", "level", "participants", "programme"),
        ((n, f"B-K{n:07d}", unit, day, level, n % 200, programme) for n, unit, day, level, programme in drawn),
    )
    bulk.load(
        material,
        ("id", "ref", "unit_id", "issued_on", "quantity", "programme"),
        ((n, f"B-U{n:07d}", unit, day, n % 900, programme) for n, unit, day, _, programme in drawn),
    )
    bulk.load(
        directive,
        ("id", "ref", "unit_id", "issued_on", "level", "number", "programme"),
        ((n, f"B-X{n:07d}", unit, day, level, f"{n}/CV", programme) for n, unit, day, level, programme in drawn),
    )


def _load_clubs(bulk: Bulk, country: Country, rng: Random, people: int, records: int) -> None:
    club, member = tables_of("club", "club_member")
    days = [int(rng.random() * TODAY_DAY) for _ in range(max(records // 20, 1))]
    bulk.load(
        club,
        ("id", "ref", "unit_id", "established_on", "name"),
        (
            (n, f"B-H{n:06d}", country.commune_on(rng, rng.choice(country.old), day), DAYS[day], f"Câu lạc bộ {n}")
            for n, day in enumerate(days, start=1)
        ),
    )
    bulk.load(
        member,
        ("id", "club_id", "person_id", "from_on"),
        ((n, 1 + n % len(days), 1 + n * 13 % people, DAYS[days[n % len(days)]]) for n in range(1, records + 1)),
    )
