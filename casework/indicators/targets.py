"""What a number is to reach (chỉ tiêu), by programme, row, unit and year.

The figures of the plans are in targets.yaml with their citation; a row of the table overrides them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TypedDict, cast

import yaml
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from casework.law.plan_terms import Comparison
from casework.records.target import Target as StoredTarget

_SIGNS = {Comparison.AT_LEAST: "≥ ", Comparison.MORE_THAN: "> ", Comparison.EQUAL: ""}


@dataclass(frozen=True)
class Target:
    """One figure to reach (chỉ tiêu), and which paper sets it."""

    programme: str
    row: str
    comparison: Comparison
    value: int
    """Whole per cent where `percent`, else a whole number."""
    percent: bool
    citation: str
    own: bool
    """Set for the unit or the year; otherwise the plan's own figure."""

    @property
    def text(self) -> str:
        """As a form prints it: “≥ 80 %”, “4”."""
        return f"{_SIGNS[self.comparison]}{self.value}{' %' if self.percent else ''}"

    def met(self, n: int, of: int | None = None) -> bool | None:
        """Whether a number reaches the figure; None where there is nothing to reach it with (`of` is 0).

        A ratio is compared exactly, unrounded. A figure without a sign (04 mô hình) is met from that number on.

        :param of: the whole, for a row that is a ratio
        """
        if self.percent:
            if not of:
                return None
            reached, wanted = n * 100, self.value * of
        else:
            reached, wanted = n, self.value
        return reached > wanted if self.comparison is Comparison.MORE_THAN else reached >= wanted


class _Row(TypedDict):
    comparison: str
    value: int
    percent: bool
    citation: str


class _Programme(TypedDict):
    title: str
    rows: dict[str, _Row]


@cache
def _programmes() -> dict[str, _Programme]:
    source = resources.files("casework.indicators").joinpath("targets.yaml")
    return cast(dict[str, _Programme], yaml.safe_load(source.read_text(encoding="utf-8")))


def programmes() -> dict[str, str]:
    """The programmes with targets: code → title."""
    return {code: programme["title"] for code, programme in _programmes().items()}


def targeted_rows() -> list[tuple[str, str]]:
    """Programme and row of every figure that the plans set, in the order of the form."""
    return [(code, row) for code, programme in _programmes().items() for row in programme["rows"]]


def default_target(programme: str, row: str) -> Target:
    """The plan's own figure.

    :raises KeyError: the plan sets none for this row
    """
    found = _programmes()[programme]["rows"][row]
    return Target(
        programme, row, Comparison(found["comparison"]), found["value"], found["percent"], found["citation"], own=False
    )


def target_for(session: Session, programme: str, row: str, unit_id: int | None, year: int) -> Target:
    """The figure for a unit's report of a year: the unit's own, else that for every unit, else the plan's.

    A figure given to one unit says nothing about the units below it: four models for a district are not four for
    each commune.

    :param unit_id: the unit of the report; None for the whole country
    :param year: the year of the last day of the report's window
    :raises KeyError: the plan sets none for this row
    """
    plan = default_target(programme, row)
    query = select(StoredTarget).where(
        StoredTarget.programme == programme,
        StoredTarget.row_code == row,
        StoredTarget.year == year,
        or_(StoredTarget.unit_id.is_(None), StoredTarget.unit_id == unit_id),
    )
    found = session.scalars(query.order_by(StoredTarget.unit_id.is_(None), StoredTarget.id.desc()).limit(1)).first()
    if found is None:
        return plan
    citation = found.note or plan.citation
    return Target(programme, row, Comparison(found.comparison), found.value, plan.percent, citation, own=True)
