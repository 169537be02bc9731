"""Saved lists (danh sách đã lưu): keep a question, forget it."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField
from wtforms.validators import InputRequired, Length

from casework.access.permissions import Permission
from casework.errors import InvalidInput
from casework.records import db
from casework.services import saved_lists
from casework.web.fields import CaseForm
from casework.web.routing import Pages, current_actor

pages = Pages("saved_lists", "/saved-lists")


class SaveForm(CaseForm):
    """A name for the list on the screen."""

    name = StringField(_l("Tên danh sách"), [InputRequired(), Length(max=80)])
    question = HiddenField(validators=[Length(max=500)])


@pages.post("", Permission.PERSON_FIND)
def save() -> ResponseReturnValue:
    """Keep the list; then show it."""
    form = SaveForm()
    question = urlencode(parse_qsl(form.question.data or ""))
    try:
        if not form.validate():
            raise InvalidInput(_("Hãy đặt tên danh sách, không quá 80 ký tự"))
        row = saved_lists.save_list(db.session(), current_actor(), name=form.name.data, question=question)
        flash(_("Đã lưu danh sách “%(name)s”.", name=row.name), "success")
    except InvalidInput as error:
        flash(str(error), "warning")
    return redirect(f"{url_for('people.index')}?{question}", 303)


@pages.post("/<int:list_id>/remove", Permission.PERSON_FIND)
def remove(list_id: int) -> ResponseReturnValue:
    """Forget the list."""
    saved_lists.remove_list(db.session(), current_actor(), list_id)
    flash(_("Đã bỏ danh sách."), "success")
    return redirect(url_for("people.index"), 303)
