"""Reports (báo cáo): choose form, unit and period; every number is a link to its list."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from flask import Response, abort, render_template, request, url_for

from casework.access.permissions import Permission
from casework.access.rules import may
from casework.errors import CaseworkError, InvalidInput, NotFound
from casework.i18n import VIETNAM
from casework.records import db
from casework.records.unit import Unit
from casework.reports import shown as on_sheet
from casework.reports.build import Report
from casework.reports.form import Form
from casework.reports.forms import FORMS, find_form
from casework.reports.outlines import OUTLINES
from casework.reports.periods import parse_window
from casework.reports.tables import footnotes
from casework.services.report_files import FileKind, file_name, report_file
from casework.services.reports import PERSON, fill_form, open_number, reportable_units, unit_of_report
from casework.services.units import unit_text_of
from casework.web.paging import page_number
from casework.web.report_choices import (
    KEPT,
    SeveralUnits,
    latest_period,
    names_a_period,
    parts_of,
    period_choice,
    rule_asked,
    unit_asked,
    unit_words,
    variants_asked,
    windows_asked,
)
from casework.web.report_files import LIST_FILES, download, list_file
from casework.web.report_words import HEADINGS, cell, link, list_lead, number_in_words, shown
from casework.web.routing import Pages, current_actor, current_scope, refuse, today

pages = Pages("reports", "/reports")

_KINDS = (
    (FileKind.DOCX, "Word"),
    (FileKind.PDF, "PDF"),
    (FileKind.XLSX, "Excel"),
    (FileKind.CSV, "CSV"),
    (FileKind.JSON, "JSON"),
)
"""What a report can be taken along as, and what people call it."""


@pages.get("", Permission.REPORT_VIEW)
def index() -> Response | str:
    """The forms there are."""
    return render_template("web/reports/index.html", forms=list(FORMS.values()), outlines=list(OUTLINES.values()))


@pages.get("/<form_code>", Permission.REPORT_VIEW)
def show(form_code: str) -> Response | str:
    """One form, filled in now."""
    form, args, session, scope = _form(form_code), request.args, db.session(), current_scope()
    kind = args.get("format", "")
    if kind and kind not in set(FileKind):
        abort(404)
    report: Report | None = None
    problem: CaseworkError | None = None
    unit: Unit | None = None
    candidates: list[Unit] = []
    unit_text = ""
    variants = variants_asked(args)
    try:
        unit_text = unit_asked(args, scope)
        windows = windows_asked(args, form, today())
        unit = unit_of_report(session, scope, unit_text, windows)
        report = fill_form(session, scope, form, unit_text, windows, as_of=datetime.now(VIETNAM), variants=variants)
    except (InvalidInput, NotFound) as error:
        problem = error
        candidates = error.units if isinstance(error, SeveralUnits) else []
    if report is not None and unit is not None and kind:
        return download(file_name(report), FileKind(kind), report_file(session, report, unit, FileKind(kind)))
    page = render_template(
        "web/reports/show.html",
        form=form,
        report=report,
        problem=problem,
        units=reportable_units(session, scope),
        candidates=[(unit_words(unit), _address(unit=unit_text_of(session, unit.id))) for unit in candidates],
        unit_words=unit_words,
        unit_shown=unit_words(unit) if unit else args.get("unit", ""),
        unit_text=unit_text,
        variants=variants,
        rule=rule_asked(args, form),
        choice=period_choice(args, form, today()),
        parts=parts_of(form),
        own_days=form.default_window if not names_a_period(args) else None,
        kept=kept() or ({} if form.default_window else {"period": latest_period(today())}),
        notes=footnotes(report) if report else [],
        cells=cell,
        on_sheet=on_sheet,
        files=_files(form) if report else [],
        outline=_address(url_for("report_files.outline", form_code=form.code)) if form.code in OUTLINES else None,
        opens=Permission.REPORT_MEMBERS,
    )
    return refuse(page, problem.status) if problem else page


def kept() -> dict[str, str]:
    """What of the report's address goes along to a list, so that the way back leads to the same report."""
    return {name: request.args[name] for name in KEPT if request.args.get(name)}


def _files(form: Form) -> list[tuple[str, str]]:
    """The kinds of file that there are of a form, with where to get them: of a register, the book."""
    if form.register and not may(current_actor(), Permission.REPORT_MEMBERS):
        return []
    path = url_for("report_files.book", form_code=form.code) if form.register else None
    return [(words, _address(path, format=kind.value)) for kind, words in _KINDS]


def _address(path: str | None = None, **changes: str) -> str:
    """This page's address, or another with the same questions, with some things changed."""
    asked = [(name, text) for name, text in request.args.items(multi=True) if name not in changes]
    return f"{path or request.path}?{urlencode([*asked, *changes.items()])}"


def _form(form_code: str) -> Form:
    if form_code not in FORMS:
        abort(404)
    return find_form(form_code)


@pages.get("/<form_code>/rows/<row_id>", Permission.REPORT_MEMBERS, writes=True)
def members(form_code: str, row_id: str) -> Response | str:
    """The list behind one number."""
    form = _form(form_code)
    if row_id not in {line.id for line in form.rows}:
        abort(404)
    window = parse_window(request.args.get("window", ""))
    unit_text = unit_asked(request.args, current_scope())
    kind = request.args.get("format", "")
    if kind and kind not in LIST_FILES:
        abort(404)
    number = page_number()
    variants = variants_asked(request.args)
    opened = open_number(
        db.session(),
        current_scope(),
        current_actor(),
        form,
        row_id,
        unit_text,
        window,
        variants=variants,
        page=None if kind in LIST_FILES else number,
    )
    if kind in LIST_FILES:
        lead = list_lead(form, opened.line, unit_words(opened.unit), window, number_in_words(form, opened))
        name, hidden = f"{form.code}-{row_id}-{opened.unit.code}", opened.listed - opened.visible
        return list_file(name, FileKind(kind), opened.headings, opened.rows, lead, hidden=hidden)
    way_back: dict[str, Any] = {"unit": unit_text, "variants": ",".join(variants) or None}
    way_back |= kept() or {"windows": window.text}
    return render_template(
        "web/reports/members.html",
        form=form,
        opened=opened,
        number=number_in_words(form, opened),
        window=window,
        unit_words=unit_words(opened.unit),
        columns=[(name, HEADINGS[name]) for name in opened.headings],
        whose=opened.headings.index(PERSON) if opened.names else None,
        shown=[
            [
                (name, shown(name, value), link(opened, name, value))
                for name, value in zip(opened.headings, row, strict=True)
            ]
            for row in opened.rows
        ],
        back=url_for("reports.show", form_code=form.code, **way_back),
        page_url=lambda place: _address(page=str(place)),
        file_url=lambda kind: _address(format=kind),
    )
