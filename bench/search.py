"""What a search takes among a million people, beside the least that any search must do on the same rows.

    python -m bench.search --folder DIR [--rounds N] [--embedded] [--only WORD]

CPU of the application and of the database. The least: a page of 25 people read by their ids.
"""

from __future__ import annotations

import argparse
import gc
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from bench.clock import CpuClock
from bench.embedded import database_url
from casework.access.roles import SYSTEM
from casework.access.scope import Scope, reach
from casework.app import create_app
from casework.config import Config
from casework.i18n import fold
from casework.law.vocabulary import EpisodeForm, ListingStatus, Sex
from casework.records import db
from casework.records.episode import Episode
from casework.records.person import Person
from casework.records.unit import Unit
from casework.services.search_filters import CaseState, Filters
from casework.services.searches import PAGE_SIZE, find_people

LIMIT_MS = 60.0
SEED = 2026
DEEP = 6
PLACES = (("30952", "commune"), ("91", "province"), ("VN", "country"))

Question = tuple[str, Filters, int]
"""Text, filters and page."""


@dataclass(frozen=True)
class Measured:
    """Searches of one kind in one place: milliseconds of CPU, and how many people the first page showed."""

    place: str
    kind: str
    taken: Sequence[float]
    least: float
    shown: float

    @property
    def p95(self) -> float:
        return _p95(self.taken)

    def __str__(self) -> str:
        middle = statistics.median(self.taken)
        verdict = "" if self.p95 <= LIMIT_MS else "   OVER"
        return (
            f"  {self.place:<9} {self.kind:<28} p50 {middle:7.1f} ms   p95 {self.p95:7.1f} ms   {self.shown:5.1f} shown"
            f"   {middle / self.least:5.1f} × a page by ids{verdict}"
        )


def _p95(taken: Sequence[float]) -> float:
    return sorted(taken)[min(len(taken) - 1, int(len(taken) * 0.95))]


