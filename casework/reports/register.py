"""A register (sổ): the list behind its one row, as files print it."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from casework.access.scope import Scope
from casework.records.unit import Unit
from casework.reports.build import Report
from casework.reports.drill import drill, headings
from casework.reports.place import frame
from casework.reports.tables import as_json, cell_text

Line = tuple[Any, ...]


def register_lines(session: Session, report: Report, unit: Unit, scope: Scope) -> tuple[list[str], list[Line]]:
    """The headings and the lines of every window of the report, within the scope; each line says its window."""
    (row,) = report.form.rows
    found = [
        (window.text, *line)
        for window in report.windows
        for line in drill(session, row.indicator, frame(unit, window), scope)
    ]
    return ["window", *headings(row.indicator)], found


def register_as_json(report: Report, names: list[str], lines: list[Line]) -> dict[str, Any]:
    """The report in the shape of the exchange contract, and beside its rows the lines of the register."""
    return {**as_json(report), "lines": [dict(zip(names, map(cell_text, line), strict=True)) for line in lines]}
