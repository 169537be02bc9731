"""People (người): list and search, a new person, corrections, the page of one person."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import InputRequired, Length, Optional

from casework.access import trail
from casework.access.permissions import Permission
from casework.access.rules import may
from casework.errors import Conflict, InvalidInput
from casework.law.vocabulary import EpisodeForm, Sex
from casework.records import db
from casework.records.db import begin_writing
from casework.records.person import Person
from casework.services import people, person_files
from casework.services.duplicates import Candidate, LikelyDuplicates, NationalIdTaken
from casework.services.episodes import case_view
from casework.services.people import masked_name, national_id_of
from casework.services.person_files import PersonFile, age_on, latest_episodes, stage_of
from casework.services.residences import own_commune
from casework.services.searches import find_people
from casework.services.timelines import timeline
from casework.web.aftercare_pages import of_person
from casework.web.fields import CaseForm, DateField, TermField, UnitField, not_after_today, show_refusal
from casework.web.paging import Page, page_number
from casework.web.routing import Pages, current_actor, current_scope, refuse, today
from casework.web.versions import VersionField

pages = Pages("people", "/people")


class BirthField(DateField):
    """A day of birth, or the year alone where the day is not known."""

    date_hint = _l("ngày/tháng/năm; nếu không rõ ngày thì chỉ ghi năm, ví dụ 1991")

    def read(self, text: str) -> Any:
        return int(text) if re.fullmatch(r"\d{4}", text) else super().read(text)

    def shown(self, value: Any) -> str:
        return str(value) if isinstance(value, int) else super().shown(value)


class PersonForm(CaseForm):
    """Who somebody is and where they live."""

    full_name = StringField(_l("Họ và tên"), [InputRequired(), Length(max=120)])
    birth = BirthField(_l("Ngày sinh hoặc năm sinh"), [InputRequired()])
    sex = TermField(_l("Giới tính"), Sex, [InputRequired()])
    national_id = StringField(
        _l("Số định danh cá nhân (CCCD) hoặc CMND"),
        [Optional(), Length(max=20)],
        description=_l("12 chữ số, hoặc 9 chữ số của CMND cũ"),
    )
    ethnicity = StringField(_l("Dân tộc"), [Optional(), Length(max=60)])
    address = StringField(_l("Địa chỉ (ấp, khóm, số nhà)"), [Optional(), Length(max=200)])
    phone = StringField(_l("Điện thoại"), [Optional(), Length(max=40)])


class NewPersonForm(PersonForm):
    """Somebody who is not on file yet."""

    unit = UnitField(
        _l("Nơi cư trú (xã, phường, đặc khu)"),
        [InputRequired()],
        description=_l("Mã hoặc tên đơn vị, ví dụ 30952 hoặc Gò Quao"),
    )


class EditPersonForm(PersonForm):
    """A correction, or a move."""

    version = VersionField()
    unit = UnitField(
        _l("Chuyển đến xã, phường, đặc khu khác"),
        [Optional()],
        description=_l("Để trống nếu vẫn ở nơi cũ"),
    )
    moved_on = DateField(_l("Ngày chuyển đến nơi ở, địa chỉ mới"), [Optional(), not_after_today])
    reason = StringField(
        _l("Lý do sửa"),
        [InputRequired(), Length(min=5, max=200)],
        description=_l("Ghi vào nhật ký, ví dụ: sửa theo CCCD"),
    )


class UnmaskForm(CaseForm):
    """Why somebody without the right to names must know this one."""

    reason = StringField(
        _l("Lý do cần xem họ tên"),
        [InputRequired(), Length(min=10, max=200)],
        description=_l("Ít nhất 10 ký tự; được ghi vào nhật ký cùng tên của bạn"),
    )


@pages.get("", Permission.PERSON_FIND, writes=True)
def index() -> ResponseReturnValue:
    """The people of the scope whom a search finds."""
    text = request.args.get("q", "").strip()
    session, scope = db.session(), current_scope()
    found = find_people(session, scope, current_actor(), text, page=page_number())
    latest = latest_episodes(session, scope, found.people)
    return render_template(
        "web/people/index.html",
        text=text,
        total=found.total,
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
    """One person's file."""
    actor = current_actor()
    file = person_files.open_file(db.session(), current_scope(), actor, ref)
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
    newest = file.episodes[0] if file.episodes else None
    case = case_view(db.session(), newest, today()) if newest else None
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
        case=case,
        events=timeline(newest, case) if newest and case else [],
        **of_person(file),
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
