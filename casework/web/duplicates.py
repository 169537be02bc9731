"""Pairs that may be one person (hồ sơ nghi trùng): side by side, with the reasons, until somebody decides."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from casework.access.permissions import Permission
from casework.errors import InvalidInput
from casework.records import db
from casework.services import duplicate_pairs
from casework.web.fields import CaseForm
from casework.web.merges import side
from casework.web.paging import paged
from casework.web.routing import Pages, current_actor, current_scope, keep_nothing

pages = Pages("duplicates", "/duplicates")


class DifferentForm(CaseForm):
    """Why the two are not one."""

    note = StringField(_l("Vì sao là hai người khác nhau"), [InputRequired(), Length(min=5, max=200)])


@pages.get("", Permission.PERSON_MERGE, writes=True)
def index() -> ResponseReturnValue:
    """The undecided pairs of the scope."""
    session, scope, actor = db.session(), current_scope(), current_actor()
    page = paged(session, duplicate_pairs.open_pairs(scope), size=10)
    if page.items:
        duplicate_pairs.look_at_pairs(session, actor, page.items)
    return render_template(
        "web/duplicates/index.html",
        page=page,
        sides={pair.id: (side(pair.first), side(pair.second)) for pair in page.items},
        beyond=duplicate_pairs.pairs_beyond(session, scope),
        form=DifferentForm(formdata=None),
    )


@pages.post("/<int:pair_id>/different", Permission.PERSON_MERGE)
def different(pair_id: int) -> ResponseReturnValue:
    """They are two people, for ever."""
    form = DifferentForm()
    try:
        duplicate_pairs.say_different(
            db.session(), current_scope(), current_actor(), pair_id, note=form.note.data or ""
        )
        flash(_("Đã ghi: hai người khác nhau. Cặp này không được đề nghị lại."), "success")
    except InvalidInput as error:
        keep_nothing()
        flash(str(error), "warning")
    return redirect(url_for("duplicates.index"), 303)
