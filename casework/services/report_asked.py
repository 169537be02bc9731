"""What the checks of a report are asked about: a kept report, or the same form and windows of a unit below it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from casework.indicators.indicator import Frame, Indicator
from casework.records.db import FOREVER
from casework.records.report import SavedReport
from casework.records.unit import Unit
from casework.reports.build import Report, build
from casework.reports.form import Form
from casework.reports.parts import day_of_tree, units_below
from casework.reports.periods import Window
from casework.reports.place import frame
from casework.services.report_store import as_report, form_of, windows_of


@dataclass(frozen=True)
class Asked:
    """A filled-in form whose numbers are checked, each of its last window."""

    form: Form
    unit: Unit
    windows: list[Window]
    variants: tuple[str, ...]
    report: Report
    below: list[Unit]
    """The units directly below, which hold the records of a unit above the commune."""

    @property
    def window(self) -> Window:
        """The window that the report is about."""
        return self.windows[-1]

    @property
    def custody_day(self) -> date:
        """The day whose custody says which unit below has a case: the last of a unit that ended, else today."""
        return self.unit.valid_to - timedelta(days=1) if self.unit.valid_to else FOREVER

    def cell(self, row: str, window: Window | None = None, unit: Unit | None = None) -> tuple[Indicator, Frame]:
        """One number's definition and what it is asked of; of another window or of a unit below."""
        days = self.form.row(row).window(window or self.window)
        return self.form.indicator(row, self.variants), frame(unit or self.unit, days)


def of_kept(session: Session, kept: SavedReport) -> Asked:
    """A kept report, with its numbers as they were counted."""
    form, windows = form_of(kept), windows_of(kept)
    return Asked(form, kept.unit, windows, tuple(kept.variants), as_report(kept), _below(session, kept.unit, windows))


def of_unit_below(session: Session, kept: SavedReport, unit: Unit, *, as_of: datetime) -> Asked:
    """The same form, windows and readings of a unit below, counted now."""
    form, windows, variants = form_of(kept), windows_of(kept), tuple(kept.variants)
    report = build(session, form, unit, windows, as_of=as_of, variants=variants)
    return Asked(form, unit, windows, variants, report, _below(session, unit, windows))


def _below(session: Session, unit: Unit, windows: list[Window]) -> list[Unit]:
    return [] if unit.kind == "commune" else units_below(session, unit, day_of_tree(unit, windows[-1]))
