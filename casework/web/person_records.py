"""Forms about one person: saving them, and going back to where they were opened."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.validators import InputRequired

from casework.errors import Conflict, InvalidInput
from casework.services.mentions import Mention
from casework.services.stamps import Overtaken, Recorded
from casework.web.amending import AmendForm, tell_overtaken
from casework.web.fields import CaseForm, options, show_refusal
from casework.web.naming import PersonForm, meant, person_url, unclear
from casework.web.routing import refuse

Page = Callable[[Sequence[Mention]], str]
"""Draws the form, with the lines to choose a person for."""


YES_NO = (("yes", _l("Có")), ("no", _l("Không")))


class AnswerField(RadioField):
    """A yes or no as it is stored, shown as the answer that was given; nothing answered is nothing chosen."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.type = "RadioField"

    def process_data(self, value: Any) -> None:
        self.data = value if value is None or isinstance(value, str) else "yes" if value else "no"


def yes_no(label: Any, **kwargs: Any) -> AnswerField:
    """A question that must be answered; `data` is “yes” or “no”."""
    return AnswerField(label, [InputRequired()], choices=options(YES_NO), **kwargs)


def save_new(form: PersonForm, page: Page, save: Callable[[str], object], *, list_of: str) -> ResponseReturnValue:
    """Record something about the person whom the form means, then go to their page or to the list.

    :param save: does it, given the person's ref
    :param list_of: endpoint of the list
    """
    if not form.validate():
        return refuse(page([]))
    mentions = meant(form.person.data)
    several = unclear(form.person, mentions)
    if form.person.errors:
        return page(several) if several else refuse(page([]))
    person = mentions[0].person if mentions else None
    if person is None:
        return refuse(page([]))
    ref = person.ref
    try:
        save(ref)
    except (InvalidInput, Conflict) as error:
        show_refusal(form, error)
        return refuse(page([]), error.status)
    flash(_("Đã lưu."), "success")
    return redirect(person_url(ref) if request.args.get("person") else url_for(list_of), 303)


def save_changed(
    form: AmendForm,
    page: Page,
    save: Callable[[], object],
    stored: Callable[[], tuple[CaseForm, Recorded]],
    *,
    list_of: str,
) -> ResponseReturnValue:
    """Carry out a supplement or a correction, then go to the list.

    :param stored: a form of the record as it is now, and what it says
    """
    if not form.validate():
        return refuse(page([]))
    try:
        save()
    except Overtaken as error:
        tell_overtaken(form, *stored(), error)
        return refuse(page([]), error.status)
    except (InvalidInput, Conflict) as error:
        show_refusal(form, error)
        return refuse(page([]), error.status)
    flash(_("Đã lưu."), "success")
    return redirect(url_for(list_of), 303)
