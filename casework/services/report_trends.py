"""One number over several periods (xu hướng): as the records say today, beside what was sent, and its target."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.access.scope import Scope
from casework.indicators.measure import count
from casework.indicators.targets import target_for
from casework.indicators.values import Number, Ratio, Value
from casework.records.report import ReportCell, SavedReport
from casework.records.unit import Unit
from casework.reports.form import Form
from casework.reports.freeze import from_plain
from casework.reports.lifecycle import STANDING
from casework.reports.periods import Window
from casework.reports.place import frame
from casework.reports.printing import printed
from casework.services.report_checks import window_before
from casework.services.reports import unit_of_report


@dataclass(frozen=True)
class Point:
    """One period of a trend."""

    window: Window
    value: Value
    sent: Value
    shown: str
    sent_shown: str
    target: str = ""
    met: bool | None = None


def height(value: Value) -> float | None:
    """How high a bar stands: a percentage for a ratio, else the number."""
    if isinstance(value, Ratio):
        return float(value.percentage) if value.percentage is not None else None
    return None if value is None else float(value)


def trend(
    session: Session, scope: Scope, form: Form, row_id: str, unit_text: str, window: Window, *, periods: int
) -> tuple[Unit, list[Point]]:
    """The last so many periods up to one, oldest first."""
    windows = [window]
    while len(windows) < periods:
        windows.append(window_before(windows[-1]))
    unit = unit_of_report(session, scope, unit_text, windows[:1])
    line, indicator = form.row(row_id), form.indicator(row_id)
    points = []
    for each in reversed(windows):
        days = line.window(each)
        value = _single(count(session, indicator, frame(unit, days))) if days else None
        sent = _sent(session, unit, form, row_id, each)
        points.append(_point(session, form, row_id, unit, each, value, sent))
    return unit, points


def _point(session: Session, form: Form, row_id: str, unit: Unit, window: Window, value: Value, sent: Value) -> Point:
    line = form.row(row_id)
    shown, sent_shown = printed(value, line.print), printed(sent, line.print)
    if not line.target:
        return Point(window, value, sent, shown, sent_shown)
    whose = None if unit.kind == "country" else unit.id
    target = target_for(session, form.programme, row_id, whose, window.last.year)
    met: bool | None = None
    if isinstance(value, Ratio):
        met = target.met(value.n, value.of)
    elif isinstance(value, int):
        met = target.met(value)
    return Point(window, value, sent, shown, sent_shown, target.text, met)


def _single(number: Number) -> Value:
    return number[0] if isinstance(number, tuple) else number


def _sent(session: Session, unit: Unit, form: Form, row_id: str, window: Window) -> Value:
    """What the report of that period said, where one of exactly these days was sent and stands."""
    query = (
        select(ReportCell.value)
        .join(SavedReport, SavedReport.id == ReportCell.report_id)
        .where(SavedReport.unit_id == unit.id, SavedReport.form == form.code, SavedReport.last_on == window.last)
        .where(SavedReport.stage.in_([each.value for each in STANDING]), ReportCell.row_id == row_id)
        .where(ReportCell.place == 0, SavedReport.variants.is_not(None))
        .order_by(SavedReport.id.desc())
    )
    found = session.execute(query.add_columns(SavedReport.windows)).all()
    own = [row for row in found if row[1] == [[window.first.isoformat(), window.last.isoformat()]]]
    return _single(from_plain(own[0][0])) if own else None
