"""A database of the whole country, a million people and ten million sessions, to measure reports with.

    python -m bench.national [--people N] [--sessions N] [--folder DIR] [--database URL | --embedded]

Everybody is invented. The same numbers and seed give the same rows (sealed ids look different each time).
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import select

from bench.bulk import Bulk, opened, tables_of
from bench.cases import COLUMNS, Cases
from bench.copying import copy
from bench.country import Country
from bench.lists import TABLES as LISTS
from bench.lists import load_lists
from bench.offices import load_points, load_teams
from bench.outreach import TABLES, load_outreach
from bench.support import load_support
from casework.access.units import CodeBook
from casework.app import create_app
from casework.config import Config
from casework.records import db
from casework.records.person import Person
from casework.records.person_search import PHONE
from casework.services.database import prepare_database

SEED = 2026
POINTS = 3_000
FILLED = (
    *COLUMNS, "staff", "team", "team_member", "team_activity", "point", "point_staff", "consultation_session",
    "session_attendee", "employer", "training", "job", "loan", "methadone", *TABLES, *LISTS,
)  # fmt: skip


def fill(
    url: str,
    country: Country,
    *,
    people: int,
    sessions: int,
    seed: int = SEED,
    source: Path | None = None,
    say: Callable[[str], None],
) -> None:
    """Fill a prepared database without people, inside the application's context (it seals the ids).

    :param source: an SQLite file that has the rows already, with the same numbers and key
    """
    bulk = opened(url)
    tables = tables_of(*FILLED)
    bulk.begin(tables)
    if source is not None and source.exists():
        copy(source, bulk, tables_of(*FILLED, "search_word", "search_vocabulary"))
        say("the same rows as in the other database")
    else:
        _invent(bulk, country, people=people, sessions=sessions, seed=seed, say=say)
    bulk.finish(tables)
    say("indexes and statistics of the database")


def _invent(bulk: Bulk, country: Country, *, people: int, sessions: int, seed: int, say: Callable[[str], None]) -> None:
    cases = Cases(country, seed, people)
    for batch in cases.batches():
        for name, rows in batch.items():
            bulk.load(tables_of(name)[0], COLUMNS[name], rows)
    words, vocabulary = tables_of("search_word", "search_vocabulary")
    bulk.load(words, ("kind", "word", "text"), sorted(cases.entries))
    bulk.load(vocabulary, ("kind", "word"), sorted({entry[:2] for entry in cases.entries if entry[0] != PHONE}))
    say(f"{people} people with their episodes")
    staff = load_teams(bulk, country)
    say(f"{staff // 3} teams")
    points = min(POINTS, max(sessions // 100, 1))
    load_points(bulk, country, seed, points=points, sessions=sessions, people=people, staff=staff)
    say(f"{sessions} sessions of {points} points")
    load_support(bulk, country, seed, people=people, records=max(people // 20, 1))
    load_outreach(bulk, country, seed, people=people, records=max(people // 20, 1))
    load_lists(bulk, country, seed, people=people, records=max(people // 10, 1))
    say("support, clubs, outreach, lists and money")


def main() -> None:
    """:raises SystemExit: the database has people already"""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--sessions", type=int, default=10_000_000)
    parser.add_argument("--folder", type=Path, default=Path("var/bench"), help="instance folder; default var/bench")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--database", help="SQLAlchemy's form; default an SQLite file in the folder")
    where.add_argument("--embedded", action="store_true", help="a PostgreSQL server of its own in the folder")
    wanted = parser.parse_args()
    folder = wanted.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    url = wanted.database or f"sqlite:///{folder / 'national.db'}"
    if wanted.embedded:
        from bench.embedded import database_url

        url = database_url(folder, "national")
    config = Config.from_environ({"CASEWORK_INSTANCE": str(folder), "DATABASE_URL": url})
    began = time.perf_counter()

    def say(what: str) -> None:
        print(f"{time.perf_counter() - began:8.1f} s  {what}", flush=True)

    with create_app(config, pages=False).app_context():
        prepare_database()
        if db.session.scalar(select(Person.id).limit(1)) is not None:
            sys.exit(f"{url}: this database has people already; remove it or name another folder")
        country = Country(CodeBook(db.session(), whole=True))
        db.session.remove()
        db.engine.dispose()
        say("migrations and units")
        fill(config.database_url, country, people=wanted.people, sessions=wanted.sessions, say=say)
    print(config.database_url)


if __name__ == "__main__":
    main()
