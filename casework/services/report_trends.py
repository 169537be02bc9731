"""One number over several periods (xu hướng): as the records say today, beside what was sent, and its target."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.access.scope import Scope
from casework.errors import InvalidInput
from casework.indicators.measure import count
from casework.indicators.targets import Target, target_for
from casework.indicators.values import Number, Value
from casework.records.report import ReportCell, SavedReport
from casework.records.unit import Unit
from casework.reports.form import Form
from casework.reports.keeping import from_plain
from casework.reports.lifecycle import STANDING
from casework.reports.periods import Window, window_before
from casework.reports.place import frame
from casework.services.kept_numbers import counted
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


@dataclass(frozen=True)
class Trend:
    """A number of a unit over some periods, oldest first."""

    unit: Unit
    points: tuple[Point, ...]
    earlier: datetime | None
    """When today's view was counted, where that was some minutes ago."""


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
    anew: bool = False,
) -> Trend:
    """The last so many periods up to one, oldest first; fewer where the calendar begins.

    :param anew: count now also what was counted a few minutes ago
    """
    windows = _windows(window, periods)
    unit = unit_of_report(session, scope, unit_text, windows[-1:])
    line, indicator = form.row(row_id), form.indicator(row_id, variants)
    days = tuple(map(line.window, windows))
    found = counted(
        unit,
        ("trend", indicator, days),
        lambda: [_values(count(session, indicator, frame(unit, each))) if each else None for each in days],
        anew=anew,
    )
    none: tuple[Value, ...] = (None,) * len(indicator.cohorts or ("",))
    sent = _sent(session, unit, form, row_id, windows, variants)
    aims = _targets(session, unit, form, row_id, windows) if line.target else {}
    points = [
        _point(each, values or none, sent.get(each.text, ()), aims.get(each.last.year))
        for each, values in zip(windows, found.value, strict=True)
    ]
    return Trend(unit, tuple(points), found.earlier)


def _windows(last: Window, periods: int) -> list[Window]:
    windows = [last]
    while len(windows) < periods:
        try:
            windows.append(window_before(windows[-1]))
        except InvalidInput:
            break
    return windows[::-1]


def _point(window: Window, values: tuple[Value, ...], sent: tuple[Value, ...], target: Target | None) -> Point:
    return Point(window, values, sent, target, None if target is None else met(target, values[0]))


def _targets(session: Session, unit: Unit, form: Form, row_id: str, windows: list[Window]) -> dict[int, Target]:
    whose = None if unit.kind == "country" else unit.id
    years = {each.last.year for each in windows}
    return {year: target_for(session, form.programme, row_id, whose, year) for year in years}


def _values(number: Number) -> tuple[Value, ...]:
    return number if isinstance(number, tuple) else (number,)


def _sent(
    session: Session, unit: Unit, form: Form, row_id: str, windows: list[Window], variants: tuple[str, ...]
) -> dict[str, tuple[Value, ...]]:
    """By window, what its report said, where one of exactly these days and readings was sent and stands."""
    query = (
        select(ReportCell.value, SavedReport.windows, SavedReport.variants)
        .join(SavedReport, SavedReport.id == ReportCell.report_id)
        .where(SavedReport.unit_id == unit.id, SavedReport.form == form.code)
        .where(SavedReport.last_on.in_([each.last for each in windows]))
        .where(SavedReport.stage.in_([each.value for each in STANDING]), ReportCell.row_id == row_id)
        .where(ReportCell.place == 0)
        .order_by(SavedReport.id)
    )
    # The newest is read last and stands.
    return {
        "..".join(days[0]): _values(from_plain(value))
        for value, days, read_as in session.execute(query)
        if len(days) == 1 and set(read_as) == set(variants)
    }
