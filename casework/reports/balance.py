"""Balances (cân đối đầu kỳ, cuối kỳ): which numbers are stocks, and the lines of a form that lead to one."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from casework.indicators.indicator import Indicator, Place
from casework.indicators.measure import FRAME, counts
from casework.records.unit import Unit
from casework.reports.form import Form, Identity, Line
from casework.reports.periods import Window
from casework.reports.place import frame


@dataclass(frozen=True)
class Balance:
    """One line of a balance with its sign and number."""

    line: Line
    sign: int
    """1 added, -1 taken off, 0 the outcome."""
    number: int


def days_asked(indicator: Indicator) -> frozenset[str]:
    """Which days of a frame a definition asks about: `first`, `last`, `eve`, `at`, `closing`."""
    given = indicator.rows(Place(False)).compile().params
    return frozenset(FRAME) & frozenset(given) - {"unit_id"}


def is_stock(indicator: Indicator) -> bool:
    """The number is of one day, the last of the window (số tại thời điểm cuối kỳ)."""
    return days_asked(indicator) == {"at"}


def carried_over(form: Form) -> list[tuple[str, str]]:
    """The rows that say what stood there on the eve of the window, each with the row of the end that it repeats."""
    return [
        (identity.parts[0][1], identity.whole)
        for identity in form.identities
        if days_asked(form.indicator(identity.parts[0][1])) == {"eve"} and is_stock(form.indicator(identity.whole))
    ]


def balance_of(
    session: Session, form: Form, row_id: str, unit: Unit, window: Window, variants: tuple[str, ...] = ()
) -> tuple[Balance, ...]:
    """The lines that lead to a row or that it leads to, with their numbers; none where the form has no such lines."""
    identity = _identity(form, row_id)
    if identity is None:
        return ()
    signed = [*((form.row(row), sign) for sign, row in identity.parts), (form.row(identity.whole), 0)]
    indicators = tuple(form.indicator(line.id, variants) for line, _ in signed)
    numbers = counts(session, indicators, frame(unit, window))
    return tuple(
        Balance(line, sign, number)
        for (line, sign), number in zip(signed, numbers, strict=True)
        if isinstance(number, int)
    )


def _identity(form: Form, row_id: str) -> Identity | None:
    of_row = [each for each in form.identities if row_id == each.whole or row_id in {row for _, row in each.parts}]
    return of_row[0] if of_row else None
