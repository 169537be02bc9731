"""How much a report costs beside the statements somebody would write by hand for it, on the same rows."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bench import by_hand, by_hand_bcn, by_hand_khlt
from bench.by_hand import for_psycopg
from bench.clock import CpuClock
from bench.duck import asking
from casework.indicators.values import Ratio
from casework.records.unit import Unit
from casework.reports.build import build
from casework.reports.form import Form
from casework.reports.forms import bcn, khlt2064, pl2
from casework.reports.periods import Window

LIMIT = 1.3
ENOUGH = 9
"""So many rounds of DuckDB tell what it takes."""
WINDOW = Window(date(2024, 1, 1), date(2024, 12, 31), "2024")


@dataclass(frozen=True)
class Measured:
    """One report against its statements: milliseconds of CPU, medians of rounds taken in turn."""

    form: str
    place: str
    report: float
    by_hand: float
    duck: float | None
    """DuckDB over the same rows with the same statements."""

    @property
    def ratio(self) -> float:
        return self.report / self.by_hand

    def __str__(self) -> str:
        verdict = "within" if self.ratio <= LIMIT else "OVER"
        return (
            f"    {self.form:<10} report {self.report:9.2f} ms   by hand {self.by_hand:9.2f} ms"
            f"   ratio {self.ratio:.2f}  {verdict} {LIMIT}"
            + (f"   DuckDB {self.duck:9.2f} ms   ratio {self.report / self.duck:.2f}" if self.duck else "")
        )


def places(session: Session) -> list[Unit]:
    """A commune, a province and the country."""
    old = select(Unit).where(Unit.valid_to.is_not(None))
    return [
        session.scalars(old.where(Unit.code == "30952")).one(),
        session.scalars(old.where(Unit.code == "91")).one(),
        session.scalars(select(Unit).where(Unit.code == "VN")).one(),
    ]


FORMS: tuple[tuple[Form, Callable[..., dict[str, str]]], ...] = (
    (pl2.FORM, by_hand.statements),
    (khlt2064.FORM, by_hand_khlt.statements),
    (bcn.DISTRICT, by_hand_bcn.statements),
)
"""Each form with its statements written by hand; of a ratio both numbers, and nothing of the notes."""


def measure(
    session: Session, unit: Unit, form: Form, statements: Callable[..., dict[str, str]], duck: Any, *, rounds: int
) -> Measured:
    """The report and its statements in turn.

    :raises AssertionError: the two disagree on a number
    """
    by_hand = statements(national=unit.kind == "country")
    asked = _by_hand(session, unit, by_hand)

    def ours() -> dict[str, Any]:
        numbers: dict[str, Any] = {}
        for line, row in build(session, form, unit, [WINDOW], as_of=datetime.now(UTC)).numbered:
            (value,) = row.values
            if isinstance(value, Ratio):
                numbers[line.id], numbers[f"{line.id}/"] = value.n, value.of
            else:
                numbers[line.id] = value
        return numbers

    # Once each before measuring: what is read stays in memory for both, and both must agree.
    numbers, expected = ours(), asked()
    assert numbers == expected, {row: (numbers[row], expected[row]) for row in numbers if numbers[row] != expected[row]}
    clock = CpuClock(session)
    counting = asking(duck, by_hand, unit=unit.id, first=WINDOW.first, last=WINDOW.last) if duck else None
    if counting:
        assert counting() == expected
    reports, floor, ducks = [], [], []
    for _ in range(rounds):
        floor.append(clock.of(asked))
        reports.append(clock.of(ours))
        if counting and len(ducks) < ENOUGH:
            ducks.append(clock.of(counting))
    place = f"{unit.name} ({unit.code})"
    return Measured(
        form.code, place, statistics.median(reports), statistics.median(floor), statistics.median(ducks or [0])
    )


def _by_hand(session: Session, unit: Unit, by_hand: dict[str, str]) -> Callable[[], dict[str, int]]:
    connection = session.connection()
    raw = connection.connection.dbapi_connection
    assert raw is not None
    sqlite = connection.dialect.name == "sqlite"
    if not sqlite:
        by_hand = {row: for_psycopg(statement) for row, statement in by_hand.items()}
    first: Any = WINDOW.first.isoformat() if sqlite else WINDOW.first
    last: Any = WINDOW.last.isoformat() if sqlite else WINDOW.last
    given = {"unit": unit.id, "first": first, "last": last}

    def ask() -> dict[str, int]:
        cursor = raw.cursor()
        return {row: int(cursor.execute(statement, given).fetchone()[0]) for row, statement in by_hand.items()}

    return ask
