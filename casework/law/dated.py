"""Numbers, titles and authorities of the law by date (giá trị theo thời gian), read from parameters/*.yaml.

The last value still stands until the next; `null` is repealed; before the first value nothing is known.
There is no default: asking about a day without a value is an error.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import TypedDict, cast

import yaml

from casework.errors import NotInForce
from casework.i18n import format_date
from casework.workflow.calendar import NATIONAL, LocalDays
from casework.workflow.procedure import Cited


@dataclass(frozen=True)
class Value:
    """One value of the law since a day; None when repealed."""

    since: date
    value: int | str | None
    citation: str
    confidence: str
    form_number: str | None = None
    note: str = ""

    @property
    def number(self) -> int:
        """The value as a whole number, in the unit of its parameter."""
        if not isinstance(self.value, int):
            raise TypeError(f"{self.value!r} ({self.citation}) is not a number")
        return self.value

    @property
    def text(self) -> str:
        """The value as words: a title, an authority."""
        if not isinstance(self.value, str):
            raise TypeError(f"{self.value!r} ({self.citation}) is not a text")
        return self.value

    @property
    def cited(self) -> Cited:
        """The words with their clause and, for a paper, its form number."""
        return Cited(self.text, self.citation, self.confidence, self.form_number)


@dataclass(frozen=True)
class Dated:
    """What the law says about one thing, day by day."""

    name: str
    label: str
    unit: str
    verified_on: date
    values: tuple[Value, ...]

    def on(self, day: date) -> Value:
        """The value in force on a day.

        :raises NotInForce: before the first value, or repealed (the sentence cites what repealed it)
        """
        known = [value for value in self.values if value.since <= day]
        if not known:
            raise NotInForce(f"“{self.label}”: chưa có giá trị nào cho ngày {format_date(day)}")
        last = known[-1]
        if last.value is None:
            raise NotInForce(f"“{self.label}”: không còn áp dụng từ {format_date(last.since)} ({last.citation})")
        return last


class _ValueSheet(TypedDict, total=False):
    value: int | str | None
    citation: str
    confidence: str
    form_number: str
    note: str


class _Sheet(TypedDict):
    label: str
    unit: str
    verified_on: date
    values: dict[date, _ValueSheet]


class _Swap(TypedDict):
    day_off: date
    working_day: date
    citation: str
    confidence: str


# The loader in C reads the sheets ten times faster, where the library was built with it.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
NOT_VALUES = {"working_days"}


def sheets() -> list[str]:
    """The files of dated values, by name."""
    folder = resources.files("casework.law").joinpath("parameters")
    names = (entry.name.removesuffix(".yaml") for entry in folder.iterdir() if entry.name.endswith(".yaml"))
    return sorted(name for name in names if name not in NOT_VALUES)


@cache
def parameters(sheet: str) -> dict[str, Dated]:
    """All parameters of one file of parameters/, by name."""
    entries = cast(dict[str, _Sheet], _read(sheet))
    return {name: _dated(name, entry) for name, entry in entries.items()}


def parameter(sheet: str, name: str) -> Dated:
    """One parameter: `parameter("durations", "voluntary_community_min_term").on(day).number`.

    :raises KeyError: no such parameter
    """
    return parameters(sheet)[name]


_SOURCES: list[Callable[[], LocalDays]] = []


def local_days_from(source: Callable[[], LocalDays]) -> None:
    """Say who knows the days that an administrator added (ngày nghỉ, ngày làm việc của địa phương).

    The law keeps no table: whoever composes the application names the one that does.
    """
    _SOURCES[:] = [source]


def swapped_days() -> LocalDays:
    """Days off and working days beside the national calendar: those announced, and those added here, which win."""
    return _together(_SOURCES[0]() if _SOURCES else NATIONAL)


@cache
def _together(added: LocalDays) -> LocalDays:
    known = _announced()
    return LocalDays(off=(known.off - added.working) | added.off, working=(known.working - added.off) | added.working)


@cache
def _announced() -> LocalDays:
    """Swaps of working days announced by the Government that the calendar package does not have (hoán đổi, làm bù)."""
    swaps = cast(list[_Swap], _read("working_days"))
    return LocalDays(frozenset(swap["day_off"] for swap in swaps), frozenset(swap["working_day"] for swap in swaps))


def _read(sheet: str) -> object:
    source = resources.files("casework.law").joinpath("parameters", f"{sheet}.yaml")
    return cast(object, yaml.load(source.read_text(encoding="utf-8"), _LOADER))


def _dated(name: str, entry: _Sheet) -> Dated:
    values = [
        Value(
            since=since,
            value=sheet["value"],
            citation=sheet["citation"],
            confidence=sheet["confidence"],
            form_number=sheet.get("form_number"),
            note=sheet.get("note", ""),
        )
        for since, sheet in sorted(entry["values"].items())
    ]
    return Dated(name, entry["label"], entry["unit"], entry["verified_on"], tuple(values))
