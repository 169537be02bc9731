"""What a number can be (giá trị): a whole number, a part of a whole, a median; and how parts are compared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction


@dataclass(frozen=True)
class Ratio:
    """A part of a whole (tỷ lệ): `n` of `of`."""

    n: int
    of: int

    @property
    def percentage(self) -> Fraction | None:
        """Unrounded, in percent; none where there is no whole."""
        return Fraction(100 * self.n, self.of) if self.of else None


Value = int | Ratio | Decimal | None
"""One cell: none where the row has no number here."""
Number = Value | tuple[Value, ...]
"""What an indicator gives: one value, or one a cohort in the indicator's order."""


def rounded(number: Fraction | Decimal | int, decimals: int = 1) -> Decimal:
    """To so many decimals, half up (làm tròn nửa lên), exact: 0,25 → 0,3 and −0,25 → −0,3."""
    exact = Fraction(number)
    sign = -1 if exact < 0 else 1
    scaled = abs(exact) * 10**decimals
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(sign * whole).scaleb(-decimals)


def difference(one: Value, other: Value) -> Decimal | None:
    """Percentage points between two parts (điểm phần trăm), of unrounded percentages, then half up to one decimal."""
    if not isinstance(one, Ratio) or not isinstance(other, Ratio):
        return None
    if one.percentage is None or other.percentage is None:
        return None
    return rounded(one.percentage - other.percentage)


def median(counted: Iterable[tuple[int, int]]) -> Decimal | None:
    """The middle of values given as (value, how often); of an even number, the mean of the two in the middle."""
    ordered = sorted(counted)
    total = sum(often for _, often in ordered)
    if not total:
        return None
    low, high = (total - 1) // 2, total // 2
    return (Decimal(_at(ordered, low)) + _at(ordered, high)) / 2


def _at(ordered: list[tuple[int, int]], place: int) -> int:
    for value, often in ordered:
        if place < often:
            return value
        place -= often
    raise IndexError(place)
