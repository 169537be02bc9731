"""Taking a record out with its reason, the list of what was taken out, and bringing one back."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import joinedload
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from casework.access.permissions import Permission
from casework.access.rules import may
from casework.access.trail import Tag, record
from casework.errors import Conflict, Forbidden, InvalidInput
from casework.records import db
from casework.records.person import Person
from casework.records.removal import Removal
from casework.services import removals
from casework.services.aftercare_monitoring import recorded_papers
from casework.services.aftercare_reviews import recorded_absences
from casework.services.aftercares import seen_aftercare
from casework.services.people import masked_name
from casework.services.person_files import note_look, person_of_id
from casework.services.removal_kinds import RemovalKind, day_of
from casework.services.removal_returns import may_restore, restore_record
from casework.web.fields import CaseForm, show_refusal
from casework.web.paging import paged
from casework.web.routing import Pages, current_actor, current_scope, refuse

pages = Pages("removals", "/removals")
_LISTS: dict[RemovalKind, str] = {
    RemovalKind.PERSON: "people.index",
    RemovalKind.CONSULTATION_SESSION: "sessions.index",
    RemovalKind.HOTLINE_CALL: "hotline.index",
    RemovalKind.STAFF: "staff.index",
    RemovalKind.TEAM: "teams.index",
    RemovalKind.TEAM_MEMBER: "teams.index",
    RemovalKind.TEAM_ACTIVITY: "teams.index",
    RemovalKind.POINT: "points.index",
    RemovalKind.POINT_STAFF: "points.index",
    RemovalKind.EMPLOYER: "employers.index",
    RemovalKind.CLUB: "clubs.index",
    RemovalKind.COMMUNICATION_EVENT: "events.index",
    RemovalKind.MATERIAL: "materials.index",
    RemovalKind.DIRECTIVE: "directives.index",
    RemovalKind.BUDGET_LINE: "budget.index",
    RemovalKind.OFFICER_TRAINING: "officer_trainings.index",
    RemovalKind.PROGRAMME_MODEL: "models.index",
    RemovalKind.TARGET: "targets.index",
    RemovalKind.OBLIGATION: "report_obligations.index",
    RemovalKind.PAPER_SETTING: "paper_settings.index",
}
"""The list in which a record about nobody in particular stands."""


@pages.blueprint.app_context_processor
def _for_templates() -> dict[str, Any]:
    return {"take_out_url": take_out_url}


def take_out_url(kind: str, row: Any) -> str | None:
    """Where a record is taken out, for who may; none for everybody else."""
    actor, named = current_actor(), RemovalKind(kind)
    if not (may(actor, Permission.BOOK_REMOVE) and removals.may_remove(db.session(), actor, named, row)):
        return None
    return url_for("removals.new", kind=kind, row_id=row.id)


class ReasonForm(CaseForm):
    """Why."""

    reason = StringField(
        _l("Lý do"),
        [InputRequired(), Length(min=5, max=300)],
        description=_l("Ghi vào hồ sơ và nhật ký, ví dụ: nhập nhầm người"),
    )


@pages.get("", Permission.BOOK_REMOVE, writes=True)
def index() -> ResponseReturnValue:
    """What was taken out, the newest first; of one kind, or of all."""
    session, actor, asked = db.session(), current_actor(), request.args.get("kind", "")
    kind = removals.kind_named(asked) if asked else None
    page = paged(session, removals.removal_list(current_scope(), kind=kind).options(joinedload(Removal.person)))
    record(session, Tag.PEOPLE_LISTED, actor, query="bản ghi đã gỡ bỏ", count=len(page.items))
    return render_template(
        "web/removals/index.html",
        page=page,
        kind=kind,
        kinds=sorted(RemovalKind, key=lambda each: each.term),
        may_restore=lambda row: may_restore(actor, row),
        names=may(actor, Permission.NAMES_VIEW),
        masked_name=masked_name,
    )


@pages.get("/of/<path:ref>", Permission.RECORD_REMOVE, writes=True)
def parts(ref: str) -> ResponseReturnValue:
    """What of an after-care may be taken out: a review, a move, the whole."""
    session, scope = db.session(), current_scope()
    aftercare = seen_aftercare(session, scope, ref)
    note_look(session, current_actor(), aftercare.person)
    lines = [(RemovalKind.AFTERCARE, aftercare.id, aftercare.started_on)]
    lines += [(RemovalKind.AFTERCARE_REVIEW, each.id, each.held_on) for each in aftercare.reviews]
    lines += [(RemovalKind.ABSENCE, each.id, each.acted_on) for each in recorded_absences(session, scope, aftercare)]
    lines += [(RemovalKind.MONITORING, each.id, each.acted_on) for each in recorded_papers(session, scope, aftercare)]
    lines += [(RemovalKind.AFTERCARE_TRANSFER, each.id, each.moved_on) for each in aftercare.transfers]
    return render_template("web/removals/parts.html", aftercare=aftercare, name=_name(aftercare.person), lines=lines)


@pages.form("/new/<string:kind>/<int:row_id>", Permission.BOOK_REMOVE)
def new(kind: str, row_id: int) -> ResponseReturnValue:
    """Take a record out."""
    session, scope, actor = db.session(), current_scope(), current_actor()
    named = removals.kind_named(kind)
    target = removals.found(session, scope, named, row_id)
    removals.require_may_remove(session, actor, target)
    form, status = ReasonForm(), 200
    if form.validate_on_submit():
        try:
            done = removals.remove_record(session, scope, actor, named, row_id, reason=form.reason.data or "")
        except (InvalidInput, Conflict, Forbidden) as error:
            session.rollback()
            show_refusal(form, error)
            status = error.status
            target = removals.found(session, scope, named, row_id)
        else:
            flash(_("Đã gỡ bỏ: %(what)s. Bản ghi vẫn được giữ và khôi phục được.", what=done.label), "success")
            return redirect(_back(done), 303)
    elif form.errors:
        status = 400
    person = target.row if isinstance(target.row, Person) else person_of_id(session, scope, target.person_id)
    if person is not None and request_is_a_look(form):
        note_look(session, actor, person)
    page = render_template(
        "web/removals/form.html",
        form=form,
        title=_("Gỡ bỏ bản ghi"),
        submit_text=_("Gỡ bỏ"),
        label=target.label,
        day=day_of(removals.KINDS[named], target.row),
        person=person,
        name=_name(person),
        removing=True,
    )
    return page if status < 400 else refuse(page, status)


@pages.form("/<ref>/restore", Permission.BOOK_REMOVE)
def restore(ref: str) -> ResponseReturnValue:
    """Bring a record back as it was."""
    session, scope, actor = db.session(), current_scope(), current_actor()
    row = removals.removal(session, scope, ref)
    form, status = ReasonForm(), 200
    if form.validate_on_submit():
        try:
            done = restore_record(session, scope, actor, ref, reason=form.reason.data or "")
        except (InvalidInput, Conflict, Forbidden) as error:
            session.rollback()
            show_refusal(form, error)
            status = error.status
            row = removals.removal(session, scope, ref)
        else:
            flash(_("Đã khôi phục: %(what)s.", what=done.label), "success")
            return redirect(_back(done), 303)
    elif form.errors:
        status = 400
    if row.person is not None and request_is_a_look(form):
        note_look(session, actor, row.person)
    page = render_template(
        "web/removals/form.html",
        form=form,
        title=_("Khôi phục bản ghi"),
        submit_text=_("Khôi phục"),
        label=row.label,
        day=row.happened_on,
        person=row.person,
        name=_name(row.person),
        removing=False,
    )
    return page if status < 400 else refuse(page, status)


def request_is_a_look(form: ReasonForm) -> bool:
    """Whether the form is only shown."""
    return not form.is_submitted()


def _name(person: object) -> str:
    full_name = getattr(person, "full_name", None)
    if full_name is None:
        return ""
    return str(full_name) if may(current_actor(), Permission.NAMES_VIEW) else masked_name(full_name)


def _back(row: Removal) -> str:
    if row.person is not None and may(current_actor(), Permission.PERSON_VIEW):
        return url_for("people.view", ref=row.person.ref)
    return url_for(_LISTS.get(RemovalKind(row.kind), "removals.index"))
