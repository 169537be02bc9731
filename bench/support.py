"""Trainings, jobs, loans and substitution treatment of the whole country."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from bench.bulk import Bulk, tables_of
from bench.country import DAYS, TODAY_DAY, Country

EMPLOYERS = 2_000


def load_support(bulk: Bulk, country: Country, seed: int, *, people: int, records: int) -> None:
    """So many records of each kind, spread over people, communes and days."""
    rng = Random(f"{seed}:support")
    training, employer, job, loan, methadone = tables_of("training", "employer", "job", "loan", "methadone")
    bulk.load(
        employer,
        ("id", "ref", "unit_id", "name", "kind"),
        (
            (n, f"B-C{n:06d}", rng.choice(country.new), f"Cơ sở sản xuất {n} (hư cấu)", "household")
            for n in range(1, EMPLOYERS + 1)
        ),
    )
    bulk.load(
        training,
        ("id", "ref", "person_id", "unit_id", "started_on", "trade", "completed_on", "state_supported"),
        (
            (n, f"B-N{n:07d}", person, unit, DAYS[day], "Sửa xe gắn máy", _later(day, 60), n % 5 > 0)
            for n, person, unit, day in _spread(rng, country, people, records)
        ),
    )
    bulk.load(
        job,
        ("id", "ref", "person_id", "unit_id", "started_on", "employer_id", "ended_on", "has_income", "supported"),
        (
            (
                n, f"B-V{n:07d}", person, unit, DAYS[day], 1 + n % EMPLOYERS if n % 3 else None,
                _later(day, 400) if n % 2 else None, True, n % 4 > 0,
            )
            for n, person, unit, day in _spread(rng, country, people, records)
        ),
    )  # fmt: skip
    bulk.load(
        loan,
        ("id", "ref", "person_id", "unit_id", "disbursed_on", "amount_vnd", "borrower", "programme", "term_months"),
        (
            (
                n, f"B-L{n:07d}", person, unit, DAYS[day], (2 + n % 10) * 5_000_000, "self" if n % 2 else "household",
                "employment_fund", 36,
            )
            for n, person, unit, day in _spread(rng, country, people, records)
        ),
    )  # fmt: skip
    bulk.load(
        methadone,
        ("id", "ref", "person_id", "unit_id", "started_on", "ended_on", "outcome"),
        (
            (n, f"B-M{n:07d}", person, unit, DAYS[day], _later(day, 700), "stopped" if _later(day, 700) else None)
            for n, person, unit, day in _spread(rng, country, people, records)
        ),
    )


def _spread(rng: Random, country: Country, people: int, records: int) -> Iterator[tuple[int, int, int, int]]:
    for number in range(1, records + 1):
        day = int(rng.random() * TODAY_DAY)
        yield number, 1 + int(rng.random() * people), country.commune_on(rng, rng.choice(country.old), day), day


def _later(day: int, days: int) -> str | None:
    return DAYS[day + days] if day + days <= TODAY_DAY else None
