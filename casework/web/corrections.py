"""Correcting one recorded value of an episode: what is recorded, and a form for each value."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from casework.access.permissions import Permission
from casework.access.rules import may
from casework.errors import Conflict, InvalidInput, NotFound
from casework.i18n import format_date, parse_date
from casework.records import db
from casework.records.episode import Episode
from casework.services import corrections
from casework.services.correction_fields import Field, Shape, fields_of
from casework.services.episodes import case_view, is_held, seen_episode
from casework.services.person_files import note_look
from casework.web.act_pages import name_of, seen_or_gone
from casework.web.fields import CaseForm, DateField, TermField, UnitField, show_refusal
from casework.web.routing import Pages, current_actor, current_scope, refuse, today
from casework.web.versions import VersionField

pages = Pages("corrections", "/corrections")
REMOVABLE = {"phase": "phase", "certificate": "certificate", "transfer": "episode_transfer", "violation": "violation"}


class DaysField(StringField):
    """Several days, with commas between."""

    def process_data(self, value: Any) -> None:
        self.data = ", ".join(format_date(each) for each in value or ())

    def days(self) -> tuple[Any, ...]:
        """:raises InvalidInput: one of them is no day"""
        try:
            return tuple(parse_date(part.strip()) for part in (self.data or "").split(",") if part.strip())
        except ValueError:
            raise InvalidInput(
                _("Hãy ghi các ngày cách nhau bằng dấu phẩy, ví dụ 05/03/2026, 07/04/2026."), field="value"
            ) from None


class _Form(CaseForm):
    version = VersionField()
    reason = StringField(
        _l("Lý do sửa"),
        [InputRequired(), Length(min=5, max=300)],
        description=_l("Hiện trong hồ sơ cùng giá trị cũ, ví dụ: sửa theo quyết định giấy"),
    )


@pages.get("/episodes/<path:ref>/all", Permission.RECORD_CORRECT, writes=True)
def index(ref: str) -> ResponseReturnValue:
    """Everything that is recorded of an episode, each value with a way to its correction."""
    episode = _held(ref)
    note_look(db.session(), current_actor(), episode.person)
    groups = [(group, list(rows)) for group, rows in groupby(fields_of(episode), lambda each: each.group)]
    return render_template(
        "web/corrections/index.html",
        episode=episode,
        name=name_of(episode),
        groups=groups,
        removal_url=_removal_url,
        may_remove=may(current_actor(), Permission.RECORD_REMOVE),
    )


@pages.form("/episodes/<path:ref>/values/<string:key>", Permission.RECORD_CORRECT)
def edit(ref: str, key: str) -> ResponseReturnValue:
    """One value: as it is, as it should read, and why."""
    session, scope, actor = db.session(), current_scope(), current_actor()
    episode = _held(ref)
    field = corrections.field_of(episode, key)
    form, status = _form_for(field), 200
    if form.validate_on_submit():
        try:
            value = form.value.days() if field.shape is Shape.DAYS else form.value.data
            corrections.correct_episode(
                session,
                scope,
                actor,
                ref,
                key,
                value,
                reason=form.reason.data or "",
                today=today(),
                version=form.version.data,
            )
        except (InvalidInput, Conflict) as error:
            session.rollback()
            show_refusal(form, error)
            status = error.status
            episode = _held(ref)
            field = corrections.field_of(episode, key)
        else:
            return _done(ref, field)
    elif form.errors:
        status = 400
    form.version.renew(episode.version)
    page = render_template(
        "web/corrections/form.html", form=form, episode=episode, name=name_of(episode), field_of_record=field
    )
    return page if status < 400 else refuse(page, status)


def _held(ref: str) -> Episode:
    episode = seen_episode(db.session(), current_scope(), ref)
    if not is_held(db.session(), current_scope(), episode):
        raise NotFound(_("Hồ sơ này do đơn vị khác quản lý; bạn chỉ được xem."))
    return episode


def _form_for(field: Field) -> Any:
    """A form whose `value` has the shape of the field."""
    label, checks = _l("Giá trị đúng"), [InputRequired()] if field.needed else [Optional()]
    made: dict[Shape, Any] = {
        Shape.DAY: DateField(label, checks),
        Shape.DAYS: DaysField(label, checks, description=_l("Các ngày cách nhau bằng dấu phẩy")),
        Shape.TEXT: StringField(label, [*checks, Length(max=500)]),
        Shape.NUMBER: IntegerField(label, [*checks, NumberRange(min=1, max=60)]),
        Shape.TERM: TermField(label, field.terms or (), checks),
        Shape.UNIT: UnitField(label, checks, on=lambda: None),
    }
    form = type("CorrectionForm", (_Form,), {"value": made[field.shape]})()
    if not form.is_submitted():
        form.value.process_data(field.value)
    return form


def _done(ref: str, field: Field) -> ResponseReturnValue:
    flash(_("Đã sửa: %(what)s. Giá trị cũ và lý do còn trong hồ sơ.", what=field.label), "success")
    episode = seen_or_gone(db.session(), current_scope(), ref)
    if episode is None:
        flash(_("Hồ sơ đã chuyển và không còn thuộc đơn vị của bạn."), "info")
        return redirect(url_for("people.index"), 303)
    for breach in case_view(db.session(), episode, today()).breaches:
        flash(f"{breach.text} ({breach.citation})", "warning")
    return redirect(url_for("episodes.view", ref=ref), 303)


def _removal_url(rows: list[Field]) -> str | None:
    """Where the part that these values belong to is taken out; none for the episode's own values."""
    part, _dot, rest = rows[0].key.partition(".")
    kind = REMOVABLE.get(part)
    return None if kind is None else url_for("removals.new", kind=kind, row_id=int(rest.split(".")[0]))
