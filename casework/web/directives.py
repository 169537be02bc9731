"""Papers that direct the work (văn bản chỉ đạo): list, new, correct."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from casework.access.permissions import Permission
from casework.law.vocabulary import Level
from casework.services.outreach import DIRECTIVES, DirectiveEntry
from casework.web.book_columns import day, term, text, unit
from casework.web.book_pages import BookPages, book_pages
from casework.web.choices import programme_field
from casework.web.fields import CaseForm, DateField, TermField


class DirectiveForm(CaseForm):
    """A paper with its number and day."""

    number = StringField(_l("Số, ký hiệu"), [InputRequired(), Length(max=60)], description=_l("Ví dụ: 89/KH-UBND"))
    issued_on = DateField(_l("Ngày ban hành"), [InputRequired()])
    level = TermField(_l("Cấp ban hành"), Level, [InputRequired()])
    subject = StringField(_l("Trích yếu"), [Length(max=300)])
    programme = programme_field()


pages = book_pages(
    BookPages(
        book=DIRECTIVES,
        entry=DirectiveEntry,
        form=DirectiveForm,
        columns=(
            text("number", _l("Số, ký hiệu")),
            day("issued_on", _l("Ngày")),
            text("subject", _l("Trích yếu")),
            term("level", Level, _l("Cấp"), wide_only=True),
            text("programme", _l("Chương trình"), wide_only=True),
            unit(lambda row: row.unit, _l("Đơn vị")),
        ),
        view=Permission.OUTREACH_VIEW,
        edit=Permission.OUTREACH_EDIT,
        title=_l("Văn bản chỉ đạo"),
        new_title=_l("Ghi văn bản chỉ đạo"),
        edit_title=_l("Sửa văn bản chỉ đạo"),
        empty=_l("Chưa ghi văn bản nào."),
    )
)
