"""Episodes (đợt cai nghiện): registration, and the page of one case."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional

from casework.access import trail
from casework.access.permissions import Permission
from casework.access.rules import may
from casework.errors import Conflict, InvalidInput, RefusedByLaw
from casework.i18n import format_date
from casework.law.stages import RUNNING
from casework.law.vocabulary import DeclaredBy, EpisodeForm, Phase
from casework.records import db
from casework.records.person import Person
from casework.records.unit import Unit
from casework.services import assignments, episodes, people, registrations
from casework.services.aftercare_openings import unopened_after
from casework.services.clock import instant
from casework.services.episode_facts import whole_facts
from casework.services.guardians import Kinship, guardians_of
from casework.services.restarts import clocks_of
from casework.services.timelines import timeline
from casework.web.act_pages import name_of
from casework.web.case_offers import awaited, offers
from casework.web.fields import CaseForm, DateField, TermField, not_after_today, options, show_refusal
from casework.web.hours import HourField
from casework.web.routing import Pages, current_actor, current_scope, refuse, today

pages = Pages("episodes")


class RegistrationForm(CaseForm):
    """An application as it was received."""

    form = TermField(_l("Hình thức cai nghiện"), (EpisodeForm.HOME, EpisodeForm.COMMUNITY), [InputRequired()])
    declared_by = TermField(
        _l("Người đăng ký"), (DeclaredBy.SELF, DeclaredBy.FAMILY, DeclaredBy.GUARDIAN), [InputRequired()]
    )
    guardian_name = StringField(
        _l("Cha, mẹ, người giám hộ hoặc người thân đăng ký"),
        [Optional(), Length(max=120)],
        description=_l(
            "Họ tên, in trên giấy tờ: khi gia đình, người giám hộ đăng ký, hoặc người cai nghiện dưới 18 tuổi"
        ),
    )
    guardian_relation = TermField(_l("Quan hệ với người cai nghiện"), Kinship, [Optional()])
    registered_on = DateField(_l("Ngày tiếp nhận đăng ký"), [InputRequired(), not_after_today])
    registered_at = HourField(_l("Giờ tiếp nhận"))
    determined_on = DateField(
        _l("Ngày có kết quả xác định nghiện"),
        [Optional(), not_after_today],
        description=_l("Để trống nếu phiếu kết quả đã có trong hệ thống"),
    )
    notified_on = DateField(_l("Ngày được thông báo kết quả"), [Optional(), not_after_today])
    notified_at = HourField(_l("Giờ được thông báo"))
    unit = SelectField(
        _l("Nơi tiếp nhận đăng ký"),
        coerce=lambda value: int(value) if value not in (None, "") else None,
        description=_l("Chỉ cần chọn khi đăng ký trước ngày sắp xếp đơn vị hành chính"),
    )


@pages.form("/people/<path:ref>/episodes/new", Permission.EPISODE_REGISTER)
def new(ref: str) -> ResponseReturnValue:
    """Register a person for rehabilitation."""
    session, scope = db.session(), current_scope()
    person = people.person_of(session, scope, ref)
    form = RegistrationForm()
    units = registrations.registering_units(session, person.unit)
    form.unit.choices = options([("", _("Theo ngày tiếp nhận")), *((unit.id, _unit_name(unit)) for unit in units)])
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
            guardian_name=form.guardian_name.data,
            guardian_relation=form.guardian_relation.data,
            registered_on=form.registered_on.data,
            registered_at=form.registered_at.on(form.registered_on.data),
            told=registrations.Told(
                form.determined_on.data,
                form.notified_on.data,
                form.notified_at.on(form.notified_on.data),
            ),
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
    facts = whole_facts(session, episode)
    case = episodes.explained(episode, facts, today(), at=instant())
    found = offers(case, episode, facts) if held else []
    return render_template(
        "web/episodes/view.html",
        episode=episode,
        name=name_of(episode),
        form_term=EpisodeForm(episode.form),
        declared_by=DeclaredBy(episode.declared_by) if episode.declared_by else None,
        guardians=guardians_of(episode) if may(actor, Permission.NAMES_VIEW) else [],
        guardian_url=url_for("guardians.edit", ref=ref) if held and may(actor, Permission.RECORD_CORRECT) else None,
        case=case,
        held=held,
        holder=episode.custody[-1].unit if episode.custody else episode.unit,
        offers=[each for each in found if not each.beside],
        awaited=awaited(case, found) if held else [],
        beside=[each for each in found if each.beside],
        restart_url=url_for("restarts.new", ref=ref)
        if held and not case.stage.final and may(actor, Permission.EPISODE_DECIDE) and clocks_of(facts, today())
        else None,
        restarts=facts.restarts,
        missing=facts.missing_papers,
        events=timeline(episode, case),
        unopened=unopened_after(session, episode, today()),
        phases=[(phase, [each for each in episode.phases if each.phase == phase]) for phase in Phase],
        phases_url=url_for("phases.new", ref=ref)
        if held and case.stage.code in RUNNING and may(actor, Permission.EPISODE_PHASE)
        else None,
        officer=assignments.officer_of(session, episode),
        officer_url=url_for("assignments.new", ref=ref) if held and may(actor, Permission.EPISODE_ASSIGN) else None,
        today=today(),
    )


def _registration(form: RegistrationForm, person: Person, status: int) -> ResponseReturnValue:
    page = render_template("web/episodes/register.html", form=form, person=person)
    return page if status < 400 else refuse(page, status)


def _unit_name(unit: Unit) -> str:
    name = f"{unit.name} ({unit.code})"
    if unit.valid_to is None:
        return name
    return _("%(name)s – đến trước %(day)s", name=name, day=format_date(unit.valid_to))
