"""The one way in which a page asks for an act on an after-care, and which acts its page offers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casework.access.permissions import Permission
from casework.access.rules import may
from casework.errors import Conflict, Forbidden, InvalidInput, NotFound, Reason, RefusedByLaw
from casework.law.aftercare_facts import AftercareAct, AftercareFacts
from casework.law.explain import Explanation
from casework.law.explain_measures import explain_aftercare
from casework.law.procedures import aftercare_procedure
from casework.records import db
from casework.records.act import Act
from casework.records.aftercare import Aftercare
from casework.services.aftercare_competence import is_competent
from casework.services.aftercare_lists import aftercares_of
from casework.services.aftercare_openings import unopened_after
from casework.services.aftercare_timelines import aftercare_timeline
from casework.services.aftercares import Doing, acts_of, full_facts, is_held, seen_aftercare
from casework.services.person_files import PersonFile
from casework.web.act_pages import go_elsewhere, name_of, say_done
from casework.web.fields import CaseForm, show_refusal
from casework.web.routing import current_actor, current_scope, refuse, today
from casework.web.versions import VersionField
from casework.workflow.engine import OpenAct

P = Permission
WHERE: tuple[tuple[AftercareAct, str, Permission], ...] = (
    (AftercareAct.REQUEST, "aftercare_acts.request_new", P.AFTERCARE_OPEN),
    (AftercareAct.DECIDE, "aftercare_acts.decision", P.AFTERCARE_DECIDE),
    (AftercareAct.HAND_OVER, "aftercare_acts.hand_over", P.AFTERCARE_RUN),
    (AftercareAct.START, "aftercare_acts.start", P.AFTERCARE_RUN),
    (AftercareAct.REVIEW, "aftercare_acts.review", P.AFTERCARE_REVIEW),
    (AftercareAct.CERTIFY, "aftercare_closings.certificate", P.AFTERCARE_CERTIFY),
    (AftercareAct.RECORD_ABSENCE, "aftercare_acts.absence", P.AFTERCARE_RUN),
    (AftercareAct.NOTIFY_MOVE, "aftercare_acts.notice", P.AFTERCARE_TRANSFER),
    (AftercareAct.SUSPEND, "aftercare_closings.suspend", P.AFTERCARE_RUN),
    (AftercareAct.RESUME, "aftercare_closings.resume", P.AFTERCARE_RUN),
    (AftercareAct.REDUCE, "aftercare_closings.reduction", P.AFTERCARE_DECIDE),
    (AftercareAct.EXEMPT, "aftercare_closings.exemption", P.AFTERCARE_DECIDE),
    (AftercareAct.MOVE, "aftercare_acts.move", P.AFTERCARE_TRANSFER),
    (AftercareAct.END, "aftercare_closings.end", P.AFTERCARE_RUN),
)
"""Each act after the first, its form, and who may record it; those at the end of the list close or move the case."""
_ROAD = tuple(act for act, _endpoint, _permission in WHERE[:6])
"""What leads from the request to the certificate."""
_NEVER_FIRST = (AftercareAct.RECORD_ABSENCE, AftercareAct.SUSPEND, AftercareAct.MOVE, AftercareAct.END)
"""Acts that wait for something to happen: open, but not the next duty."""


def _has_occasion(act: AftercareAct, facts: AftercareFacts) -> bool:
    """Whether there is anything to do it about: no notice without a move, no resumption of what never stopped."""
    if act is AftercareAct.NOTIFY_MOVE:
        return facts.last_move is not None
    if act is AftercareAct.RESUME:
        return facts.open_suspension is not None
    # Who has begun has had the decision; a file from elsewhere need not tell the day on which it was handed over.
    return act is not AftercareAct.HAND_OVER or (facts.handed_over_on is None and facts.starts_on is None)


class AftercareForm(CaseForm):
    """A form about one after-care as the officer saw it."""

    version = VersionField()


@dataclass(frozen=True)
class Offer:
    """One act on the page of an after-care: where its form is, whether the law allows it today, and if not, why."""

    act: AftercareAct
    label: str
    url: str | None
    allowed: bool
    earlier: bool
    first: bool = False
    reasons: tuple[Reason, ...] = ()
    late: tuple[Reason, ...] = ()
    notices: tuple[Reason, ...] = ()
    authority: str = ""


def offers(told: Explanation, facts: AftercareFacts, ref: str) -> list[Offer]:
    """The acts still ahead that the reader may record under the law of the case: the allowed ones first."""
    if told.problem:
        return []
    sources = {move.act: move.sources for move in aftercare_procedure(facts, today()).transitions}
    found = []
    for act, endpoint, permission in WHERE:
        known = next((each for each in (*told.open, *told.refused) if each.act == act), None)
        if known is None or not may(current_actor(), permission) or not _has_occasion(act, facts):
            continue
        if not is_competent(current_actor(), facts, act, today()):
            continue
        earlier = told.stage.code in sources[act]
        found.append(
            Offer(
                act,
                known.label,
                url_for(endpoint, ref=ref) if earlier else None,
                known.allowed,
                earlier,
                reasons=known.reasons,
                late=known.late,
                notices=known.notices,
                authority=known.authority.text,
            )
        )
    found.sort(key=lambda offer: (not offer.allowed, offer.act in _NEVER_FIRST))
    if found and found[0].allowed and found[0].act not in _NEVER_FIRST:
        found[0] = replace(found[0], first=True)
    return found


def awaited(told: Explanation, facts: AftercareFacts, found: Sequence[Offer]) -> list[OpenAct]:
    """What the law allows next but somebody else records, for a reader who has nothing to do meanwhile."""
    if any(offer.first for offer in found):
        return []
    offered = [offer.act for offer in found]
    return [
        each
        for each in told.open
        if each.act in _ROAD and each.act not in offered and _has_occasion(AftercareAct(each.act), facts)
    ]


def of_person(file: PersonFile) -> dict[str, Any]:
    """What a person's page shows of after-care: what there is, what is due after a completion, where one is opened."""
    session, person = db.session(), file.person
    found = aftercares_of(session, current_scope(), person.id, today())
    running = any(each.aftercare.ended_on is None for each in found)
    due = (unopened_after(session, each, today()) for each in file.episodes)
    return {
        "aftercares": found,
        "unopened": next((each for each in due if each is not None), None),
        "aftercare_url": url_for("aftercares.new", ref=person.ref)
        if not running and may(current_actor(), Permission.AFTERCARE_OPEN)
        else None,
    }


