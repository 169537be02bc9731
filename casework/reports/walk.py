"""The first records of a number's list (những dòng đầu của danh sách), without reading the rest of it.

They are read in the order in which their definition finds them: unit by unit of those that the place reaches, in each
the latest day first; of the whole country, which no unit bounds, as an index has them. Which, is taken from the
definition's own criteria. What is read is the definition itself, so the same records come, only some of them first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Dialect,
    Integer,
    Select,
    and_,
    bindparam,
    select,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from casework.indicators.asked import apart, asked, is_in_reach
from casework.indicators.compiled import Compiled
from casework.indicators.indicator import Frame, Indicator, Place
from casework.indicators.measure import parameters
from casework.records.unit import UnitReach
from casework.reports.orders import bounded_day, ended, order_of, seldom
from casework.reports.unfolding import in_kinds, in_parts, opened, other, reckoned_last, row_by_row, whether

_LARGER = 4
"""How many times more rows are asked for where too many of the first ones say the same."""
_SPARE, _IN_SEVERAL = 5, 1
"""Few rows say the same of somebody, but many where several kinds of records speak of them."""
_MANY = bindparam("many", type_=Integer(), required=False)


@dataclass(frozen=True)
class Walk:
    """A definition as it is read from its first record on."""

    rows: Compiled
    """The definition's columns in its order, perhaps more after them, as many rows as are asked for."""
    columns: int
    spare: int
    """Rows that say the same are one record of the list: one in so many is asked for besides; 0 where each counts."""

    def first(self, session: Session, frame: Frame, wanted: int) -> list[tuple[Any, ...]]:
        """So many records from the first one on, or as many as there are."""
        many = wanted + wanted // self.spare if self.spare else wanted
        while True:
            given: dict[str, Any] = {**parameters(frame), "many": many}
            read = [row[: self.columns] for row in self.rows.rows(session.connection(), given)]
            found = list(dict.fromkeys(read)) if self.spare else read
            if len(read) < many or len(found) >= wanted:
                return found[:wanted]
            many *= _LARGER


def walk(
    indicator: Indicator, record: Any, visible: tuple[ColumnElement[bool], ...], *, national: bool, dialect: Dialect
) -> Walk:
    """How a list is read from its first record on.

    :param record: the key of what is counted, in the list's own table, of which `visible` speaks
    """
    place = Place(national)
    rows = opened(asked(indicator, place))
    kinds = [part for kind in in_kinds(rows) for part in in_parts(kind)]
    parts = [_first(part, table, record, visible, place, dialect) for part, table in kinds]
    first = parts[0] if len(parts) == 1 else union_all(*(select(each.subquery()) for each in parts)).limit(_MANY)
    spare = 0 if indicator.occurrences else _IN_SEVERAL if len(parts) > 1 else _SPARE
    first = first if dialect.name == "sqlite" else row_by_row(first)
    return Walk(Compiled(first, dialect), len(rows.selected_columns), spare)


def _first(
    rows: Select[Any],
    table: Any,
    record: Any,
    visible: tuple[ColumnElement[bool], ...],
    place: Place,
    dialect: Dialect,
) -> Select[Any] | CompoundSelect[Any]:
    """The first rows of one kind.

    :param table: by whose records they are read where no day orders them; without it that of the definition
    """
    key = rows.selected_columns[0]
    reached = next((each for each in apart(rows.whereclause) if is_in_reach(each, place)), None)
    if visible and str(key) != str(record.expression):
        rows = rows.where(record == key)
    rows = rows.where(*visible)
    if reached is not None:
        # SQLite cannot be told to ask unit by unit; it is left to find that.
        return (_by_units if dialect.name == "sqlite" else _unit_by_unit)(rows, reached, place)
    if table is None:
        table = record.table if seldom(rows, record.table) else key.table
    return _as_indexed(whether(rows) if place.national else rows, table)


def _as_indexed(rows: Select[Any], table: Any) -> Select[Any] | CompoundSelect[Any]:
    """As an index has them; where one tells them apart, what runs on first, then what ended since, soonest first."""
    end = ended(rows)
    if end is None:
        return reckoned_last(rows, order_of(rows, table), _MANY)
    running, since = (other(rows, end, each) for each in end.clauses)
    last = end.clauses[0].left
    orders = order_of(running, table, by=last), order_of(since, table, by=last, soonest=True)
    parts = (reckoned_last(each, order, _MANY) for each, order in zip((running, since), orders, strict=True))
    return union_all(*(select(part.subquery()) for part in parts)).limit(_MANY)


def _by_units(rows: Select[Any], reached: Any, place: Place) -> Select[Any]:
    """The units that are reached stand first in the order: read by their index, they need no sorting."""
    unit, day = aliased(UnitReach), bounded_day(rows)
    found = other(rows, reached, and_(unit.ancestor_id == place.unit_id, unit.unit_id == reached.left))
    return reckoned_last(found, [unit.unit_id, *_latest(day), rows.selected_columns[0].desc()], _MANY)


def _unit_by_unit(rows: Select[Any], reached: Any, place: Place) -> Select[Any]:
    """The rows of one unit after another: which way is the shortest is not left to guesses about their number."""
    unit, day, width = aliased(UnitReach), bounded_day(rows), len(rows.selected_columns)
    of_one = other(rows, reached, reached.left == unit.unit_id)
    of_one = of_one.add_columns(reached.left.label("of_unit"))
    of_one = of_one if day is None else of_one.add_columns(day.label("of_day"))
    of_one = of_one.order_by(*_latest(day), rows.selected_columns[0].desc()).limit(_MANY)
    each = of_one.correlate(unit).lateral("of_one")
    columns = list(each.c)
    found: Select[Any] = select(*columns[:width]).select_from(unit).join(each, each.c.of_unit == unit.unit_id)
    found = found.where(unit.ancestor_id == place.unit_id)
    return found.order_by(unit.unit_id, *_latest(each.c.get("of_day")), columns[0].desc()).limit(_MANY)


def _latest(day: Any) -> list[Any]:
    return [] if day is None else [day.desc()]
