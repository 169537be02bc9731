"""The list of people whom a commune manages (danh sách quản lý): list, new, correct, remove with a reason."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from casework.access.permissions import Permission
from casework.i18n import format_date
from casework.law.vocabulary import ListingStatus
from casework.records.listing import Listing
from casework.services.listings import LISTINGS, ListingEntry
from casework.web.book_columns import Column, day, term, text, unit
from casework.web.book_pages import About, BookPages, book_pages
from casework.web.fields import CaseForm, DateField, TermField


class ListingForm(CaseForm):
    """An entry of the list, and how it ended."""

    status = TermField(_l("Diện quản lý"), ListingStatus, [InputRequired()])
    listed_on = DateField(_l("Ngày vào danh sách"), [InputRequired()])
    removed_on = DateField(_l("Ngày đưa ra khỏi danh sách"))
    removal_reason = StringField(
        _l("Lý do đưa ra khỏi danh sách"),
        [Length(max=200)],
        description=_l("Ví dụ: hoàn thành cai nghiện, chuyển nơi cư trú, chết"),
    )


def _removed(row: Listing) -> str:
    return format_date(row.removed_on) if row.removed_on else _("Đang quản lý")


pages = book_pages(
    BookPages(
        book=LISTINGS,
        entry=ListingEntry,
        form=ListingForm,
        columns=(
            term("status", ListingStatus, _l("Diện")),
            day("listed_on", _l("Vào danh sách")),
            Column(_l("Ra khỏi danh sách"), _removed, "nowrap"),
            text("removal_reason", _l("Lý do ra"), wide_only=True),
            unit(lambda row: row.unit, _l("Đơn vị")),
        ),
        view=Permission.PERSON_VIEW,
        edit=Permission.LISTING_EDIT,
        title=_l("Danh sách quản lý"),
        new_title=_l("Đưa vào danh sách quản lý"),
        edit_title=_l("Sửa, đưa ra khỏi danh sách quản lý"),
        empty=_l("Chưa có ai trong danh sách."),
        about=About.SOMEBODY,
        listed_as="danh sách quản lý",
    )
)
