"""The words in which a definition's own criteria are told (lời giải thích vì sao tính, vì sao không)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, Column, Exists, Select
from sqlalchemy.sql import operators, visitors
from sqlalchemy.sql.elements import BinaryExpression, BooleanClauseList, False_, Grouping, True_

from casework.i18n import format_date
from casework.law.aftercare_facts import AftercareOutcome
from casework.law.vocabulary import (
    BudgetContent,
    BudgetSource,
    DeclaredBy,
    DeterminationResult,
    EpisodeForm,
    EpisodeOutcome,
    EvaluationOutcome,
    Level,
    ListingStatus,
    ModelKind,
    Premises,
    Sector,
    Term,
)

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
    "consultation_session": "buổi tư vấn",
    "budget_line": "khoản chi",
    "communication_event": "cuộc truyền thông",
    "material": "vật phẩm truyền thông",
    "directive": "văn bản chỉ đạo",
    "programme_model": "mô hình",
    "unit": "đơn vị",
    "relapse": "lần đánh giá tái nghiện hoặc xác định nghiện của đơn vị trong kỳ",
}
FIELDS: Mapping[str, str] = {
    "unit_id": "đơn vị",
    "registered_on": "ngày đăng ký",
    "started_on": "ngày bắt đầu",
    "starts_on": "ngày bắt đầu",
    "ended_on": "ngày kết thúc",
    "outcome": "kết quả",
    "form": "hình thức cai nghiện",
    "issued_on": "ngày cấp, ban hành",
    "from_on": "ngày bắt đầu",
    "to_on": "đến ngày",
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
    "returned_on": "ngày về cộng đồng",
    "employer_id": "cơ sở sử dụng lao động",
    "employment": "việc làm",
    "law_violation": "vi phạm pháp luật",
    "reason_not_evaluated": "lý do không đánh giá được",
    "source": "nguồn kinh phí",
    "content": "nội dung chi",
    "valid_from": "ngày thành lập",
    "valid_to": "ngày chấm dứt",
    "result": "kết luận",
}
_DAYS = {
    "first": "ngày đầu kỳ",
    "last": "ngày cuối kỳ",
    "at": "ngày cuối kỳ",
    "eve": "ngày liền trước kỳ",
    "closing": "ngày cuối kỳ",
}
_SIGNS = {
    operators.le: "không sau",
    operators.lt: "trước",
    operators.ge: "không trước",
    operators.gt: "sau",
    operators.eq: "là",
    operators.ne: "không phải là",
}
_TERMS: Mapping[tuple[str, str], type[Term]] = {
    ("episode", "form"): EpisodeForm,
    ("episode", "outcome"): EpisodeOutcome,
    ("episode", "declared_by"): DeclaredBy,
    ("aftercare", "outcome"): AftercareOutcome,
    ("evaluation", "outcome"): EvaluationOutcome,
    ("determination", "result"): DeterminationResult,
    ("listing", "status"): ListingStatus,
    ("point", "premises"): Premises,
    ("staff", "sector"): Sector,
    ("directive", "level"): Level,
    ("budget_line", "source"): BudgetSource,
    ("budget_line", "content"): BudgetContent,
    ("programme_model", "kind"): ModelKind,
}
_LISTS: Mapping[str, str] = {
    "team_id": "là thành viên của một tổ đang hoạt động của đơn vị báo cáo",
    "point_id": "là cán bộ của một điểm tư vấn đang hoạt động của đơn vị báo cáo",
    "club_id": "là thành viên của một câu lạc bộ trong đơn vị báo cáo còn đến cuối kỳ",
}
"""What it means that a record belongs to one of the definition's own list."""
_WHOLES: tuple[tuple[frozenset[str], str], ...] = (
    (
        frozenset({"evaluation", "determination"}),
        "có lần tái nghiện, xác định nghiện sau ngày cấp giấy hoàn thành đầu tiên của người đó",
    ),
    (
        frozenset({"team_activity"}),
        "tổ có hoạt động trong kỳ, hoặc đơn vị của tổ quản lý một đợt cai nghiện tại gia đình, cộng đồng trong kỳ",
    ),
    (
        frozenset({"certificate", "aftercare"}),
        "là người sau cai: được cấp giấy hoàn thành hoặc bắt đầu quản lý sau cai không sau ngày cuối kỳ",
    ),
    (frozenset({"consultation_session", "point"}), "điểm có buổi tư vấn trong kỳ"),
    (frozenset({"listing"}), "xã không có ai ở danh sách người nghiện vào cuối kỳ"),
    (frozenset({"evaluation"}), "là lần đánh giá sau cùng của người đó trong kỳ ở đơn vị báo cáo"),
    (
        frozenset({"episode_custody", "episode"}),
        "đơn vị báo cáo quản lý đợt này vào một ngày của kỳ mà đợt còn hiệu lực",
    ),
    (
        frozenset({"aftercare_custody", "aftercare"}),
        "đơn vị báo cáo quản lý đợt này vào một ngày của kỳ mà đợt còn hiệu lực",
    ),
    (frozenset({"officer_training"}), "được tập huấn trong kỳ"),
)
"""Criteria that ask about other records, by the tables that they look at; the first that fits says what is asked."""
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


def told(criterion: Any, given: Mapping[str, Any]) -> str:
    """One criterion of a definition as a sentence."""
    if isinstance(criterion, Grouping):
        return told(criterion.element, given)
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
    return next((words for wanted, words in _WHOLES if wanted <= tables), "")


def _comparison(criterion: BinaryExpression[Any], given: Mapping[str, Any]) -> str:
    left, right = criterion.left, criterion.right
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
    if column.name == "id" and table_name(column) == "staff":
        return "là thành viên tổ hoặc cán bộ điểm tư vấn của đơn vị báo cáo vào cuối kỳ"
    return _LISTS.get(column.name, f"{subject} thuộc danh sách của chỉ tiêu")


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
        return "đến nay" if value.year == date.max.year else format_date(value)
    terms = _TERMS.get((table_name(column), column.name))
    return next((each.term for each in terms or () if each.value == value), str(value))
