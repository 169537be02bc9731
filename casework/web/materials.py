"""Communication materials (tài liệu, vật phẩm truyền thông): list, new, correct."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField
from wtforms.validators import InputRequired, NumberRange

from casework.access.permissions import Permission
from casework.law.vocabulary import MaterialKind
from casework.services.outreach import MATERIALS, MaterialEntry
from casework.web.book_columns import day, number, term, text, unit
from casework.web.book_pages import BookPages, book_pages
from casework.web.choices import programme_field
from casework.web.fields import CaseForm, DateField, TermField


class MaterialForm(CaseForm):
    """So many materials of one kind."""

    issued_on = DateField(_l("Ngày cấp phát, lắp đặt"), [InputRequired()])
    kind = TermField(_l("Loại"), MaterialKind)
    quantity = IntegerField(_l("Số lượng (cái)"), [InputRequired(), NumberRange(min=0, max=10_000_000)])
    programme = programme_field()


pages = book_pages(
    BookPages(
        book=MATERIALS,
        entry=MaterialEntry,
        form=MaterialForm,
        columns=(
            day("issued_on", _l("Ngày")),
            term("kind", MaterialKind, _l("Loại")),
            number("quantity", _l("Số lượng")),
            text("programme", _l("Chương trình"), wide_only=True),
            unit(lambda row: row.unit, _l("Đơn vị")),
        ),
        view=Permission.OUTREACH_VIEW,
        edit=Permission.OUTREACH_EDIT,
        title=_l("Tài liệu truyền thông"),
        new_title=_l("Ghi tài liệu truyền thông"),
        edit_title=_l("Sửa tài liệu truyền thông"),
        empty=_l("Chưa ghi tài liệu nào."),
    )
)
