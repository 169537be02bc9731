"""Scanned papers: the list of one person or case, adding one, and handing one out."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from flask import Response, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from casework.access.permissions import Permission
from casework.access.rules import may
from casework.config import Config
from casework.errors import InvalidInput, NotFound
from casework.records import db
from casework.services import attachments
from casework.services.attachment_files import ENDINGS
from casework.services.attachments import Subject
from casework.services.people import masked_name
from casework.services.person_files import note_look, person_of_id
from casework.web.downloads import download
from casework.web.fields import CaseForm, DateField, not_after_today, show_refusal
from casework.web.paging import paged
from casework.web.routing import Pages, current_actor, current_scope, refuse, today

pages = Pages("attachments", "/attachments")
WORDS: dict[Subject, Any] = {
    Subject.PERSON: _l("Hồ sơ cá nhân"),
    Subject.EPISODE: _l("Đợt cai nghiện"),
    Subject.AFTERCARE: _l("Quản lý sau cai nghiện"),
    Subject.PROCEEDING: _l("Thủ tục"),
}
PAGES = {
    Subject.PERSON: "people.view",
    Subject.EPISODE: "episodes.view",
    Subject.AFTERCARE: "aftercares.view",
    Subject.PROCEEDING: "proceedings.view",
}


class AttachmentForm(CaseForm):
    """A scanned paper: what it is, the day on it, the file."""

    label = StringField(
        _l("Tên giấy tờ"), [InputRequired(), Length(max=200)], description=_l("Ví dụ: Quyết định số 12/QĐ-UBND")
    )
    dated_on = DateField(_l("Ngày trên giấy"), [InputRequired(), not_after_today])
    file = FileField(_l("Tệp quét (PDF, JPEG, PNG)"), [FileRequired(_l("Hãy chọn tệp quét."))])


def folder() -> Path:
    """The instance folder."""
    config: Config = current_app.config["CASEWORK"]
    return config.instance


@pages.get("/of/<string:kind>/<path:ref>", Permission.PERSON_VIEW, writes=True)
def index(kind: str, ref: str) -> ResponseReturnValue:
    """The papers of one person or case, and a form for one more."""
    subject = _subject(kind)
    case = attachments.subject_of(db.session(), current_scope(), subject, ref, to_change=False)
    person = _person_of(subject, case)
    if person is not None:
        note_look(db.session(), current_actor(), person)
    return _page(subject, case, AttachmentForm())


@pages.post("/of/<string:kind>/<path:ref>", Permission.ATTACHMENT_ADD)
def add(kind: str, ref: str) -> ResponseReturnValue:
    """One more paper."""
    subject, form, status = _subject(kind), AttachmentForm(), 400
    if form.validate_on_submit():
        try:
            _add(form, subject, ref)
        except InvalidInput as error:
            db.session().rollback()
            show_refusal(form, error)
            status = error.status
        else:
            flash(_("Đã lưu tệp. Người xem được hồ sơ này xem được tệp."), "success")
            return redirect(url_for("attachments.index", kind=kind, ref=ref), 303)
    case = attachments.subject_of(db.session(), current_scope(), subject, ref, to_change=False)
    return refuse(_page(subject, case, form), status)


def _person_of(subject: Subject, case: Any) -> Any:
    return case if subject is Subject.PERSON else person_of_id(db.session(), current_scope(), case.person_id)


def _page(subject: Subject, case: Any, form: AttachmentForm) -> str:
    actor, person = current_actor(), _person_of(subject, case)
    name, names = "" if person is None else person.full_name, may(actor, Permission.NAMES_VIEW)
    return render_template(
        "web/attachments/index.html",
        form=form,
        page=paged(db.session(), attachments.attachments_of(current_scope(), subject, case)),
        case=case,
        words=WORDS[subject],
        case_url=url_for(PAGES[subject], ref=case.ref),
        name=name if names else masked_name(name),
        names=names,
        may_add=may(actor, Permission.ATTACHMENT_ADD),
        most=_config().attachment_megabytes,
        size_text=attachments.size_text,
    )


@pages.get("/<ref>/file", Permission.PERSON_VIEW, writes=True)
def file(ref: str) -> Response:
    """The paper, to be saved: never shown inside the site."""
    row, content = attachments.open_attachment(db.session(), current_scope(), current_actor(), folder(), ref)
    stem = row.file_name.rsplit(".", 1)[0] or "tep-quet"
    response = download(f"{stem}.{ENDINGS[row.media_type]}", row.media_type, content)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _add(form: AttachmentForm, subject: Subject, ref: str) -> None:
    day: date = form.dated_on.data
    attachments.add_attachment(
        db.session(),
        current_scope(),
        current_actor(),
        folder(),
        subject,
        ref,
        label=form.label.data or "",
        dated_on=day,
        file_name=form.file.data.filename or "",
        content=form.file.data.read(),
        most_megabytes=_config().attachment_megabytes,
        today=today(),
    )


def _config() -> Config:
    config: Config = current_app.config["CASEWORK"]
    return config


def _subject(kind: str) -> Subject:
    try:
        return Subject(kind)
    except ValueError:
        raise NotFound(_("Không có loại hồ sơ này.")) from None
