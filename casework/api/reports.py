"""Reports for machines: the same numbers as the page, the command line and the spreadsheet."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import Response
from flask.views import MethodView
from flask_smorest import Blueprint

from casework.access.permissions import Permission
from casework.api.access import current_actor, current_scope, requires
from casework.api.schemas import FileQuery, MemberQuery, MembersSchema, OutlineQuery, ReportQuery, ReportSchema
from casework.errors import InvalidInput
from casework.i18n import VIETNAM
from casework.records import db
from casework.records.unit import Unit
from casework.reports.build import Report as Filled
from casework.reports.form import Form
from casework.reports.forms import find_form
from casework.reports.outlines import find_outline
from casework.reports.periods import Window, name_of, parse_window, period_windows
from casework.reports.tables import as_json, cell_text, value_as_json
from casework.services.report_files import FileKind, book_file, drawn, file_name, open_book, report_file
from casework.services.report_outlines import draft_outline
from casework.services.reports import fill_form, open_number, rule_of, unit_of_report

_TYPES = {
    FileKind.JSON: "application/json",
    FileKind.CSV: "text/csv; charset=utf-8",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.PDF: "application/pdf",
}
blueprint = Blueprint("api_reports", __name__, url_prefix="/api/v1/reports", description="Official forms")


def _windows(form: Form, asked: dict[str, Any]) -> list[Window]:
    period: str | None = asked["period"]
    if asked["window"]:
        return [parse_window(text) for text in asked["window"]]
    if period is None and form.default_window is not None:
        return [form.default_window]
    if period is None:
        raise InvalidInput("Thiếu window=A..B hoặc period=2020H1", field="window")
    return period_windows(period, rule_of(form, asked["rule"]), years_before=form.years_before)


@blueprint.route("/<form_code>")
class Report(MethodView):
    """One official form."""

    @requires(Permission.REPORT_VIEW)
    @blueprint.arguments(ReportQuery, location="query")
    @blueprint.response(200, ReportSchema)
    def get(self, asked: dict[str, Any], form_code: str) -> Any:
        """The form filled in now for a unit within the reader's scope."""
        return as_json(_filled(find_form(form_code), asked)[0])


@blueprint.route("/<form_code>/file")
class ReportFile(MethodView):
    """One official form as a file."""

    @requires(Permission.REPORT_VIEW)
    @blueprint.arguments(FileQuery, location="query")
    @blueprint.response(200, {"format": "binary", "type": "string"}, content_type="application/octet-stream")
    def get(self, asked: dict[str, Any], form_code: str) -> Response:
        """The form as JSON, CSV, XLSX, DOCX or PDF; of a register, its number alone."""
        form, kind = find_form(form_code), FileKind(asked["format"])
        report, unit = _filled(form, asked)
        return _file(file_name(report), kind, report_file(db.session(), report, unit, kind))


@blueprint.route("/<form_code>/book")
class Book(MethodView):
    """One register with its lines."""

    @requires(Permission.REPORT_MEMBERS, writes=True)
    @blueprint.arguments(FileQuery, location="query")
    @blueprint.response(200, {"format": "binary", "type": "string"}, content_type="application/octet-stream")
    def get(self, asked: dict[str, Any], form_code: str) -> Response:
        """The lines of a register that the reader may see, as JSON, CSV, XLSX, DOCX or PDF; looking is recorded."""
        form, kind = find_form(form_code), FileKind(asked["format"])
        if not form.register:
            raise InvalidInput(f"Biểu {form.code} không phải là sổ; hãy dùng /file", field="form")
        session, (report, unit) = db.session(), _filled(form, asked)
        opened = open_book(session, current_scope(), current_actor(), report, unit)
        return _file(file_name(report), kind, book_file(session, report, unit, opened, kind))


def _filled(form: Form, asked: dict[str, Any]) -> tuple[Filled, Unit]:
    session, scope = db.session(), current_scope()
    windows = _windows(form, asked)
    unit = unit_of_report(session, scope, asked["unit"], windows)
    now, variants = datetime.now(VIETNAM), tuple(asked["variant"])
    return fill_form(session, scope, form, asked["unit"], windows, as_of=now, variants=variants), unit


def _file(name: str, kind: FileKind, content: bytes) -> Response:
    response = Response(content, content_type=_TYPES[kind])
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{kind.value}"'
    return response


@blueprint.route("/<form_code>/outline")
class Outline(MethodView):
    """The written report around one form."""

    @requires(Permission.REPORT_VIEW)
    @blueprint.arguments(OutlineQuery, location="query")
    @blueprint.response(200, {"format": "binary", "type": "string"}, content_type="application/octet-stream")
    def get(self, asked: dict[str, Any], form_code: str) -> Response:
        """The draft by the official outline: headings, numbers in sentences, marked spaces; as DOCX or PDF."""
        outline, kind = find_outline(form_code), FileKind(asked["format"])
        windows, variants = _windows(find_form(outline.forms[0]), asked), asked["variant"]
        session, scope, now = db.session(), current_scope(), datetime.now(VIETNAM)
        draft = draft_outline(session, scope, outline, asked["unit"], windows, as_of=now, variants=tuple(variants))
        return _file(f"de-cuong-{form_code}-{name_of(windows[-1])}", kind, drawn(draft, kind))


@blueprint.route("/<form_code>/rows/<row_id>/members")
class Members(MethodView):
    """The list behind one number."""

    @requires(Permission.REPORT_MEMBERS, writes=True)
    @blueprint.arguments(MemberQuery, location="query")
    @blueprint.response(200, MembersSchema)
    def get(self, asked: dict[str, Any], form_code: str, row_id: str) -> Any:
        """A page of the records behind one cell; looking is recorded."""
        opened = open_number(
            db.session(),
            current_scope(),
            current_actor(),
            find_form(form_code),
            row_id,
            asked["unit"],
            parse_window(asked["window"]),
            variants=tuple(asked["variant"]),
            page=asked["page"],
        )
        return {
            "number": value_as_json(opened.number),
            "listed": opened.listed,
            "visible": opened.visible,
            "headings": opened.headings,
            "rows": [[cell_text(value) for value in row] for row in opened.rows],
            "page": opened.page,
            "has_next": opened.has_next,
        }
