"""Kept reports (báo cáo đã lập): the list, one report as sent and as of today, its files, and its difference."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, SelectMultipleField, StringField
from wtforms.validators import InputRequired, Length

from casework.access.permissions import Permission
from casework.errors import CaseworkError, InvalidInput, NotFound
from casework.i18n import VIETNAM
from casework.records import db
from casework.records.report import SavedReport
from casework.records.unit import Unit
from casework.reports import shown as on_sheet
from casework.reports.forms import FORMS, find_form
from casework.reports.lifecycle import ReportStage, ReportStep
from casework.reports.periods import parse_either
from casework.reports.tables import footnotes
from casework.services import report_acts, report_checks, report_overview, report_reading, report_recast, report_store
from casework.services.report_files import FileKind
from casework.services.report_making import make_report
from casework.services.units import unit_text_of
from casework.web.fields import CaseForm, DateField, options, show_refusal
from casework.web.paging import paged
from casework.web.report_choices import unit_asked
from casework.web.report_files import download
from casework.web.report_words import moved, value_in_words
from casework.web.routing import Pages, current_actor, current_scope, refuse, today

pages = Pages("report_periods", "/reports/saved")

_KINDS = (
    (FileKind.PDF, "PDF"),
    (FileKind.DOCX, "Word"),
    (FileKind.XLSX, "Excel"),
    (FileKind.CSV, "CSV"),
    (FileKind.JSON, "JSON"),
)
"""What people print first, what machines read last."""
_UNSENT = (ReportStage.DRAFTED, ReportStage.CHECKED, ReportStage.RETURNED)
"""Where a report is still with the unit that makes it."""


class NewReportForm(CaseForm):
    """A report that nobody owes by calendar."""

    form = SelectField(_l("Biểu"), [InputRequired()])
    unit = StringField(_l("Đơn vị"), [Length(max=120)], description=_l("Tên hoặc mã; để trống là đơn vị của bạn."))
    period = StringField(
        _l("Kỳ"),
        [InputRequired(), Length(max=400)],
        description=_l(
            "Ví dụ: 2026; 6 tháng đầu năm 2026; quý III/2026; tháng 5/2026; 01/01/2026 - 31/05/2026."
            " Nhiều cột thì ghi cách nhau bằng dấu phẩy."
        ),
    )
    variants = SelectMultipleField(_l("Cách hiểu khác của chỉ tiêu"), validate_choice=False)
    due_on = DateField(_l("Hạn gửi theo văn bản yêu cầu"))


@pages.get("", Permission.REPORT_VIEW)
def index() -> ResponseReturnValue:
    """The reports kept by the scope's units, the latest first."""
    stage = request.args.get("stage", "")
    query = report_reading.list_of(current_scope(), stage if stage in list(ReportStage) else "")
    page = paged(db.session(), query)
    return render_template(
        "web/reports/saved.html",
        page=page,
        stages=list(ReportStage),
        stage=stage,
        forms=FORMS,
        stage_of=stage_of,
        period_of=report_store.period_of,
        drafts=Permission.REPORT_DRAFT,
        today=today(),
        unsent=_UNSENT,
    )


@pages.form("/new", Permission.REPORT_DRAFT)
def new() -> ResponseReturnValue:
    """Keep a report of any form, unit and window."""
    form = NewReportForm()
    form.form.choices = options((each.code, f"{each.short} – {each.title}"[:110]) for each in FORMS.values())
    chosen = FORMS.get(form.form.data or request.args.get("form", ""))
    form.variants.choices = options((each.name, each.footnote) for each in (chosen.variants if chosen else ()))
    if request.method == "GET":
        form.form.data = request.args.get("form") or "bcn01"
        form.unit.data, form.period.data = request.args.get("unit", ""), request.args.get("period", "")
        form.variants.data = request.args.getlist("variants")
    elif form.validate():
        try:
            kept = _make(form)
            return redirect(url_for("report_periods.show", ref=kept.ref), 303)
        except CaseworkError as error:
            show_refusal(form, error)
            return refuse(render_template("web/reports/saved_new.html", form=form), error.status)
    page = render_template("web/reports/saved_new.html", form=form)
    return refuse(page) if form.errors else page


def _make(form: NewReportForm) -> SavedReport:
    chosen = find_form(str(form.form.data))
    asked = str(form.period.data)
    texts = [part.strip() for part in asked.split(",") if part.strip()]
    windows = [parse_either(text, chosen.rule) for text in texts]
    if not windows:
        raise InvalidInput(_("Hãy ghi kỳ báo cáo."), field="period")
    if len({window.text for window in windows}) < len(windows):
        raise InvalidInput(_("Có kỳ được ghi hai lần. Hãy ghi mỗi kỳ một lần."), field="period")
    scope = current_scope()
    unit = unit_asked(request.form, scope) if form.unit.data else unit_text_of(db.session(), scope.unit_id)
    return make_report(
        db.session(),
        scope,
        current_actor(),
        chosen,
        unit,
        windows,
        variants=tuple(form.variants.data or ()),
        due_on=form.due_on.data,
        today=today(),
        as_of=datetime.now(VIETNAM),
    )


