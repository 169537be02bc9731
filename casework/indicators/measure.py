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
    instant whatever it asks, and small statements cost less than a large one.
    """

    def __init__(self, indicators: tuple[Indicator, ...], national: bool, dialect: Dialect) -> None:
        self._apart = dialect.name == "sqlite"
        self._figures = tuple(map(_is_one_figure, indicators))
        self._readers = tuple(int if _is_one_figure(each) else partial(_as_number, each) for each in indicators)
        questions: list[Select[Any]] = [
            (_figure if _is_one_figure(each) else _figures)(each, national=national) for each in indicators
        ]
        if not self._apart:
            questions = [select(*map(_as_scalar, indicators, questions))]
        self._questions = tuple(Compiled(each, dialect) for each in questions)

    def numbers(self, connection: Connection, frame: Frame) -> tuple[Number, ...]:
        given = self._questions[0].said(parameters(frame))
        cursor = connection.connection.cursor()
        try:
            answers = self._one_by_one(cursor, given) if self._apart else self._together(cursor, given)
        finally:
            cursor.close()
        return tuple([reader(answer) for reader, answer in zip(self._readers, answers, strict=True)])

    def _one_by_one(self, cursor: Any, given: dict[str, Any]) -> list[Any]:
        answers = []
        for alone, question in zip(self._figures, self._questions, strict=True):
            question.ask(cursor, given)
            answers.append(cursor.fetchone()[0] if alone else cursor.fetchall())
        return answers

    def _together(self, cursor: Any, given: dict[str, Any]) -> list[Any]:
        (question,) = self._questions
        question.ask(cursor, given)
        # One row: a figure as it is, a table as a list of lists, or nothing where it has no row.
        row = cursor.fetchone()
        return [answer if alone else answer or [] for alone, answer in zip(self._figures, row, strict=True)]


def _as_scalar(indicator: Indicator, question: Select[Any]) -> Any:
    if _is_one_figure(indicator):
        return question.scalar_subquery()
    table = question.subquery()
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
