"""Consultation sessions (buổi tư vấn): recorded within half a minute, found again, corrected."""

from __future__ import annotations

from collections.abc import Sequence

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casework.access.permissions import Permission
from casework.errors import Conflict, InvalidInput
from casework.i18n import format_date, format_number
from casework.law.vocabulary import SessionKind
from casework.records import db
from casework.records.consultation import ConsultationSession
from casework.records.person import Person
from casework.services import attendance, consultations, corrections
from casework.services.person_timelines_changes import changes_in_words
from casework.services.stamps import Overtaken
from casework.web.amending import tell_overtaken
from casework.web.fields import show_refusal
from casework.web.naming import asked_person, show
from casework.web.paging import paged
from casework.web.routing import Pages, current_actor, current_scope, refuse, today
from casework.web.session_form import (
    EditSessionForm,
    SessionForm,
    asked_day,
    draw,
    labels,
    points_to_choose,
    preselected,
    read_people,
)
from casework.web.years import asked_year

pages = Pages("sessions", "/sessions")


@pages.get("", Permission.POINT_VIEW)
def index() -> ResponseReturnValue:
    """The sessions of the scope, by year and text."""
    text, year, point_ref = request.args.get("q", ""), asked_year(), request.args.get("point", "")
    session, scope, actor = db.session(), current_scope(), current_actor()
    page = paged(session, consultations.session_list(scope, actor, year=year, text=text, point_ref=point_ref), size=25)
    years = attendance.years_of_sessions(session, scope, actor)
    return render_template(
        "web/sessions/index.html",
        page=page,
        text=text,
        year=year,
        years=years,
        point_ref=point_ref,
        kind=SessionKind,
    )


@pages.get("/new", Permission.SESSION_RECORD, writes=True)
def new() -> ResponseReturnValue:
    """The form, filled as far as the last session says."""
    choices = points_to_choose()
    last = attendance.last_recorded(db.session(), current_scope(), current_actor())
    point = preselected(choices, last)
    person = asked_person()
    asked = [person] if person else []
    at_same_point = last is not None and point is not None and last.point_id == point.id
    form = SessionForm(
        formdata=None,
        held_on=asked_day(),
        kind=request.args.get("kind") or (last.kind if last else SessionKind.GROUP),
        staff_ref=request.args.get("staff") or (last.staff.ref if last and last.staff and at_same_point else ""),
        point_ref=point.ref if point else "",
        known=[person.ref for person in asked],
    )
    return draw(form, choices, point, named=asked)


@pages.post("/new", Permission.SESSION_RECORD)
def record() -> ResponseReturnValue:
    """Record the session; names that are not clear come back as a choice, with everything typed kept."""
    choices, form = points_to_choose(), SessionForm()
    point = next((row for row in choices if row.ref == form.point_ref.data), None)
    form.point_ref.choices = labels(choices)
    person = asked_person()
    asked = [person] if person else []
    people, several = read_people(form)
    if people is None:
        page = draw(form, choices, point, several, named=asked)
        return page if several else refuse(page)
    try:
        row = consultations.record_session(
            db.session(),
            current_scope(),
            current_actor(),
            point_ref=form.point_ref.data,
            held_on=form.held_on.data,
            kind=form.kind.data,
            topic=form.topic.data,
            staff_ref=form.staff_ref.data,
            attendance=form.attendance.data,
            people=people,
            today=today(),
        )
    except (InvalidInput, Conflict) as error:
        show_refusal(form, error)
        return refuse(draw(form, choices, point, named=asked), error.status)
    flash(
        _(
            "Đã ghi buổi tư vấn ngày %(day)s: %(number)s lượt người.",
            day=format_date(row.held_on),
            number=format_number(row.attendance),
        ),
        "success",
    )
    if request.form.get("then") == "next":
        again = {
            "point": form.point_ref.data,
            "day": row.held_on.isoformat(),
            "kind": row.kind,
            "staff": form.staff_ref.data,
        }
        return redirect(url_for("sessions.new", **again), 303)
    return redirect(url_for("sessions.view", ref=row.ref), 303)


@pages.get("/<path:ref>", Permission.POINT_VIEW, writes=True)
def view(ref: str) -> ResponseReturnValue:
    """One session, with those named on it whom the reader may see."""
    row = consultations.consultation(db.session(), current_scope(), current_actor(), ref)
    people, unseen = consultations.named_people(db.session(), current_scope(), row)
    shown = show(people, f"buổi tư vấn {ref}")
    corrected = [
        (entry, list(changes_in_words(entry))) for entry in corrections.corrections_of_session(db.session(), row)
    ]
    return render_template(
        "web/sessions/show.html",
        row=row,
        people=list(shown.values()),
        unseen=unseen,
        kind=SessionKind,
        corrected=corrected,
    )


@pages.get("/<path:ref>/edit", Permission.SESSION_RECORD, writes=True)
def edit(ref: str) -> ResponseReturnValue:
    """The form with what was recorded."""
    row = consultations.consultation(db.session(), current_scope(), current_actor(), ref)
    people, _unseen = consultations.named_people(db.session(), current_scope(), row)
    return draw(_stored(row, people), [row.point], row.point, row=row, named=people)


def _stored(row: ConsultationSession, people: Sequence[Person]) -> EditSessionForm:
    form = EditSessionForm(
        formdata=None,
        obj=row,
        point_ref=row.point.ref,
        staff_ref=row.staff.ref if row.staff else "",
        known=[person.ref for person in people],
    )
    form.opened_on(consultations.recorded(row))
    return form


@pages.post("/<path:ref>/edit", Permission.SESSION_RECORD)
def correct(ref: str) -> ResponseReturnValue:
    """Correct the session."""
    row = consultations.consultation(db.session(), current_scope(), current_actor(), ref)
    named, _unseen = consultations.named_people(db.session(), current_scope(), row)
    form = EditSessionForm()
    form.point_ref.choices, form.point_ref.data = labels([row.point]), row.point.ref
    people, several = read_people(form)
    if people is None:
        page = draw(form, [row.point], row.point, several, row=row, named=named)
        return page if several else refuse(page)
    try:
        consultations.correct_session(
            db.session(),
            current_scope(),
            current_actor(),
            ref,
            held_on=form.held_on.data,
            kind=form.kind.data,
            topic=form.topic.data,
            staff_ref=form.staff_ref.data,
            attendance=form.attendance.data,
            people=people,
            **form.amended,
            today=today(),
        )
    except Overtaken as error:
        # Those whom somebody else has named meanwhile are offered as well; ticked stays what was ticked.
        now_named, _unseen = consultations.named_people(db.session(), current_scope(), row)
        tell_overtaken(form, _stored(row, now_named), consultations.recorded(row), error)
        return refuse(draw(form, [row.point], row.point, row=row, named=[*named, *now_named]), error.status)
    except (InvalidInput, Conflict) as error:
        show_refusal(form, error)
        return refuse(draw(form, [row.point], row.point, row=row, named=named), error.status)
    flash(_("Đã lưu."), "success")
    return redirect(url_for("sessions.view", ref=ref), 303)
