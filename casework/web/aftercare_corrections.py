"""Correcting an after-care and its reviews, and naming who follows it."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from casework.access.permissions import Permission
from casework.errors import NotFound
from casework.i18n import parse_date
from casework.law.aftercare_facts import AftercareOutcome, CompletionKind, DrugTest
from casework.services import aftercare_corrections
from casework.services.aftercare_corrections import NAMES, Corrected
from casework.services.aftercares import facts_of
from casework.web.aftercare_pages import AftercareForm, aftercare_page, held_or_refused
from casework.web.choices import StaffField
from casework.web.fields import DateField, TermField, not_after_today
from casework.web.routing import Pages

pages = Pages("aftercare_corrections", "/aftercares")

_PAST = [Optional(), not_after_today]


class _ReasonForm(AftercareForm):
    reason = StringField(
        _l("Lý do sửa"),
        [InputRequired(), Length(min=5, max=200)],
        description=_l("Ghi vào nhật ký cùng giá trị cũ, ví dụ: sửa theo quyết định giấy"),
    )


class CorrectionForm(_ReasonForm):
    """Every value that was recorded, as it should read."""

    kind = TermField(_l("Đã hoàn thành"), CompletionKind, [InputRequired()])
    completed_on = DateField(
        _l("Ngày hoàn thành"), [Optional()], description=_l("Nếu đợt cai nghiện đã có giấy thì sửa ở đợt đó")
    )
    returned_on = DateField(_l("Ngày về địa phương"), _PAST)
    reported_on = DateField(_l("Ngày nhận trình báo, thông báo"), _PAST)
    dossier_on = DateField(_l("Ngày lập hồ sơ, đề nghị"), _PAST)
    decided_on = DateField(_l("Ngày ký quyết định"), _PAST)
    decision_number = StringField(_l("Số quyết định"), [Optional(), Length(max=60)])
    term_months = IntegerField(_l("Thời hạn (tháng)"), [Optional(), NumberRange(min=1, max=60)])
    handed_over_on = DateField(_l("Ngày giao quyết định"), _PAST)
    starts_on = DateField(_l("Ngày bắt đầu quản lý"), [Optional()])
    ended_on = DateField(_l("Ngày kết thúc"), _PAST)
    outcome = TermField(_l("Kết quả"), AftercareOutcome)
    determined_addicted_on = DateField(_l("Ngày có kết quả xác định nghiện"), _PAST)
    certified_on = DateField(_l("Ngày cấp giấy chấp hành xong"), _PAST)
    certificate_number = StringField(_l("Số giấy chấp hành xong"), [Optional(), Length(max=60)])
    suspended_on = DateField(
        _l("Ngày tạm ngừng gần nhất"), _PAST, description=_l("Ghi nhầm thì xóa trống, sau khi đã thu hồi quyết định")
    )
    resumed_on = DateField(_l("Ngày tiếp tục"), _PAST)
    reduced_on = DateField(_l("Ngày giảm thời hạn"), _PAST)
    reduced_months = IntegerField(_l("Số tháng được giảm"), [Optional(), NumberRange(min=1, max=60)])
    exempted_on = DateField(_l("Ngày miễn chấp hành phần còn lại"), _PAST)


class ReviewCorrectionForm(_ReasonForm):
    """One review, as it should read."""

    held_on = DateField(_l("Ngày nhận xét, đánh giá, xét nghiệm"), [InputRequired(), not_after_today])
    drug_test = TermField(_l("Kết quả xét nghiệm chất ma túy"), DrugTest, [InputRequired()])
    note = TextAreaField(_l("Nhận xét"), [Optional(), Length(max=500)])


class OfficerForm(AftercareForm):
    """Somebody of the scope's staff."""

    staff = StaffField(_l("Người theo dõi, quản lý"), [InputRequired()])


@pages.form("/<path:ref>/edit", Permission.AFTERCARE_CORRECT)
def edit(ref: str) -> ResponseReturnValue:
    """Correct what was recorded."""
    stored = aftercare_corrections.as_recorded(facts_of(held_or_refused(ref)))
    form = CorrectionForm()
    if not form.is_submitted():
        for name in NAMES:
            form[name].process_data(getattr(stored, name))
    return aftercare_page(
        ref,
        form,
        title=_("Sửa hồ sơ quản lý sau cai nghiện"),
        submit=_("Lưu sửa đổi"),
        act=None,
        perform=lambda doing: aftercare_corrections.correct_aftercare(
            doing, _corrected(form), reason=form.reason.data or ""
        ),
    )


@pages.form("/<path:ref>/reviews/<string:day>/edit", Permission.AFTERCARE_CORRECT)
def edit_review(ref: str, day: str) -> ResponseReturnValue:
    """Correct one review."""
    held_on = _day(day)
    row = next((each for each in held_or_refused(ref).reviews if each.held_on == held_on), None)
    if row is None:
        raise NotFound(_("Không có lần nhận xét nào ngày này."))
    form = ReviewCorrectionForm()
    if not form.is_submitted():
        form.held_on.data, form.note.data = row.held_on, row.note
        form.drug_test.process_data(row.drug_test)
    return aftercare_page(
        ref,
        form,
        title=_("Sửa lần nhận xét, xét nghiệm"),
        submit=_("Lưu sửa đổi"),
        act=None,
        perform=lambda doing: aftercare_corrections.correct_review(
            doing,
            held_on=held_on,
            new_held_on=form.held_on.data,
            drug_test=form.drug_test.data,
            note=form.note.data,
            reason=form.reason.data or "",
        ),
    )


@pages.form("/<path:ref>/officer", Permission.AFTERCARE_ASSIGN)
def officer(ref: str) -> ResponseReturnValue:
    """Name who follows the person."""
    form = OfficerForm()
    return aftercare_page(
        ref,
        form,
        title=_("Phân công người theo dõi, quản lý"),
        submit=_("Phân công"),
        act=None,
        perform=lambda doing: aftercare_corrections.assign_aftercare_officer(doing, staff_ref=form.staff.data or ""),
    )


def _corrected(form: CorrectionForm) -> Corrected:
    values: dict[str, Any] = {name: form[name].data or None for name in NAMES}
    return Corrected(**values)


def _day(text: str) -> date:
    """:raises NotFound: the address names no day"""
    try:
        return parse_date(text)
    except ValueError:
        raise NotFound(_("Không có lần nhận xét nào ngày này.")) from None
