"""Reports (báo cáo): choose form, unit and period; every number is a link to its list."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from flask import Response, abort, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from casework.access.permissions import Permission
from casework.errors import InvalidInput
from casework.i18n import VIETNAM, format_date, format_number
from casework.law.vocabulary import Borrower, Premises, Sector, SessionKind, Sex, Term
from casework.records import db
from casework.reports.form import Form
from casework.reports.forms import FORMS, find_form
from casework.reports.periods import CutRule, Window, is_year_or_half, parse_period, parse_window, years_before
from casework.reports.tables import as_csv, as_json, as_xlsx, footnotes, list_as_csv, list_as_xlsx
from casework.services.reports import fill_form, open_number
from casework.services.units import unit_text_of
from casework.web.routing import Pages, current_actor, current_scope, refuse, today

pages = Pages("reports", "/reports")

HEADINGS = {
    "person_ref": "Mã người",
    "birth_year": "Năm sinh",
    "sex": "Giới tính",
    "unit_code": "Mã đơn vị",
    "unit_name": "Đơn vị",
    "staff_ref": "Mã cán bộ",
    "full_name": "Họ và tên",
    "sector": "Ngành",
    "team_ref": "Mã tổ",
    "established_on": "Ngày thành lập",
    "dissolved_on": "Ngày giải thể",
    "point_ref": "Mã điểm",
    "name": "Tên điểm",
    "premises": "Trụ sở",
    "closed_on": "Ngày đóng",
    "session_ref": "Mã buổi",
    "held_on": "Ngày",
    "kind": "Hình thức",
    "attendance": "Số người",
    "loan_ref": "Mã khoản vay",
    "disbursed_on": "Ngày giải ngân",
    "amount_vnd": "Số tiền (đồng)",
    "borrower": "Người vay",
}

_TERMS: dict[str, type[Term]] = {
    "sex": Sex,
    "sector": Sector,
    "premises": Premises,
    "kind": SessionKind,
    "borrower": Borrower,
}


def latest_period(day: date) -> str:
    """The half-year that ended last: what a report is usually asked for."""
    return f"{day.year - 1}H2" if day.month < 7 else f"{day.year}H1"


def windows_asked(args: MultiDict[str, str], form: Form) -> list[Window]:
    """The columns that the address names: `windows=A..B,C..D`, or from and to, or a period.

    :raises InvalidInput: none of these can be read
    """
    if args.get("windows"):
        return [parse_window(text) for text in args["windows"].split(",")]
    if args.get("first") or args.get("last"):
        return [parse_window(f"{args.get('first', '')}..{args.get('last', '')}")]
    period = args.get("period") or latest_period(today())
    rule = rule_asked(args, form)
    if form.years_before and is_year_or_half(period):
        return years_before(period, form.years_before, rule)
    return [parse_period(period, rule)]


def rule_asked(args: MultiDict[str, str], form: Form) -> CutRule:
    """How periods are cut: as the form says, unless another of its rules was chosen."""
    chosen = args.get("rule", "")
    return CutRule(chosen) if chosen in form.rules else form.rule


def variants_asked(args: MultiDict[str, str]) -> tuple[str, ...]:
    """The readings that were chosen."""
    return tuple(name for text in args.getlist("variants") for name in text.split(",") if name)


def unit_asked(args: MultiDict[str, str]) -> str:
    """The unit of the report: the one asked for, else the reader's own."""
    asked = args.get("unit", "").strip()
    return asked or unit_text_of(db.session(), current_actor().unit_id)


@pages.get("", Permission.REPORT_VIEW)
def index() -> Response | str:
    """The forms there are."""
    return render_template("web/reports/index.html", forms=list(FORMS.values()))


