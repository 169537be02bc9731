"""Procedures beside the episode (thủ tục): the list, one file, and opening one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casework.access.permissions import Permission
from casework.access.rules import may
from casework.errors import Conflict, InvalidInput, NotFound
from casework.law.procedures import Measure
from casework.records import db
from casework.records.proceeding import Proceeding
from casework.services import proceedings
from casework.services.measures import BY_MEASURE, LINES, MeasureLine, Subject
from casework.services.measures_fields import LABELS
from casework.services.mentions import Mention
from casework.services.proceedings import State
from casework.services.proceedings_acts import CORRECTION, acts_of
from casework.services.proceedings_facts import shown_facts
from casework.services.proceedings_subjects import About, find_subject, subject_name
from casework.web.fields import show_refusal
from casework.web.naming import meant, show, unclear
from casework.web.paging import paged
from casework.web.proceedings_forms import FactForm, opening_form
from casework.web.proceedings_offers import offers_of
from casework.web.routing import Pages, current_actor, current_scope, refuse, today
from casework.web.session import known_reader

pages = Pages("proceedings", "/proceedings")


@pages.blueprint.app_context_processor
def _for_other_pages() -> dict[str, Any]:
    """What the pages of people, episodes and teams need to list and open procedures."""
    return {
        "proceeding_kind": proceedings.kind_of,
        "proceeding_stage": proceedings.stage_term,
        "proceeding_lines": _lines_to_open,
    }


def _lines_to_open(subject: str) -> list[MeasureLine]:
    reader = known_reader()
    if reader is None or not may(reader.actor, Permission.PROCEEDING_ACT):
        return []
    return [line for line in LINES if line.subject == subject and may(reader.actor, line.edit)]


@pages.get("", Permission.PROCEEDING_VIEW, writes=True)
def index() -> ResponseReturnValue:
    """The procedures of the scope's units, those with the nearest duty first."""
    measure, state = _asked_measure(), _asked_state()
    scope = current_scope()
    person = find_subject(db.session(), scope, About(person_ref=request.args.get("person", ""))).person
    query = proceedings.proceeding_list(
        scope, today=today(), measure=measure, state=state, person_id=person.id if person else None
    )
    page = paged(db.session(), query, size=25)
    shown = show([row.person for row in page.items if row.person is not None], "thủ tục")
    return render_template(
        "web/proceedings/index.html",
        page=page,
        lines=LINES,
        may_open=[line for line in LINES if may(current_actor(), line.edit)],
        measure=measure,
        state=state,
        states=_states(),
        shown=shown,
        kind_of=proceedings.kind_of,
        stage_term=proceedings.stage_term,
        subject_name=subject_name,
        today=today(),
    )


@pages.get("/new", Permission.PROCEEDING_ACT, writes=True)
def new() -> ResponseReturnValue:
    """Open a procedure; the measure, and perhaps its subject, are in the address."""
    line = _line_to_open()
    form = opening_form(line)(formdata=None, data={"opened_on": today(), **_typed_subject()})
    return _new_page(line, form)


@pages.post("/new", Permission.PROCEEDING_ACT)
def create() -> ResponseReturnValue:
    """Open it."""
    line = _line_to_open()
    form = opening_form(line)()
    if not form.validate():
        return refuse(_new_page(line, form))
    about, several = _about(line, form)
    if about is None:
        page = _new_page(line, form, several)
        return page if several else refuse(page)
    try:
        row = proceedings.open_proceeding(
            db.session(),
            current_scope(),
            current_actor(),
            line.measure,
            about=about,
            opened_on=form["opened_on"].data,
            values=form.facts(),
            unit_id=form["unit_id"].data,
            today=today(),
        )
    except (InvalidInput, Conflict) as error:
        show_refusal(form, error)
        return refuse(_new_page(line, form), error.status)
    flash(_("Đã mở hồ sơ %(ref)s. Hãy ghi việc đầu tiên.", ref=row.ref), "success")
    return redirect(url_for("proceedings.view", ref=row.ref), 303)


@pages.get("/<path:ref>", Permission.PROCEEDING_VIEW, writes=True)
def view(ref: str) -> ResponseReturnValue:
    """One procedure: the law and why, the stage, what was done, what may be done, what not and why, what is due."""
    session, actor = db.session(), current_actor()
    case = proceedings.viewed_case(session, current_scope(), actor, ref, today())
    told = case.told(today())
    acts = acts_of(session, case.row)
    return render_template(
        "web/proceedings/view.html",
        row=case.row,
        case=told,
        measure=case.line.measure,
        kind=proceedings.kind_of(case.row),
        person=shown_person(case.row),
        subject=subject_name(case.row),
        facts=shown_facts(case),
        offers=offers_of(case, told, actor, today()),
        acts=[act for act in acts if act.act != CORRECTION],
        corrections=[act for act in acts if act.act == CORRECTION],
        labels=LABELS,
        may_edit=may(actor, case.line.edit) and may(actor, Permission.PROCEEDING_ACT),
    )


def shown_person(row: Proceeding) -> object | None:
    """The person as this reader may see them."""
    return show([row.person], "thủ tục")[row.person.id] if row.person is not None else None


def _new_page(line: MeasureLine, form: FactForm, several: Sequence[Mention] = ()) -> str:
    found = find_subject(db.session(), current_scope(), _asked_about())
    person = show([found.person], "thủ tục")[found.person.id] if found.person is not None else None
    return render_template(
        "web/proceedings/new.html", form=form, line=line, person=person, found=found, several=several
    )


def _line_to_open() -> MeasureLine:
    measure = _asked_measure()
    if measure is None or measure not in BY_MEASURE:
        raise NotFound(_("Không có thủ tục này."))
    return BY_MEASURE[measure]


def _about(line: MeasureLine, form: FactForm) -> tuple[About | None, list[Mention]]:
    """Whom the form means, or nobody yet with the namesakes to choose from."""
    asked = _asked_about()
    if line.subject is Subject.PROVIDER:
        return About(name=form["name"].data), []
    if line.subject is Subject.TEAM:
        return asked, []
    field = form["person"]
    mentions = meant(field.data)
    several = unclear(field, mentions)
    person = mentions[0].person if mentions else None
    if field.errors or person is None:
        return None, several
    return About(person.ref, asked.episode_ref, asked.methadone_ref), []


def _asked_about() -> About:
    refs = {name: request.args.get(name, "") for name in ("person", "episode", "methadone", "team")}
    return About(refs["person"], refs["episode"], refs["methadone"], refs["team"])


def _typed_subject() -> dict[str, str]:
    person = find_subject(db.session(), current_scope(), _asked_about()).person
    return {"person": person.ref} if person is not None else {}


def _asked_measure() -> Measure | None:
    asked = request.args.get("measure", "")
    return next((line.measure for line in LINES if line.measure.value == asked), None)


def _asked_state() -> State | None:
    asked = request.args.get("state", "open")
    return next((state for state in State if state.value == asked), None)


def _states() -> list[tuple[str, str]]:
    return [
        (State.OPEN.value, _("Đang thực hiện")),
        (State.OVERDUE.value, _("Quá hạn")),
        (State.CLOSED.value, _("Đã xong")),
        ("all", _("Tất cả")),
    ]
