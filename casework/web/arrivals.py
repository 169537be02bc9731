"""Moves between communes from both sides: what arrives is accepted or goes back, and what became of what was sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField
from wtforms.validators import InputRequired, Length, Optional

from casework.access import moving
from casework.access.permissions import Permission
from casework.access.rules import may
from casework.access.trail import Tag, record
from casework.errors import Conflict, InvalidInput
from casework.records import db
from casework.services import allocations, arrivals
from casework.services.arrivals import Movement
from casework.services.people import masked_name
from casework.web.fields import CaseForm, DateField, not_after_today, options, show_refusal
from casework.web.routing import Pages, current_actor, current_scope, refuse, today

pages = Pages("arrivals", "/arrivals")
STATES: dict[str | None, object] = {
    None: _l("đã chuyển, không có trả lời trên hệ thống"),
    moving.WAITING: _l("chờ nơi nhận trả lời"),
    moving.ACCEPTED: _l("đã tiếp nhận"),
    moving.DECLINED: _l("không tiếp nhận, hồ sơ đã trả lại"),
}


@dataclass(frozen=True)
class Waiting:
    """How much waits because people or communes moved."""

    arrivals: int = 0
    allocations: int = 0


@pages.blueprint.app_context_processor
def _for_start_pages() -> dict[str, Any]:
    return {"moves_waiting": moves_waiting}


def moves_waiting() -> Waiting:
    """What waits for this reader: arrivals for who answers them, divided communes for who may give them out."""
    session, scope, actor = db.session(), current_scope(), current_actor()
    return Waiting(
        arrivals.arrivals_waiting(session, scope) if may(actor, Permission.ARRIVAL_ANSWER) else 0,
        allocations.waiting_count(session, scope) if may(actor, Permission.CASE_ALLOCATE) else 0,
    )


class AnswerForm(CaseForm):
    """What became of the person who was to come."""

    answer = RadioField(
        _l("Trả lời"),
        [InputRequired()],
        choices=options(
            [
                ("accept", _l("Tiếp nhận hồ sơ và người")),
                ("decline", _l("Người không đến: trả hồ sơ về nơi chuyển đi")),
            ]
        ),
    )
    on = DateField(_l("Ngày tiếp nhận, hoặc ngày kết luận không đến"), [InputRequired(), not_after_today])
    note = StringField(
        _l("Ghi chú"),
        [Optional(), Length(max=300)],
        description=_l("Số văn bản; nếu người không đến thì ghi rõ đã xác minh thế nào"),
    )


@pages.get("", Permission.PERSON_VIEW, writes=True)
def index() -> ResponseReturnValue:
    """What waits here, and what was sent away."""
    session, scope, actor = db.session(), current_scope(), current_actor()
    here, away = arrivals.arrivals(session, scope), arrivals.departures(session, scope)
    record(session, Tag.PEOPLE_LISTED, actor, query="hồ sơ chuyển đến, chuyển đi", count=len(here) + len(away))
    return render_template(
        "web/arrivals/index.html",
        arriving=here,
        departed=away,
        states=STATES,
        name_of=name_of,
        may_answer=may(actor, Permission.ARRIVAL_ANSWER),
        may_print=may(actor, Permission.PAPER_PRINT),
    )


@pages.form("/<string:kind>/<int:move_id>/answer", Permission.ARRIVAL_ANSWER)
def answer(kind: str, move_id: int) -> ResponseReturnValue:
    """Accept what arrived, or send it back."""
    session, scope, actor = db.session(), current_scope(), current_actor()
    found = arrivals.arrival(session, scope, kind, move_id)
    form, status = AnswerForm(), 200
    if form.validate_on_submit():
        act = arrivals.accept_arrival if form.answer.data == "accept" else arrivals.decline_arrival
        try:
            act(session, scope, actor, kind, move_id, on=form.on.data, note=form.note.data, today=today())
        except (InvalidInput, Conflict) as error:
            session.rollback()
            show_refusal(form, error)
            status = error.status
            found = arrivals.arrival(session, scope, kind, move_id)
        else:
            accepted = form.answer.data == "accept"
            flash(_("Đã tiếp nhận hồ sơ.") if accepted else _("Đã trả hồ sơ về nơi chuyển đi."), "success")
            return redirect(url_for("arrivals.index"), 303)
    elif form.errors:
        status = 400
    page = render_template("web/arrivals/answer.html", form=form, found=found, name=name_of(found))
    return page if status < 400 else refuse(page, status)


def name_of(found: Movement) -> str:
    """The person's name, or their initials for who may not see names."""
    full_name = found.case.person.full_name
    return full_name if may(current_actor(), Permission.NAMES_VIEW) else masked_name(full_name)
