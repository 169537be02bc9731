"""Comparison of units, and one number over time (so sánh, xu hướng): a table, and beside it a chart of the same."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import Response, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casework.access.permissions import Permission
from casework.errors import InvalidInput
from casework.indicators.indicator import Measure
from casework.records import db
from casework.reports.charts import Series, bars
from casework.reports.form import Form
from casework.reports.forms import FORMS
from casework.reports.periods import Window, parse_period, parse_window
from casework.services.report_bridges import PartsShown, of_units_below
from casework.services.report_trends import Point, height
from casework.services.report_trends import trend as trend_of
from casework.services.units import unit_text_of
from casework.web.report_choices import latest_period, unit_asked
from casework.web.routing import Pages, current_actor, current_scope, today

pages = Pages("report_comparisons", "/reports/compare")
PERIODS = 8
FEW = 10


def asked_cell() -> tuple[Form, str, str, Window]:
    """Form, row, unit and window of the address: `form=…&row=…` or `row=form:row`.

    :raises InvalidInput: something of it cannot be read
    """
    row, code = request.args.get("row", ""), request.args.get("form", "")
    if ":" in row:
        code, row = row.split(":", 1)
    form = FORMS.get(code)
    if form is None or row not in {line.id for line in form.rows}:
        abort(404)
    text = request.args.get("window", "")
    window = (
        parse_window(text) if text else parse_period(request.args.get("period") or latest_period(today()), form.rule)
    )
    scope = current_scope()
    unit = unit_asked(request.args, scope) if request.args.get("unit") else unit_text_of(db.session(), scope.unit_id)
    return form, row, unit, window


def _back(form: Form, unit: str, window: Window) -> str:
    return url_for("reports.show", form_code=form.code, unit=unit, windows=window.text)


def _svg(content: bytes) -> Response:
    return Response(content, content_type="image/svg+xml; charset=utf-8")


def _chart_url(endpoint: str, **changes: str) -> str:
    return f"{url_for(endpoint)}?{urlencode({**request.args.to_dict(), **changes})}"


def _parts() -> tuple[Form, PartsShown, Window]:
    form, row, unit, window = asked_cell()
    if form.cohorts or form.indicator(row).measure is Measure.MEDIAN:
        raise InvalidInput(_("Chỉ tiêu này không so sánh bằng cách cộng các đơn vị."), field="row")
    shown = of_units_below(db.session(), current_scope(), current_actor(), form, row, unit, window)
    return form, shown, window


@pages.get("/units", Permission.REPORT_MEMBERS, writes=True)
def communes() -> ResponseReturnValue:
    """One number of each unit below, their sum, who is counted twice, and what is not allocated."""
    form, shown, window = _parts()
    return render_template(
        "web/reports/communes.html",
        form=form,
        shown=shown,
        window=window,
        target="",
        chart=_chart_url("report_comparisons.communes_chart"),
        back=_back(form, unit_text_of(db.session(), shown.unit.id), window),
    )


@pages.get("/units-chart", Permission.REPORT_MEMBERS, writes=True)
def communes_chart() -> ResponseReturnValue:
    """The same as lying bars."""
    _form, shown, window = _parts()
    # A province has a hundred units: those with a number are drawn, the table has them all.
    drawn = [part for part in shown.parts.parts if part.number] or list(shown.parts.parts[:FEW])
    labels = [part.unit.name for part in drawn]
    numbers: list[float | None] = [part.number for part in drawn]
    if shown.parts.sums and shown.unallocated.by:
        labels, numbers = [*labels, _("Chưa phân bổ")], [*numbers, shown.unallocated.by]
    title = f"{shown.line.label}, {window.label}"
    return _svg(bars(_short(title), labels, [Series(shown.line.measured_in, tuple(numbers))], lying=True))


def _short(title: str) -> str:
    return title if len(title) <= 80 else title[:79] + "…"


def _trend() -> tuple[Form, str, Any, list[Point]]:
    form, row, unit_text, window = asked_cell()
    if form.cohorts:
        raise InvalidInput(_("Chỉ tiêu này có hai nhóm để so sánh; hãy xem ở biểu."), field="row")
    periods = min(max(request.args.get("count", PERIODS, type=int), 2), 24)
    unit, points = trend_of(db.session(), current_scope(), form, row, unit_text, window, periods=periods)
    return form, row, unit, points


@pages.get("/trend", Permission.REPORT_VIEW)
def trend() -> ResponseReturnValue:
    """One number over several periods: by today's records, as sent, and its target."""
    form, row, unit, points = _trend()
    return render_template(
        "web/reports/trend.html",
        form=form,
        line=form.row(row),
        unit=unit,
        points=points,
        targeted=form.row(row).target,
        chart=_chart_url("report_comparisons.trend_chart"),
        back=_back(form, unit_text_of(db.session(), unit.id), points[-1].window),
    )


@pages.get("/trend-chart", Permission.REPORT_VIEW)
def trend_chart() -> ResponseReturnValue:
    """The same as standing bars."""
    form, row, _unit, points = _trend()
    series = [Series(_("Theo dữ liệu hôm nay"), tuple(height(each.value) for each in points))]
    if any(each.sent is not None for each in points):
        series.append(Series(_("Đã gửi"), tuple(height(each.sent) for each in points)))
    return _svg(bars(_short(form.row(row).label), [each.window.label for each in points], series))
