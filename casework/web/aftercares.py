"""After-care (quản lý sau cai nghiện): lists, opening, and the page of one."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import InputRequired, Optional

from casework.access import trail
from casework.access.permissions import Permission
from casework.access.rules import may
from casework.errors import Conflict, Forbidden, InvalidInput, RefusedByLaw
from casework.law.aftercare_facts import CompletionKind, DrugTest
from casework.law.aftercare_monitoring import FIRST_ON as MONITORED_SINCE
from casework.law.explain_measures import explain_aftercare
from casework.records import db
from casework.records.person import Person
from casework.services import aftercare_lists, aftercare_openings, people
from casework.services.aftercare_backgrounds import background
from casework.services.aftercare_endings import after_relapse
from casework.services.aftercare_lists import AftercareList
from casework.services.aftercare_timelines import aftercare_timeline
from casework.services.aftercares import acts_of, facts_of, is_held, seen_aftercare
from casework.services.assignments import officer_named
from casework.services.guardians import guardians_of
from casework.web.act_pages import name_of
from casework.web.aftercare_pages import awaited, offers
from casework.web.choices import ScopeUnitField
from casework.web.fields import CaseForm, DateField, TermField, not_after_today, show_refusal
from casework.web.naming import show
from casework.web.paging import Page, page_number, paged
from casework.web.routing import Pages, current_actor, current_scope, refuse, today
from casework.web.years import asked_year

pages = Pages("aftercares")
SIZE = 25


class OpeningForm(CaseForm):
    """What was completed, and when that was reported."""

    kind = TermField(_l("Đã hoàn thành"), CompletionKind, [InputRequired()])
    completed_on = DateField(
        _l("Ngày hoàn thành"),
        [InputRequired()],
        description=_l(
            "Ngày dự kiến nếu thông báo trước khi hoàn thành; nếu đợt cai nghiện đã có giấy thì theo đợt đó"
        ),
    )
    reported_on = DateField(
        _l("Ngày nhận trình báo hoặc thông báo hoàn thành (Mẫu số 51)"), [InputRequired(), not_after_today]
    )
    returned_on = DateField(_l("Ngày về địa phương, nếu từ cơ sở cai nghiện về"), [Optional(), not_after_today])
    unit_id = ScopeUnitField()


@pages.get("/aftercares", Permission.PERSON_VIEW, writes=True)
def index() -> ResponseReturnValue:
    """The after-cares of the scope, list by list, by year."""
    asked = request.args.get("list", "")
    which = AftercareList(asked) if asked in list(AftercareList) else AftercareList.CURRENT
    year, session, scope = asked_year(), db.session(), current_scope()
    if which in (AftercareList.ENDING, AftercareList.OVERDUE):
        found = aftercare_lists.by_term(session, scope, which, today(), year=year)
        number = page_number()
        page = Page(found[(number - 1) * SIZE : number * SIZE], number, len(found) > number * SIZE)
    else:
        rows = paged(session, aftercare_lists.aftercare_query(scope, which, year=year), size=SIZE)
        page = Page(aftercare_lists.lines(session, rows.items, today()), rows.number, rows.has_next)
    shown = show([line.aftercare.person for line in page.items], "quản lý sau cai nghiện")
    return render_template(
        "web/aftercare/index.html",
        page=page,
        year=year,
        which=which,
        lists=AftercareList,
        shown=shown,
        today=today(),
    )


@pages.form("/people/<path:ref>/aftercares/new", Permission.AFTERCARE_OPEN)
def new(ref: str) -> ResponseReturnValue:
    """Open the after-care of a person."""
    session, scope = db.session(), current_scope()
    person = people.person_of(session, scope, ref)
    form = OpeningForm()
    if not form.validate_on_submit():
        if request.method == "GET":
            _suggest(form, person)
        return _opening(form, person, 400 if form.errors else 200)
    try:
        aftercare = aftercare_openings.open_aftercare(
            session,
            scope,
            current_actor(),
            ref,
            kind=form.kind.data,
            completed_on=form.completed_on.data,
            reported_on=form.reported_on.data,
            returned_on=form.returned_on.data,
            unit_id=form.unit_id.data,
            today=today(),
        )
    except (InvalidInput, Conflict, Forbidden, RefusedByLaw) as error:
        session.rollback()
        show_refusal(form, error)
        return _opening(form, person, error.status)
    flash(_("Đã mở hồ sơ. Việc tiếp theo: lập hồ sơ, đề nghị quản lý sau cai nghiện."), "success")
    return redirect(url_for("aftercares.view", ref=aftercare.ref), 303)


@pages.get("/aftercares/<path:ref>", Permission.PERSON_VIEW, writes=True)
def view(ref: str) -> ResponseReturnValue:
    """One after-care: its law, stage and term, what happened, what may be done now and what not yet."""
    session, scope, actor = db.session(), current_scope(), current_actor()
    aftercare = seen_aftercare(session, scope, ref)
    person = aftercare.person
    trail.record(session, trail.Tag.PERSON_VIEWED, actor, person_id=person.id, ref=person.ref)
    held = is_held(session, scope, aftercare)
    beside = background(session, aftercare)
    facts = facts_of(aftercare, beside)
    case = explain_aftercare(facts, today())
    found = offers(case.told, facts, ref) if held else []
    return render_template(
        "web/aftercare/view.html",
        guardians=guardians_of(aftercare) if may(actor, Permission.NAMES_VIEW) else [],
        aftercare=aftercare,
        facts=facts,
        rehabilitation=beside.rehabilitation,
        name=name_of(aftercare),
        case=case.told,
        term=case.term,
        held=held,
        holder=aftercare.custody[-1].unit if aftercare.custody else aftercare.unit,
        offers=found,
        awaited=awaited(case.told, facts, found) if held else [],
        events=aftercare_timeline(aftercare, facts, case.told, acts_of(session, aftercare)),
        reviews=sorted(aftercare.reviews, key=lambda each: each.held_on, reverse=True),
        drug_test=DrugTest,
        monitoring_open=today() >= MONITORED_SINCE,
        relapse=after_relapse(facts, person, today()),
        officer=officer_named(session, aftercare.officer_id),
        may_here=lambda name: held and may(actor, Permission(name)),
        today=today(),
    )


def _suggest(form: OpeningForm, person: Person) -> None:
    found = aftercare_openings.suggestion(db.session(), person, today())
    if found is not None:
        form.kind.data, form.completed_on.data = found.kind, found.completed_on


def _opening(form: OpeningForm, person: Person, status: int) -> ResponseReturnValue:
    page = render_template("web/aftercare/open.html", form=form, person=person)
    return page if status < 400 else refuse(page, status)
