"""The one way in which a page asks for an act on a case: form, law, refusal with every clause, or the case again."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from casework.access.permissions import Permission
from casework.access.roles import Actor
from casework.access.rules import may
from casework.access.scope import Scope
from casework.errors import Conflict, InvalidInput, NotFound, RefusedByLaw
from casework.law.compulsory_facts import CompulsoryAct
from casework.law.facts import Act as ActKind
from casework.records import db
from casework.records.act import Act
from casework.records.aftercare import Aftercare
from casework.records.episode import Episode
from casework.services.clock import instant
from casework.services.episodes import case_view, is_held, seen_episode
from casework.services.people import masked_name
from casework.services.timelines import timeline
from casework.web.fields import CaseForm, show_refusal
from casework.web.routing import current_actor, current_scope, refuse, today
from casework.web.versions import VersionField

Perform = Callable[[Session, Scope, Actor], Act | Episode]


class ActForm(CaseForm):
    """A form about one case as the officer saw it."""

    version = VersionField()


def act_page(
    ref: str, form: ActForm, *, title: str, submit: str, act: ActKind | CompulsoryAct | None, perform: Perform
) -> ResponseReturnValue:
    """Show the form, or carry the act out.

    :param act: which act of the law this is, to show its article, authority and paper; None for none
    :param perform: the one call down; called when every field is well-formed
    :raises NotFound: no such case in the reader's custody
    """
    session, scope, actor = db.session(), current_scope(), current_actor()
    episode = seen_episode(session, scope, ref)
    if not is_held(session, scope, episode):
        raise NotFound(_("Hồ sơ này do đơn vị khác quản lý; bạn chỉ được xem."))
    status = 200
    if form.validate_on_submit():
        try:
            done = perform(session, scope, actor)
        except (InvalidInput, Conflict, RefusedByLaw) as error:
            session.rollback()
            show_refusal(form, error)
            status = error.status
        else:
            say_done(title, done)
            gone = seen_or_gone(session, scope, ref) is None
            return go_elsewhere("people.index") if gone else redirect(url_for("episodes.view", ref=ref), 303)
    elif form.errors:
        status = 400
    # What the page shows beside the form is the case as it is now, so the form is about that version from here on.
    form.version.renew(episode.version)
    case = case_view(session, episode, today(), at=instant())
    offer = next((each for each in (*case.open, *case.refused) if each.act == act), None)
    page = render_template(
        "web/episodes/act.html",
        form=form,
        title=title,
        submit_text=submit,
        episode=episode,
        case=case,
        offer=offer,
        events=timeline(episode, case),
        name=name_of(episode),
    )
    return page if status < 400 else refuse(page, status)


def name_of(case: Episode | Aftercare) -> str:
    """The person's name, or their initials for who may not see names."""
    full_name = case.person.full_name
    return full_name if may(current_actor(), Permission.NAMES_VIEW) else masked_name(full_name)


def say_done(title: str, done: object) -> None:
    """Say that it is recorded, and what of it came after its deadline."""
    flash(_("Đã lưu: %(what)s.", what=title), "success")
    if isinstance(done, Act):
        for late in done.late:
            flash(f"{late['text']} ({late['citation']})", "warning")


def go_elsewhere(endpoint: str) -> ResponseReturnValue:
    """By this act the case has left the reader's scope: go to a list instead."""
    flash(_("Hồ sơ đã chuyển và không còn thuộc đơn vị của bạn."), "info")
    return redirect(url_for(endpoint), 303)


def seen_or_gone(session: Session, scope: Scope, ref: str) -> Episode | None:
    """The case, or nothing once it has left the reader's scope."""
    try:
        return seen_episode(session, scope, ref)
    except NotFound:
        return None
