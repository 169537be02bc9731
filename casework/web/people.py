"""People (người): list and search, a new person, corrections, the page of one person."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casework.access import trail
from casework.access.permissions import Permission
from casework.access.rules import may
from casework.errors import Conflict, InvalidInput, NotFound
from casework.law.vocabulary import EpisodeForm, Sex
from casework.records import db
from casework.records.db import begin_writing
from casework.records.person import Person
from casework.services import people, person_files
from casework.services.duplicates import Candidate, LikelyDuplicates, NationalIdTaken
from casework.services.merges import leads_to
from casework.services.people import masked_name, national_id_of
from casework.services.person_files import PersonFile, age_on, latest_episodes, stage_of
from casework.services.residences import own_commune
from casework.services.saved_lists import saved_lists
from casework.services.searches import find_people
from casework.web.fields import show_refusal
from casework.web.paging import Page, page_number
from casework.web.people_search import asked, question
from casework.web.person_forms import EditPersonForm, NewPersonForm, PersonForm, UnmaskForm
from casework.web.person_pages import person_page, removal_url
from casework.web.routing import Pages, current_actor, current_scope, refuse, today
from casework.web.saved_lists import SaveForm

pages = Pages("people", "/people")


@pages.get("", Permission.PERSON_FIND, writes=True)
def index() -> ResponseReturnValue:
    """The people of the scope whom a search finds."""
    form = asked()
    text = (form.q.data or "").strip()[:120]
    session, scope, actor = db.session(), current_scope(), current_actor()
    after = request.args.get("after", type=int)
    found = find_people(session, scope, actor, text, page=page_number(), wanted=form.wanted, after=after)
    latest = latest_episodes(session, scope, found.people)
    return render_template(
        "web/people/index.html",
        text=text,
        form=form,
        question=question(),
        saved=saved_lists(session, actor),
        save_form=SaveForm(formdata=None, question=question()),
        total=found.total,
        more=found.more,
        after=found.after,
        page=Page(list(found.people), found.page, found.page < found.pages),
        stages={person_id: stage_of(episode).term for person_id, episode in latest.items()},
        names=may(current_actor(), Permission.NAMES_VIEW),
        masked_name=masked_name,
    )


@pages.form("/new", Permission.PERSON_EDIT)
def new() -> ResponseReturnValue:
    """Open a person's record."""
    session, scope, actor = db.session(), current_scope(), current_actor()
    form = NewPersonForm()
    if not form.validate_on_submit():
        if request.method == "GET":
            form.unit.data = own_commune(session, actor)
            form.full_name.data = request.args.get("name", "")[:120]
        return _person_form(form, 400 if form.errors else 200)
    try:
        person = people.register_person(
            session,
            scope,
            actor,
            full_name=form.full_name.data,
            birth=form.birth.data,
            sex=form.sex.data,
            unit=form.unit.data,
            today=today(),
            ethnicity=form.ethnicity.data,
            national_id=form.national_id.data,
            address=form.address.data,
            phone=form.phone.data,
            confirm_different=request.form.get("confirm") == "1",
            seen=request.form.getlist("seen"),
        )
    except LikelyDuplicates as error:
        _note_candidates(error.candidates)
        show_refusal(form, error)
        return _person_form(form, error.status, candidates=error.candidates)
    except NationalIdTaken as error:
        session.rollback()
        show_refusal(form, error)
        same = () if error.person is None else (Candidate(error.person, (_("Trùng số định danh"),)),)
        return _person_form(form, error.status, candidates=same, certain=True)
    except (InvalidInput, Conflict) as error:
        session.rollback()
        show_refusal(form, error)
        return _person_form(form, error.status)
    flash(_("Đã lập hồ sơ %(ref)s. Việc tiếp theo: đăng ký cai nghiện, nếu có đơn.", ref=person.ref), "success")
    return redirect(url_for("people.view", ref=person.ref), 303)


