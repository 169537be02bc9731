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
    said = parameters(line.whole).get(unit.code)
    try:
        return said.on(window.last) if said else None
    except NotInForce:
        return None


def with_fixed_wholes(form: Form, unit: Unit, window: Window, numbers: tuple[Number, ...]) -> tuple[Number, ...]:
    """The numbers of a column, the wholes of ratios as documents fix them."""
    found = list(numbers)
    for place, line in form.with_wholes:
        number, said = found[place], _fixed(line, unit, window)
        if isinstance(number, Ratio) and said is not None:
            found[place] = Ratio(number.n, said.number)
    return tuple(found)


def citations_of_wholes(form: Form, unit: Unit, windows: list[Window]) -> list[str]:
    """A sentence for each whole that a document fixes."""
    return [
        f"Dòng {line.id}, {window.label}: tổng số lấy {said.number} theo {said.citation}."
        for _, line in form.with_wholes
        for window in windows
        if (said := _fixed(line, unit, window)) is not None
    ]
