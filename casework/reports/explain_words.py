"""The words in which a definition's own criteria are told (lời giải thích vì sao tính, vì sao không)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, Column
from sqlalchemy.sql import operators, visitors
from sqlalchemy.sql.elements import BinaryExpression, BooleanClauseList, Grouping

from casework.i18n import format_date
from casework.law.vocabulary import EpisodeForm, Term

TABLES: Mapping[str, str] = {
    "person": "hồ sơ người",
    "episode": "đợt cai nghiện",
    "episode_custody": "đơn vị quản lý đợt cai nghiện",
    "certificate": "giấy chứng nhận hoàn thành",
    "aftercare": "đợt quản lý sau cai",
    "aftercare_custody": "đơn vị quản lý đợt sau cai",
    "team": "tổ công tác",
    "team_member": "thành viên tổ",
    "team_activity": "hoạt động của tổ",
    "staff": "cán bộ",
    "point": "điểm tư vấn",
    "point_staff": "cán bộ điểm tư vấn",
    "session": "buổi tư vấn",
    "training": "đào tạo nghề",
    "job": "việc làm",
    "loan": "khoản vay",
    "methadone": "điều trị methadone",
    "listing": "danh sách quản lý",
    "determination": "kết luận xác định tình trạng nghiện",
    "evaluation": "đánh giá sau cai",
    "club": "câu lạc bộ",
    "club_member": "thành viên câu lạc bộ",
}
FIELDS: Mapping[str, str] = {
    "unit_id": "đơn vị",
    "registered_on": "ngày đăng ký",
    "started_on": "ngày bắt đầu",
    "starts_on": "ngày bắt đầu",
    "ended_on": "ngày kết thúc",
    "outcome": "kết quả",
    "form": "hình thức cai nghiện",
    "issued_on": "ngày cấp",
    "from_on": "từ ngày",
    "to_on": "đến trước ngày",
    "disbursed_on": "ngày giải ngân",
    "established_on": "ngày thành lập",
    "dissolved_on": "ngày giải thể",
    "closed_on": "ngày đóng",
    "held_on": "ngày thực hiện",
    "spent_on": "ngày chi",
    "listed_on": "ngày vào danh sách",
    "removed_on": "ngày ra khỏi danh sách",
    "status": "diện quản lý",
    "determined_on": "ngày xác định",
    "evaluated_on": "ngày đánh giá",
    "completed_on": "ngày hoàn thành",
    "state_supported": "Nhà nước hỗ trợ",
    "supported": "được hỗ trợ",
    "has_income": "có thu nhập",
    "declared_by": "người khai báo",
    "programme": "chương trình",
    "level": "cấp",
    "kind": "loại",
    "premises": "địa điểm",
    "sector": "ngành",
    "merged_into_id": "đã gộp vào hồ sơ khác",
    "result": "kết luận",
}
_DAYS = {
    "first": "ngày đầu kỳ",
    "last": "ngày cuối kỳ",
    "at": "thời điểm cuối kỳ",
    "eve": "ngày liền trước kỳ",
    "closing": "ngày cuối kỳ",
}
_SIGNS = {
    operators.le: "không sau",
    operators.lt: "trước",
    operators.ge: "không trước",
    operators.gt: "sau",
    operators.eq: "là",
    operators.ne: "khác",
}
_TERMS: Mapping[str, type[Term]] = {"form": EpisodeForm}


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
    table = getattr(column.table, "element", column.table)
    record = TABLES.get(getattr(table, "name", ""), "")
    word = FIELDS.get(column.name, column.name)
    return f"{word} của {record}" if record else word


def told(criterion: Any, given: Mapping[str, Any]) -> str:
    """One criterion of a definition as a sentence."""
    if isinstance(criterion, Grouping):
        return told(criterion.element, given)
    if isinstance(criterion, BooleanClauseList):
        word = " hoặc " if criterion.operator is operators.or_ else " và "
        return word.join(told(each, given) for each in criterion.clauses)
    if isinstance(criterion, BinaryExpression):
        said = _comparison(criterion, given)
        if said:
            return said
    names = ", ".join(dict.fromkeys(field_words(each) for each in columns_in(criterion)))
    return f"điều kiện về {names}" if names else "điều kiện riêng của chỉ tiêu"


def _comparison(criterion: BinaryExpression[Any], given: Mapping[str, Any]) -> str:
    left, right = criterion.left, criterion.right
    if not isinstance(left, Column):
        return ""
    subject = field_words(left)
    if criterion.operator is operators.is_:
        return f"chưa ghi {subject}"
    if criterion.operator is operators.is_not:
        return f"đã ghi {subject}"
    if criterion.operator is operators.in_op:
        return _among(left, subject, right, given)
    sign = _SIGNS.get(criterion.operator)
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
    return f"{subject} thuộc danh sách của chỉ tiêu"


def _bound(column: Column[Any], bound: BindParameter[Any], given: Mapping[str, Any]) -> str:
    if bound.key in _DAYS and bound.key in given:
        return f"{_DAYS[bound.key]} ({format_date(given[bound.key])})"
    return value_words(column, given.get(bound.key, bound.value))


def value_words(column: Column[Any], value: Any) -> str:
    """One stored value in words."""
    if value is None:
        return "chưa ghi"
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, date):
        return "chưa có" if value.year == date.max.year else format_date(value)
    terms = _TERMS.get(column.name)
    return next((each.term for each in terms or () if each.value == value), str(value))
