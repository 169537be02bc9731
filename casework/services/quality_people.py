"""Checks of people's own records (hồ sơ cá nhân)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, func, or_

from casework.access import moving, queries
from casework.access.permissions import Permission
from casework.access.scope import Scope
from casework.records.person import Person
from casework.records.unit import Unit
from casework.services.quality_checks import Ask, Kind, Rows, Severity, checks_of, listed

OLDEST, YOUNGEST = 100, 8
"""Years of age beyond which a birth date is doubted: a choice of this system."""
_MEND = "Mở hồ sơ người, bấm Sửa, đối chiếu giấy tờ tùy thân rồi ghi lại."
_PHONE = r"^(\+?84|0)[0-9 .-]{8,13}$"


def _people(scope: Scope, *criteria: ColumnElement[bool]) -> Rows:
    return listed(queries.people(scope).where(*criteria), Person.ref, Person.full_name)


_check = checks_of(Kind.PERSON, Permission.PERSON_EDIT, _MEND)


def _which(*criteria: ColumnElement[bool]) -> Ask:
    return lambda scope, day: _people(scope, *criteria)


def _born_after(scope: Scope, day: date) -> Rows:
    return _people(scope, or_(Person.birth_on > day, Person.birth_year > day.year))


def _implausible(scope: Scope, day: date) -> Rows:
    old = Person.birth_year < day.year - OLDEST
    young = Person.birth_year.between(day.year - YOUNGEST + 1, day.year)
    return _people(scope, or_(old, young))


def _in_a_divided_unit(scope: Scope, day: date) -> Rows:
    return listed(moving.unsettled(scope), Person.ref, Person.full_name, Unit.valid_to)


CHECKS = (
    _check(
        "birth-unknown",
        Severity.WARNING,
        "Chưa có ngày sinh, năm sinh",
        "Không có năm sinh thì không xét được độ tuổi cai nghiện và dễ lập trùng hồ sơ.",
        _which(
            Person.birth_on.is_(None),
            Person.birth_year.is_(None),
        ),
    ),
    _check(
        "birth-future",
        Severity.BLOCKING,
        "Ngày sinh ở tương lai",
        "Ngày sinh sau hôm nay là nhập nhầm.",
        _born_after,
    ),
    _check(
        "birth-implausible",
        Severity.WARNING,
        "Năm sinh khó tin",
        f"Người trên {OLDEST} tuổi hoặc dưới {YOUNGEST} tuổi: thường do nhập nhầm năm.",
        _implausible,
    ),
    _check(
        "national-id-missing",
        Severity.INFO,
        "Chưa có số định danh cá nhân",
        "Số định danh giúp nhận ra cùng một người ở nơi khác, dù đổi tên hay đổi nơi ở.",
        _which(
            Person.national_id_index.is_(None),
        ),
    ),
    _check(
        "phone-malformed",
        Severity.WARNING,
        "Số điện thoại sai dạng",
        "Số điện thoại Việt Nam bắt đầu bằng 0 hoặc +84 và có 9 đến 11 chữ số.",
        _which(
            Person.phone.is_not(None),
            Person.phone != "",
            ~Person.phone.regexp_match(_PHONE),
        ),
    ),
    _check(
        "name-strange",
        Severity.WARNING,
        "Họ tên có chữ số hoặc ký hiệu",
        "Họ tên chỉ gồm chữ; chữ số thường là ghi chú hay năm sinh bị nhập nhầm ô.",
        _which(
            Person.full_name.regexp_match(r"[0-9@#_/*]"),
        ),
    ),
    _check(
        "name-capitals",
        Severity.INFO,
        "Họ tên viết toàn chữ in hoa",
        "Viết hoa chữ đầu mỗi tiếng để in giấy tờ đúng thể thức.",
        _which(
            func.length(Person.full_name) > 1,
            Person.full_name == func.upper(Person.full_name),
        ),
    ),
    _check(
        "name-one-word",
        Severity.WARNING,
        "Họ tên chỉ có một tiếng",
        "Thiếu họ hoặc tên đệm thì dễ nhầm với người khác.",
        _which(
            ~Person.full_name.contains(" "),
        ),
    ),
    _check(
        "address-empty",
        Severity.INFO,
        "Chưa có địa chỉ (ấp, khóm)",
        "Địa chỉ cần cho việc gặp gỡ, gửi giấy tờ và phân giao hồ sơ khi chia tách xã.",
        _which(
            or_(Person.address.is_(None), Person.address == ""),
        ),
    ),
    _check(
        "unit-divided",
        Severity.WARNING,
        "Nơi cư trú là xã đã bị chia tách",
        "Xã cũ đã chia cho nhiều xã mới; chưa ai ghi người này nay thuộc xã nào.",
        _in_a_divided_unit,
        how="Người biết nơi ở hiện nay giao cho xã đó, ở trang Phân bổ; hoặc sửa hồ sơ người, chọn xã hiện nay.",
        who=Permission.CASE_ALLOCATE,
    ),
)
