"""Trainings that staff completed (tập huấn cán bộ): list, new, correct."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from casework.access.permissions import Permission
from casework.law.vocabulary import Sector
from casework.records import db
from casework.services.officer_trainings import OFFICER_TRAININGS, OfficerTrainingEntry
from casework.services.staff import staff_list
from casework.web.book_columns import Column, day, text, unit
from casework.web.book_pages import BookPages, book_pages
from casework.web.choices import MOST
from casework.web.fields import CaseForm, DateField, options
from casework.web.routing import current_scope


def _staff() -> list[SelectChoice]:
    rows = db.session().scalars(staff_list(current_scope()).limit(MOST))
    return options(
        [("", _("— chọn —")), *((str(row.id), f"{row.full_name} – {_(Sector(row.sector).term)}") for row in rows)]
    )


class OfficerTrainingForm(CaseForm):
    """Who completed which training."""

    staff_id = SelectField(
        _l("Cán bộ"),
        [InputRequired()],
        choices=_staff,
        coerce=lambda value: int(value) if value not in (None, "") else None,
    )
    completed_on = DateField(_l("Ngày hoàn thành"), [InputRequired()])
    subject = StringField(_l("Nội dung tập huấn"), [Length(max=200)])


pages = book_pages(
    BookPages(
        book=OFFICER_TRAININGS,
        entry=OfficerTrainingEntry,
        form=OfficerTrainingForm,
        columns=(
            Column(_l("Cán bộ"), lambda row: row.staff.full_name, "words"),
            Column(_l("Ngành"), lambda row: _(Sector(row.staff.sector).term), "d-none d-lg-table-cell"),
            day("completed_on", _l("Hoàn thành")),
            text("subject", _l("Nội dung")),
            unit(lambda row: row.staff.unit, _l("Đơn vị")),
        ),
        view=Permission.TEAM_VIEW,
        edit=Permission.OFFICER_TRAINING_EDIT,
        title=_l("Tập huấn cán bộ"),
        new_title=_l("Ghi tập huấn cán bộ"),
        edit_title=_l("Sửa tập huấn cán bộ"),
        empty=_l("Chưa ghi lớp tập huấn nào."),
    )
)
