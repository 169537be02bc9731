"""Recording that a clock runs anew (tính lại thời hạn do sự kiện bất khả kháng), by a decision."""

from __future__ import annotations

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from casework.access.permissions import Permission
from casework.law.facts import Act as ActKind
from casework.records import db
from casework.services.course import Doing
from casework.services.restarts import restart_clock, restartable
from casework.web.act_pages import ActForm, act_page
from casework.web.fields import DateField, not_after_today, options
from casework.web.hours import HourField
from casework.web.number_fields import NumberField
from casework.web.routing import Pages, current_scope, today

pages = Pages("restarts")


class RestartForm(ActForm):
    """The decision, the clock it is about, and since when that clock runs anew."""

    act = SelectField(_l("Thời hạn của việc"), [InputRequired()])
    number = NumberField(_l("Số quyết định của cơ quan có thẩm quyền"))
    decided_on = DateField(_l("Ngày quyết định"), [InputRequired(), not_after_today])
    from_on = DateField(
        _l("Tính lại từ ngày"),
        [InputRequired(), not_after_today],
        description=_l("Ngày sự kiện bất khả kháng chấm dứt"),
    )
    from_at = HourField(_l("Từ giờ"))
    note = TextAreaField(_l("Sự kiện"), [Optional(), Length(max=500)])


@pages.form("/episodes/<path:ref>/restarts", Permission.EPISODE_DECIDE)
def new(ref: str) -> ResponseReturnValue:
    """Record the decision by which a clock of a case runs anew."""
    form = RestartForm()
    clocks = restartable(db.session(), current_scope(), ref, today())
    form.act.choices = options([("", _("— chọn —")), *((act.value, _(act.term)) for act in clocks)])
    return act_page(
        ref,
        form,
        title=_("Tính lại thời hạn do bất khả kháng"),
        submit=_("Ghi quyết định"),
        act=None,
        perform=lambda session, scope, actor: restart_clock(
            Doing(session, scope, actor, ref, today(), form.version.data, form.number.data, form.note.data),
            ActKind(form.act.data),
            from_on=form.from_on.data,
            from_at=form.from_at.on(form.from_on.data),
            decided_on=form.decided_on.data,
        ),
    )
