"""Freezing a number (chốt số liệu): the cell, and whom it counted and what each added, in a small space."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.indicators.indicator import Counted, Frame, Indicator, Measure
from casework.indicators.measure import is_empty, member_rows, parameters
from casework.indicators.values import Number, Ratio, Value, difference, median
from casework.reports.listings import HOME, LISTINGS


class Member(NamedTuple):
    """One record behind a cell: its ref, what it adds, and of a form with cohorts, whose."""

    ref: str
    adds: int
    cohort: str = ""


def members_of(session: Session, indicator: Indicator, frame: Frame) -> list[Member]:
    """The records behind a cell, in the order of their refs; the definition alone says which."""
    if is_empty(indicator, frame):
        return []
    listing = LISTINGS[indicator.counted]
    rows = member_rows(indicator, national=frame.unit_id is None).subquery("members")
    columns = list(rows.c)
    taken = columns[1 : 1 + indicator.has_amounts + bool(indicator.cohorts)]
    query = select(listing.columns[0][1], *taken).select_from(listing.key.class_).join(rows, columns[0] == listing.key)
    if indicator.counted is Counted.UNIT:
        query = query.join(HOME, HOME.id == listing.unit)
    found = (tuple(row) for row in session.execute(query, parameters(frame)))
    return sorted(_member(indicator, row) for row in found)


def _member(indicator: Indicator, row: tuple[Any, ...]) -> Member:
    # An amount that is missing belongs to a record that the number leaves out of its middle.
    adds = int(row[1] or 0) if indicator.has_amounts else 1
    return Member(str(row[0]), adds, str(row[-1]) if indicator.cohorts else "")


def number_of(indicator: Indicator, members: Iterable[Member]) -> Number:
    """The number that a list makes."""
    found = list(members)
    if not indicator.cohorts:
        return _value(indicator, found)
    return tuple(_value(indicator, [each for each in found if each.cohort == name]) for name in indicator.cohorts)


def _value(indicator: Indicator, members: list[Member]) -> Value:
    if indicator.measure is Measure.MEDIAN:
        return median((each.adds, 1) for each in members)
    if indicator.measure is Measure.RATIO:
        return Ratio(sum(each.adds for each in members), len(members))
    return sum(each.adds for each in members)


def same_number(stored: Number, listed: Number, *, whole_is_fixed: bool = False) -> bool:
    """Whether a stored number is that of its list; a whole that a document fixes is not the list's."""
    if whole_is_fixed and isinstance(stored, Ratio) and isinstance(listed, Ratio):
        return stored.n == listed.n
    return stored == listed


def packed(members: list[Member]) -> bytes | None:
    """The members as bytes; none where there are none."""
    if not members:
        return None
    columns: list[Any] = [[each.ref for each in members]]
    amounts, cohorts = [each.adds for each in members], [each.cohort for each in members]
    columns.append(1 if set(amounts) == {1} else amounts)
    columns.append("" if set(cohorts) == {""} else cohorts)
    return zlib.compress(json.dumps(columns, separators=(",", ":")).encode(), 9)


def unpacked(kept: bytes | None) -> list[Member]:
    """The members as they were."""
    if not kept:
        return []
    refs, amounts, cohorts = json.loads(zlib.decompress(kept))
    adds = [amounts] * len(refs) if isinstance(amounts, int) else amounts
    whose = [cohorts] * len(refs) if isinstance(cohorts, str) else cohorts
    return [Member(*each) for each in zip(refs, adds, whose, strict=True)]


def to_plain(number: Number) -> Any:
    """A number as it is kept: exact, and told apart from every other kind."""
    if isinstance(number, tuple):
        return [to_plain(each) for each in number]
    if isinstance(number, Ratio):
        return {"n": number.n, "of": number.of}
    return {"decimal": str(number)} if isinstance(number, Decimal) else number


def from_plain(kept: Any) -> Number:
    """The number that was kept."""
    if isinstance(kept, list):
        return tuple(from_plain(each) for each in kept)  # type: ignore[misc]
    if isinstance(kept, Mapping):
        return Decimal(kept["decimal"]) if "decimal" in kept else Ratio(kept["n"], kept["of"])
    return None if kept is None else int(kept)


def spread(numbers: Iterable[Number]) -> tuple[Value, ...]:
    """The values of a row as a report shows them: cohorts side by side, then their difference."""
    values: list[Value] = []
    for number in numbers:
        if isinstance(number, tuple):
            values += [*number, difference(number[0], number[1])]
        else:
            values.append(number)
    return tuple(values)


def is_zero(numbers: Iterable[Number]) -> bool:
    """Whether nothing is to be reported (không phát sinh): every number is 0, or there is none."""
    return all(map(_nothing, numbers))


def _nothing(number: Number) -> bool:
    if isinstance(number, tuple):
        return all(map(_nothing, number))
    if isinstance(number, Ratio):
        return not number.n
    return not number
