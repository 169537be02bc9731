"""Members of clubs (thành viên câu lạc bộ): list, new, correct, leave."""

from __future__ import annotations

from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import Select
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from casework.access.permissions import Permission
from casework.access.scope import Scope
from casework.i18n import format_date
from casework.records import db
from casework.records.club import ClubMember
from casework.services.clubs import CLUB_MEMBERS, MembershipEntry, club_list, membership_list
from casework.web.book_columns import Column, day, unit
from casework.web.book_pages import About, BookPages, book_pages
from casework.web.choices import MOST
from casework.web.fields import CaseForm, DateField, options
from casework.web.routing import current_scope


def _clubs() -> list[SelectChoice]:
    rows = db.session().scalars(club_list(current_scope()).limit(MOST))
    return options([("", _("— chọn —")), *((str(row.id), row.name) for row in rows)])


def _asked_club() -> int | None:
    return request.args.get("club", type=int)


class MembershipForm(CaseForm):
    """A membership."""

    club_id = SelectField(
        _l("Câu lạc bộ"),
        [InputRequired()],
        choices=_clubs,
        coerce=lambda value: int(value) if value not in (None, "") else None,
        default=_asked_club,
    )
    from_on = DateField(_l("Ngày vào"), [InputRequired()])
    to_on = DateField(_l("Ngày rời"))


def _listed(scope: Scope, year: int | None, unit_id: int | None) -> Select[Any]:
    return membership_list(scope, club_id=_asked_club(), year=year, unit_id=unit_id)


def _left(row: ClubMember) -> str:
    return format_date(row.to_on) if row.to_on else _("Đang sinh hoạt")


pages = book_pages(
    BookPages(
        book=CLUB_MEMBERS,
        entry=MembershipEntry,
        form=MembershipForm,
        columns=(
            Column(_l("Câu lạc bộ"), lambda row: row.club.name, "words"),
            day("from_on", _l("Ngày vào")),
            Column(_l("Ngày rời"), _left, "nowrap"),
            unit(lambda row: row.club.unit, _l("Đơn vị")),
        ),
        view=Permission.PERSON_VIEW,
        edit=Permission.CLUB_EDIT,
        title=_l("Thành viên câu lạc bộ"),
        new_title=_l("Thêm thành viên câu lạc bộ"),
        edit_title=_l("Sửa, ghi ngày rời câu lạc bộ"),
        empty=_l("Chưa có thành viên nào."),
        about=About.SOMEBODY,
        listed_as="thành viên câu lạc bộ",
        listed=_listed,
        list_arguments=lambda form: {"club": form.club_id.data},
    )
)
