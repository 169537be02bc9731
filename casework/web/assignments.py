"""Naming who follows a case (người được phân công theo dõi, quản lý)."""

from __future__ import annotations

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import InputRequired, Optional

from casework.access.permissions import Permission
from casework.law.facts import Act as ActKind
from casework.services.assignments import assign_officer
from casework.web.act_pages import ActForm, act_page
from casework.web.choices import StaffField
from casework.web.fields import DateField, not_after_today
from casework.web.number_fields import NumberField
from casework.web.routing import Pages, today

pages = Pages("assignments")


class AssignmentForm(ActForm):
    """Somebody of the scope's staff."""

    staff = StaffField(_l("Người theo dõi, quản lý"), [InputRequired()])
    assigned_on = DateField(_l("Ngày phân công"), [Optional(), not_after_today])
    number = NumberField(_l("Số quyết định phân công"))


@pages.form("/episodes/<path:ref>/officer", Permission.EPISODE_ASSIGN)
def new(ref: str) -> ResponseReturnValue:
    """Name who follows a case."""
    form = AssignmentForm()
    return act_page(
        ref,
        form,
        title=_("Phân công người theo dõi, quản lý"),
        submit=_("Phân công"),
        act=ActKind.ASSIGN_WORKER,
        perform=lambda session, scope, actor: assign_officer(
            session,
            scope,
            actor,
            ref,
            staff_ref=form.staff.data or "",
            assigned_on=form.assigned_on.data,
            number=form.number.data,
            today=today(),
            version=form.version.data,
        ),
    )
