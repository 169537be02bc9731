"""Targets (chỉ tiêu) by programme, year and unit: list with the plans' own figures, new, correct."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange

from casework.access.permissions import Permission
from casework.indicators.targets import default_target, programmes, targeted_rows
from casework.law.plan_terms import Comparison
from casework.records.target import Target
from casework.services.targets import FIRST_YEAR, LAST_YEAR, TARGETS, TargetEntry, as_set
from casework.web.book_columns import Column, text
from casework.web.book_pages import BookPages, book_pages
from casework.web.fields import CaseForm, TermField, options
from casework.web.routing import today


def _rows() -> list[SelectChoice]:
    titles = programmes()
    return options(
        [
            ("", _("— chọn —")),
            *((f"{code}:{row}", f"{titles[code]}, {_('dòng')} {row}") for code, row in targeted_rows()),
        ]
    )


class TargetForm(CaseForm):
    """What one row of a form is to reach in a year."""

    row = SelectField(_l("Chương trình và dòng của biểu"), [InputRequired()], choices=_rows)
    year = IntegerField(
        _l("Năm"), [InputRequired(), NumberRange(min=FIRST_YEAR, max=LAST_YEAR)], default=lambda: today().year
    )
    comparison = TermField(_l("Cách so"), Comparison, [InputRequired()])
    value = IntegerField(
        _l("Chỉ tiêu"),
        [InputRequired(), NumberRange(min=0, max=1_000_000)],
        description=_l("Số nguyên: phần trăm của dòng tỷ lệ, hoặc số lượng"),
    )
    note = StringField(_l("Văn bản giao chỉ tiêu"), [Length(max=300)], description=_l("Số, ngày và nơi trong văn bản"))

    def process(self, formdata: Any = None, obj: Any = None, data: Any = None, **kwargs: Any) -> None:
        """A stored target names its programme and row apart; the form asks for both at once."""
        if isinstance(obj, Target):
            kwargs["row"] = f"{obj.programme}:{obj.row_code}"
        super().process(formdata, obj, data, **kwargs)


def _read(form: TargetForm) -> TargetEntry:
    programme, row_code = form.row.data.split(":", 1)
    return TargetEntry(
        programme=programme,
        row_code=row_code,
        year=form.year.data,
        comparison=form.comparison.data,
        value=form.value.data,
        note=form.note.data,
    )


def _defaults() -> dict[str, Any]:
    titles = programmes()
    return {"defaults": [(titles[code], default_target(code, row)) for code, row in targeted_rows()]}


pages = book_pages(
    BookPages(
        book=TARGETS,
        entry=TargetEntry,
        form=TargetForm,
        read=_read,
        columns=(
            Column(_l("Chương trình"), lambda row: programmes().get(row.programme, row.programme)),
            Column(_l("Dòng"), lambda row: row.row_code, "nowrap"),
            Column(_l("Năm"), lambda row: row.year, "nowrap"),
            Column(_l("Đơn vị"), lambda row: row.unit.name if row.unit else _("Mọi đơn vị")),
            Column(_l("Chỉ tiêu"), lambda row: as_set(row).text, "number nowrap"),
            text("note", _l("Văn bản giao"), wide_only=True),
        ),
        view=Permission.TARGET_VIEW,
        edit=Permission.TARGET_EDIT,
        title=_l("Chỉ tiêu"),
        new_title=_l("Giao chỉ tiêu"),
        edit_title=_l("Sửa chỉ tiêu"),
        empty=_l("Chưa giao chỉ tiêu riêng nào: các biểu dùng chỉ tiêu của kế hoạch."),
        more="web/books/default_targets.html",
        more_context=_defaults,
    )
)
