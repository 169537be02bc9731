"""Forms of the course of after-care: request, decision, list, reviews, absences, moves."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from casework.access.permissions import Permission
from casework.i18n import parse_date
from casework.law.aftercare_facts import AftercareAct, DrugTest
from casework.records import db
from casework.services import aftercare_decisions, aftercare_moves, aftercare_reviews
from casework.services.aftercares import full_facts
from casework.web.aftercare_pages import AftercareForm, aftercare_page, held_or_refused
from casework.web.fields import DateField, TermField, UnitField, not_after_today
from casework.web.hours import HourField
from casework.web.number_fields import NumberField
from casework.web.person_records import yes_no
from casework.web.routing import Pages, today

pages = Pages("aftercare_acts", "/aftercares")


def _day_of_move() -> date:
    """The day typed in the same form: the receiving unit is read as of that day."""
    try:
        return parse_date(request.form.get("moved_on", ""))
    except ValueError:
        return today()


class RequestForm(AftercareForm):
    """The dossier and its request."""

    requested_on = DateField(_l("Ngày lập hồ sơ, gửi đề nghị"), [InputRequired(), not_after_today])
    number = NumberField(_l("Số văn bản đề nghị"))


class DecisionForm(AftercareForm):
    """What stands on the decision."""

    number = NumberField(_l("Số quyết định"))
    signed_on = DateField(_l("Ngày ký"), [InputRequired(), not_after_today])
    term_months = IntegerField(
        _l("Thời hạn quản lý sau cai nghiện (tháng)"), [InputRequired(), NumberRange(min=1, max=60)]
    )


class HandOverForm(AftercareForm):
    """The day of the minutes."""

    handed_over_on = DateField(_l("Ngày công bố, giao quyết định"), [InputRequired(), not_after_today])
    number = NumberField(_l("Số biên bản"))


class StartForm(AftercareForm):
    """The day of the list."""

    listed_on = DateField(
        _l("Ngày đưa vào danh sách quản lý"),
        [InputRequired(), not_after_today],
        description=_l("Thời hạn vẫn tính từ ngày luật quy định: từ năm 2022 là ngày hoàn thành cai nghiện"),
    )


class ReviewForm(AftercareForm):
    """One review and the test of that day."""

    held_on = DateField(_l("Ngày nhận xét, đánh giá, xét nghiệm"), [InputRequired(), not_after_today])
    drug_test = TermField(
        _l("Kết quả xét nghiệm chất ma túy"),
        DrugTest,
        [InputRequired()],
        description=_l("Dương tính chưa phải là tái nghiện: cần kết quả xác định tình trạng nghiện"),
    )
    note = TextAreaField(_l("Nhận xét"), [Optional(), Length(max=500)])


class AbsenceForm(AftercareForm):
    """Days away from home."""

    from_on = DateField(
        _l("Ngày bắt đầu vắng mặt"),
        [InputRequired(), not_after_today],
        description=_l("Ghi lại đúng ngày này để bổ sung ngày trở lại"),
    )
    to_on = DateField(_l("Ngày trở lại (để trống nếu còn vắng mặt)"), [Optional(), not_after_today])
    reported = yes_no(_l("Có báo cáo Công an cấp xã lý do và thời gian vắng mặt"))
    reason = StringField(_l("Lý do, nơi đến"), [Optional(), Length(max=200)])


class MoveForm(AftercareForm):
    """Where to, since when, and the notice where it was sent already."""

    moved_on = DateField(
        _l("Ngày chuyển đi"),
        [InputRequired(), not_after_today],
        description=_l("Nơi nhận quản lý hồ sơ từ ngày này, kể cả ngày này"),
    )
    left_at = HourField(
        _l("Giờ chuyển đi"), description=_l("giờ:phút, nếu biết; từ 01/07/2026 thời hạn thông báo là 24 giờ")
    )
    to_unit = UnitField(
        _l("Chuyển đến xã, phường, đặc khu"),
        [InputRequired()],
        on=_day_of_move,
        description=_l("Mã hoặc tên đơn vị nhận"),
    )
    address = StringField(_l("Địa chỉ mới"), [Optional(), Length(max=200)])
    notified_on = DateField(
        _l("Ngày thông báo cho nơi chuyển đến"),
        [Optional(), not_after_today],
        description=_l("Để trống nếu thông báo cùng ngày chuyển đi"),
    )
    notified_at = HourField(_l("Giờ thông báo"), description=_l("giờ:phút, nếu biết"))
    number = NumberField(_l("Số thông báo"))

    @property
    def entered(self) -> dict[str, Any]:
        """What was typed, the hours as instants of their days."""
        moved_on, notified_on = self.moved_on.data, self.notified_on.data
        told_at = self.notified_at.on(notified_on or moved_on)
        return {**super().entered, "left_at": self.left_at.on(moved_on), "notified_at": told_at}


class NoticeForm(AftercareForm):
    """The notice of the place that was left."""

    notified_on = DateField(_l("Ngày nơi chuyển đi thông báo"), [InputRequired(), not_after_today])
    notified_at = HourField(_l("Giờ thông báo"), description=_l("giờ:phút, nếu biết"))
    number = NumberField(_l("Số thông báo"))

    @property
    def entered(self) -> dict[str, Any]:
        """What was typed, the hour as an instant of its day."""
        return {**super().entered, "notified_at": self.notified_at.on(self.notified_on.data)}


@pages.form("/<path:ref>/request", Permission.AFTERCARE_OPEN)
def request_new(ref: str) -> ResponseReturnValue:
    """Record the request."""
    form = RequestForm()
    return aftercare_page(
        ref,
        form,
        title=_("Lập hồ sơ, đề nghị quản lý sau cai nghiện"),
        submit=_("Ghi đề nghị"),
        act=AftercareAct.REQUEST,
        perform=lambda doing: aftercare_decisions.request_aftercare(doing, **form.entered),
    )


@pages.form("/<path:ref>/decision", Permission.AFTERCARE_DECIDE)
def decision(ref: str) -> ResponseReturnValue:
    """Record the decision."""
    form = DecisionForm()
    facts = full_facts(db.session(), held_or_refused(ref))
    least, most = aftercare_decisions.lawful_term(facts, today())
    if not form.is_submitted():
        form.term_months.data = least
    span = str(least) if least == most else f"{least} – {most}"
    form.term_months.description = _(
        "Quyết định ký hôm nay: %(term)s tháng (%(kind)s)", term=span, kind=_(facts.kind.term)
    )
    return aftercare_page(
        ref,
        form,
        title=_("Ghi quyết định quản lý sau cai nghiện"),
        submit=_("Ghi quyết định"),
        act=AftercareAct.DECIDE,
        perform=lambda doing: aftercare_decisions.record_aftercare_decision(doing, **form.entered),
    )


@pages.form("/<path:ref>/hand-over", Permission.AFTERCARE_RUN)
def hand_over(ref: str) -> ResponseReturnValue:
    """Record that the decision was handed over."""
    form = HandOverForm()
    return aftercare_page(
        ref,
        form,
        title=_("Công bố, giao quyết định"),
        submit=_("Ghi việc giao"),
        act=AftercareAct.HAND_OVER,
        perform=lambda doing: aftercare_decisions.hand_over_decision(doing, **form.entered),
    )


@pages.form("/<path:ref>/start", Permission.AFTERCARE_RUN)
def start(ref: str) -> ResponseReturnValue:
    """Put the person on the list."""
    form = StartForm()
    return aftercare_page(
        ref,
        form,
        title=_("Đưa vào danh sách quản lý sau cai nghiện"),
        submit=_("Bắt đầu quản lý"),
        act=AftercareAct.START,
        perform=lambda doing: aftercare_decisions.start_aftercare(doing, **form.entered),
    )


@pages.form("/<path:ref>/review", Permission.AFTERCARE_REVIEW)
def review(ref: str) -> ResponseReturnValue:
    """Record a review with its test."""
    form = ReviewForm()
    return aftercare_page(
        ref,
        form,
        title=_("Nhận xét, đánh giá, xét nghiệm"),
        submit=_("Ghi nhận xét"),
        act=AftercareAct.REVIEW,
        perform=lambda doing: aftercare_reviews.record_review(doing, **form.entered),
    )


@pages.form("/<path:ref>/absence", Permission.AFTERCARE_RUN)
def absence(ref: str) -> ResponseReturnValue:
    """Record an absence, or its end."""
    form = AbsenceForm()
    if request.method == "GET":
        away = next((each for each in full_facts(db.session(), held_or_refused(ref)).absences if not each.to_on), None)
        if away is not None:
            form.from_on.data = away.from_on
            form.reported.process_data(away.reported)
    return aftercare_page(
        ref,
        form,
        title=_("Ghi vắng mặt tại nơi cư trú"),
        submit=_("Ghi vắng mặt"),
        act=AftercareAct.RECORD_ABSENCE,
        perform=lambda doing: aftercare_reviews.record_absence(doing, **form.entered),
    )


@pages.form("/<path:ref>/move", Permission.AFTERCARE_TRANSFER)
def move(ref: str) -> ResponseReturnValue:
    """Pass the case to the commune the person moved to."""
    form = MoveForm()
    return aftercare_page(
        ref,
        form,
        title=_("Chuyển nơi quản lý sau cai nghiện"),
        submit=_("Chuyển hồ sơ"),
        act=AftercareAct.MOVE,
        perform=lambda doing: aftercare_moves.move_aftercare(doing, **form.entered),
    )


@pages.form("/<path:ref>/notice", Permission.AFTERCARE_TRANSFER)
def notice(ref: str) -> ResponseReturnValue:
    """Record the notice of the place that was left."""
    form = NoticeForm()
    return aftercare_page(
        ref,
        form,
        title=_("Ghi thông báo chuyển nơi cư trú"),
        submit=_("Ghi thông báo"),
        act=AftercareAct.NOTIFY_MOVE,
        perform=lambda doing: aftercare_moves.notify_move(doing, **form.entered),
    )
