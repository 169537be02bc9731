"""From a definition to its number and its list: the same rows, counted or shown."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, func
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.orm import Session
from sqlalchemy.sql.compiler import SQLCompiler

from casework.indicators.indicator import Frame, Indicator, Place


def member_rows(indicator: Indicator, *, national: bool) -> Any:
    """The list of an indicator: key, and amount where it is summed; each key once unless each row counts."""
    rows = indicator.rows(Place(national))
    return rows.distinct() if indicator.repeats else rows


def _number(indicator: Indicator, *, national: bool) -> Select[Any]:
    rows = indicator.rows(Place(national))
    key = rows.selected_columns[0]
    if indicator.summed:
        number: Any = func.coalesce(func.sum(rows.selected_columns[1]), 0)
    elif indicator.repeats:
        number = func.count(key.distinct())
    else:
        number = func.count()
    return rows.with_only_columns(number, maintain_column_froms=True)


class _Plan:
    """A definition compiled once for a database: asking it again costs what the database costs."""

    def __init__(self, statement: Select[Any], dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect, compile_kwargs={"render_postcompile": True})
        assert isinstance(compiled, SQLCompiler)
        self._sql = str(compiled)
        self._fixed = dict(compiled.params)
        self._order = compiled.positiontup if compiled.positional else None
        self._as_text = dialect.name == "sqlite"

    def number(self, connection: Connection, frame: Frame) -> int:
        values = {**self._fixed, "unit_id": frame.unit_id}
        for name, day in (("first", frame.first), ("last", frame.last), ("at", frame.at)):
            values[name] = day.isoformat() if self._as_text else day
        given: Any = tuple(values[name] for name in self._order) if self._order is not None else values
        return int(connection.exec_driver_sql(self._sql, given).scalar_one())


@lru_cache(maxsize=1024)
def _plan(indicator: Indicator, national: bool, dialect: Dialect) -> _Plan:
    return _Plan(_number(indicator, national=national), dialect)


def parameters(frame: Frame) -> dict[str, Any]:
    """The frame as values of a definition's parameters."""
    return {"unit_id": frame.unit_id, "first": frame.first, "last": frame.last, "at": frame.at}


def count(session: Session, indicator: Indicator, frame: Frame) -> int:
    """The number of one cell: exact, in the indicator's own unit of measure."""
    if frame.empty:
        return 0
    connection = session.connection()
    return _plan(indicator, frame.unit_id is None, connection.dialect).number(connection, frame)


def members(session: Session, indicator: Indicator, frame: Frame) -> Iterator[tuple[int, int]]:
    """The keys behind one cell with what each adds to the number (1 where rows are counted)."""
    if frame.empty:
        return
    statement = member_rows(indicator, national=frame.unit_id is None)
    for row in session.execute(statement, parameters(frame)):
        yield row[0], int(row[1] or 0) if indicator.summed else 1
