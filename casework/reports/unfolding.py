"""Saying a question in other words (viết lại câu hỏi): the same rows, so that the first of them come at once.

A list of keys that a criterion looks into is made whole before the first row is read. Its records are asked beside the
others instead, or of each row whether it has one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import (
    BinaryExpression,
    Case,
    CompoundSelect,
    Exists,
    Join,
    Select,
    SelectBase,
    Subquery,
    UnaryExpression,
    and_,
    literal_column,
    or_,
    select,
)
from sqlalchemy.sql import operators
from sqlalchemy.sql.elements import BooleanClauseList
from sqlalchemy.sql.schema import Column
from sqlalchemy.sql.visitors import iterate, replacement_traverse

from casework.indicators.asked import apart, instead


def opened(rows: Select[Any]) -> Select[Any]:
    """“Its key is one of those of such records” becomes “it belongs to such a record”: a key is of one record."""
    for each in apart(rows.whereclause):
        listed = _listed(each)
        if isinstance(listed, Select) and each.operator is operators.in_op:
            (key,) = listed.selected_columns
            if isinstance(key, Column) and key.primary_key and len(key.table.primary_key) == 1:
                rows = other(rows, each, and_(key == each.left, *apart(listed.whereclause)))
    return rows


def in_parts(rows: Select[Any]) -> list[tuple[Select[Any], Any]]:
    """The rows whose key is in one list or another, list by list, with the table of the list's own records.

    A row can come up in several. Rows of one kind are one part, without such a table.
    """
    for each in apart(rows.whereclause):
        listed = _listed(each)
        if isinstance(listed, CompoundSelect) and each.operator is operators.in_op:
            return [_beside(rows, each, part) for part in listed.selects if isinstance(part, Select)]
    return [(rows, None)]


def in_kinds(rows: Select[Any]) -> list[Select[Any]]:
    """The rows of a definition over several kinds of records as one, kind by kind; others are of one kind."""
    together = rows.selected_columns[0].table
    if not isinstance(together, Subquery) or not isinstance(together.element, CompoundSelect):
        return [rows]
    names = [each.name for each in together.c]
    return [_of_kind(rows, together, names, kind) for kind in together.element.selects if isinstance(kind, Select)]


def _of_kind(rows: Select[Any], together: Subquery, names: list[str], kind: Select[Any]) -> Select[Any]:
    its = {name: getattr(each, "element", each) for name, each in zip(names, kind.selected_columns, strict=True)}
    said = [instead(each, together, its) for each in (*rows.selected_columns, *apart(rows.whereclause))]
    width = len(rows.selected_columns)
    return select(*said[:width]).where(*apart(kind.whereclause), *said[width:])


def row_by_row(rows: Any) -> Any:
    """“There is one”, where it is one of several reasons or a column, asked for each row alone.

    PostgreSQL would make a list of all of them before the first row.
    """

    def alone(element: Any, **_options: Any) -> Any:
        if not isinstance(element, Exists):
            return None
        asked_of = getattr(element.element, "element", element.element)
        return asked_of.limit(1).scalar_subquery().is_not(None)

    def several(element: Any, **_options: Any) -> Any:
        is_or = isinstance(element, BooleanClauseList) and element.operator is operators.or_
        return traverse(element, {}, alone) if is_or or isinstance(element, Case) else None

    traverse: Any = replacement_traverse
    return traverse(rows, {}, several)


def _beside(rows: Select[Any], criterion: Any, listed: Select[Any]) -> tuple[Select[Any], Any]:
    (sought,) = listed.selected_columns
    joined = (each for each in listed.get_final_froms() if isinstance(each, Join))
    found = other(rows, criterion, and_(sought == criterion.left, *apart(listed.whereclause))).select_from(*joined)
    return found, sought.table


def whether(rows: Select[Any]) -> Select[Any]:
    """“Its key is one of these” becomes “there is one of these with its key”."""

    def asked_alone(element: Any, **_options: Any) -> Any:
        listed = _listed(element)
        if listed is None:
            return None
        parts: Iterable[Any] = listed.selects if isinstance(listed, CompoundSelect) else (listed,)
        there = or_(*(_there(each, element.left) for each in parts))
        return ~there if element.operator is operators.not_in_op else there

    whole: Any = rows
    found: Select[Any] = replacement_traverse(whole, {}, asked_alone)
    return found


def reckoned_last(rows: Select[Any], order: list[Any], many: Any) -> Select[Any]:
    """The first rows in an order; what else is reckoned of each is reckoned of these alone.

    :param many: how many
    """
    key, *others = rows.selected_columns
    if not any(isinstance(each, SelectBase) for column in others for each in iterate(column)):
        return rows.order_by(*order).limit(many)
    tables = set(rows.get_final_froms())
    needed = list(dict.fromkeys(each for column in others for each in columns_in(column) if each.table in tables))
    found = [key, *needed, *(getattr(each, "element", each) for each in order)]
    named = (each.label(f"c{place}") for place, each in enumerate(found))
    first = rows.with_only_columns(*named, maintain_column_froms=True).order_by(*order).limit(many).subquery("first")
    columns = list(first.c)
    same = dict(zip(((each.table, each.name) for each in needed), columns[1:], strict=False))

    def replaced(each: Any, **_options: Any) -> Any:
        return same.get((each.table, each.name)) if isinstance(each, Column) else None

    traverse: Any = replacement_traverse
    reckoned = (traverse(each, {}, replaced) for each in others)
    again = (
        UnaryExpression(column, modifier=each.modifier) if isinstance(each, UnaryExpression) else column
        for each, column in zip(order, columns[1 + len(needed) :], strict=True)
    )
    return select(columns[0], *reckoned).order_by(*again)


def columns_in(element: Any) -> Iterator[Column[Any]]:
    """The columns of which something speaks."""
    return (each for each in iterate(element) if isinstance(each, Column))


def other(rows: Select[Any], criterion: Any, instead: Any) -> Select[Any]:
    """The same with another criterion in the place of one."""

    def replaced(element: Any, **_options: Any) -> Any:
        return instead if element is criterion else None

    whole: Any = rows
    found: Select[Any] = replacement_traverse(whole, {}, replaced)
    return found


def _listed(criterion: Any) -> Any:
    """The question whose answers a criterion looks into."""
    if not isinstance(criterion, BinaryExpression) or criterion.operator not in (operators.in_op, operators.not_in_op):
        return None
    listed = getattr(criterion.right, "element", None)
    return listed if isinstance(listed, Select | CompoundSelect) else None


def _there(listed: Select[Any], key: Any) -> Any:
    (sought,) = listed.selected_columns
    return (
        select(literal_column("1"))
        .select_from(*listed.get_final_froms())
        .where(*apart(listed.whereclause), sought == key)
        .exists()
    )
