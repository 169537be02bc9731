"""Records of one person (việc làm, vay vốn, …): their four pages, the same for every kind, and yes or no in a form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session
from wtforms import RadioField
from wtforms.validators import InputRequired

from casework.access.permissions import Permission
from casework.access.scope import Scope
from casework.errors import Conflict, InvalidInput
from casework.records import db
from casework.records.person import Person
from casework.services.mentions import Mention
from casework.services.stamps import Recorded
from casework.web.amending import AmendForm, Opened, carry_out
from casework.web.fields import CaseForm, options, show_refusal
from casework.web.naming import PersonForm, asked_person, meant, person_url, show, unclear
from casework.web.routing import Pages, current_actor, current_scope, refuse, today

YES_NO = (("yes", _l("Có")), ("no", _l("Không")))


class AnswerField(RadioField):
    """A yes or no as it is stored, shown as the answer that was given; nothing answered is nothing chosen."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.type = "RadioField"

    def process_data(self, value: Any) -> None:
        self.data = value if value is None or isinstance(value, str) else "yes" if value else "no"

    @property
    def said(self) -> bool | None:
        """The answer; None where there is none."""
        return self.data == "yes" if self.data in ("yes", "no") else None


def yes_no(label: Any, **kwargs: Any) -> AnswerField:
    """A question that must be answered; `data` is “yes” or “no”."""
    return AnswerField(label, [InputRequired()], choices=options(YES_NO), **kwargs)


@dataclass(frozen=True)
class RecordPages:
    """One kind of record, all of whose fields its services take by the names of the form.

    :param endpoint: of its pages; their template is web/<endpoint>/form.html
    :param shown_as: what the trail calls it when a page shows the person's name
    :param find: the record within the scope, or NotFound
    :param besides: what the form of a stored record must be told beside its columns
    :param context: what else the template shows
    """

    endpoint: str
    permission: Permission
    shown_as: str
    new: type[PersonForm]
    edit: type[AmendForm]
    find: Callable[[Session, Scope, str], Any]
    add: Callable[..., object]
    change: Callable[..., object]
    recorded: Callable[[Any], Recorded]
    besides: Callable[[Any], dict[str, Any]] = lambda row: {}
    context: Callable[[], dict[str, Any]] = dict

    def page(self, form: CaseForm, person: Person | None, several: Sequence[Mention] = (), row: Any = None) -> str:
        """The form, with the lines to choose a person for."""
        shown = show([person], self.shown_as)[person.id] if person else None
        template = f"web/{self.endpoint}/form.html"
        return render_template(template, form=form, person=shown, several=several, row=row, **self.context())

    def stored(self, row: Any) -> AmendForm:
        """The form of a record as it is stored."""
        form = self.edit(formdata=None, obj=row, **self.besides(row))
        form.opened_on(self.recorded(row))
        return form


def record_pages(pages: Pages, look: RecordPages) -> None:
    """Add the pages of a new record and of a stored one."""

    @pages.get("/new", look.permission, writes=True)
    def new() -> ResponseReturnValue:
        """An empty form."""
        person = asked_person()
        return look.page(look.new(formdata=None, person=person.ref if person else ""), person)

    @pages.post("/new", look.permission)
    def create() -> ResponseReturnValue:
        """Record it."""
        return _create(look, look.new())

    @pages.get("/<path:ref>/edit", look.permission, writes=True)
    def edit(ref: str) -> ResponseReturnValue:
        """The record in a form, to be completed or corrected."""
        row = look.find(db.session(), current_scope(), ref)
        return look.page(look.stored(row), row.person, row=row)

    @pages.post("/<path:ref>/edit", look.permission)
    def change(ref: str) -> ResponseReturnValue:
        """Save it."""
        return _change(look, look.edit(), ref)


def _create(look: RecordPages, form: PersonForm) -> ResponseReturnValue:
    """Record something about the person whom the form means, then go to their page or to the list."""
    asked = asked_person()
    if not form.validate():
        return refuse(look.page(form, asked))
    mentions = meant(form.person.data)
    several = unclear(form.person, mentions)
    person = mentions[0].person if mentions else None
    if form.person.errors or person is None:
        page = look.page(form, asked, several)
        return page if several else refuse(page)
    ref, said = person.ref, {name: value for name, value in form.entered.items() if name != "person"}
    try:
        look.add(db.session(), current_scope(), current_actor(), person_ref=ref, today=today(), **said)
    except (InvalidInput, Conflict) as error:
        show_refusal(form, error)
        return refuse(look.page(form, asked), error.status)
    flash(_("Đã lưu."), "success")
    return redirect(person_url(ref) if request.args.get("person") else url_for(f"{look.endpoint}.index"), 303)


def _change(look: RecordPages, form: AmendForm, ref: str) -> ResponseReturnValue:
    """Carry out a supplement or a correction, then go to the list."""
    row = look.find(db.session(), current_scope(), ref)
    person = row.person

    return carry_out(
        form,
        lambda: look.change(db.session(), current_scope(), current_actor(), ref, today=today(), **form.entered),
        _("Đã lưu."),
        page=lambda: look.page(form, person, row=row),
        shown=lambda _made: url_for(f"{look.endpoint}.index"),
        opened=Opened(lambda: look.recorded(row), lambda: look.stored(row)),
    )
