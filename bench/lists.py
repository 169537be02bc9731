"""Lists, evaluations, determinations and money of the whole country."""

from __future__ import annotations

from random import Random

from bench.bulk import Bulk, tables_of
from bench.country import DAYS, TODAY_DAY, Country

TABLES = ("listing", "evaluation", "determination", "budget_line")


def load_lists(bulk: Bulk, country: Country, seed: int, *, people: int, records: int) -> None:
    """So many rows of each kind; everybody at most once a kind."""
    rng = Random(f"{seed}:lists")
    listing, evaluation, determination, budget = tables_of(*TABLES)
    drawn = []
    for number in range(1, records + 1):
        day = int(rng.random() * TODAY_DAY)
        unit = country.commune_on(rng, rng.choice(country.old), day)
        drawn.append((number, 1 + (number * 7) % people, unit, day))
    bulk.load(
        listing,
        ("id", "person_id", "unit_id", "status", "listed_on", "removed_on"),
        (
            (
                n,
                person,
                unit,
                "addict" if n % 3 else "user",
                DAYS[day],
                DAYS[min(day + 900, TODAY_DAY)] if n % 2 else None,
            )
            for n, person, unit, day in drawn
        ),
    )
    bulk.load(
        evaluation,
        ("id", "person_id", "unit_id", "evaluated_on", "outcome", "cohort"),
        (
            (n, person, unit, DAYS[day], "not_relapsed" if n % 5 else "relapsed", "other")
            for n, person, unit, day in drawn
        ),
    )
    bulk.load(
        determination,
        ("id", "person_id", "unit_id", "determined_on", "result"),
        ((n, person, unit, DAYS[day], "addicted" if n % 4 else "not_addicted") for n, person, unit, day in drawn),
    )
    bulk.load(
        budget,
        ("id", "ref", "unit_id", "spent_on", "source", "content", "amount_vnd"),
        ((n, f"B-G{n:07d}", unit, DAYS[day], "local", "team", 1_000 * n) for n, _, unit, day in drawn),
    )
