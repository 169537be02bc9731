"""Communication events (cuộc tuyên truyền): list, new, correct."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, StringField
from wtforms.validators import InputRequired, Length, NumberRange

from casework.access.permissions import Permission
from casework.law.vocabulary import EventKind, Level
from casework.services.outreach import EVENTS, EventEntry
from casework.web.book_columns import day, number, term, text, unit
from casework.web.book_pages import BookPages, book_pages
from casework.web.choices import programme_field
from casework.web.fields import CaseForm, DateField, TermField


class EventForm(CaseForm):
    """An event with the people it reached."""

    held_on = DateField(_l("Ngày tổ chức"), [InputRequired()])
    level = TermField(_l("Cấp tổ chức"), Level, [InputRequired()])
    kind = TermField(_l("Hình thức"), EventKind)
    topic = StringField(_l("Chủ đề"), [Length(max=200)])
    participants = IntegerField(_l("Số lượt người tham dự"), [InputRequired(), NumberRange(min=0, max=1_000_000)])
    programme = programme_field()


pages = book_pages(
    BookPages(
        book=EVENTS,
        entry=EventEntry,
        form=EventForm,
        columns=(
            day("held_on", _l("Ngày")),
            term("kind", EventKind, _l("Hình thức")),
            text("topic", _l("Chủ đề")),
            term("level", Level, _l("Cấp"), wide_only=True),
            number("participants", _l("Lượt người")),
            text("programme", _l("Chương trình"), wide_only=True),
            unit(lambda row: row.unit, _l("Đơn vị")),
        ),
        view=Permission.OUTREACH_VIEW,
        edit=Permission.OUTREACH_EDIT,
        title=_l("Cuộc tuyên truyền"),
        new_title=_l("Ghi cuộc tuyên truyền"),
        edit_title=_l("Sửa cuộc tuyên truyền"),
        empty=_l("Chưa ghi cuộc tuyên truyền nào."),
    )
)
