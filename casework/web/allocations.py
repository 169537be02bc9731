"""The queue of divided communes: which have something waiting, and giving cases, people and books to a new commune."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import groupby

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.validators import InputRequired

from casework.access.permissions import Permission
from casework.access.rules import may
from casework.access.trail import Tag, record
from casework.errors import Conflict, InvalidInput
from casework.i18n import fold
from casework.records import db
from casework.records.unit import Unit
from casework.services import allocations, allocations_books
from casework.services.people import masked_name
from casework.web.fields import CaseForm, DateField, not_after_today, options, show_refusal
from casework.web.paging import Page, page_number
from casework.web.routing import Pages, current_actor, current_scope, refuse, today

pages = Pages("allocations", "/allocations")
SIZE = 100
"""So many things of one divided commune are shown at a time; a village is given whole, whatever the page shows."""


class AllocationForm(CaseForm):
    """To which commune, and from which day."""

    to_unit = SelectField(
        _l("Giao cho"), [InputRequired()], coerce=lambda value: int(value) if value not in (None, "") else None
    )
    moved_on = DateField(
        _l("Từ ngày"),
        [InputRequired(), not_after_today],
        description=_l("Nơi nhận quản lý từ ngày này; sớm nhất là ngày xã được chia"),
    )


@pages.get("", Permission.CASE_ALLOCATE)
def index() -> ResponseReturnValue:
    """The divided communes with something that waits."""
    communes = allocations.divided_communes(db.session(), current_scope())
    return render_template("web/allocations/index.html", communes=communes)


@pages.get("/of/<path:ref>", Permission.CASE_ALLOCATE)
def of(ref: str) -> ResponseReturnValue:
    """The page of the divided commune where a case or person waits."""
    origin = allocations.origin_of(db.session(), current_scope(), ref)
    return redirect(url_for("allocations.view", unit_id=origin.id))


@pages.get("/<int:unit_id>", Permission.CASE_ALLOCATE, writes=True)
def view(unit_id: int) -> ResponseReturnValue:
    """What waits of one divided commune, by village."""
    origin = allocations.divided_commune(db.session(), current_scope(), unit_id)
    form = _form(origin)
    return _page(origin, form, noted=True)


@pages.post("/<int:unit_id>", Permission.CASE_ALLOCATE)
def give(unit_id: int) -> ResponseReturnValue:
    """Give what was ticked, or a whole village."""

    def act(origin: Unit, to_unit: Unit, form: AllocationForm) -> int:
        village = request.form.get("village")
        return allocations.allocate(
            db.session(),
            current_scope(),
            current_actor(),
            origin,
            # A button of a village gives that village, whatever else is ticked.
            keys=() if village is not None else request.form.getlist("keys"),
            village=village,
            to_unit=to_unit,
            moved_on=form.moved_on.data,
            today=today(),
        )

    return _carried_out(unit_id, act)


@pages.post("/<int:unit_id>/books", Permission.CASE_ALLOCATE)
def books(unit_id: int) -> ResponseReturnValue:
    """Close teams, points, clubs, models and lines of lists there, and enter them anew."""

    def act(origin: Unit, to_unit: Unit, form: AllocationForm) -> int:
        return allocations_books.reopen(
            db.session(),
            current_scope(),
            current_actor(),
            origin,
            keys=request.form.getlist("books"),
            to_unit=to_unit,
            on=form.moved_on.data,
            today=today(),
        )

    return _carried_out(unit_id, act)


def _carried_out(unit_id: int, act: Callable[[Unit, Unit, AllocationForm], int]) -> ResponseReturnValue:
    session = db.session()
    origin = allocations.divided_commune(session, current_scope(), unit_id)
    form, status = _form(origin), 400
    if form.validate_on_submit():
        chosen = {each.id: each for each in allocations.successors(session, current_scope(), origin)}
        try:
            done = act(origin, chosen[form.to_unit.data], form)
        except (InvalidInput, Conflict) as error:
            session.rollback()
            show_refusal(form, error)
            status = error.status
            origin = allocations.divided_commune(session, current_scope(), unit_id)
        else:
            receiver = chosen[form.to_unit.data].name
            flash(_("Đã giao %(number)s mục cho %(unit)s.", number=done, unit=receiver), "success")
            return redirect(url_for("allocations.view", unit_id=unit_id), 303)
    return refuse(_page(origin, form, noted=False), status)


def _form(origin: Unit) -> AllocationForm:
    form = AllocationForm()
    found = allocations.successors(db.session(), current_scope(), origin)
    choices = [(unit.id, f"{unit.name} ({unit.code})") for unit in found]
    # Where there are several, none is chosen for the reader.
    form.to_unit.choices = options(choices if len(choices) == 1 else [("", _("— chọn —")), *choices])
    return form


def _page(origin: Unit, form: AllocationForm, *, noted: bool) -> str:
    session, scope, actor = db.session(), current_scope(), current_actor()
    waiting = allocations.waiting_of(session, scope, origin, most=allocations.MOST)
    total = allocations.waiting_at(session, scope, origin)
    if noted:
        record(session, Tag.PEOPLE_LISTED, actor, query=f"chờ phân bổ: {origin.name}", count=len(waiting))
    sizes = Counter(fold(each.village) for each in waiting)
    number = page_number()
    page = Page(waiting[(number - 1) * SIZE : number * SIZE], number, len(waiting) > number * SIZE)
    groups = (list(rows) for _folded, rows in groupby(page.items, lambda each: fold(each.village)))
    villages = [(rows[0].village, rows, sizes[fold(rows[0].village)]) for rows in groups]
    return render_template(
        "web/allocations/view.html",
        origin=origin,
        form=form,
        villages=villages,
        page=page,
        total=total,
        later=total - len(waiting),
        became=[unit.name for unit in allocations.became(session, origin)],
        standing=allocations_books.standing_at(session, origin),
        ticked=request.form.getlist("keys"),
        ticked_books=request.form.getlist("books"),
        names=may(actor, Permission.NAMES_VIEW),
        masked_name=masked_name,
    )
