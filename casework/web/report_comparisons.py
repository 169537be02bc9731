"""Comparison of units, and one number over time (so sánh, xu hướng): a table, and beside it a chart of the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from flask import Response, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casework.access.permissions import Permission
from casework.indicators.targets import Target
from casework.indicators.values import Ratio
from casework.records import db
from casework.reports.charts import Goal, Series, bars
from casework.reports.form import Form, Line
from casework.reports.forms import FORMS
from casework.reports.periods import Window, parse_period, parse_window
from casework.services.report_parts import PartsShown, of_units_below
from casework.services.report_trends import Point, height
from casework.services.report_trends import trend as trend_of
from casework.services.units import unit_text_of
from casework.web.report_choices import latest_period, unit_asked, variants_asked
from casework.web.report_parts import parts_table
from casework.web.report_words import value_in_words
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
    read_as = ",".join(variants_asked(request.args)) or None
    return url_for("reports.show", form_code=form.code, unit=unit, windows=window.text, variants=read_as)


def _svg(content: bytes) -> Response:
    return Response(content, content_type="image/svg+xml; charset=utf-8")


def _chart_url(endpoint: str) -> str:
    return f"{url_for(endpoint)}?{urlencode(request.args.to_dict())}"


def _parts() -> tuple[Form, PartsShown, Window]:
    form, row, unit, window = asked_cell()
    variants = variants_asked(request.args)
    shown = of_units_below(db.session(), current_scope(), current_actor(), form, row, unit, window, variants)
    return form, shown, window


@pages.get("/units", Permission.REPORT_MEMBERS, writes=True)
def communes() -> ResponseReturnValue:
    """One number of each unit below, their sum, who is counted twice, what is not allocated, and the target."""
    form, shown, window = _parts()
    return render_template(
        "web/reports/communes.html",
        form=form,
        shown=shown,
        window=window,
        table_shown=parts_table(form, shown),
        chart=_chart_url("report_comparisons.communes_chart"),
        back=_back(form, unit_text_of(db.session(), shown.unit.id), window),
    )


@pages.get("/units-chart", Permission.REPORT_MEMBERS, writes=True)
def communes_chart() -> ResponseReturnValue:
    """The same as lying bars, what is to be reached as a broken line."""
    form, shown, window = _parts()
    values = [group.parts.values for group in shown.groups]
    told = [place for place in range(len(shown.below)) if any(height(each[place]) for each in values)]
    # A province has a hundred units: those with a number are drawn, the table has them all.
    drawn = told or list(range(min(FEW, len(shown.below))))
    labels = [shown.below[place].name for place in drawn]
    series = [
        Series(form.cohorts[number] if form.cohorts else shown.line.measured_in, _heights(each, drawn))
        for number, each in enumerate(values)
    ]
    loose = shown.groups[0].sums[0].unallocated
    if not isinstance(shown.groups[0].parts.whole, Ratio) and len(series) == 1 and loose.by:
        labels = [*labels, _("Chưa phân bổ")]
        series = [Series(series[0].name, (*series[0].numbers, loose.by))]
    targets = [shown.aims[place].target for place in drawn] if shown.aims else []
    goal, more = _aimed(targets)
    return _svg(bars(_title(shown.line, window), labels, [*series, *more], lying=True, goal=goal))


def _heights(values: Sequence[Any], places: list[int]) -> tuple[float | None, ...]:
    return tuple(height(values[place]) for place in places)


def _aimed(targets: Sequence[Target | None]) -> tuple[Goal | None, list[Series]]:
    """What is to be reached: one line where it is the same everywhere, else a bar beside each."""
    known = [each for each in targets if each is not None]
    if not known:
        return None, []
    if len({each.text for each in known}) == 1:
        return Goal(_("Chỉ tiêu %(target)s", target=known[0].text), float(known[0].value)), []
    return None, [Series(_("Chỉ tiêu"), tuple(float(each.value) if each else None for each in targets))]


def _title(line: Line, window: Window | None = None) -> str:
    text = f"{line.label}, {window.label}" if window else line.label
    return text if len(text) <= 80 else text[:79] + "…"


def _trend() -> tuple[Form, str, Any, list[Point]]:
    form, row, unit_text, window = asked_cell()
    periods = min(max(request.args.get("count", PERIODS, type=int), 2), 24)
    asked = (db.session(), current_scope(), form, row, unit_text, window)
    unit, points = trend_of(*asked, periods=periods, variants=variants_asked(request.args))
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
        groups=form.cohorts or ("",),
        said=value_in_words,
        chart=_chart_url("report_comparisons.trend_chart"),
        back=_back(form, unit_text_of(db.session(), unit.id), points[-1].window),
    )


@pages.get("/trend-chart", Permission.REPORT_VIEW)
def trend_chart() -> ResponseReturnValue:
    """The same as standing bars, what is to be reached as a broken line."""
    form, row, _unit, points = _trend()
    if form.cohorts:
        series = [
            Series(name, tuple(height(each.values[place]) for each in points))
            for place, name in enumerate(form.cohorts)
        ]
    else:
        series = [Series(_("Theo dữ liệu hôm nay"), tuple(height(each.values[0]) for each in points))]
        if any(each.sent for each in points):
            sent = tuple(height(each.sent[0]) if each.sent else None for each in points)
            series.append(Series(_("Đã gửi"), sent))
    goal, more = _aimed([each.target for each in points])
    labels = [each.window.label for each in points]
    return _svg(bars(_title(form.row(row)), labels, [*series, *more], goal=goal))
