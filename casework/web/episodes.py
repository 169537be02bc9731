"""Episodes (đợt cai nghiện): registration, and the page of one case."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.validators import InputRequired

from casework.access import trail
from casework.access.permissions import Permission
from casework.access.rules import may
from casework.errors import Conflict, InvalidInput, Reason, RefusedByLaw
from casework.i18n import format_date
from casework.law.explain import Explanation
from casework.law.facts import Act as ActKind
from casework.law.stages import BEFORE_END, ONCE_REGISTERED, StageCode
from casework.law.vocabulary import DeclaredBy, EpisodeForm, Phase
from casework.records import db
from casework.records.person import Person
from casework.records.unit import Unit
from casework.services import assignments, competence, episodes, people, registrations
from casework.services.timelines import timeline
from casework.web.act_pages import name_of
from casework.web.fields import CaseForm, DateField, TermField, not_after_today, show_refusal
from casework.web.routing import Pages, current_actor, current_scope, refuse, today

pages = Pages("episodes")

_WHERE: tuple[tuple[ActKind, str, Permission, tuple[str, ...]], ...] = (
    (ActKind.DECIDE, "decisions.new", Permission.EPISODE_DECIDE, (StageCode.REGISTERED,)),
    (ActKind.START, "starts.new", Permission.EPISODE_RUN, (StageCode.DECIDED,)),
    (ActKind.RECORD_PHASE, "phases.new", Permission.EPISODE_PHASE, (StageCode.IN_PROGRESS,)),
    (
        ActKind.ISSUE_CERTIFICATE,
        "completions.new",
        Permission.EPISODE_CERTIFY,
        (StageCode.IN_PROGRESS, StageCode.ENDED),
    ),
    (ActKind.END, "endings.new", Permission.EPISODE_RUN, BEFORE_END),
    (ActKind.TRANSFER, "transfers.new", Permission.EPISODE_TRANSFER, ONCE_REGISTERED),
)
"""Each act, its form, who may record it, and the stages in which one may have been done on an earlier day."""


class RegistrationForm(CaseForm):
    """An application as it was received."""

    form = TermField(_l("Hình thức cai nghiện"), (EpisodeForm.HOME, EpisodeForm.COMMUNITY), [InputRequired()])
    declared_by = TermField(
        _l("Người đăng ký"), (DeclaredBy.SELF, DeclaredBy.FAMILY, DeclaredBy.GUARDIAN), [InputRequired()]
    )
    registered_on = DateField(_l("Ngày tiếp nhận đăng ký"), [InputRequired(), not_after_today])
    unit = SelectField(
        _l("Nơi tiếp nhận đăng ký"),
        coerce=lambda value: int(value) if value not in (None, "") else None,
        description=_l("Chỉ cần chọn khi đăng ký trước ngày sắp xếp đơn vị hành chính"),
    )


@dataclass(frozen=True)
class Offer:
    """One act on the page of a case: where its form is, whether the law allows it today, and if not, why."""

    act: ActKind
    url: str | None
    allowed: bool
    earlier: bool
    first: bool = False
    reasons: tuple[Reason, ...] = ()
    late: tuple[Reason, ...] = ()
    notices: tuple[Reason, ...] = ()
    authority: str = ""

    @property
    def label(self) -> str:
        """What the act is called."""
        return self.act.term


@pages.form("/people/<path:ref>/episodes/new", Permission.EPISODE_REGISTER)
def new(ref: str) -> ResponseReturnValue:
    """Register a person for rehabilitation."""
    session, scope = db.session(), current_scope()
    person = people.person_of(session, scope, ref)
    form = RegistrationForm()
    units = registrations.registering_units(session, person.unit)
    form.unit.choices = [("", _("Theo ngày tiếp nhận")), *((unit.id, _unit_name(unit)) for unit in units)]
    if len(units) == 1:
        del form.unit
    if not form.validate_on_submit():
        return _registration(form, person, 400 if form.errors else 200)
    chosen = form.unit.data if form.unit is not None else None
    try:
        episode = registrations.register_episode(
            session,
            scope,
            current_actor(),
            ref,
            form=form.form.data,
            declared_by=form.declared_by.data,
            registered_on=form.registered_on.data,
            unit=next((unit for unit in units if unit.id == chosen), None),
            today=today(),
        )
    except (InvalidInput, Conflict, RefusedByLaw) as error:
        session.rollback()
        show_refusal(form, error)
        return _registration(form, person, error.status)
    flash(_("Đã tiếp nhận đăng ký. Việc tiếp theo: ghi quyết định cai nghiện."), "success")
    return redirect(url_for("episodes.view", ref=episode.ref), 303)


@pages.get("/episodes/<path:ref>", Permission.PERSON_VIEW, writes=True)
def view(ref: str) -> ResponseReturnValue:
    """One case: its law and stage, what happened, what may be done now and what not yet."""
    session, scope, actor = db.session(), current_scope(), current_actor()
    episode = episodes.seen_episode(session, scope, ref)
    person = episode.person
    trail.record(session, trail.Tag.PERSON_VIEWED, actor, person_id=person.id, ref=person.ref)
    held = episodes.is_held(session, scope, episode)
    case = episodes.case_view(session, episode, today())
    competent = competence.is_competent(actor, episodes.facts_of(episode), today())
    return render_template(
        "web/episodes/view.html",
        episode=episode,
        name=name_of(episode),
        form_term=EpisodeForm(episode.form),
        declared_by=DeclaredBy(episode.declared_by) if episode.declared_by else None,
        case=case,
        held=held,
        holder=episode.custody[-1].unit if episode.custody else episode.unit,
        offers=_offers(case, ref, competent=competent) if held else [],
        events=timeline(episode, case),
        phases=[(phase, [each for each in episode.phases if each.phase == phase]) for phase in Phase],
        phases_url=url_for("phases.new", ref=ref)
        if held and case.stage.code == StageCode.IN_PROGRESS and may(actor, Permission.EPISODE_PHASE)
        else None,
        officer=assignments.officer_of(session, episode),
        officer_url=url_for("assignments.new", ref=ref) if held and may(actor, Permission.EPISODE_ASSIGN) else None,
        today=today(),
    )


def _offers(case: Explanation, ref: str, *, competent: bool) -> list[Offer]:
    """The acts still ahead that the reader's role may record: the allowed ones first, a move after the others."""
    found = []
    for act, endpoint, permission, stages in _WHERE:
        if not may(current_actor(), permission) or (act in competence.ACTS and not competent):
            continue
        earlier = case.stage.code in stages
        url = url_for(endpoint, ref=ref) if earlier else None
        known = next((each for each in (*case.open, *case.refused) if each.act == act), None)
        if known is not None:
            found.append(
                Offer(
                    act,
                    url,
                    known.allowed,
                    earlier,
                    reasons=known.reasons,
                    late=known.late,
                    notices=known.notices,
                    authority=known.authority.text,
                )
            )
        elif case.problem and earlier:
            # A move needs no procedure; any other act can only have been done under a law that has one.
            moves = act == ActKind.TRANSFER
            reasons = () if moves else (Reason(case.problem, case.citation, case.confidence),)
            found.append(Offer(act, url, moves, earlier, reasons=reasons))
    found.sort(key=lambda offer: not offer.allowed)
    if found and found[0].allowed and found[0].act != ActKind.TRANSFER:
        found[0] = replace(found[0], first=True)
    return found


def _registration(form: RegistrationForm, person: Person, status: int) -> ResponseReturnValue:
    page = render_template("web/episodes/register.html", form=form, person=person)
    return page if status < 400 else refuse(page, status)


def _unit_name(unit: Unit) -> str:
    name = f"{unit.name} ({unit.code})"
    if unit.valid_to is None:
        return name
    return _("%(name)s – đến trước %(day)s", name=name, day=format_date(unit.valid_to))
