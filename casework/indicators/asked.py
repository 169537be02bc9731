"""How a definition is put to the database (cách hỏi số liệu): the same rows, found by the shortest way.

A definition speaks of the case and its certificate. What the custody of a case repeats of them is read there: a unit
then finds its own cases in one index, instead of looking at every case that it ever had.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from sqlalchemy import BinaryExpression, BindParameter, Column, ColumnElement, Join, Select, bindparam, select
from sqlalchemy.sql import operators
from sqlalchemy.sql.elements import BooleanClauseList
from sqlalchemy.sql.visitors import iterate, replacement_traverse

from casework.indicators.indicator import Indicator, Place
from casework.records.aftercare import Aftercare, AftercareCustody
from casework.records.episode import Certificate, Episode, EpisodeCustody

_EPISODE: Any = Episode.__table__
_AFTERCARE: Any = Aftercare.__table__
_CERTIFICATE: Any = Certificate.__table__
_COPIED: dict[Any, tuple[str, ...]] = {_EPISODE: EpisodeCustody.COPIED, _AFTERCARE: AftercareCustody.COPIED}
"""What a custody repeats of its case, by the table of the case."""


@lru_cache(maxsize=512)
def asked(indicator: Indicator, place: Place) -> Select[Any]:
    """The rows of a definition, as they are asked for."""
    rows: Select[Any] = indicator.rows(place)
    if not any(isinstance(each, Join) for each in rows.get_final_froms()):
        rows = _case_by_its_custody(_certificate_by_its_episode(rows), place)
    return _one_as_equal(rows)


def _one_as_equal(rows: Select[Any]) -> Select[Any]:
    """“One of” a single value becomes “equal to” it: SQLite knows an index of some values only by their equality."""
    equal = {
        id(each): each.left == _literal(*values) for each in apart(rows.whereclause) if len(values := only(each)) == 1
    }

    def replaced(each: Any, **_options: Any) -> Any:
        return equal.get(id(each))

    traverse: Any = replacement_traverse
    found: Select[Any] = traverse(rows, {}, replaced) if equal else rows
    return found


def _literal(value: Any) -> BindParameter[Any]:
    return bindparam(None, value, literal_execute=True, unique=True)


def only(criterion: Any) -> tuple[Any, ...]:
    """The values that a criterion leaves to a column."""
    if not isinstance(criterion, BinaryExpression) or not isinstance(criterion.left, Column):
        return ()
    right = criterion.right
    if not isinstance(right, BindParameter) or not right.literal_execute:
        return ()
    if criterion.operator is operators.in_op:
        return tuple(right.value or ())
    return (right.value,) if criterion.operator is operators.eq else ()


def _certificate_by_its_episode(rows: Select[Any]) -> Select[Any]:
    columns, criteria = list(rows.selected_columns), list(apart(rows.whereclause))
    link = next((each for each in criteria if _links(each, _CERTIFICATE, (_EPISODE,))), None)
    rest = [each for each in criteria if each is not link]
    if link is None or _asked_of(_CERTIFICATE, *columns, *rest) != {"issued_on"}:
        return rows
    day = {"issued_on": _EPISODE.c.certified_on}
    return select(*(instead(each, _CERTIFICATE, day) for each in columns)).where(
        *(instead(each, _CERTIFICATE, day) for each in rest)
    )


def _case_by_its_custody(rows: Select[Any], place: Place) -> Select[Any]:
    columns, criteria = list(rows.selected_columns), list(apart(rows.whereclause))
    held = next((each.left.table for each in criteria if is_in_reach(each, place)), None)
    link = next((each for each in criteria if _links(each, held, tuple(_COPIED))), None)
    if link is None:
        return rows
    key, case = link.left, link.right.table
    copied = {name: key.table.c[name] for name in _COPIED[case]}
    columns = [instead(each, case, copied) for each in columns]
    criteria = [instead(each, case, copied) for each in criteria if each is not link]
    if not _asked_of(case, *columns, *criteria) <= {"id"}:
        return select(*columns).where(link, *criteria)
    # Nothing more is asked of the case itself: it need not be looked at.
    columns = [instead(each, case, {"id": key}) for each in columns]
    return select(*columns).where(*(instead(each, case, {"id": key}) for each in criteria))


def apart(criterion: ColumnElement[bool] | None) -> Iterator[Any]:
    """The criteria that all hold."""
    if isinstance(criterion, BooleanClauseList) and criterion.operator is operators.and_:
        for each in criterion.clauses:
            yield from apart(each)
    elif criterion is not None:
        yield criterion


def is_in_reach(criterion: Any, place: Place) -> bool:
    """The column lies in a unit that the place reaches."""
    if place.national or not isinstance(criterion, BinaryExpression) or criterion.operator is not operators.in_op:
        return False
    return isinstance(criterion.left, Column) and str(criterion) == str(criterion.left.in_(place.reached))


def _links(criterion: Any, table: Any, others: tuple[Any, ...]) -> bool:
    """The criterion says which row of others a row of a table is of."""
    return (
        isinstance(criterion, BinaryExpression)
        and criterion.operator is operators.eq
        and getattr(criterion.left, "table", None) is table
        and getattr(criterion.right, "table", None) in others
    )


def _asked_of(table: Any, *elements: Any) -> set[str]:
    """The columns of a table of which something speaks."""
    spoken = (each for element in elements for each in iterate(element))
    return {each.name for each in spoken if isinstance(each, Column) and each.table is table}


def instead(element: Any, table: Any, others: Mapping[str, Any]) -> Any:
    """The same with other columns in the place of some of a table."""

    def replaced(each: Any, **_options: Any) -> Any:
        if isinstance(each, Column) and each.table is table:
            return others.get(each.name)
        return None

    traverse: Any = replacement_traverse
    return traverse(element, {}, replaced)
