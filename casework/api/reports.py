"""Reports for machines: the same numbers as the page, the command line and the spreadsheet."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask.views import MethodView
from flask_smorest import Blueprint

from casework.access.permissions import Permission
from casework.api.access import current_actor, current_scope, requires
from casework.api.schemas import MemberQuery, MembersSchema, ReportQuery, ReportSchema
from casework.errors import InvalidInput
from casework.i18n import VIETNAM
from casework.records import db
from casework.reports.form import Form
from casework.reports.forms import find_form
from casework.reports.periods import Window, parse_window, period_windows
from casework.reports.tables import as_json, cell_text, value_as_json
from casework.services.reports import fill_form, open_number

blueprint = Blueprint("api_reports", __name__, url_prefix="/api/v1/reports", description="Official forms")


def _windows(form: Form, texts: list[str], period: str | None) -> list[Window]:
    if texts:
        return [parse_window(text) for text in texts]
    if period is None and form.default_window is not None:
        return [form.default_window]
    if period is None:
        raise InvalidInput("Thiếu window=A..B hoặc period=2020H1", field="window")
    return period_windows(period, form.rule, years_before=form.years_before)


@blueprint.route("/<form_code>")
class Report(MethodView):
    """One official form."""

    @requires(Permission.REPORT_VIEW)
    @blueprint.arguments(ReportQuery, location="query")
    @blueprint.response(200, ReportSchema)
    def get(self, asked: dict[str, Any], form_code: str) -> Any:
        """The form filled in now for a unit within the reader's scope."""
        form = find_form(form_code)
        windows = _windows(form, asked["window"], asked["period"])
        report = fill_form(
            db.session(),
            current_scope(),
            form,
            asked["unit"],
            windows,
            as_of=datetime.now(VIETNAM),
            variants=tuple(asked["variant"]),
        )
        return as_json(report)


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
