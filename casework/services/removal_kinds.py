"""The kinds of records that may be taken out (loại bản ghi), and how a kind is described."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select
from sqlalchemy.orm import Session

from casework.access.permissions import Permission
from casework.access.roles import Actor
from casework.access.scope import Scope
from casework.law.vocabulary import Term

Rule = Callable[[Session, Actor, Any], bool]


class RemovalKind(Term):
    """Loại bản ghi có thể gỡ bỏ."""

    PERSON = "person", "Hồ sơ cá nhân"
    EPISODE = "episode", "Đợt cai nghiện"
    PHASE = "phase", "Giai đoạn cai nghiện"
    VIOLATION = "violation", "Biên bản vi phạm"
    CERTIFICATE = "certificate", "Giấy xác nhận hoàn thành"
    EPISODE_TRANSFER = "episode_transfer", "Lần chuyển hồ sơ cai nghiện"
    AFTERCARE = "aftercare", "Quản lý sau cai nghiện"
    AFTERCARE_REVIEW = "aftercare_review", "Lần nhận xét, xét nghiệm"
    ABSENCE = "absence", "Lần vắng mặt tại nơi cư trú"
    MONITORING = "monitoring", "Văn bản giám sát điện tử"
    AFTERCARE_TRANSFER = "aftercare_transfer", "Lần chuyển hồ sơ sau cai nghiện"
    PROCEEDING = "proceeding", "Thủ tục"
    LISTING = "listing", "Dòng danh sách quản lý"
    DETERMINATION = "determination", "Kết quả xác định tình trạng nghiện"
    EVALUATION = "evaluation", "Lần đánh giá"
    TRAINING = "training", "Đào tạo nghề"
    JOB = "job", "Việc làm"
    LOAN = "loan", "Vay vốn"
    METHADONE = "methadone", "Điều trị thay thế"
    CONSULTATION_SESSION = "consultation_session", "Buổi tư vấn"
    CLUB_MEMBER = "club_member", "Thành viên câu lạc bộ"
    HOTLINE_CALL = "hotline_call", "Cuộc gọi đường dây nóng"
    ATTACHMENT = "attachment", "Tệp đính kèm"
    STAFF = "staff", "Cán bộ"
    TEAM = "team", "Tổ công tác"
    TEAM_MEMBER = "team_member", "Thành viên tổ công tác"
    TEAM_ACTIVITY = "team_activity", "Hoạt động của tổ"
    POINT = "point", "Điểm tư vấn"
    POINT_STAFF = "point_staff", "Phân công cán bộ điểm tư vấn"
    EMPLOYER = "employer", "Nơi làm việc"
    CLUB = "club", "Câu lạc bộ, tổ, nhóm sau cai"
    COMMUNICATION_EVENT = "communication_event", "Cuộc tuyên truyền"
    MATERIAL = "material", "Tài liệu truyền thông"
    DIRECTIVE = "directive", "Văn bản chỉ đạo"
    BUDGET_LINE = "budget_line", "Khoản chi"
    OFFICER_TRAINING = "officer_training", "Tập huấn cán bộ"
    PROGRAMME_MODEL = "programme_model", "Mô hình"
    TARGET = "target", "Chỉ tiêu"
    OBLIGATION = "unit_obligation", "Chế độ báo cáo do đơn vị đặt"
    PAPER_SETTING = "paper_setting", "Thể thức, người ký giấy tờ"


def _anybody(session: Session, actor: Actor, row: Any) -> bool:
    return True


@dataclass(frozen=True)
class Kind:
    """How a kind is found (its case, or itself), what a row of it says of itself, and who may take it out.

    :param holder: the query of what is locked: the case of a part, or the record itself
    :param part: names the part within its case; none for whole records
    :param edit: the permission to enter such a record, which it takes to take one out again
    :param may_write: whose rows of the scope an actor may write, beyond that
    """

    holder: Callable[[Scope, int], Select[Any]]
    part: Callable[[Any, int], Any] | None
    day: str
    label: Callable[[Any], str]
    edit: Permission = Permission.RECORD_REMOVE
    may_write: Rule = _anybody


def whole(
    door: Callable[[Scope], Select[Any]],
    model: Any,
    day: str,
    label: Callable[[Any], str],
    edit: Permission = Permission.RECORD_REMOVE,
    may_write: Rule = _anybody,
) -> Kind:
    """A record by itself."""
    return Kind(lambda scope, row_id: door(scope).where(model.id == row_id), None, day, label, edit, may_write)


def part_of(
    door: Callable[[Scope], Select[Any]],
    parts: Any,
    model: Any,
    day: str,
    label: Callable[[Any], str],
    edit: Permission = Permission.RECORD_REMOVE,
) -> Kind:
    """A part of a case, by the attribute of the case that holds it."""

    def holder(scope: Scope, row_id: int) -> Select[Any]:
        is_it: ColumnElement[bool] = model.id == row_id
        return door(scope).where(parts.has(is_it) if not parts.property.uselist else parts.any(is_it))

    def part(case: Any, row_id: int) -> Any:
        found = getattr(case, parts.key)
        return next(each for each in (found if parts.property.uselist else [found]) if each.id == row_id)

    return Kind(holder, part, day, label, edit)


def day_of(kind: Kind, row: Any) -> date | None:
    """The day of the record, by which the file lists it; none where it has only a year, or none at all."""
    day = getattr(row, kind.day, None)
    return day if isinstance(day, date) else None


def numbered(row: Any) -> str:
    """Its number, where it has one."""
    return f"số {row.number}" if row.number else ""
