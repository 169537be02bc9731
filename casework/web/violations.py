"""Violations of a case (vi phạm): the minutes on file, the ladder of the law, and another set of minutes."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from casework.access import trail
from casework.access.permissions import Permission
from casework.access.rules import may
from casework.law.facts import Act as ActKind
from casework.law.vocabulary import Violation
from casework.records import db
from casework.services import violations
from casework.services.course import Doing
from casework.services.episodes import is_held, seen_episode
from casework.web.act_pages import ActForm, act_page, name_of
from casework.web.fields import DateField, TermField, not_after_today
from casework.web.number_fields import NumberField
from casework.web.routing import Pages, current_actor, current_scope, today

pages = Pages("violations")


class ViolationForm(ActForm):
    """What stands on the minutes."""

    kind = TermField(_l("Hành vi vi phạm"), Violation, [InputRequired()])
    on = DateField(_l("Ngày vi phạm"), [InputRequired(), not_after_today])
    number = NumberField(_l("Số biên bản"))
    note = TextAreaField(_l("Nội dung, ý kiến người vi phạm"), [Optional(), Length(max=500)])


@pages.get("/episodes/<path:ref>/violations", Permission.PERSON_VIEW, writes=True)
def index(ref: str) -> str:
    """The minutes of a case, and what one more violation would lead to."""
    session, scope, actor = db.session(), current_scope(), current_actor()
    episode = seen_episode(session, scope, ref)
    person = episode.person
    trail.record(session, trail.Tag.PERSON_VIEWED, actor, person_id=person.id, ref=person.ref)
    may_write = is_held(session, scope, episode) and may(actor, Permission.EPISODE_FOLLOW)
    return render_template(
        "web/episodes/violations.html",
        episode=episode,
        name=name_of(episode),
        standing=violations.standing(session, scope, ref, today()),
        add_url=url_for("violations.new", ref=ref) if may_write else None,
    )


@pages.form("/episodes/<path:ref>/violations/new", Permission.EPISODE_FOLLOW)
def new(ref: str) -> ResponseReturnValue:
    """Write minutes of a violation, and say what follows from it."""
    form = ViolationForm()
    if not form.is_submitted():
        form.on.data = today()
    page = act_page(
        ref,
        form,
        title=_("Lập biên bản vi phạm"),
        submit=_("Ghi biên bản"),
        act=ActKind.RECORD_VIOLATION,
        perform=lambda session, scope, actor: violations.record_violation(
            Doing(session, scope, actor, ref, today(), form.version.data, form.number.data, form.note.data),
            form.on.data,
            form.kind.data,
        ),
    )
    if getattr(page, "status_code", 200) == 303:
        _tell_what_follows(ref)
        return redirect(url_for("violations.index", ref=ref), 303)
    return page


def _tell_what_follows(ref: str) -> None:
    found = violations.standing(db.session(), current_scope(), ref, today()).recorded
    step = found[-1].step if found else None
    if step is not None:
        flash(_("Bước xử lý: %(step)s (%(article)s).", step=_(step.step.term), article=step.citation), "warning")
