"""Compulsory rehabilitation in the community (cai nghiện bắt buộc tại cộng đồng): proposal, session, relief."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, SelectField, SelectMultipleField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from casework.access.permissions import Permission
from casework.errors import Conflict, InvalidInput, NotFound, RefusedByLaw
from casework.law.compulsory_facts import CompulsoryAct, ReviewSession, SessionMember
from casework.records import db
from casework.services import compulsory, people
from casework.services.course import Doing
from casework.services.registrations import registering_units
from casework.web.act_pages import ActForm, act_page
from casework.web.fields import CaseForm, DateField, not_after_today, options, show_refusal
from casework.web.number_fields import NumberField
from casework.web.routing import Pages, current_actor, current_scope, refuse, today

pages = Pages("compulsory")

_CHECKED = options([("", _l("— chưa xác minh —")), ("no", _l("Không")), ("yes", _l("Có"))])


class ProposalForm(CaseForm):
    """The dossier of the commune police, as the team received it."""

    proposed_on = DateField(_l("Ngày Tổ công tác nhận hồ sơ"), [InputRequired(), not_after_today])
    under_commune_education = SelectField(_l("Đang bị giáo dục tại xã, phường, thị trấn"), choices=_CHECKED)
    bound_for_a_centre = SelectField(
        _l("Thuộc diện đưa vào cơ sở chữa bệnh, trường giáo dưỡng, cơ sở giáo dục"), choices=_CHECKED
    )
    in_aftercare = SelectField(_l("Đang bị quản lý sau cai nghiện"), choices=_CHECKED)
    number = NumberField(_l("Số văn bản đề nghị"))
    unit = SelectField(_l("Xã lập hồ sơ"), coerce=lambda value: int(value) if value not in (None, "") else None)


class SessionForm(ActForm):
    """The minutes of the session: who came, how they voted."""

    held_on = DateField(_l("Ngày họp xét duyệt"), [InputRequired(), not_after_today])
    present = SelectMultipleField(
        _l("Thành phần có mặt"),
        choices=options((each.value, each.term) for each in SessionMember),
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
    votes_for = IntegerField(_l("Số ý kiến đồng ý"), [InputRequired(), NumberRange(min=0, max=50)])
    votes_against = IntegerField(_l("Số ý kiến không đồng ý"), [InputRequired(), NumberRange(min=0, max=50)])
    number = NumberField(_l("Số biên bản"))
    tie_in_minutes = BooleanField(_l("Ý kiến ngang nhau: đã ghi vào biên bản để Chủ tịch quyết định"))


class ResolutionForm(ActForm):
    """A postponement, a remission, or that the measure is not applied."""

    on = DateField(_l("Ngày quyết định"), [InputRequired(), not_after_today])
    number = NumberField(_l("Số quyết định"))
    note = TextAreaField(_l("Căn cứ, lý do"), [Optional(), Length(max=500)])


def _number(form: ResolutionForm) -> str | None:
    return form.number.data if form.number else None


@pages.form("/people/<path:ref>/compulsory/new", Permission.EPISODE_REGISTER)
def new(ref: str) -> ResponseReturnValue:
    """Open a compulsory case with the proposal of the police."""
    session, scope = db.session(), current_scope()
    person, form = people.person_of(session, scope, ref), ProposalForm()
    units = registering_units(session, person.unit)
    named = ((unit.id, f"{unit.name} ({unit.code})") for unit in units)
    form.unit.choices = options([("", _("Theo ngày nhận hồ sơ")), *named])
    status = 400 if form.is_submitted() else 200
    if form.validate_on_submit():
        known = {"yes": True, "no": False}
        checked = compulsory.Checked(
            known.get(form.under_commune_education.data),
            known.get(form.bound_for_a_centre.data),
            known.get(form.in_aftercare.data),
        )
        try:
            episode = compulsory.propose_compulsory(
                session,
                scope,
                current_actor(),
                ref,
                proposed_on=form.proposed_on.data,
                checked=checked,
                number=form.number.data,
                unit=next((unit for unit in units if unit.id == form.unit.data), None),
                today=today(),
            )
        except (InvalidInput, Conflict, RefusedByLaw) as error:
            session.rollback()
            show_refusal(form, error)
            status = error.status
        else:
            flash(_("Đã nhận hồ sơ đề nghị. Việc tiếp theo: Tổ công tác họp xét duyệt."), "success")
            return redirect(url_for("episodes.view", ref=episode.ref), 303)
    page = render_template("web/episodes/compulsory.html", form=form, person=person)
    return page if status < 400 else refuse(page, status)


@pages.form("/episodes/<path:ref>/session", Permission.EPISODE_RUN)
def hold(ref: str) -> ResponseReturnValue:
    """Record the session that reviewed the case."""
    form = SessionForm()
    return act_page(
        ref,
        form,
        title=_("Ghi cuộc họp xét duyệt"),
        submit=_("Ghi biên bản họp"),
        act=CompulsoryAct.HOLD_SESSION,
        perform=lambda session, scope, actor: compulsory.hold_session(
            Doing(session, scope, actor, ref, today(), form.version.data, form.number.data),
            ReviewSession(
                form.held_on.data,
                frozenset(SessionMember(each) for each in form.present.data or ()),
                form.votes_for.data,
                form.votes_against.data,
                form.tie_in_minutes.data,
            ),
        ),
    )


@pages.form("/episodes/<path:ref>/compulsory/<string:act>", Permission.EPISODE_DECIDE)
def resolve(ref: str, act: str) -> ResponseReturnValue:
    """Record a postponement, a remission, or that the measure is not applied."""
    calls = {
        CompulsoryAct.DECLINE: compulsory.decline_compulsory,
        CompulsoryAct.POSTPONE: compulsory.postpone_compulsory,
        CompulsoryAct.EXEMPT: compulsory.exempt_compulsory,
    }
    kind = next((each for each in calls if each.value == act), None)
    if kind is None:
        raise NotFound(_("Không có việc này."))
    form = ResolutionForm()
    if kind is CompulsoryAct.DECLINE:
        # The law that was read names no decision for it.
        del form.number
    return act_page(
        ref,
        form,
        title=_(kind.term),
        submit=_("Ghi"),
        act=kind,
        perform=lambda session, scope, actor: calls[kind](
            Doing(session, scope, actor, ref, today(), form.version.data, _number(form), form.note.data), form.on.data
        ),
    )
