"""Recording the beginning of rehabilitation (bắt đầu cai nghiện)."""

from __future__ import annotations

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import InputRequired

from casework.access.permissions import Permission
from casework.law.facts import Act as ActKind
from casework.services.starts import record_start
from casework.web.act_pages import ActForm, act_page
from casework.web.fields import DateField, not_after_today
from casework.web.routing import Pages, today

pages = Pages("starts")


class StartForm(ActForm):
    """The first day."""

    started_on = DateField(_l("Ngày bắt đầu cai nghiện"), [InputRequired(), not_after_today])


@pages.form("/episodes/<path:ref>/start", Permission.EPISODE_RUN)
def new(ref: str) -> ResponseReturnValue:
    """Record the first day of rehabilitation."""
    form = StartForm()
    return act_page(
        ref,
        form,
        title=_("Ghi ngày bắt đầu cai nghiện"),
        submit=_("Ghi ngày bắt đầu"),
        act=ActKind.START,
        perform=lambda session, scope, actor: record_start(
            session, scope, actor, ref, started_on=form.started_on.data, today=today(), version=form.version.data
        ),
    )
