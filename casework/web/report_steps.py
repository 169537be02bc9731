"""The acts in a report's life (việc với báo cáo): each a short form that shows what stands against it."""

from __future__ import annotations

from datetime import datetime

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, StringField, TextAreaField
from wtforms.validators import Length

from casework.access.permissions import Permission
from casework.errors import CaseworkError
from casework.i18n import VIETNAM
from casework.records import db
from casework.reports.checks import Finding
from casework.reports.forms import find_form
from casework.reports.lifecycle import ReportStep
from casework.services import report_acts, report_checks, report_reading, report_store
from casework.services.report_making import begin_replacement
from casework.web import report_periods
from casework.web.fields import CaseForm, DateField, show_refusal
from casework.web.routing import Pages, current_actor, current_scope, refuse, today
from casework.workflow.procedure import RELIED_ON

pages = Pages("report_steps", "/reports/saved")


class StepForm(CaseForm):
    """What may come with an act; each act keeps only its own fields."""

    words = TextAreaField(_l("Ý kiến"), [Length(max=500)])
    explanation = TextAreaField(
        _l("Giải trình"),
        [Length(max=1000)],
        description=_l("Vì sao gửi khi các lỗi dưới đây chưa sửa xong, và bao giờ sửa; in kèm dưới bảng số liệu"),
    )
    number = StringField(_l("Số, ký hiệu"), [Length(max=60)], description=_l("ví dụ 12/BC-UBND"))
    on = DateField(_l("Ngày ký"), description=_l("Để trống là hôm nay"))
    nothing_happened = BooleanField(_l("Trong kỳ không phát sinh: mọi số đều bằng 0 và đã kiểm tra"))


FIELDS: dict[ReportStep, tuple[str, ...]] = {
    ReportStep.CHECK: ("explanation",),
    ReportStep.SUBMIT: ("explanation", "nothing_happened"),
    ReportStep.RETURN: ("words",),
    ReportStep.SIGN: ("number", "on"),
    ReportStep.REPLACE: ("words",),
}


@pages.form("/<ref>/draft", Permission.REPORT_DRAFT)
def draft(ref: str) -> ResponseReturnValue:
    """Count the draft anew."""
    return _step(ref, ReportStep.DRAFT)


@pages.form("/<ref>/check", Permission.REPORT_DRAFT)
def check(ref: str) -> ResponseReturnValue:
    """Say that the numbers were checked."""
    return _step(ref, ReportStep.CHECK)


@pages.form("/<ref>/replace", Permission.REPORT_DRAFT)
def replace(ref: str) -> ResponseReturnValue:
    """Begin the report that is to stand in place of this one."""
    return _step(ref, ReportStep.REPLACE)


@pages.form("/<ref>/submit", Permission.REPORT_SUBMIT)
def submit(ref: str) -> ResponseReturnValue:
    """Send it: its numbers and whom they count change no more."""
    return _step(ref, ReportStep.SUBMIT)


@pages.form("/<ref>/sign", Permission.REPORT_SUBMIT)
def sign(ref: str) -> ResponseReturnValue:
    """Sign and number it."""
    return _step(ref, ReportStep.SIGN)


@pages.form("/<ref>/return", Permission.REPORT_RECEIVE)
def send_back(ref: str) -> ResponseReturnValue:
    """Return it with comments."""
    return _step(ref, ReportStep.RETURN)


@pages.form("/<ref>/receive", Permission.REPORT_RECEIVE)
def receive(ref: str) -> ResponseReturnValue:
    """Receive it."""
    return _step(ref, ReportStep.RECEIVE)


@pages.form("/<ref>/consolidate", Permission.REPORT_RECEIVE)
def consolidate(ref: str) -> ResponseReturnValue:
    """Take it into the report of the level above."""
    return _step(ref, ReportStep.CONSOLIDATE)


_NEEDED = {ReportStep.RETURN: "words", ReportStep.REPLACE: "words", ReportStep.SIGN: "number"}
"""What an act is refused without; the procedure says so beside every other reason."""


def _form_of(step: ReportStep) -> StepForm:
    form = StepForm()
    for name in ("words", "explanation", "number", "on", "nothing_happened"):
        if name not in FIELDS.get(step, ()):
            delattr(form, name)
    if step in _NEEDED:
        form[_NEEDED[step]].flags.required = True
    if step is ReportStep.REPLACE:
        form.words.label.text = _("Lý do thay thế")
    return form


def _step(ref: str, step: ReportStep) -> ResponseReturnValue:
    session, scope = db.session(), current_scope()
    form = _form_of(step)
    if request.method == "POST" and form.validate():
        try:
            done = _carry_out(ref, step, form)
            flash(_("Đã làm: %(step)s.", step=step.term), "success")
            return redirect(url_for("report_periods.show", ref=done), 303)
        except CaseworkError as error:
            if error.status in (403, 404):
                raise
            show_refusal(form, error)
            # What was counted for the refused act is not kept: read the report as it stood.
            session.rollback()
            return refuse(_page(ref, step, form), error.status)
    kept = report_store.find(session, scope, ref)
    if not report_acts.may_do(session, current_actor(), kept, step):
        raise report_acts.not_yours(step)
    page = _page(ref, step, form)
    return refuse(page) if form.errors else page


def _carry_out(ref: str, step: ReportStep, form: StepForm) -> str:
    session, scope, actor, now = db.session(), current_scope(), current_actor(), datetime.now(VIETNAM)
    data = form.data
    if step is ReportStep.REPLACE:
        new = begin_replacement(session, scope, actor, ref, data.get("words") or "", today=today(), as_of=now)
        return new.ref
    words = report_acts.Words(
        text=(data.get("words") or data.get("explanation") or "").strip() or None,
        number=(data.get("number") or "").strip() or None,
        on=data.get("on"),
        nothing_happened=bool(data.get("nothing_happened")),
    )
    kept, decision = report_acts.act(session, scope, actor, ref, step, words, today=today(), as_of=now)
    for reason in (*decision.late, *decision.notices):
        unsure = "" if reason.confidence in RELIED_ON else _("; mốc chưa kiểm chứng")
        flash(f"{reason.text} ({reason.citation}{unsure})", "warning")
    return kept.ref


def _page(ref: str, step: ReportStep, form: StepForm) -> str:
    session, scope = db.session(), current_scope()
    kept = report_store.find(session, scope, ref)
    closed = report_periods.stage_of(kept) not in report_acts.sources_of(step)
    findings: list[Finding] = []
    if not closed and step in (ReportStep.CHECK, ReportStep.SUBMIT) and kept.counted_at is not None:
        findings = report_checks.findings(session, scope, kept, on=today(), as_of=datetime.now(VIETNAM))
    if form.explanation and request.method == "GET":
        form.explanation.data = kept.explanation
    done = next((each for each in reversed(kept.acts) if each.act == step.value), None) if closed else None
    return render_template(
        "web/reports/step.html",
        kept=kept,
        report_form=find_form(kept.form),
        period=report_store.period_of(kept),
        step=step,
        stage=report_periods.stage_of(kept),
        closed=closed,
        sources=report_acts.sources_of(step),
        done=done,
        hand=report_reading.hands_of(session, kept).get(done.id) if done else None,
        form=form,
        fields=FIELDS.get(step, ()),
        findings=findings,
        before_url=report_periods.before_url(kept),
        to_explain=report_checks.to_explain(findings),
        members=Permission.REPORT_MEMBERS,
        all_zero=report_acts.facts_of(session, kept).all_zero,
    )
