"""Wholes that a document fixes (tổng số theo văn bản): they stand in place of what is counted, with their citation."""

from __future__ import annotations

from casework.errors import NotInForce
from casework.indicators.values import Number, Ratio
from casework.law.dated import Value, parameters
from casework.records.unit import Unit
from casework.reports.form import Form, Line
from casework.reports.periods import Window


def _fixed(line: Line, unit: Unit, window: Window) -> Value | None:
    """What a document says of the unit's whole on the window's last day."""
    said = parameters(line.whole).get(unit.code) if line.whole else None
    try:
        return said.on(window.last) if said else None
    except NotInForce:
        return None


def with_fixed_wholes(form: Form, unit: Unit, window: Window, numbers: tuple[Number, ...]) -> tuple[Number, ...]:
    """The numbers of a column, the wholes of ratios as documents fix them."""
    return tuple(
        Ratio(number.n, said.number)
        if isinstance(number, Ratio) and (said := _fixed(line, unit, window)) is not None
        else number
        for line, number in zip(form.rows, numbers, strict=True)
    )


def citations_of_wholes(form: Form, unit: Unit, windows: list[Window]) -> list[str]:
    """A sentence for each whole that a document fixes."""
    return [
        f"Dòng {line.id}, {window.label}: tổng số lấy {said.number} theo {said.citation}."
        for line in form.rows
        for window in windows
        if (said := _fixed(line, unit, window)) is not None
    ]
