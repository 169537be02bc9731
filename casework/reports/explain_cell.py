"""Why somebody is counted in a cell, or the first rule that keeps them out (vì sao được tính, vì sao không).

The rules are the criteria of the definition's own statement, tried one after another for one record. So they cannot
say anything else than the number does; whether the record is a member is always asked of the list itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import BindParameter, Column, ColumnElement, Select, func, literal_column, or_, select
from sqlalchemy.orm import Session
from sqlalchemy.sql import operators
from sqlalchemy.sql.elements import BinaryExpression, BooleanClauseList, Case, Grouping
from sqlalchemy.sql.util import find_tables
from sqlalchemy.sql.visitors import iterate

from casework.access.scope import Scope
from casework.i18n import format_date
from casework.indicators.indicator import NO_DAYS, Frame, Indicator, Measure, Place
from casework.indicators.measure import is_empty, parameters
from casework.records.unit import Unit
from casework.reports.drill import visible_to
from casework.reports.explain_terms import TABLES
from casework.reports.explain_words import columns_in, field_words, told, value_words
from casework.reports.listings import HOME, LISTINGS


@dataclass(frozen=True)
class Rule:
    """One rule of a definition for one record: whether it is met, and what the record says where it is not."""

    text: str
    met: bool
    found: str = ""


@dataclass(frozen=True)
class Explanation:
    """One record and one cell."""

    ref: str
    counted: bool
    rules: tuple[Rule, ...] = ()
    in_part: bool | None = None
    """Of a ratio that counts it in its whole: whether it is in the part too (tử số)."""
    part_rules: tuple[Rule, ...] = ()
    """Of a ratio that counts it in its whole: the rules of the part, up to the first that keeps it out."""

    @property
    def broken(self) -> Rule | None:
        """The first rule that keeps it out: of the number, or of the part of a ratio that counts it in its whole."""
        return next((rule for rule in (*self.rules, *self.part_rules) if not rule.met), None)


def keys_named(session: Session, indicator: Indicator, scope: Scope, ref: str) -> list[tuple[int, str]]:
    """The records of the counted kind that bear the ref or belong to the person who bears it, within the scope."""
    listing = LISTINGS[indicator.counted]
    refs = [column for name, column in listing.columns if name.endswith(("_ref", "unit_code"))]
    query: Any = select(listing.key, listing.columns[0][1]).select_from(listing.key.class_)
    for other, on in listing.joins:
        query = query.join(other, on)
    query = query.join(HOME, HOME.id == listing.unit).where(*visible_to(indicator, scope))
    found = session.execute(query.where(or_(*(column == ref for column in refs))).order_by(*listing.order).limit(20))
    return [(int(key), str(name)) for key, name in found]


def _parts(session: Session, indicator: Indicator, frame: Frame, key: int) -> list[Any]:
    """The rows of the list that are this record: of a ratio whether each is in its part, of others 1."""
    if is_empty(indicator, frame):
        return []
    rows = indicator.rows(Place(frame.unit_id is None))
    part = rows.selected_columns[1] if indicator.measure is Measure.RATIO else literal_column("1")
    query: Select[Any] = select(part).select_from(*rows.get_final_froms()).where(rows.selected_columns[0] == key)
    query = query.where(*map(_by_itself, _flat(rows.whereclause)))
    return list(session.scalars(query.limit(1), parameters(frame)))


def explain(session: Session, indicator: Indicator, frame: Frame, key: int, ref: str) -> Explanation:
    """Why a record is in the list of a cell, or the first rule that keeps it out."""
    parts = _parts(session, indicator, frame, key)
    counted = bool(parts)
    nothing = _nothing_there(indicator, frame)
    if nothing:
        return Explanation(ref, counted, (Rule(nothing, met=False),))
    rows = indicator.rows(Place(frame.unit_id is None))
    tried = tuple(_tried(session, rows, frame, key)) if isinstance(rows, Select) else ()
    if not counted or indicator.measure is not Measure.RATIO:
        return Explanation(ref, counted, tried)
    return Explanation(ref, counted, tried, bool(parts[0]), tuple(_of_part(session, rows, frame, key)))


def _of_part(session: Session, rows: Select[Any], frame: Frame, key: int) -> Iterator[Rule]:
    """The rules of a ratio's part, which its definition says as 1 where they hold, else 0."""
    part = rows.selected_columns[1]
    if not isinstance(part, Case):
        return
    ((holds, _one),) = part.whens
    base: Select[Any] = select(literal_column("1")).select_from(*rows.get_final_froms())
    base = base.where(rows.selected_columns[0] == key, *map(_by_itself, _flat(rows.whereclause)))
    yield from _one_by_one(session, base, list(_flat(holds)), rows, parameters(frame))


def _nothing_there(indicator: Indicator, frame: Frame) -> str:
    """Which rule keeps everybody out of a cell, where one does."""
    if frame is NO_DAYS:
        return "dòng này có số trong kỳ"
    if is_empty(indicator, frame):
        return f"đơn vị báo cáo còn tồn tại trong kỳ; đơn vị này chỉ đếm đến hết ngày {format_date(frame.last)}"
    if frame.at == date.min and _asks_at_end(indicator):
        day = format_date(frame.closing)
        return f"đơn vị báo cáo còn tồn tại vào ngày cuối kỳ ({day}); đơn vị đã chấm dứt thì không có số cuối kỳ"
    return ""


