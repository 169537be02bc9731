"""Recording the decision (quyết định cai nghiện)."""

from __future__ import annotations

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, StringField
from wtforms.validators import InputRequired, Length, NumberRange

from casework.access.permissions import Permission
from casework.law.facts import Act as ActKind
from casework.services.decisions import record_decision
from casework.web.act_pages import ActForm, act_page
from casework.web.fields import DateField, not_after_today
from casework.web.routing import Pages, today

pages = Pages("decisions")


class DecisionForm(ActForm):
    """What stands on the decision."""

    number = StringField(
        _l("Số quyết định"), [InputRequired(), Length(max=60)], description=_l("Như trên giấy, ví dụ 12/QĐ-UBND")
    )
    signed_on = DateField(_l("Ngày ký"), [InputRequired(), not_after_today])
    term_months = IntegerField(
        _l("Thời hạn cai nghiện (tháng)"), [InputRequired(), NumberRange(min=1, max=60)], default=6
    )


@pages.form("/episodes/<path:ref>/decision", Permission.EPISODE_DECIDE)
def new(ref: str) -> ResponseReturnValue:
    """Record the decision of a case."""
    form = DecisionForm()
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
            number=form.number.data or "",
            signed_on=form.signed_on.data,
            term_months=form.term_months.data or 0,
            today=today(),
            version=form.version.data,
        ),
    )
