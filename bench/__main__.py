"""`make bench`: in one run, on SQLite and on PostgreSQL, what three reports cost beside their statements by hand
(and DuckDB over the same rows), lists beside their rows looked up, and searches beside a page read by its ids.

    python -m bench [--people N] [--sessions N] [--folder DIR] [--only sqlite|postgresql] [--reports]

The database of the country is made on first use (a few minutes and some gigabytes) and kept in the folder.
"""

from __future__ import annotations

import argparse
import resource
import time
from pathlib import Path
from typing import Any

from sqlalchemy import select, text

from bench import search
from bench.clock import CpuClock
from bench.country import Country
from bench.duck import opened
from bench.embedded import database_url
from bench.explain import line as explain_line
from bench.first_pages import every_first_page, first_pages, told
from bench.national import fill
from bench.reports import FORMS, WINDOW, measure, places
from casework.access.units import CodeBook
from casework.app import create_app
from casework.config import Config
from casework.records import db
from casework.records.person import Person
from casework.services.database import prepare_database

SEARCHES = 12
ROUNDS = {"commune": 101, "province": 7, "country": 3}
SOME = 3
"""So many rounds for each list of every form: there are more than a hundred."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--sessions", type=int, default=10_000_000)
    parser.add_argument("--folder", type=Path, default=Path("var/bench"))
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    parser.add_argument("--reports", action="store_true", help="reports and lists, no searches")
    args = parser.parse_args()
    folder = (args.folder / f"{args.people}-{args.sessions}").resolve()
    folder.mkdir(parents=True, exist_ok=True)
    print(explain_line(), flush=True)
    for name in ("sqlite", "postgresql"):
        if args.only in (None, name):
            url = f"sqlite:///{folder / 'national.db'}" if name == "sqlite" else database_url(folder, "national")
            print(f"{name}: {args.people:,} people, {args.sessions:,} sessions", flush=True)
            _measure(Config.from_environ({"CASEWORK_INSTANCE": str(folder), "DATABASE_URL": url}), args, folder)


def _measure(config: Config, args: argparse.Namespace, folder: Path) -> None:
    with create_app(config, pages=False).app_context():
        _ensure(config, folder, people=args.people, sessions=args.sessions)
        session, duck = db.session(), _duck(folder)
        if session.connection().dialect.name == "postgresql":
            # Helpers of the backend have a clock of their own, which nobody reads.
            session.execute(text("SET max_parallel_workers_per_gather = 0"))
        clock = CpuClock(session)
        for unit in places(session):
            print(f"  {unit.name} ({unit.code})", flush=True)
            for form, statements in FORMS:
                print(measure(session, unit, form, statements, duck, rounds=ROUNDS[unit.kind]), flush=True)
            print(f"    most memory of this process so far {_most_memory():,.0f} MB", flush=True)
            for page in first_pages(session, unit, WINDOW, clock, rounds=ROUNDS[unit.kind]):
                print(page, flush=True)
            for line in told(every_first_page(session, unit, WINDOW, clock, rounds=SOME)):
                print(line, flush=True)
        for searched in () if args.reports else search.measure(session, rounds=SEARCHES):
            print(searched, flush=True)
        session.rollback()
        db.engine.dispose()


def _most_memory() -> float:
    """The most that this process has held in memory, DuckDB included, a database server not (MB)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _duck(folder: Path) -> Any:
    source = folder / "national.db"
    return opened(folder / "national.duckdb", source) if source.exists() else None


def _ensure(config: Config, folder: Path, *, people: int, sessions: int) -> None:
    began = time.perf_counter()
    prepare_database()
    if db.session.scalar(select(Person.id).limit(1)) is None:
        country = Country(CodeBook(db.session(), whole=True))
        db.session.remove()
        db.engine.dispose()
        fill(
            config.database_url,
            country,
            people=people,
            sessions=sessions,
            source=folder / "national.db" if config.database_url.startswith("postgresql") else None,
            say=lambda what: print(f"  {time.perf_counter() - began:8.1f} s  {what}", flush=True),
        )
    db.session.remove()


if __name__ == "__main__":
    main()
