"""How long a search takes among a million people, beside the least that any search must do on the same rows.

    python -m bench.search [--people N] [--sessions N] [--folder DIR] [--only sqlite|postgresql]

The least: one name looked up by its index, and a page of 25 people read by their ids.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from bench.embedded import database_url
from casework.access.roles import SYSTEM
from casework.access.scope import Scope
from casework.app import create_app
from casework.config import Config
from casework.i18n import fold
from casework.records import db
from casework.records.episode import Episode
from casework.records.person import Person
from casework.records.unit import Unit
from casework.services.search_candidates import few_live_in
from casework.services.search_filters import CaseState, Filters
from casework.services.searches import find_people

LIMIT_MS = 60.0
SEED = 2026
Ask = Callable[[Session, Scope], object]


@dataclass(frozen=True)
class Measured:
    """Searches of one kind in one place, in milliseconds."""

    place: str
    kind: str
    taken: list[float]
    least: float

    @property
    def p95(self) -> float:
        return sorted(self.taken)[int(len(self.taken) * 0.95)]

    def __str__(self) -> str:
        middle = statistics.median(self.taken)
        verdict = "" if self.p95 < LIMIT_MS else "   OVER"
        return (
            f"  {self.place:<22} {self.kind:<26} p50 {middle:7.1f} ms   p95 {self.p95:7.1f} ms"
            f"   ratio {middle / self.least:6.1f}{verdict}"
        )


def _texts(session: Session, rng: Random, rounds: int) -> dict[str, list[str]]:
    """What people type, about people who are there."""
    last = session.scalars(select(Person.id).order_by(Person.id.desc()).limit(1)).one()
    ids = [1 + int(rng.random() * last) for _ in range(rounds)]
    people = list(session.scalars(select(Person).where(Person.id.in_(ids))))
    episodes = session.scalars(select(Episode.ref).where(Episode.person_id.in_(ids)))
    words = [person.name_folded.split() for person in people]
    return {
        "name with marks": [person.full_name for person in people],
        "two words": [f"{each[0]} {each[-1]}" for each in words],
        "one word": [each[-1] for each in words],
        "part of a word": [f"{each[0]} {each[-1][:2]}" for each in words],
        "a slip": [_slip(rng, person.name_folded) for person in people],
        "address": [" ".join(fold(person.address or "").replace(",", " ").split()[2:5]) for person in people],
        "telephone": [person.phone for person in people if person.phone],
        "code of a record": list(episodes)[:rounds],
        "national id": [f"000{(person.birth_year or 0) % 100:02d}{person.id:07d}" for person in people],
    }


def _slip(rng: Random, name: str) -> str:
    words = name.split()
    place = max(range(len(words)), key=lambda number: len(words[number]))
    at = rng.randrange(len(words[place]) - 1)
    letters = list(words[place])
    letters[at], letters[at + 1] = letters[at + 1], letters[at]
    words[place] = "".join(letters)
    return " ".join(words)


def _filtered() -> list[Filters]:
    return [Filters(state=state, birth_year=year) for state in CaseState for year in (1975, 1988)]


def _timed(what: Callable[[], object]) -> float:
    began = time.perf_counter()
    what()
    return (time.perf_counter() - began) * 1000


def _least(session: Session, names: list[str]) -> float:
    taken = []
    for name in names:
        ids = list(session.scalars(select(Person.id).where(Person.name_folded == fold(name)).limit(25)))
        session.expunge_all()
        taken.append(
            _timed(
                lambda name=name: list(
                    session.scalars(select(Person.id).where(Person.name_folded == fold(name)).limit(25))
                )
            )
            + _timed(lambda ids=ids: list(session.scalars(select(Person).where(Person.id.in_(ids)))))
        )
    return statistics.median(taken)


def measure(session: Session, *, rounds: int) -> Iterator[Measured]:
    """Every kind of search in a commune, a province and the country, each text once after a first of its kind."""
    rng = Random(SEED)
    texts = _texts(session, rng, rounds)
    least = _least(session, texts["name with marks"])
    for code, kind in (("30952", "commune"), ("91", "province"), ("VN", "country")):
        unit = session.scalars(select(Unit).where(Unit.code == code, Unit.valid_to.is_(None))).one()
        scope = Scope(unit.id)
        size = "few" if few_live_in(session, scope) else "many"
        asked: dict[str, list[Ask]] = {
            name: [lambda s, where, text=text: find_people(s, where, SYSTEM, text) for text in some]
            for name, some in texts.items()
        }
        asked["everybody"] = [lambda s, where: find_people(s, where, SYSTEM, "")] * 10
        asked["filters"] = [lambda s, where, f=f: find_people(s, where, SYSTEM, "", wanted=f) for f in _filtered()]
        for name, questions in asked.items():
            questions[0](session, scope)
            taken = []
            for ask in questions:
                session.expunge_all()
                taken.append(_timed(lambda ask=ask, scope=scope: ask(session, scope)))
            yield Measured(f"{kind} ({size})", name, taken, least)
    session.rollback()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, required=True, help="where bench.national made a database")
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--embedded", action="store_true", help="the folder's own PostgreSQL server")
    wanted = parser.parse_args()
    folder = wanted.folder.resolve()
    url = database_url(folder, "national") if wanted.embedded else f"sqlite:///{folder / 'national.db'}"
    with create_app(Config.from_environ({"CASEWORK_INSTANCE": str(folder), "DATABASE_URL": url})).app_context():
        for each in measure(db.session(), rounds=wanted.rounds):
            print(each, flush=True)
        db.session.remove()
        db.engine.dispose()


if __name__ == "__main__":
    main()