def _asks_at_end(indicator: Indicator) -> bool:
    """A record must be there on the last day; registers only say in a column whether it was."""
    whole = indicator.rows(Place(False)).whereclause
    return whole is not None and any(isinstance(each, BindParameter) and each.key == "at" for each in iterate(whole))


def _by_itself(criterion: Any) -> Any:
    """The units of a place looked up for one record at a time.

    SQLite up to 3.40 may skip the end of a range that follows such a list in an index (its seek-scan), and would then
    find a record that the criteria do not meet; the index is not needed for one record.
    """
    if not isinstance(criterion, BinaryExpression) or criterion.operator is not operators.in_op:
        return criterion
    if not isinstance(criterion.left, Column) or criterion.left.name != "unit_id":
        return criterion
    return (criterion.left + literal_column("0")).in_(criterion.right.element)


def _tried(session: Session, rows: Select[Any], frame: Frame, key: int) -> Iterator[Rule]:
    given = parameters(frame)
    whose = rows.selected_columns[0] == key
    froms = rows.get_final_froms()
    base: Select[Any] = select(literal_column("1")).select_from(*froms).where(whose)
    criteria = list(_flat(rows.whereclause))
    links = [each for each in criteria if _ties(each)]
    base = base.where(*links)
    if not _any(session, base, given):
        names = [table.name for table in _tables(rows)]
        if {"evaluation", "determination"} <= set(names):
            names = ["relapse"]
        moved = sum(name.endswith("_custody") for name in names) > 1
        nouns = dict.fromkeys(TABLES[name] for name in names if name in TABLES and not name.endswith("_custody"))
        yield Rule("hồ sơ có lần chuyển đơn vị quản lý" if moved else "có " + ", ".join(nouns), met=False)
        return
    yield from _one_by_one(session, base, [each for each in criteria if not _ties(each)], rows, given)


def _one_by_one(
    session: Session, base: Select[Any], criteria: list[Any], rows: Select[Any], given: dict[str, Any]
) -> Iterator[Rule]:
    """Each criterion beside those before it, up to the first that is not met."""
    held: list[ColumnElement[bool]] = []
    for criterion in criteria:
        asked = _by_itself(criterion)
        if not _any(session, base.where(*held, asked), given):
            yield Rule(
                told(criterion, given), met=False, found=_found(session, base.where(*held), rows, criterion, given)
            )
            return
        yield Rule(told(criterion, given), met=True)
        held.append(asked)


def _any(session: Session, query: Select[Any], given: dict[str, Any]) -> bool:
    return session.execute(query.limit(1), given).first() is not None


def _flat(criterion: Any) -> Iterator[Any]:
    if criterion is None:
        return
    if isinstance(criterion, Grouping):
        yield from _flat(criterion.element)
    elif isinstance(criterion, BooleanClauseList) and criterion.operator is operators.and_:
        for each in criterion.clauses:
            yield from _flat(each)
    else:
        yield criterion


def _ties(criterion: Any) -> bool:
    """Whether a criterion only says how two tables belong together."""
    if not isinstance(criterion, BinaryExpression) or criterion.operator is not operators.eq:
        return False
    tables = [getattr(side, "table", None) for side in (criterion.left, criterion.right)]
    return None not in tables and tables[0] is not tables[1]


def _tables(rows: Select[Any]) -> list[Any]:
    found: list[Any] = []
    for each in rows.get_final_froms():
        found += find_tables(each, include_aliases=True)
    return [getattr(table, "element", table) for table in found if hasattr(getattr(table, "element", table), "name")]


def _found(session: Session, query: Select[Any], rows: Select[Any], criterion: Any, given: dict[str, Any]) -> str:
    """What the record says of the columns that the rule looks at."""
    known = {
        getattr(table, "name", "")
        for each in rows.get_final_froms()
        for table in find_tables(each, include_aliases=True)
    }
    columns = [
        each
        for each in columns_in(criterion)
        if each.table.name in known and each.name != "id" and (each.name == "unit_id" or not each.name.endswith("_id"))
    ]
    if not columns:
        return ""
    row = session.execute(query.with_only_columns(*columns).limit(1), given).first()
    if row is None:
        return ""
    said = [f"{field_words(each)}: {_value(session, each, value)}" for each, value in zip(columns, row, strict=True)]
    return "; ".join(said)


def _value(session: Session, column: Any, value: Any) -> str:
    if column.name == "unit_id" and value is not None:
        unit = session.get(Unit, value)
        return unit.name if unit else str(value)
    return value_words(column, value)


def latest_recordings(session: Session, indicator: Indicator, frame: Frame, keys: list[int]) -> dict[int, datetime]:
    """When the newest record behind each member was typed in (ngày ghi nhận), for telling late entries."""
    rows: Any = indicator.rows(Place(frame.unit_id is None))
    if not isinstance(rows, Select) or not keys or is_empty(indicator, frame):
        return {}
    stamps = [
        table.c.recorded_at
        for each in rows.get_final_froms()
        for table in find_tables(each, include_aliases=True)
        if hasattr(table, "c") and "recorded_at" in table.c
    ]
    if not stamps:
        return {}
    key = rows.selected_columns[0]
    query = rows.with_only_columns(key, *(func.max(each) for each in stamps), maintain_column_froms=True)
    query = query.where(key.in_(keys)).group_by(key).order_by(None)
    found = session.execute(query, parameters(frame))
    return {int(row[0]): max(each for each in row[1:] if each is not None) for row in found if any(row[1:])}
