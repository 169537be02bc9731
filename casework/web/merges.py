"""Merging two records of one person (gộp hồ sơ): item by item, overlaps decided one by one; the list, and undoing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from casework.access.permissions import Permission
from casework.access.rules import may
from casework.errors import CaseworkError, Conflict, InvalidInput
from casework.i18n import format_date, parse_date
from casework.law.vocabulary import Sex
from casework.records import db
from casework.records.person import Person
from casework.services import merge_overlaps, merges, person_files
from casework.services.merge_closings import Closing, closing_of
from casework.services.merge_overlaps import Decision, Overlap
from casework.services.people import masked_name, national_id_of
from casework.web.fields import CaseForm, show_refusal
from casework.web.paging import paged
from casework.web.routing import Pages, current_actor, current_scope, keep_nothing, refuse, today

pages = Pages("merges", "/merges")

LABELS = {
    "full_name": _l("Họ và tên"),
    "birth": _l("Sinh"),
    "sex": _l("Giới tính"),
    "ethnicity": _l("Dân tộc"),
    "national_id": _l("Số định danh"),
    "home": _l("Nơi cư trú"),
    "phone": _l("Điện thoại"),
}


@pages.blueprint.app_context_processor
def _for_templates() -> dict[str, Any]:
    return {"closed_by_merge": closed_by_merge}


def closed_by_merge(case: Any) -> Closing | None:
    """How a case was closed, where that was no act of the law but a merge: asked only of what has ended."""
    if case.ended_on is None:
        return None
    return closing_of(db.session(), current_scope(), case.person_id, case.ref)


@dataclass(frozen=True)
class Side:
    """One of the two records as the reader may see it."""

    ref: str
    name: str
    values: dict[str, str]


def side(person: Person) -> Side:
    """The record, item by item; initials and no private items for who may not see names."""
    clear = may(current_actor(), Permission.NAMES_VIEW)
    hidden = _("ẩn với vai trò của bạn")
    name = person.full_name if clear else masked_name(person.full_name)
    birth = format_date(person.birth_on) if clear and person.birth_on else str(person.birth_year or "")
    address = f"{person.address}, " if clear and person.address else ""
    values = {
        "full_name": name,
        "birth": birth,
        "sex": _(Sex(person.sex).term),
        "ethnicity": (person.ethnicity or "") if clear else hidden,
        "national_id": (national_id_of(person) or "") if clear else hidden,
        "home": f"{address}{person.unit.name} ({person.unit.code})",
        "phone": (person.phone or "") if clear else hidden,
    }
    return Side(person.ref, name, values)


class MergeForm(CaseForm):
    """Why the two are one."""

    reason = StringField(
        _l("Lý do gộp"),
        [InputRequired(), Length(min=5, max=200)],
        description=_l("Ghi vào nhật ký, ví dụ: đã đối chiếu CMND và CCCD"),
    )


class UndoForm(CaseForm):
    """Why the two are not one after all."""

    reason = StringField(_l("Lý do hoàn tác"), [InputRequired(), Length(min=5, max=200)])


@pages.get("/new", Permission.PERSON_MERGE, writes=True)
def new() -> ResponseReturnValue:
    """Both records side by side."""
    return _page(MergeForm(formdata=None))


@pages.post("/new", Permission.PERSON_MERGE)
def create() -> ResponseReturnValue:
    """Make one record of the two."""
    form = MergeForm()
    one, other = request.args.get("one", ""), request.args.get("other", "")
    if not form.validate():
        return refuse(_page(form), 400)
    try:
        merges.merge_people(
            db.session(),
            current_scope(),
            current_actor(),
            one,
            other,
            from_merged=[name for name in merges.FIELDS if request.form.get(f"take_{name}") == "other"],
            decisions=_decisions(),
            reason=form.reason.data,
            today=today(),
        )
    except (InvalidInput, Conflict) as error:
        db.session().rollback()
        show_refusal(form, error)
        return refuse(_page(form), error.status)
    flash(
        _("Đã gộp hồ sơ %(other)s vào %(one)s. Có thể hoàn tác ở trang Các lần gộp.", one=one, other=other), "success"
    )
    return redirect(url_for("people.view", ref=one), 303)


def _decisions() -> dict[str, Decision]:
    found = {}
    for key, chosen in request.form.items():
        if not key.startswith("overlap_"):
            continue
        name = key.removeprefix("overlap_")
        written = request.form.get(f"ended_{name}", "").strip()
        try:
            ended_on = parse_date(written) if written and chosen != "both" else None
        except ValueError as error:
            raise InvalidInput(str(error)) from error
        found[name] = Decision() if chosen == "both" else Decision(chosen, ended_on)
    return found


def _page(form: MergeForm) -> str:
    session, scope, actor = db.session(), current_scope(), current_actor()
    one, other = merges.both(session, scope, request.args.get("one", ""), request.args.get("other", ""))
    for person in (one, other):
        person_files.note_look(session, actor, person)
    together: list[Overlap] = merge_overlaps.overlaps(session, scope, one, other)
    return render_template(
        "web/merges/new.html",
        form=form,
        one=side(one),
        other=side(other),
        labels=LABELS,
        together=together,
        first_day=merge_overlaps.first_day,
        names=may(actor, Permission.NAMES_VIEW),
    )


@pages.get("", Permission.PERSON_MERGE)
def index() -> ResponseReturnValue:
    """The merges into people of the scope."""
    page = paged(db.session(), merges.merge_list(current_scope()))
    clear = may(current_actor(), Permission.NAMES_VIEW)
    names = {row.id: row.survivor.full_name if clear else masked_name(row.survivor.full_name) for row in page.items}
    return render_template("web/merges/index.html", page=page, names=names, form=UndoForm(formdata=None))


@pages.post("/<int:merge_id>/undo", Permission.PERSON_MERGE)
def undo(merge_id: int) -> ResponseReturnValue:
    """Make two records of one again."""
    form = UndoForm()
    try:
        merges.undo_merge(db.session(), current_scope(), current_actor(), merge_id, reason=form.reason.data or "")
        flash(_("Đã hoàn tác: hai hồ sơ trở lại như trước khi gộp."), "success")
    except (InvalidInput, Conflict) as error:
        _keep_nothing_of(error)
    return redirect(url_for("merges.index"), 303)


def _keep_nothing_of(error: CaseworkError) -> None:
    keep_nothing()
    flash(str(error), "warning")