def held_or_refused(ref: str) -> Aftercare:
    """The after-care, to act on.

    :raises NotFound: no such after-care in the reader's custody
    """
    aftercare = seen_aftercare(db.session(), current_scope(), ref)
    if not is_held(db.session(), current_scope(), aftercare):
        raise NotFound(_("Hồ sơ này do đơn vị khác quản lý; bạn chỉ được xem."))
    return aftercare


def aftercare_page(
    ref: str,
    form: AftercareForm,
    *,
    title: str,
    submit: str,
    act: AftercareAct | None,
    perform: Callable[[Doing], Act | Aftercare],
) -> ResponseReturnValue:
    """Show the form, or carry the act out.

    :param act: which act of the law this is, to show its article, authority and paper; None for none
    :param perform: the one call down; called when every field is well-formed
    :raises NotFound: no such after-care in the reader's custody
    :raises Forbidden: the law of the case gives the act to somebody else
    """
    session = db.session()
    aftercare = held_or_refused(ref)
    status = 200
    if form.validate_on_submit():
        doing = Doing(session, current_scope(), current_actor(), ref, today(), form.version.data)
        try:
            done = perform(doing)
        except (InvalidInput, Conflict, Forbidden, RefusedByLaw) as error:
            session.rollback()
            show_refusal(form, error)
            status = error.status
        else:
            return _done(ref, title, done)
    elif form.errors:
        status = 400
    # What the page shows beside the form is the case as it is now, so the form is about that version from here on.
    form.version.renew(aftercare.version)
    facts = full_facts(session, aftercare)
    case = explain_aftercare(facts, today())
    offer = next((each for each in (*case.told.open, *case.told.refused) if each.act == act), None)
    page = render_template(
        "web/aftercare/act.html",
        form=form,
        title=title,
        submit_text=submit,
        aftercare=aftercare,
        case=case.told,
        term=case.term,
        offer=offer,
        events=aftercare_timeline(aftercare, facts, case.told, acts_of(session, aftercare)),
        name=name_of(aftercare),
    )
    return page if status < 400 else refuse(page, status)


def _done(ref: str, title: str, done: Act | Aftercare) -> ResponseReturnValue:
    say_done(title, done)
    try:
        seen_aftercare(db.session(), current_scope(), ref)
    except NotFound:
        return go_elsewhere("aftercares.index")
    return redirect(url_for("aftercares.view", ref=ref), 303)
