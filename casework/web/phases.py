"""Recording phases (giai đoạn của quy trình cai nghiện)."""

from __future__ import annotations

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import InputRequired, Optional

from casework.access.permissions import Permission
from casework.law.facts import Act as ActKind
from casework.law.vocabulary import Phase
from casework.records import db
from casework.services.episodes import seen_episode
from casework.services.phases import record_phase
from casework.web.act_pages import ActForm, act_page
from casework.web.fields import DateField, TermField, not_after_today
from casework.web.routing import Pages, current_scope, today

pages = Pages("phases")


class PhaseForm(ActForm):
    """One phase and its days."""

    phase = TermField(_l("Giai đoạn"), Phase, [InputRequired()])
    started_on = DateField(_l("Ngày bắt đầu giai đoạn"), [InputRequired(), not_after_today])
    completed_on = DateField(
        _l("Ngày hoàn thành giai đoạn (để trống nếu đang thực hiện)"), [Optional(), not_after_today]
    )


@pages.form("/episodes/<path:ref>/phases", Permission.EPISODE_PHASE)
def new(ref: str) -> ResponseReturnValue:
    """Record the beginning or the completion of a phase."""
    form = PhaseForm()
    if request.method == "GET":
        _fill_in(form, ref)
    return act_page(
        ref,
        form,
        title=_("Ghi giai đoạn cai nghiện"),
        submit=_("Ghi giai đoạn"),
        act=ActKind.RECORD_PHASE,
        perform=lambda session, scope, actor: record_phase(
            session,
            scope,
            actor,
            ref,
            phase=form.phase.data,
            started_on=form.started_on.data,
            completed_on=form.completed_on.data,
            today=today(),
            version=form.version.data,
        ),
    )


def _fill_in(form: PhaseForm, ref: str) -> None:
    """The phase asked for in the address, with the day on which it began."""
    wanted = request.args.get("phase")
    form.phase.process_data(wanted if wanted in list(Phase) else None)
    for each in seen_episode(db.session(), current_scope(), ref).phases:
        if each.phase == wanted and each.completed_on is None:
            form.started_on.data = each.started_on
