"""Recording an act of a procedure, and supplying or correcting its facts: one form each, made from the register."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casework.access.permissions import Permission
from casework.access.rules import require
from casework.errors import Conflict, InvalidInput, NotFound, NotInForce, RefusedByLaw
from casework.law.support_facts import SupportFacts
from casework.records import db
from casework.records.act import Act
from casework.services import proceedings
from casework.services.measures import day_fields
from casework.services.measures_loans import loan_terms
from casework.services.proceedings import Case
from casework.services.proceedings_acts import record_proceeding_act
from casework.services.proceedings_facts import correct_facts, open_fields, shown_facts
from casework.services.proceedings_subjects import subject_name
from casework.web.fields import show_refusal
from casework.web.proceedings import shown_person
from casework.web.proceedings_forms import FactForm, act_form, as_known, facts_form, proposal_of
from casework.web.routing import Pages, current_actor, current_scope, refuse, today

pages = Pages("proceedings_acts", "/proceedings")


@pages.get("/<path:ref>/acts/<string:act>", Permission.PROCEEDING_ACT, writes=True)
def record(ref: str, act: str) -> ResponseReturnValue:
    """The form of an act, filled in with what is on file."""
    case = _case(ref)
    made = act_form(case, act, _days(case, act))
    form = made(formdata=None, data={"acted_on": today(), **as_known(case, made.fact_names)})
    return _act_page(case, act, form)


@pages.post("/<path:ref>/acts/<string:act>", Permission.PROCEEDING_ACT)
def carry_out(ref: str, act: str) -> ResponseReturnValue:
    """Record the act, or say everything that stands in its way."""
    case = _case(ref)
    form = act_form(case, act, _days(case, act))()
    if not form.validate():
        return refuse(_act_page(case, act, form))
    try:
        done = record_proceeding_act(
            db.session(),
            current_scope(),
            current_actor(),
            ref,
            proposal_of(form, act),
            version=form["version"].data,
            today=today(),
        )
    except (InvalidInput, Conflict, RefusedByLaw) as error:
        db.session().rollback()
        show_refusal(form, error)
        return refuse(_act_page(_case(ref), act, form), error.status)
    _tell(done, case.line.procedure(case.facts, done.acted_on).transition(act).label)
    return redirect(url_for("proceedings.view", ref=ref), 303)


@pages.get("/<path:ref>/facts", Permission.PROCEEDING_ACT, writes=True)
def facts(ref: str) -> ResponseReturnValue:
    """What is on file, to be supplied or corrected."""
    case = _case(ref)
    made = facts_form(case, open_fields(case, today()))
    return _facts_page(case, made(formdata=None, data=as_known(case, made.fact_names)))


@pages.post("/<path:ref>/facts", Permission.PROCEEDING_ACT)
def correct(ref: str) -> ResponseReturnValue:
    """Save what was supplied or corrected."""
    case = _case(ref)
    form = facts_form(case, open_fields(case, today()))()
    if not form.validate():
        return refuse(_facts_page(case, form))
    try:
        correct_facts(
            db.session(),
            current_scope(),
            current_actor(),
            ref,
            values=form.facts(),
            reason=form["reason"].data,
            version=form["version"].data,
            today=today(),
        )
    except (InvalidInput, Conflict) as error:
        db.session().rollback()
        show_refusal(form, error)
        return refuse(_facts_page(_case(ref), form), error.status)
    flash(_("Đã lưu thông tin của hồ sơ."), "success")
    return redirect(url_for("proceedings.view", ref=ref), 303)


def _case(ref: str) -> Case:
    case = proceedings.viewed_case(db.session(), current_scope(), current_actor(), ref, today())
    require(current_actor(), case.line.edit)
    return case


def _days(case: Case, act: str) -> list[str]:
    try:
        return list(day_fields(case.line, case.facts, act, today()))
    except (LookupError, NotInForce) as error:
        raise NotFound(_("Luật áp dụng cho hồ sơ này không có việc đó.")) from error


def _tell(done: Act, label: str) -> None:
    flash(_("Đã ghi: %(what)s.", what=label), "success")
    if done.details.get("wrote"):
        flash(_("Đã ghi vào sổ: %(what)s.", what=done.details["wrote"]), "info")
    for late in done.late:
        flash(f"{late['text']} ({late['citation']})", "warning")


def _act_page(case: Case, act: str, form: FactForm) -> str:
    form["version"].renew(case.row.version)
    told = case.told(today())
    offer = next((each for each in (*told.open, *told.refused) if each.act == act), None)
    lent = loan_terms(case.facts.programme, today()) if isinstance(case.facts, SupportFacts) else []
    return render_template(
        "web/proceedings/act.html",
        form=form,
        row=case.row,
        case=told,
        offer=offer,
        title=offer.label if offer else act,
        person=shown_person(case.row),
        subject=subject_name(case.row),
        kind=proceedings.kind_of(case.row),
        loan_terms=lent,
        known=[each for each in shown_facts(case) if each.source],
        sources={name: known.source for name, known in case.known.items() if name not in case.row.facts},
    )


def _facts_page(case: Case, form: FactForm) -> str:
    form["version"].renew(case.row.version)
    return render_template(
        "web/proceedings/facts.html",
        form=form,
        row=case.row,
        person=shown_person(case.row),
        subject=subject_name(case.row),
        kind=proceedings.kind_of(case.row),
        sources={name: known.source for name, known in case.known.items() if name not in case.row.facts},
    )
