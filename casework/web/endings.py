"""Recording the end of an episode (kết thúc đợt cai nghiện)."""

from __future__ import annotations

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import InputRequired

from casework.access.permissions import Permission
from casework.law.facts import Act as ActKind
from casework.law.vocabulary import EpisodeOutcome
from casework.services.endings import end_episode
from casework.web.act_pages import ActForm, act_page
from casework.web.fields import DateField, TermField, not_after_today
from casework.web.routing import Pages, today

pages = Pages("endings")


class EndingForm(ActForm):
    """The last day and how it ended."""

    outcome = TermField(_l("Kết quả"), EpisodeOutcome, [InputRequired()])
    ended_on = DateField(_l("Ngày kết thúc"), [InputRequired(), not_after_today])


@pages.form("/episodes/<path:ref>/end", Permission.EPISODE_RUN)
def new(ref: str) -> ResponseReturnValue:
    """Record the end of a case."""
    form = EndingForm()
    return act_page(
        ref,
        form,
        title=_("Ghi kết thúc đợt cai nghiện"),
        submit=_("Ghi kết thúc"),
        act=ActKind.END,
        perform=lambda session, scope, actor: end_episode(
            session,
            scope,
            actor,
            ref,
            ended_on=form.ended_on.data,
            outcome=form.outcome.data,
            today=today(),
            version=form.version.data,
        ),
    )
