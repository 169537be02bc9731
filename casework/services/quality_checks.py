"""What a check of data quality is (kiểm tra chất lượng dữ liệu): said once, as the records it finds within a scope."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, null
from sqlalchemy.orm import Session

from casework.access.permissions import Permission
from casework.access.scope import Scope
from casework.law.vocabulary import Term


class Severity(Term):
    """Mức độ của lỗi dữ liệu."""

    BLOCKING = "blocking", "Phải sửa"
    WARNING = "warning", "Nên sửa"
    INFO = "info", "Để biết"


class Kind(Term):
    """Loại bản ghi được kiểm tra."""

    PERSON = "person", "Người"
    EPISODE = "episode", "Đợt cai nghiện"
    AFTERCARE = "aftercare", "Quản lý sau cai nghiện"
    LISTING = "listing", "Danh sách quản lý"
    TRAINING = "training", "Học nghề"
    JOB = "job", "Việc làm"
    LOAN = "loan", "Vay vốn"
    METHADONE = "methadone", "Điều trị thay thế"
    EVALUATION = "evaluation", "Đánh giá sau cai"
    TEAM = "team", "Tổ công tác"
    STAFF = "staff", "Cán bộ"
    POINT = "point", "Điểm tư vấn"
    SESSION = "session", "Buổi tư vấn"
    CLUB = "club", "Câu lạc bộ"
    EVENT = "event", "Truyền thông"
    BUDGET = "budget", "Kinh phí"
    HOTLINE = "hotline", "Đường dây nóng"


ABOUT_PEOPLE = frozenset(
    {
        Kind.PERSON,
        Kind.EPISODE,
        Kind.AFTERCARE,
        Kind.LISTING,
        Kind.TRAINING,
        Kind.JOB,
        Kind.LOAN,
        Kind.METHADONE,
        Kind.EVALUATION,
    }
)
"""The kinds whose findings bear a person's name."""


@dataclass(frozen=True)
class Finding:
    """One record that a check found: the key in its page's address, its name, the day that matters, what is wrong."""

    key: str
    name: str
    on: date | None = None
    note: str = ""


@dataclass(frozen=True)
class Judged:
    """What a check found that has to ask the law, and whether it stopped before the last candidate."""

    findings: tuple[Finding, ...]
    capped: bool = False


Rows = Select[*tuple[Any, ...]]
"""Columns: key, name, day."""
Ask = Callable[[Scope, date], Rows]
Judge = Callable[[Session, Scope, date], Judged]


@dataclass(frozen=True)
class Check:
    """One named check.

    :param mend: how to put it right, in plain words
    :param by: what somebody must be allowed to do to mend it; their role says who that is
    :param ask: the records it finds, for checks that the database answers alone
    :param judge: the same for checks that ask the law about a bounded number of candidates
    """

    code: str
    severity: Severity
    kind: Kind
    title: str
    why: str
    mend: str
    by: Permission
    ask: Ask | None = None
    judge: Judge | None = None


def listed(query: Select[Any], key: Any, name: Any, on: Any = None) -> Rows:
    """The rows of a check in the columns every check has, the latest first."""
    day: ColumnElement[Any] = null() if on is None else on
    return query.order_by(None).with_only_columns(key, name, day).order_by(*([] if on is None else [on.desc()]), key)


def checks_of(kind: Kind, by: Permission, mend: str) -> Callable[..., Check]:
    """How the checks of one kind of record are said: they share who mends them and, by default, how."""

    def check(
        code: str, severity: Severity, title: str, why: str, ask: Ask | None = None, *, judge: Judge | None = None,
        how: str = "", who: Permission | None = None,
    ) -> Check:  # fmt: skip
        return Check(f"{kind.value}.{code}", severity, kind, title, why, how or mend, who or by, ask, judge)

    return check
