"""Models (mô hình) of rehabilitation and of prevention: list, new, correct, end."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from casework.access.permissions import Permission
from casework.i18n import format_date
from casework.law.vocabulary import ModelKind
from casework.records.programme_model import ProgrammeModel
from casework.services.programme_models import MODELS, ModelEntry
from casework.web.book_columns import Column, day, term, text, unit
from casework.web.book_pages import BookPages, book_pages
from casework.web.fields import CaseForm, DateField, TermField


class ModelForm(CaseForm):
    """A model from its start until it ends."""

    name = StringField(_l("Tên mô hình"), [InputRequired(), Length(max=200)])
    kind = TermField(_l("Loại"), ModelKind, [InputRequired()])
    started_on = DateField(_l("Ngày bắt đầu"), [InputRequired()])
    ended_on = DateField(_l("Ngày kết thúc"))


def _ended(row: ProgrammeModel) -> str:
    return format_date(row.ended_on) if row.ended_on else _("Đang thực hiện")


pages = book_pages(
    BookPages(
        book=MODELS,
        entry=ModelEntry,
        form=ModelForm,
        columns=(
            text("name", _l("Tên mô hình")),
            term("kind", ModelKind, _l("Loại")),
            day("started_on", _l("Bắt đầu")),
            Column(_l("Kết thúc"), _ended, "nowrap"),
            unit(lambda row: row.unit, _l("Đơn vị")),
        ),
        view=Permission.OUTREACH_VIEW,
        edit=Permission.MODEL_EDIT,
        title=_l("Mô hình"),
        new_title=_l("Thêm mô hình"),
        edit_title=_l("Sửa, kết thúc mô hình"),
        empty=_l("Chưa có mô hình nào."),
    )
)