@pages.get("/<form_code>", Permission.REPORT_VIEW)
def show(form_code: str) -> Response | str:
    """One form, filled in now."""
    form = _form(form_code)
    problem = None
    report = None
    unit_text = unit_asked(request.args)
    variants = variants_asked(request.args)
    try:
        windows = windows_asked(request.args, form)
        report = fill_form(
            db.session(),
            current_scope(),
            form,
            unit_text,
            windows,
            as_of=datetime.now(VIETNAM),
            variants=variants,
        )
    except InvalidInput as error:
        problem = str(error)
    kind = request.args.get("format", "")
    if report is not None and kind in ("xlsx", "csv", "json"):
        return _file(form.code, kind, report)
    page = render_template(
        "web/reports/show.html",
        form=form,
        report=report,
        problem=problem,
        unit_text=unit_text,
        variants=variants,
        rule=rule_asked(request.args, form),
        period=request.args.get("period") or latest_period(today()),
        notes=footnotes(report) if report else [],
        files=_files() if report else {},
        opens=Permission.REPORT_MEMBERS,
    )
    return refuse(page) if problem else page


def _form(form_code: str) -> Form:
    if form_code not in FORMS:
        abort(404)
    return find_form(form_code)


def _files() -> dict[str, str]:
    """The address of this report as each kind of file."""
    asked = [(name, text) for name, text in request.args.items(multi=True) if name != "format"]
    return {kind: f"{request.path}?{urlencode([*asked, ('format', kind)])}" for kind in ("xlsx", "csv", "json")}


_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}


def _file(name: str, kind: str, report: Any) -> Response:
    content: bytes
    if kind == "xlsx":
        content = as_xlsx(report)
    elif kind == "csv":
        content = as_csv(report).encode("utf-8-sig")
    else:
        content = json.dumps(as_json(report), ensure_ascii=False, indent=1).encode()
    return _download(f"{name}-{report.unit_code}.{kind}", kind, content)


def _download(name: str, kind: str, content: bytes) -> Response:
    response = Response(content, content_type=_TYPES[kind])
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@pages.get("/<form_code>/rows/<row_id>", Permission.REPORT_MEMBERS, writes=True)
def members(form_code: str, row_id: str) -> Response | str:
    """The list behind one number."""
    form = _form(form_code)
    if row_id not in {line.id for line in form.rows}:
        abort(404)
    window = parse_window(request.args.get("window", ""))
    unit_text = unit_asked(request.args)
    kind = request.args.get("format", "")
    number = max(request.args.get("page", 1, type=int) or 1, 1)
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
        page=None if kind in ("xlsx", "csv") else number,
    )
    if kind in ("xlsx", "csv"):
        return _list_file(f"{form.code}-{row_id}", kind, opened.headings, opened.rows)
    return render_template(
        "web/reports/members.html",
        form=form,
        opened=opened,
        window=window,
        unit_text=unit_text,
        headings=[HEADINGS[name] for name in opened.headings],
        shown=[[_shown(name, value) for name, value in zip(opened.headings, row, strict=True)] for row in opened.rows],
        page_url=lambda place: url_for(
            "reports.members",
            form_code=form.code,
            row_id=row_id,
            unit=unit_text,
            window=window.text,
            variants=",".join(variants) or None,
            page=place,
        ),
        file_url=lambda kind: url_for(
            "reports.members",
            form_code=form.code,
            row_id=row_id,
            unit=unit_text,
            window=window.text,
            variants=",".join(variants) or None,
            format=kind,
        ),
    )


def _list_file(name: str, kind: str, headings: Iterable[str], rows: Iterable[tuple[Any, ...]]) -> Response:
    if kind == "xlsx":
        return _download(f"{name}.xlsx", kind, list_as_xlsx(list(headings), rows))
    return _download(f"{name}.csv", kind, list_as_csv(list(headings), rows).encode("utf-8-sig"))


def _shown(name: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return format_date(value)
    if name == "amount_vnd":
        return format_number(value)
    return _(_TERMS[name](value).term) if name in _TERMS else str(value)
