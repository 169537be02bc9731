"""Lists to choose from that depend on who asks: units and staff of their scope."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length

from casework.i18n import format_date
from casework.law.vocabulary import Sector
from casework.records import db
from casework.records.unit import Unit
from casework.services.belonging import units_to_choose
from casework.services.employers import employer_list
from casework.services.staff import staff_list
from casework.web.fields import options
from casework.web.routing import current_scope

MOST = 500


class ScopeUnitField(SelectField):
    """A unit of the reader's scope; without a choice the service takes the reader's own. `data` is its id or None."""

    def __init__(self, label: Any = None, **kwargs: Any) -> None:
        super().__init__(
            label or _l("Đơn vị"),
            choices=_units,
            coerce=lambda value: int(value) if value not in (None, "") else None,
            description=_l("Chỉ cần chọn khi hồ sơ thuộc đơn vị cũ trước khi sắp xếp"),
            **kwargs,
        )
        self.type = "SelectField"


class StaffField(SelectField):
    """A staff member of the reader's scope; `data` is the ref or None."""

    def __init__(self, label: Any = None, validators: Any = (), **kwargs: Any) -> None:
        super().__init__(label, validators, choices=_staff, coerce=lambda value: value or None, **kwargs)
        self.type = "SelectField"


class EmployerField(SelectField):
    """An employer of the reader's scope; none: the person works for themselves. `data` is the ref or None."""

    def __init__(self, label: Any = None, **kwargs: Any) -> None:
        super().__init__(label, choices=_employers, coerce=lambda value: value or None, **kwargs)
        self.type = "SelectField"


def _units() -> list[SelectChoice]:
    units = units_to_choose(db.session(), current_scope())
    return options([("", _("Đơn vị của tôi")), *((str(unit.id), _unit_name(unit)) for unit in units)])


def _unit_name(unit: Unit) -> str:
    name = f"{unit.name} ({unit.code})"
    return (
        name if unit.valid_to is None else _("%(name)s – đến trước %(day)s", name=name, day=format_date(unit.valid_to))
    )


def _staff() -> list[SelectChoice]:
    rows = db.session().scalars(staff_list(current_scope()).limit(MOST))
    return options(
        [("", _("— chọn —")), *((row.ref, f"{row.full_name} – {_(Sector(row.sector).term)}") for row in rows)]
    )


def _employers() -> list[SelectChoice]:
    rows = db.session().scalars(employer_list(current_scope()).limit(MOST))
    return options([("", _("Tự tạo việc làm, không có nơi làm việc")), *((row.ref, row.name) for row in rows)])


def programme_field() -> StringField:
    """The code of the programme that something counts for, as the reports compare it: without case or spaces around."""
    return StringField(
        _l("Chương trình, kế hoạch"),
        [Length(max=60)],
        description=_l("Mã dùng trong báo cáo, ví dụ KHLT2064; để trống nếu không thuộc chương trình nào"),
    )
