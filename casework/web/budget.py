"""Money spent (kinh phí đã chi), a line a voucher: list, new, correct."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from casework.access.permissions import Permission
from casework.law.vocabulary import BudgetContent, BudgetSource
from casework.services.budget import BUDGET, BudgetEntry
from casework.web.book_columns import day, number, term, text, unit
from casework.web.book_pages import BookPages, book_pages
from casework.web.fields import CaseForm, DateField, MoneyField, TermField


class BudgetForm(CaseForm):
    """One amount that was spent."""

    spent_on = DateField(_l("Ngày chi"), [InputRequired()])
    voucher = StringField(_l("Số chứng từ"), [Length(max=60)])
    source = TermField(_l("Nguồn kinh phí"), BudgetSource, [InputRequired()])
    content = TermField(_l("Nội dung chi"), BudgetContent, [InputRequired()])
    amount_vnd = MoneyField(_l("Số tiền (đồng)"), [InputRequired()])


pages = book_pages(
    BookPages(
        book=BUDGET,
        entry=BudgetEntry,
        form=BudgetForm,
        columns=(
            day("spent_on", _l("Ngày chi")),
            text("voucher", _l("Chứng từ"), wide_only=True),
            term("source", BudgetSource, _l("Nguồn")),
            term("content", BudgetContent, _l("Nội dung")),
            number("amount_vnd", _l("Số tiền (đồng)")),
            unit(lambda row: row.unit, _l("Đơn vị")),
        ),
        view=Permission.BUDGET_VIEW,
        edit=Permission.BUDGET_EDIT,
        title=_l("Kinh phí đã chi"),
        new_title=_l("Ghi khoản chi"),
        edit_title=_l("Sửa khoản chi"),
        empty=_l("Chưa ghi khoản chi nào."),
    )
)
