"""From a definition to its number and its list: the same rows, counted or shown."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache, partial
from typing import Any

from sqlalchemy import Select, func, literal_column, select
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.orm import Session

from casework.indicators.asked import asked
from casework.indicators.compiled import Compiled
from casework.indicators.indicator import NO_DAYS, Frame, Indicator, Measure, Place
from casework.indicators.values import Number, Ratio, Value, median

_TOGETHER = 8
"""So many figures are asked in one statement on SQLite."""
FRAME = ("unit_id", "first", "last", "at", "eve", "closing")
"""The parameters that a frame gives to a definition."""


def member_rows(indicator: Indicator, *, national: bool) -> Any:
    """The list of an indicator: key, amount, cohort and details as it has them; each key once where keys repeat."""
    rows = asked(indicator, Place(national))
    return rows.distinct() if indicator.repeats else rows


def _is_one_figure(indicator: Indicator) -> bool:
    return indicator.measure in (Measure.COUNT, Measure.SUM) and not indicator.cohorts


def _figure(indicator: Indicator, *, national: bool) -> Select[Any]:
    """One row, one column: a count or a sum."""
    rows = asked(indicator, Place(national))
    key = rows.selected_columns[0]
    if indicator.summed:
        number: Any = func.coalesce(func.sum(rows.selected_columns[1]), literal_column("0"))
    elif indicator.repeats:
        number = func.count(key.distinct())
    else:
        number = func.count()
    return rows.with_only_columns(number, maintain_column_froms=True)


def _figures(indicator: Indicator, *, national: bool) -> Select[Any]:
    """A small table: cohort (where there are), amount (of a median), how many rows, sum of amounts (of the others)."""
    rows = member_rows(indicator, national=national).subquery()
    columns = list(rows.c)
    groups = [columns[1 + indicator.has_amounts]] if indicator.cohorts else []
    if indicator.measure is Measure.MEDIAN:
        groups.append(columns[1])
    figures: list[Any] = [func.count()]
    if indicator.measure in (Measure.RATIO, Measure.SUM):
        figures.append(func.coalesce(func.sum(columns[1]), literal_column("0")))
    return select(*groups, *figures).select_from(rows).group_by(*groups)


def _as_value(indicator: Indicator, table: list[tuple[Any, ...]]) -> Value:
    if indicator.measure is Measure.MEDIAN:
        return median((int(amount), int(often)) for amount, often in table)
    # Without a group there is one row; a cohort that nobody belongs to has none.
    rows, total = (int(table[0][0]), int(table[0][-1])) if table else (0, 0)
    return Ratio(total, rows) if indicator.measure is Measure.RATIO else total


def _as_number(indicator: Indicator, table: list[tuple[Any, ...]]) -> Number:
    if not indicator.cohorts:
        return _as_value(indicator, table)
    return tuple(
        _as_value(indicator, [tuple(row[1:]) for row in table if row[0] == cohort]) for cohort in indicator.cohorts
    )


class _Plan:
    """Several definitions compiled once for a database, and asked so that all answers are of one instant.

    On PostgreSQL each statement sees its own instant, so they are asked as one. On SQLite a transaction sees one
    instant whatever it asks: a few together cost less than each alone, and less than all in one large statement.
    """

    def __init__(self, indicators: tuple[Indicator, ...], national: bool, dialect: Dialect) -> None:
        self._readers = tuple(int if _is_one_figure(each) else partial(_as_number, each) for each in indicators)
        apart = dialect.name == "sqlite"
        size = _TOGETHER if apart else len(indicators)
        tables = [place for place, each in enumerate(indicators) if apart and not _is_one_figure(each)]
        others = [place for place in range(len(indicators)) if place not in tables]
        self._questions = []
        for start in range(0, len(others), size):
            places = others[start : start + size]
            scalars = (_as_scalar(indicators[place], national=national) for place in places)
            self._questions.append((places, Compiled(select(*scalars), dialect)))
        self._tables = [(place, Compiled(_figures(indicators[place], national=national), dialect)) for place in tables]

    def numbers(self, connection: Connection, frame: Frame) -> tuple[Number, ...]:
        cursor = connection.connection.cursor()
        try:
            answers = self._answers(cursor, frame)
        finally:
            cursor.close()
        return tuple([reader(answer) for reader, answer in zip(self._readers, answers, strict=True)])

    def _answers(self, cursor: Any, frame: Frame) -> list[Any]:
        """Of each definition a figure as it is, or a table as a list of rows, or nothing where it has no row."""
        answers: list[Any] = [None] * len(self._readers)
        given: dict[str, Any] | None = None
        for places, question in self._questions:
            given = given or question.said(parameters(frame))
            question.ask(cursor, given)
            for place, answer in zip(places, cursor.fetchone(), strict=True):
                answers[place] = [] if answer is None else answer
        for place, question in self._tables:
            given = given or question.said(parameters(frame))
            question.ask(cursor, given)
            answers[place] = cursor.fetchall()
        return answers


def _as_scalar(indicator: Indicator, *, national: bool) -> Any:
    if _is_one_figure(indicator):
        return _figure(indicator, national=national).scalar_subquery()
    table = _figures(indicator, national=national).subquery()
    return select(func.json_agg(func.json_build_array(*table.c))).scalar_subquery()


@lru_cache(maxsize=256)
def _plan(indicators: tuple[Indicator, ...], national: bool, dialect: Dialect) -> _Plan:
    return _Plan(indicators, national, dialect)


def parameters(frame: Frame) -> dict[str, Any]:
    """The frame as values of a definition's parameters."""
    return {name: getattr(frame, name) for name in FRAME}


def counts(session: Session, indicators: tuple[Indicator, ...], frame: Frame) -> tuple[Number, ...]:
    """The numbers of one column, exact, each in its indicator's own unit of measure, all of one instant."""
    there = tuple(each for each in indicators if each.outlives_tree) if frame.empty else indicators
    if not there:
        return tuple(map(_nothing, indicators))
    connection = session.connection()
    found = _plan(there, frame.unit_id is None, connection.dialect).numbers(connection, frame)
    if len(there) == len(indicators):
        return found
    answered = iter(found)
    return tuple(next(answered) if each.outlives_tree else _nothing(each) for each in indicators)


def _nothing(indicator: Indicator) -> Number:
    """The number of an empty list."""
    return 0 if _is_one_figure(indicator) else _as_number(indicator, [])


def count(session: Session, indicator: Indicator, frame: Frame) -> Number:
    """The number of one cell."""
    return counts(session, (indicator,), frame)[0]


def members(session: Session, indicator: Indicator, frame: Frame) -> Iterator[tuple[int, int]]:
    """The keys behind one cell with what each adds to the number (1 where rows are counted)."""
    if is_empty(indicator, frame):
        return
    statement = member_rows(indicator, national=frame.unit_id is None)
    for row in session.execute(statement, parameters(frame)):
        yield row[0], int(row[1] or 0) if indicator.has_amounts else 1


def is_empty(indicator: Indicator, frame: Frame) -> bool:
    """Nothing can be behind the cell: it has no number, or the unit's tree had ended before the window began."""
    return frame is NO_DAYS or (frame.empty and not indicator.outlives_tree)
