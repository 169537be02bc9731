"""Calls to the hotline (đường dây nóng): received, handled, answered; anonymous callers are welcome."""

from __future__ import annotations

from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup
from sqlalchemy import Select
from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from casework.access.permissions import Permission
from casework.access.scope import Scope
from casework.i18n import format_date
from casework.law.plan_terms import HotlineTopic
from casework.records.hotline import HotlineCall
from casework.services.hotline import HOTLINE, CallState, HotlineEntry, answer_deadline, calls, is_late
from casework.web.book_columns import Column, day, term, unit
from casework.web.book_pages import About, BookPages, book_pages
from casework.web.fields import CaseForm, DateField, TermField
from casework.web.routing import today


class HotlineForm(CaseForm):
    """A call and what became of it."""

    received_on = DateField(_l("Ngày tiếp nhận"), [InputRequired()])
    topic = TermField(_l("Nội dung cuộc gọi"), HotlineTopic, [InputRequired()])
    caller_name = StringField(
        _l("Người gọi"), [Length(max=120)], description=_l("Để trống nếu người gọi không nêu tên (ẩn danh)")
    )
    caller_phone = StringField(_l("Điện thoại người gọi"), [Length(max=40)])
    content = TextAreaField(_l("Nội dung cụ thể"), [InputRequired(), Length(max=1000)])
    handled_on = DateField(_l("Ngày xử lý"))
    handling = TextAreaField(_l("Xử lý"), [Length(max=1000)])
    answered_on = DateField(_l("Ngày trả lời"))
    answer = TextAreaField(_l("Nội dung trả lời"), [Length(max=1000)])


def _caller(row: HotlineCall) -> str:
    """Whether there is a name to call back; the name itself is in the record, for those who answer."""
    return _("Có tên") if row.caller_name else _("Ẩn danh")


def _due(row: HotlineCall) -> str:
    deadline = answer_deadline(row.received_on)
    return format_date(deadline.due_on) if deadline else ""


def _state(row: HotlineCall) -> Markup | str:
    late = is_late(row, today())
    if row.answered_on:
        text = _("Đã trả lời %(day)s", day=format_date(row.answered_on))
        return text + ", " + _("trễ hạn") if late else text
    text = _("Đang xử lý") if row.handled_on else _("Chưa xử lý")
    return Markup('<strong class="late">{}</strong>').format(text + ", " + _("quá hạn")) if late else text


def _deadline() -> dict[str, Any]:
    return {"deadline": answer_deadline(today())}


def _asked_state() -> CallState | None:
    wanted = request.args.get("state", "")
    return next((each for each in CallState if each.value == wanted), None)


def _listed(scope: Scope, year: int | None, unit_id: int | None) -> Select[Any]:
    return calls(scope, _asked_state(), year=year, unit_id=unit_id, today=today())


pages = book_pages(
    BookPages(
        book=HOTLINE,
        entry=HotlineEntry,
        form=HotlineForm,
        columns=(
            day("received_on", _l("Tiếp nhận")),
            term("topic", HotlineTopic, _l("Nội dung")),
            Column(_l("Người gọi"), _caller, "nowrap"),
            Column(_l("Hạn trả lời"), _due, "nowrap"),
            Column(_l("Tình trạng"), _state),
            unit(lambda row: row.unit, _l("Đơn vị")),
        ),
        view=Permission.HOTLINE_VIEW,
        edit=Permission.HOTLINE_EDIT,
        title=_l("Đường dây nóng"),
        new_title=_l("Ghi cuộc gọi"),
        edit_title=_l("Xử lý, trả lời cuộc gọi"),
        empty=_l("Chưa ghi cuộc gọi nào."),
        about=About.PERHAPS,
        listed_as="đường dây nóng",
        listed=_listed,
        states=CallState,
        more="web/books/hotline_deadline.html",
        more_context=_deadline,
    )
)
