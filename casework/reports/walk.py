"""The first records of a number's list (những dòng đầu của danh sách), without reading the rest of it.

They are read in the order in which their definition finds them: unit by unit of those that the place reaches, in each
the latest day first; of the whole country, which no unit bounds, by the day alone, or the latest recorded first where
no index begins with the day. Both columns are taken from the definition's own criteria. What is read is the definition
itself, so the same records come, only some of them first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BinaryExpression, BindParameter, ColumnElement, Integer, Select, and_, bindparam, select
from sqlalchemy.orm import Session, aliased
from sqlalchemy.sql import operators
from sqlalchemy.sql.elements import BooleanClauseList
from sqlalchemy.sql.schema import Column, Table
from sqlalchemy.sql.visitors import replacement_traverse

from casework.indicators.indicator import Frame, Indicator, Place
from casework.indicators.measure import FRAME, parameters
from casework.records.unit import UnitReach

_LARGER = 4
"""How many times more rows are asked for where too many of the first ones say the same."""
_BOUNDS = (operators.ge, operators.le)
_MANY = bindparam("many", type_=Integer())


@dataclass(frozen=True)
class Walk:
    """A definition as it is read from its first record on."""

    rows: Select[Any]
    """The definition's columns in its order, as many rows as are asked for."""
    once: bool
    """Rows that say the same are one record of the list."""

    def first(self, session: Session, frame: Frame, wanted: int) -> list[tuple[Any, ...]]:
        """So many records from the first one on, or as many as there are."""
        many = wanted + wanted // 5 if self.once else wanted
        while True:
            given: dict[str, Any] = {**parameters(frame), "many": many}
            read = [tuple(row) for row in session.connection().execute(self.rows, given)]
            found = list(dict.fromkeys(read)) if self.once else read
            if len(read) < many or len(found) >= wanted:
                return found[:wanted]
            many *= _LARGER


def walk(
    indicator: Indicator, record: Any, visible: tuple[ColumnElement[bool], ...], *, national: bool, lateral: bool
) -> Walk | None:
    """How a list is read from its first record on; none where it can only be read whole.

    :param record: the key of what is counted, in the list's own table, of which `visible` speaks
    :param lateral: the database can be told to ask unit by unit; otherwise it is left to find that
    """
    place = Place(national)
    rows: Select[Any] = indicator.rows(place)
    criteria = list(_apart(rows.whereclause))
    day = next((each.left for each in criteria if _bounds_a_day(each)), None)
    reached = next((each for each in criteria if _is_in_reach(each, place)), None)
    if not national and (day is None or reached is None):
        return None
    key = rows.selected_columns[0]
    if day is None and not isinstance(key.table, Table):
        # Neither day nor key of a table that an index could find.
        return None
    if str(key) != str(record.expression):
        rows = rows.where(record == key)
    rows = rows.where(*visible)
    if reached is None:
        # Where no index begins with the day, reading by it means to read and sort them all.
        first = [day.desc()] if day is not None and _leads(day) else []
        rows = rows.order_by(*first, key.desc()).limit(_MANY)
    else:
        rows = (_unit_by_unit if lateral else _by_units)(rows, reached, place, day)
    return Walk(rows, once=not indicator.occurrences)


def _by_units(rows: Select[Any], reached: Any, place: Place, day: Any) -> Select[Any]:
    """The units that are reached stand first in the order: read by their index, they need no sorting."""
    unit = aliased(UnitReach)
    found = _instead(rows, reached, and_(unit.ancestor_id == place.unit_id, unit.unit_id == reached.left))
    return found.order_by(unit.unit_id, day.desc(), rows.selected_columns[0].desc()).limit(_MANY)


def _unit_by_unit(rows: Select[Any], reached: Any, place: Place, day: Any) -> Select[Any]:
    """The rows of one unit after another: which way is the shortest is not left to guesses about their number."""
    unit, width = aliased(UnitReach), len(rows.selected_columns)
    of_one = _instead(rows, reached, reached.left == unit.unit_id)
    of_one = of_one.add_columns(day.label("of_day"), reached.left.label("of_unit"))
    each = of_one.order_by(day.desc(), rows.selected_columns[0].desc()).limit(_MANY).correlate(unit).lateral("of_one")
    columns = list(each.c)
    found: Select[Any] = select(*columns[:width]).select_from(unit).join(each, each.c.of_unit == unit.unit_id)
    found = found.where(unit.ancestor_id == place.unit_id)
    return found.order_by(unit.unit_id, each.c.of_day.desc(), columns[0].desc()).limit(_MANY)


def _instead(rows: Select[Any], criterion: Any, other: ColumnElement[bool]) -> Select[Any]:
    def replaced(element: Any, **_options: Any) -> Any:
        return other if element is criterion else None

    whole: Any = rows
    found: Select[Any] = replacement_traverse(whole, {}, replaced)
    return found


def _apart(criterion: ColumnElement[bool] | None) -> Iterator[Any]:
    """The criteria that all hold."""
    if isinstance(criterion, BooleanClauseList) and criterion.operator is operators.and_:
        for each in criterion.clauses:
            yield from _apart(each)
    elif criterion is not None:
        yield criterion


def _bounds_a_day(criterion: Any) -> bool:
    """The first or last day of the frame bounds a column: its index finds the records day by day."""
    return (
        isinstance(criterion, BinaryExpression)
        and criterion.operator in _BOUNDS
        and isinstance(criterion.left, Column)
        and isinstance(criterion.right, BindParameter)
        and criterion.right.key in FRAME
    )


def _leads(day: Any) -> bool:
    """An index begins with this day."""
    return any(each.columns.keys()[0] == day.name for each in day.table.indexes)


def _is_in_reach(criterion: Any, place: Place) -> bool:
    """The column lies in a unit that the place reaches."""
    if place.national or not isinstance(criterion, BinaryExpression) or criterion.operator is not operators.in_op:
        return False
    return isinstance(criterion.left, Column) and str(criterion) == str(criterion.left.in_(place.reached))
