"""Days off and working days beside the national calendar (ngày nghỉ, ngày làm bù): an administrator adds them."""

from __future__ import annotations

from datetime import date

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from casework.access.permissions import Permission
from casework.errors import Conflict, NotFound
from casework.i18n import parse_date
from casework.law.vocabulary import LocalDayKind
from casework.records import db
from casework.services import histories
from casework.services.local_days import add_local_day, drop_local_day, local_day, local_days
from casework.web.amending import carry_out
from casework.web.fields import CaseForm, DateField, TermField, show_refusal
from casework.web.routing import Pages, current_actor, refuse

pages = Pages("local_days", "/local-days")


class LocalDayForm(CaseForm):
    """One day and the announcement that says so."""

    day = DateField(_l("Ngày"), [InputRequired()])
    kind = TermField(_l("Loại ngày"), LocalDayKind, [InputRequired()])
    reason = StringField(_l("Văn bản thông báo"), [InputRequired(), Length(max=200)])


class DropForm(CaseForm):
    """Why a day is taken out."""

    reason = StringField(_l("Lý do"), [InputRequired(), Length(min=5, max=200)], description=_l("Ví dụ: gõ nhầm ngày"))


@pages.form("", Permission.CALENDAR_EDIT)
def index() -> ResponseReturnValue:
    """The days on file, and one more."""
    session, form = db.session(), LocalDayForm()
    status = 400 if form.is_submitted() else 200
    if form.validate_on_submit():
        try:
            add_local_day(
                session, current_actor(), day=form.day.data, kind=form.kind.data, reason=form.reason.data or ""
            )
        except Conflict as error:
            session.rollback()
            show_refusal(form, error)
            status = error.status
        else:
            flash(_("Đã thêm ngày; mọi thời hạn theo ngày làm việc được tính lại."), "success")
            return redirect(url_for("local_days.index"), 303)
    page = render_template(
        "web/law/local_days.html",
        form=form,
        days=local_days(session),
        kinds=LocalDayKind,
        history=histories.local_day_history(session),
    )
    return page if status < 400 else refuse(page, status)


@pages.form("/<string:day>/drop", Permission.CALENDAR_EDIT)
def drop(day: str) -> ResponseReturnValue:
    """Take a day out again, and say why."""
    row, form = local_day(db.session(), _day(day)), DropForm()
    return carry_out(
        form,
        lambda: drop_local_day(db.session(), current_actor(), row.day, reason=form.reason.data or ""),
        _("Đã bỏ ngày khỏi danh sách."),
        page=lambda: render_template("web/law/local_day_drop.html", form=form, row=row, kinds=LocalDayKind),
        shown=lambda _ref: url_for("local_days.index"),
    )


def _day(text: str) -> date:
    """:raises NotFound: the address names no day"""
    try:
        return parse_date(text)
    except ValueError:
        raise NotFound(_("Không có ngày này trong danh sách.")) from None
