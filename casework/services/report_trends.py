"""One number over several periods (xu hướng): as the records say today, beside what was sent, and its target."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.access.scope import Scope
from casework.errors import InvalidInput
from casework.indicators.measure import count
from casework.indicators.targets import Target, target_for
from casework.indicators.values import Number, Ratio, Value
from casework.records.report import ReportCell, SavedReport
from casework.records.unit import Unit
from casework.reports.form import Form
from casework.reports.keeping import from_plain
from casework.reports.lifecycle import STANDING
from casework.reports.periods import Window, window_before
from casework.reports.place import frame
from casework.services.report_parts import met
from casework.services.reports import unit_of_report


@dataclass(frozen=True)
class Point:
    """One period of a trend; a value for each group where the form compares groups, else one."""

    window: Window
    values: tuple[Value, ...]
    sent: tuple[Value, ...]
    """What the report of the period said; empty where none was sent."""
    target: Target | None = None
    met: bool | None = None


def height(value: Value) -> float | None:
    """How high a bar stands: a percentage for a ratio, else the number."""
    if isinstance(value, Ratio):
        return float(value.percentage) if value.percentage is not None else None
    return None if value is None else float(value)


def trend(
    session: Session,
    scope: Scope,
    form: Form,
    row_id: str,
    unit_text: str,
    window: Window,
    *,
    periods: int,
    variants: tuple[str, ...] = (),
) -> tuple[Unit, list[Point]]:
    """The last so many periods up to one, oldest first; fewer where the calendar begins."""
    windows = [window]
    while len(windows) < periods:
        try:
            windows.append(window_before(windows[-1]))
        except InvalidInput:
            break
    unit = unit_of_report(session, scope, unit_text, windows[:1])
    line, indicator = form.row(row_id), form.indicator(row_id, variants)
    points = []
    for each in reversed(windows):
        days = line.window(each)
        none = (None,) * len(indicator.cohorts or ("",))
        values = _values(count(session, indicator, frame(unit, days))) if days else none
        points.append(_point(session, form, row_id, unit, each, values, variants))
    return unit, points


def _point(
    session: Session,
    form: Form,
    row_id: str,
    unit: Unit,
    window: Window,
    values: tuple[Value, ...],
    variants: tuple[str, ...],
) -> Point:
    sent = _sent(session, unit, form, row_id, window, variants)
    if not form.row(row_id).target:
        return Point(window, values, sent)
    whose = None if unit.kind == "country" else unit.id
    target = target_for(session, form.programme, row_id, whose, window.last.year)
    return Point(window, values, sent, target, met(target, values[0]))


def _values(number: Number) -> tuple[Value, ...]:
    return number if isinstance(number, tuple) else (number,)


def _sent(
    session: Session, unit: Unit, form: Form, row_id: str, window: Window, variants: tuple[str, ...]
) -> tuple[Value, ...]:
    """What the report of that period said, where one of exactly these days and readings was sent and stands."""
    query = (
        select(ReportCell.value, SavedReport.windows, SavedReport.variants)
        .join(SavedReport, SavedReport.id == ReportCell.report_id)
        .where(SavedReport.unit_id == unit.id, SavedReport.form == form.code, SavedReport.last_on == window.last)
        .where(SavedReport.stage.in_([each.value for each in STANDING]), ReportCell.row_id == row_id)
        .where(ReportCell.place == 0)
        .order_by(SavedReport.id.desc())
    )
    days = [[window.first.isoformat(), window.last.isoformat()]]
    for value, windows, read_as in session.execute(query):
        if windows == days and set(read_as) == set(variants):
            return _values(from_plain(value))
    return ()
