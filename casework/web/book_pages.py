"""The pages of a book (sổ sách): its list, a new record, a correction; the same for every kind of record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from enum import Enum
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import Select
from wtforms import StringField
from wtforms.validators import Length

from casework.access.permissions import Permission
from casework.access.scope import Scope
from casework.errors import Conflict, InvalidInput
from casework.law.vocabulary import Term
from casework.records import db
from casework.services import book_entries, books
from casework.services.belonging import units_to_filter
from casework.services.books import Book, Entry
from casework.services.mentions import Mention
from casework.services.stamps import Overtaken
from casework.web.amending import AmendForm, tell_overtaken
from casework.web.book_columns import Column
from casework.web.choices import ScopeUnitField
from casework.web.fields import CaseForm, show_refusal
from casework.web.naming import PersonForm, asked_person, meant, person_url, show, unclear
from casework.web.paging import paged
from casework.web.routing import Pages, current_actor, current_scope, refuse, today
from casework.web.years import asked_year


class About(Enum):
    """Whether a record is about a person on file."""

    NOBODY = "nobody"
    SOMEBODY = "somebody"
    PERHAPS = "perhaps"


class PerhapsPersonForm(CaseForm):
    """A form that may name a person."""

    person = StringField(
        _l("Liên quan đến người"),
        [Length(max=120)],
        description=_l("Nếu biết: mã hồ sơ, hoặc họ tên (có thể không dấu)"),
    )


@dataclass(frozen=True)
class BookPages:
    """How one book looks: its words, its columns, its form."""

    book: Book[Any]
    entry: type[Entry]
    form: type[CaseForm]
    columns: tuple[Column, ...]
    view: Permission
    edit: Permission
    title: Any
    new_title: Any
    edit_title: Any
    empty: Any
    about: About = About.NOBODY
    listed_as: str = ""
    """What the trail calls the list when it shows names."""
    listed: Callable[[Scope, int | None, int | None], Select[Any]] | None = None
    """Another way to list than by year and unit alone."""
    states: type[Term] | None = None
    """How its rows can stand, by which `listed` narrows the list (`?state=`)."""
    read: Callable[[Any], Entry] | None = None
    """Another way to read the form than field by field."""
    more: str = ""
    """A template with what else stands below the list, and what it needs."""
    more_context: Callable[[], dict[str, Any]] = dict
    list_arguments: Callable[[Any], dict[str, Any]] = lambda form: {}
    """Where the list is opened after saving."""

    def select(self, scope: Scope, year: int | None, unit_id: int | None) -> Select[Any]:
        """The rows of the list."""
        if self.listed is not None:
            return self.listed(scope, year, unit_id)
        return books.rows(self.book, scope, year=year, unit_id=unit_id)

    def entered(self, form: Any) -> Entry:
        """What the form says."""
        if self.read is not None:
            return self.read(form)
        said = form.entered
        return self.entry(**{each.name: said[each.name] for each in fields(self.entry)})  # type: ignore[arg-type]


def book_pages(look: BookPages) -> Pages:
    """The routes of a book; the module of its noun keeps them as `pages`."""
    noun = look.book.noun
    pages = Pages(noun.replace("-", "_"), f"/{noun}")
    names = look.about is not About.NOBODY
    new_form, edit_form = _forms(look)

    @pages.get("", look.view, writes=names)
    def index() -> ResponseReturnValue:
        """The rows of the scope."""
        return _list(look)

    @pages.get("/new", look.edit, writes=names)
    def new() -> ResponseReturnValue:
        """An empty form."""
        person = asked_person() if names else None
        form = new_form(formdata=None, **_opened(look, person))
        _begin_typing(form, besides=("person",) if person else ())
        return _page(look, form, person)

    @pages.post("/new", look.edit)
    def create() -> ResponseReturnValue:
        """Record it."""
        return _create(look, new_form())

    @pages.get("/<int:row_id>/edit", look.edit, writes=names)
    def edit(row_id: int) -> ResponseReturnValue:
        """The record in a form, to be completed or corrected."""
        row = book_entries.row_to_change(db.session(), look.book, current_scope(), current_actor(), row_id)
        return _page(look, _stored(look, edit_form, row), getattr(row, "person", None), row=row)

    @pages.post("/<int:row_id>/edit", look.edit)
    def change(row_id: int) -> ResponseReturnValue:
        """Save it."""
        return _change(look, edit_form, row_id)

    return pages


def _forms(look: BookPages) -> tuple[type[CaseForm], type[CaseForm]]:
    """The form of a new record, with its person and unit, and that of a correction, with its reason."""
    base = {About.SOMEBODY: (PersonForm,), About.PERHAPS: (PerhapsPersonForm,), About.NOBODY: ()}[look.about]
    own_unit: dict[str, Any] = {"unit_id": ScopeUnitField()} if look.book.place is not None else {}
    name = look.form.__name__
    new = type(f"New{name}", (*base, look.form), own_unit)
    later = (PerhapsPersonForm,) if look.book.linkable else ()
    return new, type(f"Edit{name}", (*later, look.form, AmendForm), {})


def _begin_typing(form: CaseForm, *, besides: tuple[str, ...]) -> None:
    """The first field that waits for an answer has the keyboard as soon as the page is open."""
    for item in form:
        if item.type not in ("HiddenField", "CSRFTokenField") and item.short_name not in besides:
            item.render_kw = {**(item.render_kw or {}), "autofocus": True}
            return


def _opened(look: BookPages, person: Any) -> dict[str, Any]:
    """What an empty form holds already: the person and other fields named in the address."""
    given = {name: value for name, value in request.args.items() if name in look.entry.__dataclass_fields__}  # type: ignore[attr-defined]
    return {**given, "person": person.ref if person else ""}


def _list(look: BookPages) -> str:
    year, unit_id = asked_year(), request.args.get("unit", type=int)
    session, scope, actor = db.session(), current_scope(), current_actor()
    page = paged(session, look.select(scope, year, unit_id), size=25)
    people = [row.person for row in page.items if getattr(row, "person", None) is not None]
    return render_template(
        "web/books/list.html",
        look=look,
        endpoint=_endpoint(look),
        page=page,
        year=year,
        state=request.args.get("state", ""),
        unit_id=unit_id,
        units=units_to_filter(session, scope),
        shown=show(people, look.listed_as) if people else {},
        may_write=lambda row: look.book.may_write(session, actor, row),
        **look.more_context(),
    )


def _page(look: BookPages, form: CaseForm, person: Any, several: Sequence[Mention] = (), row: Any = None) -> str:
    shown = show([person], look.listed_as)[person.id] if person else None
    return render_template(
        "web/books/form.html", look=look, endpoint=_endpoint(look), form=form, person=shown, several=several, row=row
    )


def _endpoint(look: BookPages) -> str:
    return look.book.noun.replace("-", "_")


def _create(look: BookPages, form: Any) -> ResponseReturnValue:
    person = asked_person() if look.about is not About.NOBODY else None
    if not form.validate():
        return refuse(_page(look, form, person))
    ref = None
    if look.about is not About.NOBODY and form.person.data:
        mentions = meant(form.person.data)
        several = unclear(form.person, mentions)
        if form.person.errors:
            # Choosing among namesakes shows their names, which the trail keeps: that page is no refusal.
            return _page(look, form, person, several) if several else refuse(_page(look, form, person))
        ref = mentions[0].person.ref if mentions and mentions[0].person else None
    try:
        book_entries.add(
            db.session(),
            look.book,
            current_scope(),
            current_actor(),
            look.entered(form),
            person_ref=ref,
            unit_id=form.unit_id.data if "unit_id" in form else None,
            today=today(),
        )
    except (InvalidInput, Conflict) as error:
        show_refusal(form, error)
        return refuse(_page(look, form, person), error.status)
    flash(_("Đã lưu."), "success")
    back = url_for(f"{_endpoint(look)}.index", **look.list_arguments(form))
    return redirect(person_url(ref) if ref and request.args.get("person") else back, 303)


def _stored(look: BookPages, edit_form: type[Any], row: Any) -> Any:
    """The form of a row as it is stored."""
    form = edit_form(formdata=None, obj=row)
    if look.book.linkable:
        form.person.data = row.person.ref if row.person else ""
    form.opened_on(book_entries.recorded(look.book, row, look.entry))
    return form


def _change(look: BookPages, edit_form: type[Any], row_id: int) -> ResponseReturnValue:
    session, scope, actor = db.session(), current_scope(), current_actor()
    row, form = book_entries.row_to_change(session, look.book, scope, actor, row_id), edit_form()
    person = getattr(row, "person", None)
    if not form.validate():
        return refuse(_page(look, form, person, row=row))
    link, several = _link(form, person) if look.book.linkable else (None, [])
    if look.book.linkable and link is None:
        page = _page(look, form, person, several, row=row)
        return page if several else refuse(page)
    try:
        book_entries.change(
            session, look.book, scope, actor, row_id, look.entered(form), link=link, **form.amended, today=today()
        )
    except Overtaken as error:
        tell_overtaken(form, _stored(look, edit_form, row), book_entries.recorded(look.book, row, look.entry), error)
        return refuse(_page(look, form, getattr(row, "person", None), row=row), error.status)
    except (InvalidInput, Conflict) as error:
        show_refusal(form, error)
        return refuse(_page(look, form, person, row=row), error.status)
    flash(_("Đã lưu."), "success")
    return redirect(url_for(f"{_endpoint(look)}.index", **look.list_arguments(form)), 303)


def _link(form: Any, person: Any) -> tuple[book_entries.Link | None, Sequence[Mention]]:
    """Whom a row is about from now on; None while that is not clear, with the people to choose from."""
    said = (form.person.data or "").strip()
    if person is not None and said == person.ref:
        # Whoever it is about may have moved away: that is no reason to ask again.
        return book_entries.Link(said), []
    mentions = meant(said)
    several = unclear(form.person, mentions)
    if form.person.errors:
        return None, several
    return book_entries.Link(mentions[0].person.ref if mentions and mentions[0].person else None), []
