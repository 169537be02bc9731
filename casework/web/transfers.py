"""Recording a move to another commune (chuyển nơi cư trú)."""

from __future__ import annotations

from datetime import date

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import InputRequired, Length, Optional

from casework.access.permissions import Permission
from casework.i18n import parse_date
from casework.law.facts import Act as ActKind
from casework.services.transfers import transfer_episode
from casework.web.act_pages import ActForm, act_page
from casework.web.fields import DateField, UnitField, not_after_today
from casework.web.hours import HourField
from casework.web.number_fields import NumberField
from casework.web.routing import Pages, today

pages = Pages("transfers")


def _day_of_move() -> date:
    """The day typed in the same form: the receiving unit is read as of that day."""
    try:
        return parse_date(request.form.get("moved_on", ""))
    except ValueError:
        return today()


class TransferForm(ActForm):
    """Where to, and since when."""

    moved_on = DateField(
        _l("Ngày chuyển đi"),
        [InputRequired(), not_after_today],
        description=_l("Nơi nhận quản lý hồ sơ từ ngày này, kể cả ngày này"),
    )
    left_at = HourField(_l("Giờ chuyển đi"))
    notified_on = DateField(
        _l("Ngày thông báo cho nơi chuyển đến"),
        [Optional(), not_after_today],
        description=_l("Để trống nếu thông báo cùng ngày chuyển đi"),
    )
    notified_at = HourField(_l("Giờ thông báo"))
    to_unit = UnitField(
        _l("Chuyển đến xã, phường, đặc khu"),
        [InputRequired()],
        on=_day_of_move,
        description=_l("Mã hoặc tên đơn vị nhận"),
    )
    address = StringField(_l("Địa chỉ mới"), [Optional(), Length(max=200)])
    number = NumberField(_l("Số thông báo cho nơi chuyển đến"))


@pages.form("/episodes/<path:ref>/transfer", Permission.EPISODE_TRANSFER)
def new(ref: str) -> ResponseReturnValue:
    """Pass a case to the commune the person moved to."""
    form = TransferForm()
    return act_page(
        ref,
        form,
        title=_("Chuyển hồ sơ đến nơi cư trú mới"),
        submit=_("Chuyển hồ sơ"),
        act=ActKind.TRANSFER,
        perform=lambda session, scope, actor: transfer_episode(
            session,
            scope,
            actor,
            ref,
            moved_on=form.moved_on.data,
            to_unit=form.to_unit.data,
            address=form.address.data or None,
            left_at=form.left_at.on(form.moved_on.data),
            notified_on=form.notified_on.data,
            number=form.number.data,
            notified_at=form.notified_at.on(form.notified_on.data or form.moved_on.data),
            today=today(),
            version=form.version.data,
        ),
    )
