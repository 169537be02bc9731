"""Charts (biểu đồ) as rows of lying bars: how long each is and how its number is said; a page draws them (chart.html).

Lengths are parts of the width that there is, so that words keep their size on a phone and on paper.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from casework.indicators.values import Ratio, Value

_LETTER = 2.4
"""So much of the narrowest row a letter takes, in per cent: the number stands beyond its bar."""


def height(value: Value) -> float | None:
    """How long a bar is, before it is fitted: a percentage for a ratio, else the number; none without one."""
    if isinstance(value, Ratio):
        return float(value.percentage) if value.percentage is not None else None
    return None if value is None else float(value)


@dataclass(frozen=True)
class Bar:
    """One number: as the page says it, and its length in per cent of the width."""

    said: str
    length: float


@dataclass(frozen=True)
class Row:
    """What one label has: a bar for each series, and where the line stands that they are to reach."""

    label: str
    bars: tuple[Bar, ...]
    goal: float | None


@dataclass(frozen=True)
class Chart:
    """Rows under each other; `names` tells the bars of a row apart, `goal` says what the broken line means."""

    title: str
    names: tuple[str, ...]
    rows: tuple[Row, ...]
    goal: str


@dataclass(frozen=True)
class Measured:
    """What a row is drawn from: a number and how it is said for each series, and what they are to reach."""

    label: str
    values: tuple[tuple[Value, str], ...]
    goal: float | None = None


def bars(
    title: str, rows: Sequence[Measured], *, names: Sequence[str] = (), goal: str = "", percent: bool = False
) -> Chart:
    """Numbers beside each other, all from nought and on one scale.

    :param percent: the scale reaches 100 whatever the numbers are
    """
    numbers = [height(value) or 0 for row in rows for value, _said in row.values]
    letters = max((len(said) for row in rows for _value, said in row.values), default=0)
    top = max([1.0, *numbers, *(row.goal or 0 for row in rows), 100.0 if percent else 0])
    share = max(40.0, 96 - _LETTER * letters) / top
    drawn = tuple(
        Row(
            row.label,
            tuple(Bar(said, round(share * (height(value) or 0), 2)) for value, said in row.values),
            None if row.goal is None else round(share * row.goal, 2),
        )
        for row in rows
    )
    return Chart(title, tuple(names), drawn, goal if any(row.goal is not None for row in rows) else "")
