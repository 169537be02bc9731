"""The calendar of reporting (chế độ báo cáo): what is owed by whom and when, and what a unit sets itself."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, SelectField, StringField
from wtforms.validators import InputRequired, Length, NumberRange

from casework.access.permissions import Permission
from casework.errors import CaseworkError
from casework.records import db
from casework.records.obligation import UnitObligation
from casework.reports.obligations import ONE_OFF, OWN
from casework.reports.periods import CutRule
from casework.services import histories, report_calendar, report_obligations
from casework.services.report_obligations import CYCLES, Asked
from casework.services.stamps import Overtaken
from casework.web.amending import AmendForm, tell_overtaken
from casework.web.fields import CaseForm, DateField, options, show_refusal
from casework.web.routing import Pages, current_actor, current_scope, refuse, today

pages = Pages("report_obligations", "/reports/obligations")

LEVEL_WORDS: dict[str, Any] = {
    OWN: _l("Chính đơn vị này"),
    "commune": _l("Mọi xã, phường trong địa bàn"),
    "district": _l("Mọi huyện trong địa bàn"),
    "province": _l("Mọi tỉnh trong địa bàn"),
}
SENDER_WORDS: dict[str, Any] = {
    "commune": _l("cấp xã"),
    "district": _l("cấp huyện"),
    "province": _l("cấp tỉnh"),
    "country": _l("cấp trung ương"),
}
CYCLE_WORDS: dict[str, Any] = {
    "month": _l("Hàng tháng"),
    "quarter": _l("Hàng quý"),
    "half": _l("6 tháng đầu năm"),
    "halves": _l("6 tháng một lần"),
    "year": _l("Hàng năm"),
}
RULE_WORDS: dict[str, Any] = {
    CutRule.CALENDAR.value: _l("Theo lịch"),
    CutRule.ADMINISTRATIVE.value: _l("Từ ngày 15 đến ngày 14"),
}
_MONTHS = ((0, _l("trong tháng cuối kỳ")), (1, _l("tháng kế tiếp")), (2, _l("tháng thứ hai sau kỳ")))


class ObligationForm(CaseForm):
    """What a unit wants reported, and when."""

    form = SelectField(_l("Biểu"), [InputRequired()])
    level = SelectField(_l("Ai phải gửi"), [InputRequired()])
    cycle = SelectField(
        _l("Kỳ báo cáo"), [InputRequired()], choices=options((each, CYCLE_WORDS[each]) for each in CYCLES)
    )
    rule = SelectField(_l("Cách cắt kỳ"), [InputRequired()], choices=options(RULE_WORDS.items()), default="calendar")
    due_day = IntegerField(
        _l("Hạn gửi: chậm nhất ngày"),
        [InputRequired(), NumberRange(min=1, max=31, message=_l("Hãy nhập ngày từ 1 đến 31."))],
        description=_l("Tháng không có ngày này thì lấy ngày cuối tháng"),
    )
    due_months = SelectField(_l("của tháng nào"), choices=options(_MONTHS), coerce=int, default=1)
    from_on = DateField(_l("Áp dụng cho kỳ kết thúc từ ngày"), [InputRequired()], default=today)
    until_on = DateField(_l("Thôi áp dụng sau ngày"), description=_l("Để trống nếu còn áp dụng"))
    citation = StringField(
        _l("Văn bản yêu cầu"), [InputRequired(), Length(max=300)], description=_l("Số, ngày, nơi ban hành")
    )


class EditObligationForm(ObligationForm, AmendForm):
    """What is set, to be corrected."""


@pages.get("", Permission.REPORT_VIEW)
def index() -> ResponseReturnValue:
    """What is owed by whom, the period under way and its deadline, with the source; what units set is told apart."""
    session, scope = db.session(), current_scope()
    return render_template(
        "web/reports/obligations.html",
        lines=report_calendar.calendar_lines(session, scope, today()),
        own=report_obligations.own_obligations(session, scope),
        forms={form.code: form.short for form in report_obligations.forms_offered()},
        may_set=report_obligations.may_set(current_actor()),
        ended=report_calendar.ended_lines(today()),
        one_off=ONE_OFF,
        senders=SENDER_WORDS,
        levels=LEVEL_WORDS,
        cycles=CYCLE_WORDS,
    )


@pages.form("/new", Permission.REPORT_SUBMIT)
def new() -> ResponseReturnValue:
    """Have a form reported for every period of a cycle."""
    return _edit(None)


@pages.get("/<int:row_id>", Permission.REPORT_VIEW)
def show(row_id: int) -> ResponseReturnValue:
    """One obligation that a unit set, and its history."""
    session, actor = db.session(), current_actor()
    row = report_obligations.find_own(session, current_scope(), row_id)
    return render_template(
        "web/reports/obligation_show.html",
        row=row,
        setter=report_obligations.setter_of(row),
        form=report_obligations.form_of(row),
        history=histories.obligation_history(session, row),
        may_change=report_obligations.may_set(actor) and row.unit_id == actor.unit_id,
        levels=LEVEL_WORDS,
        cycles=CYCLE_WORDS,
        rules=RULE_WORDS,
        months=dict(_MONTHS),
    )


@pages.form("/<int:row_id>/edit", Permission.REPORT_SUBMIT)
def edit(row_id: int) -> ResponseReturnValue:
    """Change the deadline, the source, or the days on which it stands."""
    return _edit(report_obligations.find_own(db.session(), current_scope(), row_id))


def _edit(row: UnitObligation | None) -> ResponseReturnValue:
    form = EditObligationForm(obj=row) if row else ObligationForm()
    _offer(form, row)
    if row and isinstance(form, EditObligationForm) and not form.is_submitted():
        form.opened_on(report_obligations.recorded(row))
    if form.validate_on_submit():
        try:
            saved = _save(form, row)
            flash(_("Đã ghi chế độ báo cáo."), "success")
            return redirect(url_for("report_obligations.show", row_id=saved.id), 303)
        except CaseworkError as error:
            if error.status in (403, 404):
                raise
            _refuse(form, row, error)
            return refuse(render_template("web/reports/obligation.html", form=form, row=row), error.status)
    page = render_template("web/reports/obligation.html", form=form, row=row)
    return refuse(page) if form.errors else page


def _refuse(form: ObligationForm, row: UnitObligation | None, error: CaseworkError) -> None:
    if row is None or not isinstance(form, EditObligationForm) or not isinstance(error, Overtaken):
        return show_refusal(form, error)
    stored = EditObligationForm(formdata=None, obj=row)
    _offer(stored, row)
    return tell_overtaken(form, stored, report_obligations.recorded(row), error)


def _offer(form: ObligationForm, row: UnitObligation | None) -> None:
    offered = report_obligations.forms_offered()
    form.form.choices = options((each.code, f"{each.short} – {each.title}"[:100]) for each in offered)
    levels = report_obligations.levels_offered(db.session(), current_actor(), row)
    form.level.choices = options((each, LEVEL_WORDS[each]) for each in levels)


def _save(form: ObligationForm, row: UnitObligation | None) -> UnitObligation:
    asked = Asked(
        form=str(form.form.data),
        level=str(form.level.data),
        cycle=str(form.cycle.data),
        rule=str(form.rule.data),
        due_months=int(form.due_months.data),
        due_day=int(form.due_day.data or 0),
        from_on=form.from_on.data,
        until_on=form.until_on.data,
        citation=str(form.citation.data).strip(),
    )
    session, actor = db.session(), current_actor()
    if row is None:
        return report_obligations.set_obligation(session, actor, asked)
    amended = form.amended if isinstance(form, EditObligationForm) else {"reason": None}
    return report_obligations.change_obligation(session, current_scope(), actor, row.id, asked, **amended)
