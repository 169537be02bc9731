"""Naming who follows a case (người được phân công theo dõi, quản lý)."""

from __future__ import annotations

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import InputRequired

from casework.access.permissions import Permission
from casework.services.assignments import assign_officer
from casework.web.act_pages import ActForm, act_page
from casework.web.choices import StaffField
from casework.web.routing import Pages

pages = Pages("assignments")


class AssignmentForm(ActForm):
    """Somebody of the scope's staff."""

    staff = StaffField(_l("Người theo dõi, quản lý"), [InputRequired()])


@pages.form("/episodes/<path:ref>/officer", Permission.EPISODE_ASSIGN)
def new(ref: str) -> ResponseReturnValue:
    """Name who follows a case."""
    form = AssignmentForm()
    return act_page(
        ref,
        form,
        title=_("Phân công người theo dõi, quản lý"),
        submit=_("Phân công"),
        act=None,
        perform=lambda session, scope, actor: assign_officer(
            session, scope, actor, ref, staff_ref=form.staff.data or "", version=form.version.data
        ),
    )
