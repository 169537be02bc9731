"""Recording the decision (quyết định cai nghiện)."""

from __future__ import annotations

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField
from wtforms.validators import InputRequired, NumberRange, Optional

from casework.access.permissions import Permission
from casework.law.facts import Act as ActKind
from casework.records import db
from casework.services.decisions import lawful_terms, record_decision
from casework.web.act_pages import ActForm, act_page
from casework.web.fields import DateField, not_after_today
from casework.web.hours import HourField
from casework.web.number_fields import NumberField
from casework.web.routing import Pages, current_scope, today

pages = Pages("decisions")


class DecisionForm(ActForm):
    """What stands on the decision."""

    number = NumberField(_l("Số quyết định"))
    signed_on = DateField(_l("Ngày ký"), [InputRequired(), not_after_today])
    signed_at = HourField(_l("Giờ ký"))
    term_months = IntegerField(_l("Thời hạn cai nghiện (tháng)"), [InputRequired(), NumberRange(min=1, max=60)])
    earlier_elsewhere = IntegerField(
        _l("Số lần đã cai nghiện chưa có trong hệ thống"),
        [Optional(), NumberRange(min=0, max=50)],
        default=0,
        description=_l(
            "Theo lý lịch (Mẫu số 33); từ 01/07/2026 thời hạn phụ thuộc lần cai nghiện; để trống nếu chưa hỏi"
        ),
    )


@pages.form("/episodes/<path:ref>/decision", Permission.EPISODE_DECIDE)
def new(ref: str) -> ResponseReturnValue:
    """Record the decision of a case."""
    form = DecisionForm()
    terms = lawful_terms(db.session(), current_scope(), ref, today())
    if not form.is_submitted():
        form.term_months.data = terms.chosen.least.number
    form.term_months.description = _(
        "Quyết định ký hôm nay: %(term)s; trong hệ thống có %(times)s lần cai nghiện trước",
        term=terms.chosen.text,
        times=terms.times_on_file,
    )
    return act_page(
        ref,
        form,
        title=_("Ghi quyết định cai nghiện"),
        submit=_("Ghi quyết định"),
        act=ActKind.DECIDE,
        perform=lambda session, scope, actor: record_decision(
            session,
            scope,
            actor,
            ref,
            number=form.number.data,
            signed_on=form.signed_on.data,
            term_months=form.term_months.data or 0,
            earlier_elsewhere=form.earlier_elsewhere.data,
            decided_at=form.signed_at.on(form.signed_on.data),
            today=today(),
            version=form.version.data,
        ),
    )
