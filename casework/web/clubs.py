"""Clubs (câu lạc bộ, tổ, nhóm sau cai): list, new, correct, close."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from casework.access.permissions import Permission
from casework.i18n import format_date
from casework.records.club import Club
from casework.services.clubs import CLUBS, ClubEntry
from casework.web.book_columns import Column, day, text, unit
from casework.web.book_pages import BookPages, book_pages
from casework.web.fields import CaseForm, DateField
from casework.web.navigation import allowed


class ClubForm(CaseForm):
    """A club."""

    name = StringField(_l("Tên câu lạc bộ, tổ, nhóm"), [InputRequired(), Length(max=200)])
    established_on = DateField(_l("Ngày thành lập"), [InputRequired()])
    closed_on = DateField(_l("Ngày ngừng hoạt động"))


def _members(row: Club) -> Markup | str:
    if not allowed(Permission.PERSON_VIEW):
        return ""
    link = Markup('<a href="{}" aria-label="{}">{}</a>')
    label = _("Thành viên của %(name)s", name=row.name)
    return link.format(url_for("club_members.index", club=row.id), label, _("Thành viên"))


def _closed(row: Club) -> str:
    return format_date(row.closed_on) if row.closed_on else _("Đang hoạt động")


pages = book_pages(
    BookPages(
        book=CLUBS,
        entry=ClubEntry,
        form=ClubForm,
        columns=(
            text("name", _l("Tên")),
            day("established_on", _l("Thành lập")),
            Column(_l("Ngừng hoạt động"), _closed, "nowrap"),
            unit(lambda row: row.unit, _l("Đơn vị")),
            Column(_l("Thành viên"), _members),
        ),
        view=Permission.CLUB_VIEW,
        edit=Permission.CLUB_EDIT,
        title=_l("Câu lạc bộ, tổ, nhóm sau cai"),
        new_title=_l("Thêm câu lạc bộ, tổ, nhóm"),
        edit_title=_l("Sửa, ngừng hoạt động câu lạc bộ"),
        empty=_l("Chưa có câu lạc bộ nào."),
    )
)
