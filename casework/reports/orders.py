"""In which order an index already has the rows of a definition (thứ tự có sẵn trong chỉ mục)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import BinaryExpression, BindParameter, Index, Select, Table
from sqlalchemy.sql import operators
from sqlalchemy.sql.elements import Grouping, Null
from sqlalchemy.sql.schema import Column

from casework.indicators.asked import apart, only
from casework.indicators.measure import FRAME

_BOUNDS = (operators.ge, operators.le)
_RANGES = (*_BOUNDS, operators.gt, operators.lt)


def bounded_day(rows: Select[Any]) -> Any:
    """The first column that the first or last day of the frame bounds; none where there is no such column."""
    return next((each.left for each in apart(rows.whereclause) if _compares_a_day(each, _BOUNDS)), None)


def order_of(rows: Select[Any], otherwise: Any, *, by: Any = None, soonest: bool = False) -> list[Any]:
    """An order in which an index has the rows, latest first unless soonest; else that of a table's records.

    :param otherwise: the table
    :param by: the column by which the index must have them; without it any that a day bounds
    """
    criteria = list(apart(rows.whereclause))
    fixed = _fixed(criteria)
    days = [each.left for each in criteria if _compares_a_day(each, _RANGES) and isinstance(each.left.table, Table)]
    found: dict[tuple[int, bool], list[Any]] = {}
    for table in dict.fromkeys(each.table for each in days):
        for index in _usable(table, fixed):
            before = _leading(index, fixed)
            names = index.columns.keys()[: before + 1]
            bounded = any(each.table is table and each.name == names[-1] for each in days)
            if bounded if by is None else by.name in names:
                found.setdefault((before, bounded), [*list(index.columns)[before:], *table.primary_key])
    order = found[max(found)] if found else otherwise.primary_key
    return [each.asc() if soonest else each.desc() for each in order]


def seldom(rows: Select[Any], table: Any) -> bool:
    """A table has an index of such records only, of which there may be few or none."""
    indexes = _usable(table, _fixed(list(apart(rows.whereclause))))
    return any(index.dialect_options["sqlite"]["where"] is not None for index in indexes)


def ended(rows: Select[Any]) -> Any:
    """The criterion “has not ended, or only since”, where an index has the ends of such rows together."""
    criteria = list(apart(rows.whereclause))
    fixed = _fixed(criteria)
    for each in (one.element if isinstance(one, Grouping) else one for one in criteria):
        parts: Any = getattr(each, "clauses", ())
        if len(parts) == 2 and _is_null(parts[0]) and _compares_a_day(parts[1], _RANGES):
            end = parts[0].left
            for index in _usable(end.table, fixed):
                before = _leading(index, fixed)
                if before and list(index.columns)[before : before + 1] == [end.table.c[end.name]]:
                    return each
    return None


def _usable(table: Any, fixed: dict[Column[Any], Any]) -> Iterator[Index]:
    """The indexes of a table that have all rows of a definition: some have only those of some values."""
    for index in sorted(getattr(table, "indexes", ()), key=lambda each: str(each.name)):
        where = index.dialect_options["sqlite"]["where"]
        if where is None or any(f"{column.name} = '{value}'" in str(where) for column, value in fixed.items()):
            yield index


def _leading(index: Index, fixed: dict[Column[Any], Any]) -> int:
    """How many columns an index begins with that have one value."""
    values = {each.name for each in fixed if each.table is index.table}
    return next((place for place, column in enumerate(index.columns) if column.name not in values), len(index.columns))


def _fixed(criteria: list[Any]) -> dict[Column[Any], Any]:
    """The columns to which the criteria leave one value, with it."""
    found: dict[Column[Any], Any] = {each.left: None for each in criteria if _is_null(each)}
    found |= {each.left: values[0] for each in criteria if len(values := only(each)) == 1}
    return found


def _is_null(criterion: Any) -> bool:
    return (
        isinstance(criterion, BinaryExpression)
        and criterion.operator is operators.is_
        and isinstance(criterion.left, Column)
        and isinstance(criterion.right, Null)
    )


def _compares_a_day(criterion: Any, signs: tuple[Any, ...]) -> bool:
    """A day of the frame bounds a column: its index finds the records day by day."""
    return (
        isinstance(criterion, BinaryExpression)
        and criterion.operator in signs
        and isinstance(criterion.left, Column)
        and isinstance(criterion.right, BindParameter)
        and criterion.right.key in FRAME
    )