def _texts(session: Session, unit_id: int, rng: Random, rounds: int) -> dict[str, list[str]]:
    """What people type: about people who live in the place, of every fourth text about others, and about nobody."""
    last = session.scalars(select(Person.id).order_by(Person.id.desc()).limit(1)).one()
    here = list(session.scalars(select(Person.id).where(Person.unit_id.in_(reach(unit_id))).order_by(Person.id)))
    elsewhere = [1 + int(rng.random() * last) for _ in range(rounds // 4)]
    ids = [*rng.sample(here, min(len(here), rounds - len(elsewhere))), *elsewhere]
    people = list(session.scalars(select(Person).where(Person.id.in_(ids))))
    episodes = session.scalars(select(Episode.ref).where(Episode.person_id.in_(ids)))
    words = [person.name_folded.split() for person in people]
    common = ["Nguyễn Văn Hùng", "nguyen van hung", "Trần Văn Tâm", "le van hai"]
    return {
        "name with marks": [person.full_name for person in people],
        "name without marks": [person.name_folded for person in people],
        "two words": [f"{each[0]} {each[-1]}" for each in words],
        "one word": [each[-1] for each in words],
        "a common syllable": ["nguyen", "Văn", "tran", "danh", "ng", "n"],
        "a common name": common,
        "two common words": ["nguyen van", "tran van", "nguyen minh", "tran nguyen", "danh van"],
        "first letters": [" ".join(word[:2] for word in each) for each in words],
        "part of a word": [f"{each[0]} {each[-1][:2]}" for each in words],
        "a slip": [_slip(rng, person.name_folded) for person in people],
        "a slip in a common name": ["nguyen van hugn", "ngueyn van hung", "tran vna tam", "nguyn van"],
        "village": [" ".join(fold(person.address or "").replace(",", " ").split()[2:5]) for person in people],
        "telephone": [person.phone for person in people if person.phone],
        "code of a record": list(episodes)[:rounds],
        "national id": [f"000{(person.birth_year or 0) % 100:02d}{person.id:07d}" for person in people],
        "nobody": ["xyz", "khong ai ca", "nguyen van xyzt", "000990009999", "0999888777", "P-KHONGCOAI", "qqqqq hung"],
    }


def _slip(rng: Random, name: str) -> str:
    words = name.split()
    place = max(range(len(words)), key=lambda number: len(words[number]))
    at = rng.randrange(len(words[place]) - 1)
    letters = list(words[place])
    letters[at], letters[at + 1] = letters[at + 1], letters[at]
    words[place] = "".join(letters)
    return " ".join(words)


def _questions(session: Session, unit_id: int, rounds: int) -> dict[str, list[Question]]:
    asked: dict[str, list[Question]] = {
        kind: [(text, Filters(), 1) for text in texts]
        for kind, texts in _texts(session, unit_id, Random(SEED), rounds).items()
    }
    for kind in ("a common syllable", "a common name"):
        asked[f"{kind}, page {DEEP}"] = [(text, wanted, DEEP) for text, wanted, _ in asked[kind]]
    asked["everybody"] = [("", Filters(), 1)] * 5
    asked[f"everybody, page {DEEP}"] = [("", Filters(), DEEP)] * 5
    for state in CaseState:
        asked[f"filter {state.value}"] = [
            ("", wanted, page)
            for wanted in (Filters(state=state), Filters(state=state, birth_year=1975))
            for page in (1, 2, DEEP)
        ] + [("", Filters(state=state, birth_year=1988, sex=Sex.FEMALE), 1)]
    asked["filter form"] = [("", Filters(form=form), 1) for form in EpisodeForm]
    asked["filter list"] = [("", Filters(status=status), 1) for status in ListingStatus]
    asked["filter year, sex"] = [("", Filters(birth_year=1990), 1), ("", Filters(sex=Sex.FEMALE), 1)] * 2
    asked["filter nobody fits"] = [
        ("", Filters(state=CaseState.NO_CASE, birth_year=1930), 1),
        ("", Filters(state=CaseState.REGISTERED, form=EpisodeForm.COMMUNITY_COMPULSORY), 1),
    ]
    asked["filter village"] = [("", Filters(address="phuoc long"), 1), ("", Filters(address="go soc"), 2)]
    asked["common name and filter"] = [(text, Filters(birth_year=1975), 1) for text in ("nguyen van hung", "nguyen")]
    asked["name and state"] = [
        (text, Filters(state=state), 1) for text in ("nguyen van hung", "hung") for state in CaseState
    ]
    return asked


def measure(session: Session, *, rounds: int, only: str = "") -> Iterator[Measured]:
    """Every kind of search in a commune, a province and the country, each question once after the first of its kind."""
    clock = CpuClock(session)
    least = _least(session, clock)
    for code, place in PLACES:
        unit = session.scalars(select(Unit).where(Unit.code == code, Unit.valid_to.is_(None))).one()
        scope, questions = Scope(unit.id), _questions(session, unit.id, rounds)
        # As in the serving process: what is loaded is not looked through in the middle of a search.
        gc.collect()
        gc.freeze()
        for kind, asked in questions.items():
            if only not in f"{place} {kind}":
                continue
            taken, shown = [], []
            for question in (asked[0], *asked):
                milliseconds, found = _asked(session, clock, scope, question)
                taken.append(milliseconds)
                shown.append(found)
            yield Measured(place, kind, taken[1:], least, statistics.mean(shown[1:]))
    session.rollback()


def _asked(session: Session, clock: CpuClock, scope: Scope, question: Question) -> tuple[float, int]:
    """What one question takes, and how many people it shows; the pages before are read beforehand."""
    text, wanted, page = question
    after = _end_of_page(session, scope, wanted, page - 1) if not text and page > 1 else None
    session.expunge_all()
    began = clock.now()
    found = find_people(session, scope, SYSTEM, text, page=page, wanted=wanted, after=after)
    return clock.now() - began, len(found.people)


def _end_of_page(session: Session, scope: Scope, wanted: Filters, pages: int) -> int | None:
    after: int | None = None
    for page in range(1, pages + 1):
        after = find_people(session, scope, SYSTEM, "", page=page, wanted=wanted, after=after).after
    return after


def _least(session: Session, clock: CpuClock) -> float:
    """A page of people by their ids, as objects."""
    rng, taken = Random(SEED), []
    last = session.scalars(select(Person.id).order_by(Person.id.desc()).limit(1)).one()
    for _ in range(30):
        ids = [1 + int(rng.random() * last) for _ in range(PAGE_SIZE)]
        session.expunge_all()
        taken.append(clock.of(lambda ids=ids: list(session.scalars(select(Person).where(Person.id.in_(ids))))))
    return statistics.median(taken)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, required=True, help="where bench.national made a database")
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--only", default="", help="part of place and kind, as they are printed")
    parser.add_argument("--embedded", action="store_true", help="the folder's own PostgreSQL server")
    given = parser.parse_args()
    folder = given.folder.resolve()
    url = database_url(folder, "national") if given.embedded else f"sqlite:///{folder / 'national.db'}"
    config = Config.from_environ({"CASEWORK_INSTANCE": str(folder), "DATABASE_URL": url})
    with create_app(config, pages=False).app_context():
        whole: dict[str, list[float]] = {}
        for each in measure(db.session(), rounds=given.rounds, only=given.only):
            whole.setdefault(each.place, []).extend(each.taken)
            print(each, flush=True)
        for place, taken in whole.items():
            print(f"  {place}: all {len(taken)} searches p95 {_p95(taken):.1f} ms")
        everything = [each for taken in whole.values() for each in taken]
        print(f"  all {len(everything)} searches p95 {_p95(everything):.1f} ms")
        db.session.remove()
        db.engine.dispose()


if __name__ == "__main__":
    main()
