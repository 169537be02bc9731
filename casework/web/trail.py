"""The trail (nhật ký), for the auditor: who did or saw what, by keys, without names."""

from __future__ import annotations

from typing import Any

from flask import render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField
from wtforms.validators import Length, Optional

from casework.access.permissions import Permission
from casework.access.trail import Tag
from casework.records import db
from casework.services import trails
from casework.web.fields import CaseForm, DateField, options
from casework.web.paging import paged
from casework.web.routing import Pages
from casework.web.trail_words import key_words, value_words, words_of

pages = Pages("trail", "/trail")


class FilterForm(CaseForm):
    class Meta(CaseForm.Meta):
        csrf = False

    request_key = None  # a question, not an act: asking twice records nothing
    tag = SelectField(_l("Việc"), [Optional()])
    actor = StringField(_l("Tên đăng nhập"), [Optional(), Length(max=60)])
    on = DateField(_l("Ngày"), [Optional()])


@pages.get("", Permission.TRAIL_VIEW)
def index() -> Any:
    """The newest entries first. The auditor checks the whole system, so the list has no bounds of units."""
    form = FilterForm(request.args)
    form.tag.choices = options([("", _("— tất cả —")), *((tag.tag, words_of(tag.tag)) for tag in Tag)])
    valid = form.validate()
    query = trails.entries(
        tag=form.tag.data or "" if valid else "",
        actor_name=form.actor.data or "" if valid else "",
        on=form.on.data if valid else None,
    )
    page = paged(db.session(), query, size=50)
    return render_template(
        "web/trail/index.html",
        form=form,
        page=page,
        entry_keys=trails.without_names,
        words_of=words_of,
        key_words=key_words,
        value_words=value_words,
    )
