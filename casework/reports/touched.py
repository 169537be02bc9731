"""Which records a number reckons with (hồ sơ mà số liệu dựa vào): those it counts, and those by which it counts them.

A person counted for an episode is counted by that episode: what is wrong with it touches the number.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Select
from sqlalchemy.orm import InstrumentedAttribute, Session
from sqlalchemy.sql.util import find_tables

from casework.indicators.indicator import Frame, Indicator, Place
from casework.indicators.measure import is_empty, parameters
from casework.reports.listings import LISTINGS

_IN_ONE_QUESTION = 500


def touches(indicator: Indicator, key: InstrumentedAttribute[int]) -> bool:
    """Whether records of this table can be among those that a number reckons with.

    :param key: the id of the table's records
    """
    return _known_by(indicator, key, national=True) is not None


def reckoned_with(
    session: Session, indicator: Indicator, frame: Frame, key: InstrumentedAttribute[int], ids: Iterable[int]
) -> set[int]:
    """Which of some records of a table a cell reckons with, without reading the others."""
    known = _known_by(indicator, key, national=frame.unit_id is None)
    if known is None or is_empty(indicator, frame):
        return set()
    query, column = known
    found: set[int] = set()
    rest = iter(ids)
    while some := list(islice(rest, _IN_ONE_QUESTION)):
        found |= {int(row[0]) for row in session.execute(query.where(column.in_(some)), parameters(frame))}
    return found


def all_reckoned_with(
    session: Session, indicator: Indicator, frame: Frame, key: InstrumentedAttribute[int]
) -> set[int]:
    """All records of a table that a cell reckons with; only of a place that counts few."""
    known = _known_by(indicator, key, national=frame.unit_id is None)
    if known is None or is_empty(indicator, frame):
        return set()
    return {int(row[0]) for row in session.execute(known[0], parameters(frame))}


@cache
def _known_by(
    indicator: Indicator, key: InstrumentedAttribute[int], *, national: bool
) -> tuple[Select[Any], ColumnElement[int]] | None:
    """The records of a definition, and the column that says which they are; none where it has no such records.

    Asked of every row for every kind of record, and the same for every report: worked out once.
    """
    rows: Any = indicator.rows(Place(national))
    if not isinstance(rows, Select):
        return None
    tables = [table for each in rows.get_final_froms() for table in find_tables(each, include_aliases=True)]
    if key.class_.__table__ in tables:
        column: Any = key
    elif LISTINGS[indicator.counted].key.class_ is key.class_:
        column = rows.selected_columns[0]
    else:
        return None
    return rows.with_only_columns(column, maintain_column_froms=True).order_by(None).distinct(), column
