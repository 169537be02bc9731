"""The forms about a person: a new record, a correction, a name shown for a reason."""

from __future__ import annotations

import re
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import InputRequired, Length, Optional

from casework.law.vocabulary import Sex
from casework.web.fields import CaseForm, DateField, TermField, UnitField, not_after_today
from casework.web.versions import VersionField


class BirthField(DateField):
    """A day of birth, or the year alone where the day is not known."""

    date_hint = _l("ngày/tháng/năm; nếu không rõ ngày thì chỉ ghi năm, ví dụ 1991")

    def read(self, text: str) -> Any:
        return int(text) if re.fullmatch(r"\d{4}", text) else super().read(text)

    def shown(self, value: Any) -> str:
        return str(value) if isinstance(value, int) else super().shown(value)


class PersonForm(CaseForm):
    """Who somebody is and where they live."""

    full_name = StringField(_l("Họ và tên"), [InputRequired(), Length(max=120)])
    birth = BirthField(_l("Ngày sinh hoặc năm sinh"), [InputRequired()])
    sex = TermField(_l("Giới tính"), Sex, [InputRequired()])
    national_id = StringField(
        _l("Số định danh cá nhân (CCCD) hoặc CMND"),
        [Optional(), Length(max=20)],
        description=_l("12 chữ số, hoặc 9 chữ số của CMND cũ"),
    )
    ethnicity = StringField(_l("Dân tộc"), [Optional(), Length(max=60)])
    address = StringField(_l("Địa chỉ (ấp, khóm, số nhà)"), [Optional(), Length(max=200)])
    phone = StringField(_l("Điện thoại"), [Optional(), Length(max=40)])


class NewPersonForm(PersonForm):
    """Somebody who is not on file yet."""

    unit = UnitField(
        _l("Nơi cư trú (xã, phường, đặc khu)"),
        [InputRequired()],
        description=_l("Mã hoặc tên đơn vị, ví dụ 30952 hoặc Gò Quao"),
    )


class EditPersonForm(PersonForm):
    """A correction, or a move."""

    version = VersionField()
    unit = UnitField(
        _l("Chuyển đến xã, phường, đặc khu khác"),
        [Optional()],
        description=_l("Để trống nếu vẫn ở nơi cũ"),
    )
    moved_on = DateField(_l("Ngày chuyển đến nơi ở, địa chỉ mới"), [Optional(), not_after_today])
    reason = StringField(
        _l("Lý do sửa"),
        [InputRequired(), Length(min=5, max=200)],
        description=_l("Ghi vào nhật ký, ví dụ: sửa theo CCCD"),
    )


class UnmaskForm(CaseForm):
    """Why somebody without the right to names must know this one."""

    reason = StringField(
        _l("Lý do cần xem họ tên"),
        [InputRequired(), Length(min=10, max=200)],
        description=_l("Ít nhất 10 ký tự; được ghi vào nhật ký cùng tên của bạn"),
    )
