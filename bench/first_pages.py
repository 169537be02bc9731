"""What the first page of the list behind a number costs beside the least: its rows looked up by their refs."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bench.clock import CpuClock
from casework.access.scope import Scope
from casework.indicators.indicator import Indicator
from casework.records.unit import Unit
from casework.reports.drill import drill_page
from casework.reports.form import Form, Line
from casework.reports.forms import FORMS, bcn, khlt2064, pl2
from casework.reports.freeze import members_of
from casework.reports.keeping import packed, unpacked
from casework.reports.listings import HOME, LISTINGS
from casework.reports.periods import Window
from casework.reports.place import frame

LIMIT = 3.0
PAGE = 51
"""The rows of a page, and one that tells whether another page follows."""
_EVERYTHING = Scope.everything(reason="measuring lists")
_NUMBERS: tuple[tuple[Form, str], ...] = (
    (pl2.FORM, "1.4"),
    (pl2.FORM, "1.5"),
    (pl2.FORM, "5"),
    (khlt2064.FORM, "III.1"),
    (bcn.DISTRICT, "A.5"),
    (pl2.FORM, "2.4"),
)
"""People, people with a course in force, with a loan; courses registered, courses at the end; sessions."""


@dataclass(frozen=True)
class Page:
    """The first page of one list, live or as it was kept, in milliseconds of CPU."""

    number: str
    counted: str
    kept: bool
    rows: int
    taken: float
    look_up: float

    @property
    def ratio(self) -> float:
        return self.taken / self.look_up

    def __str__(self) -> str:
        ratio = self.ratio
        verdict = "within" if ratio <= LIMIT else "OVER"
        return (
            f"    {self.number:<16} {self.counted:<8} {'kept' if self.kept else 'live'}  {self.rows:>3} rows"
            f"  {self.taken:9.2f} ms   look-up {self.look_up:6.2f} ms   {ratio:7.1f}  {verdict}"
        )


def first_pages(session: Session, unit: Unit, window: Window, clock: CpuClock, *, rounds: int) -> Iterator[Page]:
    """The lists of some numbers of a unit, as they are asked now and as a report keeps them."""
    for form, row in _NUMBERS:
        indicator, cell = form.indicator(row), frame(unit, form.row(row).window(window))
        keeping = packed(members_of(session, indicator, cell))

        def live(indicator: Indicator = indicator, cell: Any = cell) -> list[Any]:
            return drill_page(session, indicator, cell, _EVERYTHING, limit=PAGE)

        def kept(indicator: Indicator = indicator, keeping: bytes | None = keeping) -> list[Any]:
            first = zip(range(PAGE), unpacked(keeping), strict=False)
            return _looked_up(session, indicator, [member.ref for _, member in first])

        for is_kept, page in ((False, live), (True, kept)):
            yield _measured(session, f"{form.code} {row}", indicator, page, clock, rounds, kept=is_kept)


def every_first_page(session: Session, unit: Unit, window: Window, clock: CpuClock, *, rounds: int) -> Iterator[Page]:
    """The live list behind each row of every form, in each of its readings; a definition that several share, once."""
    seen: set[Any] = set()
    for form, line, indicator in _rows():
        cell = frame(unit, line.window(window))
        if (indicator, cell) in seen:
            continue
        seen.add((indicator, cell))

        def page(indicator: Indicator = indicator, cell: Any = cell) -> list[Any]:
            return drill_page(session, indicator, cell, _EVERYTHING, limit=PAGE)

        yield _measured(session, f"{form.code} {line.id}", indicator, page, clock, rounds, kept=False)


def told(pages: Iterable[Page]) -> Iterator[str]:
    """Each page that costs more than the limit, and how many do not."""
    within = over = 0
    for page in pages:
        if page.ratio <= LIMIT:
            within += 1
        else:
            over += 1
            yield str(page)
    yield f"    first pages of every row of every form: {within} within {LIMIT:.0f} look-ups, {over} over"


def _rows() -> Iterator[tuple[Form, Line, Indicator]]:
    for form in FORMS.values():
        for line in form.rows:
            for indicator in (line.indicator, *line.variants.values()):
                yield form, line, indicator


def _measured(
    session: Session,
    number: str,
    indicator: Indicator,
    page: Callable[[], list[Any]],
    clock: CpuClock,
    rounds: int,
    *,
    kept: bool,
) -> Page:
    refs = [row[0] for row in page()]
    _looked_up(session, indicator, refs)
    taken, least = [], []
    for _ in range(rounds):
        taken.append(clock.of(page))
        least.append(clock.of(lambda: _looked_up(session, indicator, refs)))
    return Page(number, indicator.counted.value, kept, len(refs), statistics.median(taken), statistics.median(least))


def _looked_up(session: Session, indicator: Indicator, refs: list[str]) -> list[Any]:
    """The records of a page by the unique index of their refs, in the columns that the list has."""
    listing = LISTINGS[indicator.counted]
    query: Any = select(*(column.label(name) for name, column in listing.columns)).select_from(listing.key.class_)
    for other, on in listing.joins:
        query = query.join(other, on)
    query = query.join(HOME, HOME.id == listing.unit).where(listing.columns[0][1].in_(refs))
    return list(session.execute(query))
