"""From a definition to its number and its list: the same rows, counted or shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import Select, func, literal_column, select
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.orm import Session

from casework.indicators.indicator import Frame, Indicator, Place

FRAME = ("unit_id", "first", "last", "at")
"""The parameters that a frame gives to a definition."""


def member_rows(indicator: Indicator, *, national: bool) -> Any:
    """The list of an indicator: key, and amount where it is summed; each key once unless each row counts."""
    rows = indicator.rows(Place(national))
    return rows.distinct() if indicator.repeats else rows


def _number(indicator: Indicator, *, national: bool) -> Select[Any]:
    rows = indicator.rows(Place(national))
    key = rows.selected_columns[0]
    if indicator.summed:
        number: Any = func.coalesce(func.sum(rows.selected_columns[1]), literal_column("0"))
    elif indicator.repeats:
        number = func.count(key.distinct())
    else:
        number = func.count()
    return rows.with_only_columns(number, maintain_column_froms=True)


class _Plan:
    """Several definitions compiled once for a database, and asked so that all answers are of one instant.

    On PostgreSQL each statement sees its own instant, so they are asked as one. On SQLite a transaction sees one
    instant whatever it asks, and small statements cost less than a large one.
    """

    def __init__(self, indicators: tuple[Indicator, ...], national: bool, dialect: Dialect) -> None:
        numbers = [_number(each, national=national) for each in indicators]
        self._as_text = dialect.name == "sqlite"
        # Parameters by name on every driver: four values, however often a definition asks for them.
        named = cast(Callable[..., Dialect], type(dialect))(paramstyle="named" if self._as_text else "pyformat")
        asked = numbers if self._as_text else [select(*(number.scalar_subquery() for number in numbers))]
        compiled = [each.compile(dialect=named, compile_kwargs={"render_postcompile": True}) for each in asked]
        self._statements = tuple((str(each), _apart_from_the_frame(each.params)) for each in compiled)

    def numbers(self, connection: Connection, frame: Frame) -> tuple[int, ...]:
        given: dict[str, Any] = parameters(frame)
        if self._as_text:
            given = {name: str(value) if isinstance(value, date) else value for name, value in given.items()}
        cursor = connection.connection.cursor()
        found: list[Any] = []
        try:
            for statement, fixed in self._statements:
                cursor.execute(statement, given | fixed)
                found += cursor.fetchone() or ()
        finally:
            cursor.close()
        return tuple(map(int, found))


@lru_cache(maxsize=256)
def _plan(indicators: tuple[Indicator, ...], national: bool, dialect: Dialect) -> _Plan:
    return _Plan(indicators, national, dialect)


def _apart_from_the_frame(given: Mapping[str, Any]) -> dict[str, Any]:
    """What a definition fixes itself; names may mean another value in another statement."""
    return {name: value for name, value in given.items() if name not in FRAME}


def parameters(frame: Frame) -> dict[str, Any]:
    """The frame as values of a definition's parameters."""
    return {name: getattr(frame, name) for name in FRAME}


def counts(session: Session, indicators: tuple[Indicator, ...], frame: Frame) -> tuple[int, ...]:
    """The numbers of one column, exact, each in its indicator's own unit of measure, all of one instant."""
    if frame.empty:
        return (0,) * len(indicators)
    connection = session.connection()
    return _plan(indicators, frame.unit_id is None, connection.dialect).numbers(connection, frame)


def count(session: Session, indicator: Indicator, frame: Frame) -> int:
    """The number of one cell."""
    return counts(session, (indicator,), frame)[0]


def members(session: Session, indicator: Indicator, frame: Frame) -> Iterator[tuple[int, int]]:
    """The keys behind one cell with what each adds to the number (1 where rows are counted)."""
    if frame.empty:
        return
    statement = member_rows(indicator, national=frame.unit_id is None)
    for row in session.execute(statement, parameters(frame)):
        yield row[0], int(row[1] or 0) if indicator.summed else 1
