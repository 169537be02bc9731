"""Determinations of addiction (xác định tình trạng nghiện ma túy): list, new, correct."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from casework.access.permissions import Permission
from casework.law.vocabulary import DeterminationResult
from casework.services.determinations import DETERMINATIONS, DeterminationEntry
from casework.web.book_columns import day, term, text, unit
from casework.web.book_pages import About, BookPages, book_pages
from casework.web.fields import CaseForm, DateField, TermField


class DeterminationForm(CaseForm):
    """The result of a determination."""

    determined_on = DateField(_l("Ngày xác định"), [InputRequired()])
    result = TermField(_l("Kết quả"), DeterminationResult, [InputRequired()])
    substances = StringField(
        _l("Chất ma túy"), [Length(max=200)], description=_l("Ví dụ: methamphetamine, heroin; cách nhau bằng dấu phẩy")
    )


pages = book_pages(
    BookPages(
        book=DETERMINATIONS,
        entry=DeterminationEntry,
        form=DeterminationForm,
        columns=(
            day("determined_on", _l("Ngày xác định")),
            term("result", DeterminationResult, _l("Kết quả")),
            text("substances", _l("Chất ma túy")),
            unit(lambda row: row.unit, _l("Đơn vị")),
        ),
        view=Permission.PERSON_VIEW,
        edit=Permission.DETERMINATION_EDIT,
        title=_l("Xác định tình trạng nghiện"),
        new_title=_l("Ghi kết quả xác định tình trạng nghiện"),
        edit_title=_l("Sửa kết quả xác định tình trạng nghiện"),
        empty=_l("Chưa ghi kết quả nào."),
        about=About.SOMEBODY,
        listed_as="xác định tình trạng nghiện",
    )
)