@pages.get("/<ref>", Permission.REPORT_VIEW)
def show(ref: str) -> ResponseReturnValue:
    """One kept report: as it was sent, or the same question asked of today's records."""
    session, scope, actor, now = db.session(), current_scope(), current_actor(), datetime.now(VIETNAM)
    kept = report_store.find(session, scope, ref)
    then = report_store.as_report(kept)
    views = {"sent", "today", *(["recast"] if kept.unit.valid_to else [])}
    view = request.args.get("view") if request.args.get("view") in views else "sent"
    beside = None
    if view == "today":
        beside = report_store.today_again(session, kept, as_of=now)
    checking = ReportStage(kept.stage) in _UNSENT
    findings = report_checks.findings(session, scope, kept, on=today(), as_of=now) if checking else []
    own = scope.unit_id == kept.unit_id and kept.unit.kind != "commune"
    return render_template(
        "web/reports/saved_show.html",
        kept=kept,
        form=find_form(kept.form),
        report=then,
        beside=beside,
        recast=report_recast.recast(session, kept) if view == "recast" else None,
        view=view,
        stage=stage_of(kept),
        steps=report_acts.open_steps(session, actor, kept, today()),
        next_step=report_acts.next_step(session, kept, today()),
        returned=next((each for each in reversed(kept.acts) if each.act == ReportStep.RETURN.value), None),
        below=report_overview.of_units_below(session, kept, today()) if own else [],
        late=report_acts.lateness(session, kept, today()),
        findings=findings,
        replaced_by=report_reading.replacement_of(session, kept),
        notes=footnotes(then),
        on_sheet=on_sheet,
        opens=Permission.REPORT_MEMBERS,
        allocates=Permission.CASE_ALLOCATE,
        kinds=_KINDS,
        list_url=list_url(kept),
        before_url=before_url(kept),
        diff_url=diff_url(kept) if kept.frozen else None,
        act_words=act_words,
        hands=report_reading.hands_of(session, kept),
        changed={(line.id, place) for line, place, *_ in report_reading.changed(then, beside)} if beside else set(),
    )


def list_url(kept: SavedReport) -> Callable[[str, int], str]:
    """Where a number opens to its list: to whom it counted when it was sent; of a draft, to today's records."""
    if kept.frozen:
        return lambda row, place: url_for("report_explanations.kept_list", ref=kept.ref, row_id=row, place=place)
    unit, windows = unit_text_of(db.session(), kept.unit_id), report_store.windows_of(kept)
    read_as = ",".join(kept.variants) or None
    return lambda row, place: url_for(
        "reports.members", form_code=kept.form, row_id=row, unit=unit, window=windows[place].text, variants=read_as
    )


def diff_url(kept: SavedReport) -> Callable[[str, int], str]:
    """Where a number that was sent stands beside today's, with who came and who went."""
    return lambda row, place: url_for("report_explanations.cell", ref=kept.ref, row_id=row, place=place)


def before_url(kept: SavedReport, unit: Unit | None = None) -> Callable[[str], str]:
    """Where a number stands beside that of the period before, with who came and who went.

    :param unit: a unit below instead of the report's own
    """
    unit_text = unit_text_of(db.session(), unit.id if unit else kept.unit_id)
    window, read_as = report_store.windows_of(kept)[-1].text, ",".join(kept.variants) or None
    return lambda row: url_for(
        "report_explanations.before", form=kept.form, row=row, unit=unit_text, window=window, variants=read_as
    )


@pages.get("/<ref>/file", Permission.REPORT_VIEW)
def file(ref: str) -> Response:
    """The report as it was counted, as a file; what was signed bears its number and day."""
    kept = report_store.find(db.session(), current_scope(), ref)
    asked = request.args.get("format", "pdf")
    if asked not in list(FileKind):
        raise NotFound(_("Không có dạng tệp này."))
    kind = FileKind(asked)
    content = report_reading.file_of(db.session(), kept, kind)
    return download(f"{kept.form}-{kept.unit.code}-{kept.ref}", kind, content)


@pages.get("/<ref>/difference", Permission.REPORT_VIEW)
def difference(ref: str) -> ResponseReturnValue:
    """Cell by cell, what a replacement changes of the report it stands in for."""
    kept = report_store.find(db.session(), current_scope(), ref)
    if kept.replaces is None:
        raise NotFound(_("Báo cáo này không thay thế báo cáo nào."))
    old, new = report_store.as_report(kept.replaces), report_store.as_report(kept)
    rows = [
        (line, place, value_in_words(was, line.print), value_in_words(now, line.print), moved(was, now, line.print))
        for line, place, was, now in report_reading.changed(old, new)
    ]
    return render_template(
        "web/reports/difference.html",
        kept=kept,
        form=find_form(kept.form),
        rows=rows,
        columns=new.columns,
        width=len(new.columns) // len(new.windows),
        opens=Permission.REPORT_MEMBERS,
    )


def stage_of(kept: SavedReport) -> ReportStage:
    """The stage as lists show it."""
    return ReportStage(kept.stage)


def act_words(act: Any) -> str:
    """What an act of the history is called."""
    return report_reading.step_term(act.act)
