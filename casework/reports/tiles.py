"""The provinces as tiles of one size (sơ đồ ô, không theo tỷ lệ): a diagram, for nobody's borders are drawn.

Each stands roughly where it lies beside its neighbours. A tile says nothing of area, shape or distance.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

_SINCE_JULY_2025 = """
    12 15 08 04 ..
    11 14 25 19 20
    .. .. 01 24 22
    .. .. 37 33 31
    .. .. 38 .. ..
    .. .. 40 .. ..
    .. .. 42 .. ..
    .. .. .. 44 ..
    .. .. .. 46 ..
    .. .. .. .. 48
    .. .. .. .. 51
    .. .. .. .. 52
    .. .. .. .. 66
    .. .. .. 68 56
    .. 80 75 .. ..
    91 82 79 .. ..
    96 92 86 .. ..
"""
_BEFORE = """
    .. 12 10 02 04 .. ..
    11 .. 15 08 06 20 ..
    .. 14 25 26 19 24 22
    .. .. 17 01 27 30 31
    .. .. .. 35 33 34 ..
    .. .. 38 37 36 .. ..
    .. .. 40 .. .. .. ..
    .. .. .. 42 .. .. ..
    .. .. .. 44 .. .. ..
    .. .. .. .. 45 .. ..
    .. .. .. .. 46 .. ..
    .. .. .. .. 49 48 ..
    .. .. .. .. 62 51 ..
    .. .. .. .. 64 52 ..
    .. .. .. .. 66 54 ..
    .. .. .. 67 68 56 ..
    .. .. .. 70 .. 58 ..
    .. .. 72 74 75 60 ..
    .. .. 80 79 77 .. ..
    89 87 82 83 .. .. ..
    91 92 86 84 .. .. ..
    96 93 94 .. .. .. ..
    .. 95 .. .. .. .. ..
"""
SHADES = 4
"""Shades from light to dark beside white, which is nought; told apart in grey."""

_ROUND = (10, 12, 15, 20, 25, 30, 40, 50, 60, 80, 100)
"""Tenths of a power of ten at which a shade may end."""


@dataclass(frozen=True)
class Place:
    """Where a tile stands, counted from 1 in the north and in the west."""

    row: int
    column: int


def _places(drawn: str) -> dict[str, Place]:
    return {
        code: Place(row, column)
        for row, line in enumerate(drawn.split("\n    ")[1:], start=1)
        for column, code in enumerate(line.split(), start=1)
        if code != ".."
    }


_DRAWN = (_places(_SINCE_JULY_2025), _places(_BEFORE))


def places(codes: Sequence[str]) -> dict[str, Place]:
    """Where the tile of each province stands, from north to south; nothing unless these are all provinces of a day."""
    return next((drawn for drawn in _DRAWN if len(codes) == len(drawn) and set(codes) == set(drawn)), {})


def step(top: float) -> int:
    """Up to how much the lightest shade stands for, a round number; each further shade for as much again."""
    rough = max(1.0, top / SHADES)
    size = int(10 ** (math.floor(math.log10(rough))))
    return next(size * tenths // 10 for tenths in _ROUND if size * tenths % 10 == 0 and size * tenths >= 10 * rough)


def shade(number: float | None, each: int) -> int:
    """Which shade a number has: 0 for nought and for none, then one for every step."""
    return min(SHADES, math.ceil(number / each)) if number else 0
