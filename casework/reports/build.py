"""A report (báo cáo): one form, one unit, its windows as columns, every cell counted now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from casework.i18n import format_number
from casework.indicators.measure import counts
from casework.records.unit import Unit
from casework.reports.form import Form, Heading, Line, Variant
from casework.reports.periods import Window
from casework.reports.place import frame


class Row(NamedTuple):
    """A line with its numbers, one a window; a heading has none."""

    line: Line | Heading
    values: tuple[int, ...] = ()

    @property
    def display(self) -> tuple[str, ...]:
        """The numbers as the form prints them."""
        return tuple(format_number(value) for value in self.values)


@dataclass(frozen=True)
class Report:
    """A form filled in for a unit, as of an instant."""

    form: Form
    unit_code: str
    unit_name: str
    unit_kind: str
    windows: tuple[Window, ...]
    variants: tuple[Variant, ...]
    rows: tuple[Row, ...]
    as_of: datetime

    @property
    def numbered(self) -> Iterator[tuple[Line, Row]]:
        """The rows that carry numbers, in the form's order."""
        for row in self.rows:
            if isinstance(row.line, Line):
                yield row.line, row


def build(
    session: Session,
    form: Form,
    unit: Unit,
    windows: list[Window],
    *,
    as_of: datetime,
    variants: tuple[str, ...] = (),
) -> Report:
    """Count every cell of a form."""
    indicators = form.indicators(variants)
    columns = [counts(session, indicators, frame(unit, window)) for window in windows]
    numbers = iter(zip(*columns, strict=True))
    rows = tuple(Row(line, () if isinstance(line, Heading) else next(numbers)) for line in form.lines)
    return Report(
        form=form,
        unit_code=unit.code,
        unit_name=unit.name,
        unit_kind=unit.kind,
        windows=tuple(windows),
        variants=form.chosen(variants),
        rows=rows,
        as_of=as_of,
    )
