"""The words in which a definition's own criteria are told (lời giải thích vì sao tính, vì sao không)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, Column, Exists, Select
from sqlalchemy.sql import operators, visitors
from sqlalchemy.sql.elements import AsBoolean, BinaryExpression, BooleanClauseList, False_, Grouping, True_
from sqlalchemy.sql.functions import coalesce

from casework.i18n import format_date
from casework.reports.explain_terms import DAYS, FIELDS, KINDS_OF_UNITS, LISTS, SIGNS, TABLES, TERMS, WHOLES

_CUSTODY = ("episode_custody", "aftercare_custody")


def table_name(column: Any) -> str:
    """The table that a column stands in, whatever it is called in a statement."""
    table = getattr(column, "table", None)
    return getattr(getattr(table, "element", table), "name", "") or getattr(table, "name", "")


def columns_in(criterion: Any) -> Iterator[Column[Any]]:
    """The columns a criterion looks at, each once."""
    seen: dict[tuple[str, str], Column[Any]] = {}
    for each in visitors.iterate(criterion):
        table = getattr(each, "table", None)
        if isinstance(each, Column) and table is not None:
            seen.setdefault((getattr(table, "name", ""), each.name), each)
    yield from seen.values()


def field_words(column: Column[Any]) -> str:
    """What a column is called: its field, of which record."""
    name = table_name(column)
    if column.name == "unit_id":
        return "đơn vị quản lý" if name in _CUSTODY else f"đơn vị ghi {TABLES.get(name, 'bản ghi')}"
    if name in _CUSTODY and column.name in ("from_on", "to_on"):
        return "ngày đơn vị bắt đầu quản lý" if column.name == "from_on" else "ngày đơn vị thôi quản lý"
    word = FIELDS.get(column.name, column.name)
    return f"{word} ({TABLES[name]})" if name in TABLES else word


def plainly(criterion: Any) -> Any:
    """A criterion without what only says how an empty value is taken."""
    while True:
        if isinstance(criterion, Grouping | AsBoolean):
            criterion = criterion.element
        elif isinstance(criterion, coalesce):
            criterion = next(iter(criterion.clauses))
        else:
            return criterion


def told(criterion: Any, given: Mapping[str, Any]) -> str:
    """One criterion of a definition as a sentence."""
    criterion = plainly(criterion)
    whole = _whole(criterion)
    if whole:
        return whole
    if isinstance(criterion, BooleanClauseList):
        word = " hoặc " if criterion.operator is operators.or_ else " và "
        return word.join(told(each, given) for each in criterion.clauses)
    if isinstance(criterion, BinaryExpression):
        said = _comparison(criterion, given)
        if said:
            return said
    return _other(criterion)


def _other(criterion: Any) -> str:
    if isinstance(criterion, False_):
        return "có nơi khác để chuyển đến, chuyển đi: trong cả nước thì không có"
    columns = list(columns_in(criterion))
    if any(each.name == "programme" for each in columns):
        return "thuộc chương trình của biểu (so tên không phân biệt chữ hoa, khoảng trắng ở đầu, cuối)"
    if any(each.name == "unit_id" and table_name(each) in _CUSTODY for each in columns):
        return "đơn vị quản lý ở phía kia của lần chuyển nằm ngoài đơn vị báo cáo"
    names = ", ".join(dict.fromkeys(field_words(each) for each in columns))
    return f"điều kiện về {names}" if names else "điều kiện riêng của chỉ tiêu"


def _whole(criterion: Any) -> str:
    """What a criterion asks about other records, where it does."""
    if not any(isinstance(each, Exists | Select) for each in visitors.iterate(criterion)):
        return ""
    left = getattr(criterion, "left", None)
    if isinstance(left, Column) and left.name != "id":
        # The units that somebody reaches, and lists of the definition, are told by the column.
        return ""
    tables = {table_name(each) for each in columns_in(criterion)}
    return next((words for wanted, words in WHOLES if wanted <= tables), "")


def _comparison(criterion: BinaryExpression[Any], given: Mapping[str, Any]) -> str:
    left, right = plainly(criterion.left), criterion.right
    if isinstance(left, BindParameter) and left.key in DAYS and isinstance(right, BindParameter):
        # The day of stocks lies before every window where the reporting unit had ended by then.
        return "đơn vị báo cáo còn tồn tại vào ngày cuối kỳ"
    if not isinstance(left, Column):
        return ""
    subject = field_words(left)
    if criterion.operator is operators.is_:
        if isinstance(right, True_ | False_):
            return f"{subject}: {'có' if isinstance(right, True_) else 'không'}"
        return f"chưa ghi {subject}"
    if criterion.operator is operators.is_not:
        return f"đã ghi {subject}"
    if criterion.operator is operators.in_op:
        return _among(left, subject, right, given)
    sign = SIGNS.get(criterion.operator)
    if sign is None:
        return ""
    if isinstance(right, Column):
        return f"{subject} {sign} {field_words(right)}"
    if isinstance(right, BindParameter):
        return f"{subject} {sign} {_bound(left, right, given)}"
    return ""


def _among(column: Column[Any], subject: str, right: Any, given: Mapping[str, Any]) -> str:
    if column.name == "unit_id":
        return f"{subject} thuộc đơn vị báo cáo"
    values = getattr(right, "value", None)
    if isinstance(values, list | tuple):
        return f"{subject} là " + " hoặc ".join(value_words(column, each) for each in values)
    if column.name == "id" and table_name(column) == "unit":
        return "xã thuộc đơn vị báo cáo"
    if column.name == "id" and table_name(column) == "staff":
        return "là thành viên tổ hoặc cán bộ điểm tư vấn của đơn vị báo cáo vào cuối kỳ"
    return LISTS.get(column.name, f"{subject} thuộc danh sách của chỉ tiêu")


def _bound(column: Column[Any], bound: BindParameter[Any], given: Mapping[str, Any]) -> str:
    if bound.key in DAYS and bound.key in given:
        return f"{DAYS[bound.key]} ({format_date(given[bound.key])})"
    return value_words(column, given.get(bound.key, bound.value))


def value_words(column: Column[Any], value: Any) -> str:
    """One stored value in words."""
    if value is None:
        return "chưa ghi"
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, date):
        return "đến nay" if value.year == date.max.year else format_date(value)
    if (table_name(column), column.name) == ("unit", "kind"):
        return KINDS_OF_UNITS.get(value, str(value))
    terms = TERMS.get((table_name(column), column.name))
    return next((each.term for each in terms or () if each.value == value), str(value))