@pages.form("/<path:ref>/edit", Permission.PERSON_EDIT)
def edit(ref: str) -> ResponseReturnValue:
    """Correct a person's record, or note a move."""
    session, scope, actor = db.session(), current_scope(), current_actor()
    person = people.person_of(session, scope, ref)
    form = EditPersonForm(data=_as_stored(person) if request.method == "GET" else None)
    if not form.validate_on_submit():
        return _person_form(form, 400 if form.errors else 200, person=person)
    try:
        people.edit_person(
            session,
            scope,
            actor,
            ref,
            version=form.version.data,
            reason=form.reason.data,
            full_name=form.full_name.data,
            birth=form.birth.data,
            sex=form.sex.data,
            unit=form.unit.data or person.unit,
            today=today(),
            ethnicity=form.ethnicity.data,
            national_id=form.national_id.data,
            address=form.address.data,
            phone=form.phone.data,
            moved_on=form.moved_on.data,
        )
    except (InvalidInput, Conflict) as error:
        session.rollback()
        show_refusal(form, error)
        stored = _different(form, person) if isinstance(error, Conflict) else []
        form.version.renew(person.version)
        return _person_form(form, error.status, person=person, stored=stored)
    flash(_("Đã lưu hồ sơ %(ref)s.", ref=ref), "success")
    left = people.has_left(session, scope, ref)
    return redirect(url_for("people.index") if left else url_for("people.view", ref=ref), 303)


@pages.get("/<path:ref>", Permission.PERSON_VIEW, writes=True)
def view(ref: str) -> ResponseReturnValue:
    """One person's file; a code that was merged leads on to the record that has everything now."""
    actor = current_actor()
    try:
        file = person_files.open_file(db.session(), current_scope(), actor, ref)
    except NotFound:
        onward = leads_to(db.session(), current_scope(), ref)
        if onward is None:
            raise
        return redirect(url_for("people.view", ref=onward), 302)
    return _person_page(file, names=may(actor, Permission.NAMES_VIEW))


@pages.post("/<path:ref>/unmask", Permission.PERSON_UNMASK)
def unmask(ref: str) -> ResponseReturnValue:
    """The file once with the name, for a reason that is noted."""
    form = UnmaskForm()
    if not form.validate_on_submit():
        file = person_files.open_file(db.session(), current_scope(), current_actor(), ref)
        return refuse(_person_page(file, names=False, form=form), 400)
    file = person_files.unmask(db.session(), current_scope(), current_actor(), ref, reason=form.reason.data)
    return _person_page(file, names=True, unmasked=True)


def _person_form(form: PersonForm, status: int, **shown: Any) -> ResponseReturnValue:
    candidates = shown.setdefault("candidates", ())
    shown.setdefault("person", None)
    found = latest_episodes(db.session(), current_scope(), [each.person for each in candidates]) if candidates else {}
    stages = {person_id: stage_of(episode).term for person_id, episode in found.items()}
    page = render_template("web/people/form.html", form=form, stages=stages, today=today(), **shown)
    return page if status < 400 else refuse(page, status)


def _person_page(file: PersonFile, *, names: bool, unmasked: bool = False, form: UnmaskForm | None = None) -> str:
    person = file.person
    in_clear = may(current_actor(), Permission.NAMES_VIEW)
    return render_template(
        "web/people/person.html",
        file=file,
        person=person,
        names=names,
        unmasked=unmasked,
        name=person.full_name if names else masked_name(person.full_name),
        national_id=national_id_of(person) if in_clear else None,
        age=age_on(person, today()),
        stages={episode.id: stage_of(episode) for episode in file.episodes},
        form_terms={form.value: form.term for form in EpisodeForm},
        form=form or UnmaskForm(),
        link_to=_link_to,
        removal_url=removal_url,
        **person_page(file, names=names),
    )


def _link_to(endpoint: str, **values: Any) -> str | None:
    """The address of a page that exists and that the reader's role may open."""
    permission = getattr(current_app.view_functions.get(endpoint), "permission", None)
    return url_for(endpoint, **values) if permission is not None and may(current_actor(), permission) else None


def _note_candidates(candidates: tuple[Candidate, ...]) -> None:
    """The officer is about to see these people: that is noted although the registration is refused."""
    session = db.session()
    session.rollback()
    begin_writing(session)
    trail.record(session, trail.Tag.PEOPLE_LISTED, current_actor(), query="kiểm tra trùng hồ sơ", count=len(candidates))
    session.commit()


def _as_stored(person: Person) -> dict[str, Any]:
    return {
        "version": person.version,
        "full_name": person.full_name,
        "birth": person.birth_on or person.birth_year,
        "sex": Sex(person.sex),
        "national_id": national_id_of(person),
        "ethnicity": person.ethnicity,
        "address": person.address,
        "phone": person.phone,
    }


def _different(form: EditPersonForm, person: Person) -> list[tuple[str, str]]:
    """Label and stored value of each field in which the form differs from what is stored now."""
    found = []
    for name, value in _as_stored(person).items():
        field = form[name]
        if name != "version" and (field.data or None) != value:
            text = Sex(value).term if isinstance(value, Sex) else form.birth.shown(value) if name == "birth" else value
            found.append((str(field.label.text), str(text or "–") if not isinstance(value, date) else str(text)))
    return found
