"""Comparison of units, and one number over time (so sánh, xu hướng): a chart, and beside it the table of the same."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casework.access.permissions import Permission
from casework.indicators.targets import Target
from casework.indicators.values import Ratio, Value
from casework.records import db
from casework.records.db import begin_writing
from casework.reports.charts import Chart, Measured, bars
from casework.reports.form import Form, Line
from casework.reports.forms import FORMS
from casework.reports.periods import Window, parse_period, parse_window
from casework.reports.printing import NOTHING, printed
from casework.services.report_parts import PartsShown, asked_parts, count_parts, of_units_below
from casework.services.report_trends import Trend
from casework.services.report_trends import trend as trend_of
from casework.services.units import unit_text_of
from casework.web.report_choices import latest_period, unit_asked, variants_asked
from casework.web.report_parts import below_url, list_url, parts_table
from casework.web.report_tiles import tiles_of
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


def anew_url() -> str:
    """This page, counted now whatever is kept."""
    asked = {**request.args.to_dict(flat=False), "anew": ["1"]}
    return f"{request.path}?{urlencode(asked, doseq=True)}"


def _back(form: Form, unit: str, window: Window) -> str:
    read_as = ",".join(variants_asked(request.args)) or None
    return url_for("reports.show", form_code=form.code, unit=unit, windows=window.text, variants=read_as)


@pages.get("/units", Permission.REPORT_MEMBERS)
def communes() -> ResponseReturnValue:
    """One number of each unit below, their sum, who is counted twice, what is not allocated, and the target."""
    session, scope, actor = db.session(), current_scope(), current_actor()
    form, row, unit_text, window = asked_cell()
    question = (form, row, unit_text, window, variants_asked(request.args))
    found = count_parts(session, asked_parts(session, scope, *question), anew="anew" in request.args)
    # Whoever is named leaves a trail; others need not wait to write while a country is counted.
    session.rollback()
    begin_writing(session)
    shown = of_units_below(session, scope, actor, asked_parts(session, scope, *question), found.value)
    page = render_template(
        "web/reports/communes.html",
        form=form,
        shown=shown,
        window=window,
        table_shown=parts_table(form, shown),
        chart=_units_chart(form, shown, window),
        tiles=tiles_of(form, shown, window),
        list_url=lambda unit: list_url(form, shown.line, unit, window),
        below_url=lambda unit: below_url(form, shown.line, unit, window),
        earlier=found.earlier,
        anew=anew_url(),
        back=_back(form, unit_text_of(session, shown.unit.id), window),
    )
    session.commit()
    return page


def _units_chart(form: Form, shown: PartsShown, window: Window) -> Chart:
    """Bars of the units that have a number; the table has them all."""
    groups = [group.parts.values for group in shown.groups]
    told = [place for place in range(len(shown.below)) if any(_tells(each[place]) for each in groups)]
    drawn = told or list(range(min(FEW, len(shown.below))))
    targets = [shown.aims[place].target for place in drawn] if shown.aims else [None] * len(drawn)
    rows = [
        Measured(shown.below[place].name, _said([each[place] for each in groups], shown.line), _goal(target))
        for place, target in zip(drawn, targets, strict=True)
    ]
    loose = shown.groups[0].sums[0].unallocated
    if loose.by and len(groups) == 1 and not shown.groups[0].sums[0].sum.title:
        rows.append(Measured(_("Chưa phân bổ"), _said([loose.by], shown.line)))
    title = f"{shown.line.label}, {window.label}"
    return bars(title, rows, names=form.cohorts, goal=_aimed(targets), percent=shown.line.measured_in == "%")


def _tells(value: Value) -> bool:
    """There is something to draw: a number, or a share of somebody, be it of none of them."""
    return bool(value.of) if isinstance(value, Ratio) else bool(value)


def _said(values: Sequence[Value], line: Line) -> tuple[tuple[Value, str], ...]:
    return tuple((value, _in_short(value, line)) for value in values)


def _in_short(value: Value, line: Line) -> str:
    """As the form prints it; the table says of a share also which two numbers it is made of."""
    text = printed(value, line.print) or NOTHING
    return f"{text} %" if line.measured_in == "%" and text != NOTHING else text


def _goal(target: Target | None) -> float | None:
    return None if target is None else float(target.value)


def _aimed(targets: Sequence[Target | None]) -> str:
    """What the broken line means: the figure where it is the same for all."""
    known = {each.text for each in targets if each is not None}
    return _("Chỉ tiêu %(target)s", target=known.pop()) if len(known) == 1 else _("Chỉ tiêu")


@pages.get("/trend", Permission.REPORT_VIEW)
def trend() -> ResponseReturnValue:
    """One number over several periods: by today's records, as sent, and its target."""
    form, row, unit_text, window = asked_cell()
    periods = min(max(request.args.get("count", PERIODS, type=int), 2), 24)
    found = trend_of(
        *(db.session(), current_scope(), form, row, unit_text, window),
        periods=periods,
        variants=variants_asked(request.args),
        anew="anew" in request.args,
    )
    return render_template(
        "web/reports/trend.html",
        form=form,
        line=form.row(row),
        unit=found.unit,
        points=found.points,
        groups=form.cohorts or ("",),
        said=value_in_words,
        chart=trend_chart(form, form.row(row), found),
        earlier=found.earlier,
        anew=anew_url(),
        back=_back(form, unit_text_of(db.session(), found.unit.id), found.points[-1].window),
    )


def trend_chart(form: Form, line: Line, found: Trend) -> Chart:
    """A row a period: a bar for each group, or today's view and beside it what was sent."""
    beside = not form.cohorts and any(each.sent for each in found.points)
    rows = [
        Measured(
            each.window.label,
            _said(each.values, line) + (_said(each.sent or (None,), line) if beside else ()),
            _goal(each.target),
        )
        for each in found.points
    ]
    names = form.cohorts or ((_("Theo dữ liệu hôm nay"), _("Đã gửi")) if beside else ())
    goal = _aimed([each.target for each in found.points])
    return bars(line.label, rows, names=names, goal=goal, percent=line.measured_in == "%")
