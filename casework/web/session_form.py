"""The form of a consultation session (buổi tư vấn): filled as far as the last one says, with names kept apart."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from flask import render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from casework.i18n import format_date, parse_date
from casework.law.vocabulary import SessionKind
from casework.records import db
from casework.records.consultation import ConsultationSession, Point
from casework.records.person import Person
from casework.services import attendance, consultations, points
from casework.services.mentions import Mention, people_of
from casework.web.amending import AmendForm
from casework.web.choices import StaffField
from casework.web.fields import CaseForm, DateField, TermField, options
from casework.web.naming import meant, show, unclear
from casework.web.routing import current_actor, current_scope, today

MOST_POINTS = 200
MOST_NAMED = 200


class SessionForm(CaseForm):
    """A session: where, when, about what, how many, and who of them is named."""

    point_ref = SelectField(_l("Điểm tư vấn"), [InputRequired()])
    held_on = DateField(_l("Ngày"), [InputRequired()])
    kind = TermField(_l("Hình thức"), SessionKind, [InputRequired()])
    topic = StringField(_l("Chủ đề"), [Length(max=200)], render_kw={"list": "topics"})
    staff_ref = StaffField(_l("Cán bộ tư vấn"))
    attendance = IntegerField(
        _l("Số người dự"),
        [Optional(), NumberRange(1, consultations.MOST_PRESENT)],
        description=_l("Cả người không ghi tên; để trống thì bằng số người có tên"),
        render_kw={"inputmode": "numeric"},
    )
    people = TextAreaField(
        _l("Người dự có tên"),
        [Length(max=8000)],
        description=_l("Mỗi dòng một người: mã hồ sơ hoặc họ tên (có thể không dấu), thêm năm sinh nếu trùng tên"),
        render_kw={"spellcheck": "false"},
    )
    known = SelectMultipleField(_l("Người đã dự gần đây tại điểm này"), validate_choice=False)


class EditSessionForm(SessionForm, AmendForm):
    """A session as it is stored, to be corrected."""


def points_to_choose() -> list[Point]:
    """The points at which the reader may record, the open ones first."""
    query = points.point_list(current_scope(), current_actor(), today=today())
    rows = db.session().scalars(query.limit(MOST_POINTS)).unique().all()
    return sorted(rows, key=lambda row: row.closed_on is not None)


def labels(choices: Sequence[Point]) -> list[SelectChoice]:
    """The points as a list to choose from."""

    def label(row: Point) -> str:
        closed = _("%(name)s (đóng cửa %(day)s)", name=row.name, day=format_date(row.closed_on))
        return row.name if row.closed_on is None else closed

    return options([("", _("— chọn —")), *((row.ref, label(row)) for row in choices)])


def preselected(choices: Sequence[Point], last: ConsultationSession | None) -> Point | None:
    """The point asked for, else the last used, else the only one that is open."""
    asked = next((row for row in choices if row.ref == request.args.get("point")), None)
    still_open = [row for row in choices if row.closed_on is None]
    used = next((row for row in still_open if last is not None and row.id == last.point_id), None)
    return asked or used or (still_open[0] if len(still_open) == 1 else None)


def asked_day() -> date:
    """The day asked for (after a session of that day), else today."""
    try:
        return parse_date(request.args["day"])
    except (KeyError, ValueError):
        return today()


def read_people(form: SessionForm) -> tuple[list[str] | None, list[Mention]]:
    """The refs of those named, ticked or typed; None when the form is not right yet, with the lines to choose for."""
    if not form.validate():
        return None, []
    lines = (form.people.data or "").splitlines()
    if len(lines) + len(form.known.data or []) > MOST_NAMED:
        form.people.errors = [_("Hãy ghi tên không quá %(most)s người một buổi.", most=MOST_NAMED)]
        return None, []
    mentions = meant(form.people.data)
    several = unclear(form.people, mentions)
    if form.people.errors:
        return None, several
    return [*(form.known.data or []), *(person.ref for person in people_of(mentions))], []


def draw(
    form: SessionForm,
    choices: Sequence[Point],
    point: Point | None,
    several: Sequence[Mention] = (),
    *,
    row: ConsultationSession | None = None,
    named: Sequence[Person] = (),
) -> str:
    """The page of the form: whom the point saw lately can be ticked, and the first empty field has the focus.

    :param several: the lines that name several people, to choose from
    :param row: the session that is corrected
    :param named: those who can be ticked whether the point saw them lately or not
    """
    form.point_ref.choices = labels(choices)
    recent = attendance.recent_people(db.session(), current_scope(), point) if point else []
    offered = {person.id: person for person in [*named, *recent]}
    ticked = set(form.known.data or [])
    shown = show(offered.values(), _("người đã dự gần đây tại điểm tư vấn"))
    if not several:
        _focus_first_empty(form)
    return render_template(
        "web/sessions/form.html",
        form=form,
        row=row,
        several=several,
        known=[(shown[key], person, person.ref in ticked) for key, person in offered.items()],
        others=[other for other in choices if point is None or other.id != point.id],
        topics=attendance.recent_topics(db.session(), point) if point else [],
    )


def _focus_first_empty(form: SessionForm) -> None:
    in_order = (form.point_ref, form.held_on, form.kind, form.topic, form.staff_ref, form.attendance, form.people)
    first = next((field for field in in_order if field.errors), None) or next(
        (field for field in in_order if not field.data), form.people
    )
    first.render_kw = {**(first.render_kw or {}), "autofocus": True}
