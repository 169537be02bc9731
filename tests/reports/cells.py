"""A cell against what the days say: its number, its list, the spreadsheet and the JSON."""

from __future__ import annotations

from decimal import Decimal
from statistics import median
from typing import Any

from sqlalchemy.orm import Session

from casework.access.scope import Scope
from casework.indicators.indicator import Frame, Indicator
from casework.indicators.values import Ratio
from casework.reports.drill import drill_page, headings
from tests.reports.plain import Found, Part

EVERYTHING = Scope.everything(reason="test")


def number_of(found: Found) -> Any:
    """The value that a cell must have."""
    if isinstance(found, Part):
        return Ratio(len(found.n), len(found.of))
    if isinstance(found, dict):
        return sum(found.values())
    return found if found is None or isinstance(found, int) else len(found)


def middle_of(months: dict[str, int]) -> Decimal | None:
    return Decimal(str(median(months.values()))) if months else None


def refs_of(found: Found) -> list[str]:
    """The refs that its list must have, each as often as it is listed."""
    if isinstance(found, Part):
        return sorted(found.of)
    return [] if found is None or isinstance(found, int) else sorted(found)


def check_list(indicator: Indicator, listed: list[tuple[Any, ...]], found: Found, place: object) -> None:
    """The list has the refs, first in each row, and a ratio's says who is in the part."""
    assert sorted(row[0] for row in listed) == refs_of(found), place
    if isinstance(found, Part):
        n = headings(indicator).index("n")
        assert {row[0] for row in listed if row[n] == "yes"} == found.n, place
        assert {row[n] for row in listed} <= {"yes", "no"}, place


def check_pages(
    session: Session,
    indicator: Indicator,
    cell: Frame,
    listed: list[tuple[Any, ...]],
    place: object,
    scope: Scope = EVERYTHING,
) -> None:
    """Its pages, put together, have the same rows in an order of their own."""
    pages: list[tuple[Any, ...]] = []
    limit = len(listed) // 3 + 1
    while page := drill_page(session, indicator, cell, scope, limit=limit, offset=len(pages)):
        pages += page
    assert sorted(pages, key=repr) == sorted(listed, key=repr), place


def printed_as(value: Any) -> Any:
    """The value as it stands in the spreadsheet's cell of exact values."""
    if isinstance(value, Ratio):
        return f"{value.n}/{value.of}"
    return value
