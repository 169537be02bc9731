"""Forms that interrupt, shorten or close after-care, and the papers about electronic monitoring."""

from __future__ import annotations

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from casework.access.permissions import Permission
from casework.law.aftercare_facts import AftercareAct, AftercareOutcome, ExemptionGround, SuspensionReason
from casework.law.aftercare_monitoring import MonitoringPaper
from casework.services import aftercare_endings, aftercare_monitoring, aftercare_relief
from casework.web.aftercare_pages import AftercareForm, aftercare_page
from casework.web.fields import DateField, TermField, not_after_today
from casework.web.number_fields import NumberField
from casework.web.person_records import yes_no
from casework.web.routing import Pages

pages = Pages("aftercare_closings", "/aftercares")


class SuspensionForm(AftercareForm):
    """Since when, and why."""

    from_on = DateField(_l("Ngày tạm ngừng"), [InputRequired(), not_after_today])
    reason = TermField(_l("Lý do"), SuspensionReason, [InputRequired()])
    child_born_on = DateField(_l("Ngày sinh của con, nếu nuôi con nhỏ"), [Optional(), not_after_today])
    number = NumberField(_l("Số văn bản"))


class ResumptionForm(AftercareForm):
    """Since when it goes on."""

    to_on = DateField(_l("Ngày tiếp tục"), [InputRequired(), not_after_today])
    child_born_on = DateField(_l("Ngày sinh của con, nếu tạm ngừng vì mang thai"), [Optional(), not_after_today])
    number = NumberField(_l("Số thông báo"))


class ReductionForm(AftercareForm):
    """The decision that shortens the term."""

    reduced_on = DateField(_l("Ngày quyết định giảm"), [InputRequired(), not_after_today])
    months = IntegerField(_l("Số tháng được giảm"), [InputRequired(), NumberRange(min=1, max=23)])
    merit = yes_no(_l("Có tiến bộ rõ rệt hoặc lập công"))
    number = NumberField(_l("Số quyết định"))


class ExemptionForm(AftercareForm):
    """The decision that remits the rest."""

    exempted_on = DateField(_l("Ngày quyết định miễn"), [InputRequired(), not_after_today])
    ground = TermField(_l("Căn cứ"), ExemptionGround, [InputRequired()])
    merit = yes_no(_l("Có tiến bộ rõ rệt hoặc lập công"))
    number = NumberField(_l("Số quyết định"))


class EndForm(AftercareForm):
    """Why the person leaves the list."""

    ended_on = DateField(_l("Ngày đưa ra khỏi danh sách"), [InputRequired(), not_after_today])
    outcome = TermField(_l("Kết quả"), AftercareOutcome, [InputRequired()])
    determined_on = DateField(
        _l("Ngày có kết quả xác định nghiện"),
        [Optional(), not_after_today],
        description=_l("Bắt buộc khi kết quả là tái nghiện; nếu đã có trong hệ thống thì để trống"),
    )
    number = NumberField(_l("Số quyết định"))


class CertificateForm(AftercareForm):
    """What stands on the certificate."""

    number = NumberField(_l("Số giấy chấp hành xong"))
    signed_on = DateField(_l("Ngày ký"), [InputRequired(), not_after_today])


class MonitoringForm(AftercareForm):
    """One paper about electronic monitoring."""

    paper = TermField(_l("Văn bản"), MonitoringPaper, [InputRequired()])
    signed_on = DateField(_l("Ngày ký"), [InputRequired(), not_after_today])
    number = NumberField(_l("Số văn bản"))
    note = StringField(_l("Ghi chú"), [Optional(), Length(max=200)])


@pages.form("/<path:ref>/suspension", Permission.AFTERCARE_RUN)
def suspend(ref: str) -> ResponseReturnValue:
    """Record that execution stopped."""
    form = SuspensionForm()
    return aftercare_page(
        ref,
        form,
        title=_("Tạm ngừng quản lý sau cai nghiện"),
        submit=_("Ghi tạm ngừng"),
        act=AftercareAct.SUSPEND,
        perform=lambda doing: aftercare_relief.suspend_aftercare(doing, **form.entered),
    )


@pages.form("/<path:ref>/resumption", Permission.AFTERCARE_RUN)
def resume(ref: str) -> ResponseReturnValue:
    """Record that execution goes on."""
    form = ResumptionForm()
    return aftercare_page(
        ref,
        form,
        title=_("Tiếp tục quản lý sau cai nghiện"),
        submit=_("Ghi tiếp tục"),
        act=AftercareAct.RESUME,
        perform=lambda doing: aftercare_relief.resume_aftercare(doing, **form.entered),
    )


@pages.form("/<path:ref>/reduction", Permission.AFTERCARE_DECIDE)
def reduction(ref: str) -> ResponseReturnValue:
    """Record a shorter term."""
    form = ReductionForm()
    return aftercare_page(
        ref,
        form,
        title=_("Giảm thời hạn quản lý sau cai nghiện"),
        submit=_("Ghi quyết định giảm"),
        act=AftercareAct.REDUCE,
        perform=lambda doing: aftercare_relief.reduce_aftercare(doing, **form.entered),
    )


@pages.form("/<path:ref>/exemption", Permission.AFTERCARE_DECIDE)
def exemption(ref: str) -> ResponseReturnValue:
    """Record that the rest is remitted."""
    form = ExemptionForm()
    return aftercare_page(
        ref,
        form,
        title=_("Miễn chấp hành phần còn lại"),
        submit=_("Ghi quyết định miễn"),
        act=AftercareAct.EXEMPT,
        perform=lambda doing: aftercare_relief.exempt_aftercare(doing, **form.entered),
    )


@pages.form("/<path:ref>/end", Permission.AFTERCARE_RUN)
def end(ref: str) -> ResponseReturnValue:
    """Take the person off the list."""
    form = EndForm()
    return aftercare_page(
        ref,
        form,
        title=_("Đưa ra khỏi danh sách quản lý sau cai nghiện"),
        submit=_("Ghi kết thúc"),
        act=AftercareAct.END,
        perform=lambda doing: aftercare_endings.end_aftercare(doing, **form.entered),
    )


@pages.form("/<path:ref>/certificate", Permission.AFTERCARE_CERTIFY)
def certificate(ref: str) -> ResponseReturnValue:
    """Record the certificate; an after-care still open ends with it."""
    form = CertificateForm()
    return aftercare_page(
        ref,
        form,
        title=_("Cấp giấy chấp hành xong quản lý sau cai nghiện"),
        submit=_("Cấp giấy"),
        act=AftercareAct.CERTIFY,
        perform=lambda doing: aftercare_endings.certify_aftercare(doing, **form.entered),
    )


@pages.form("/<path:ref>/monitoring", Permission.AFTERCARE_RUN)
def monitoring(ref: str) -> ResponseReturnValue:
    """Record a paper about electronic monitoring."""
    form = MonitoringForm()
    return aftercare_page(
        ref,
        form,
        title=_("Ghi văn bản giám sát điện tử"),
        submit=_("Ghi văn bản"),
        act=None,
        perform=lambda doing: aftercare_monitoring.record_monitoring(doing, **form.entered),
    )
