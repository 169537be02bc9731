"""A report (báo cáo): one form, one unit, its windows as columns, every cell counted now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property, partial
from typing import NamedTuple

from sqlalchemy.orm import Session

from casework.indicators.indicator import Indicator
from casework.indicators.measure import counts
from casework.indicators.targets import Target, target_for
from casework.indicators.values import Number, Ratio, Value, difference
from casework.records.unit import Unit
from casework.reports.form import Form, Heading, Line, Print, Variant
from casework.reports.periods import Window
from casework.reports.place import frame
from casework.reports.printing import NOTHING, printed
from casework.reports.wholes import citations_of_wholes, with_fixed_wholes

DIFFERENCE = "Chênh lệch (điểm phần trăm)"
OUTCOME = "Kết quả"
"""The column that says whether a target is met."""
OUTCOMES = {True: "Đạt", False: "Chưa đạt"}


@dataclass(frozen=True)
class Column:
    """One column of numbers: a window, or of a form that compares, one of a window's three."""

    label: str
    window: Window
    part: str = ""
    """What of the window stands in it: a cohort's name, or the difference."""
    heading: str = ""
    """The label without what the report's head says anyway: the window, where there is one only."""


@dataclass(frozen=True)
class Share:
    """A column that says something of the numbers beside it: a percentage, a target, whether it is met."""

    label: str
    place: int
    """Beside which column it stands, from 0."""
    text: Callable[[Row], Value | str]


class Row(NamedTuple):
    """A line with its numbers, one a column; a heading has none."""

    line: Line | Heading
    values: tuple[Value, ...] = ()

    def text(self, place: int) -> str:
        """The number of a column as the form prints it."""
        line = self.line
        return "" if isinstance(line, Heading) else printed(self.values[place], line.print)

    @property
    def display(self) -> tuple[str, ...]:
        """The numbers as the form prints them."""
        line = self.line
        if isinstance(line, Heading):
            return tuple("" for _ in self.values)
        shown = tuple([self.text(place) for place, _ in enumerate(self.values)])
        if line.indicator.cohorts:
            return tuple(text or NOTHING for text in shown)
        return shown


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
    told: Callable[[], Iterable[str]] = field(default=tuple, compare=False)
    """Gives what the form says under its table."""
    targets: Mapping[str, tuple[Target, ...]] = field(default_factory=dict)
    """What the rows of a programme are to reach, by row id, one a window."""

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """What the form says under its table, numbers filled in; put into words when somebody reads them."""
        return tuple(self.told())

    @property
    def columns(self) -> tuple[Column, ...]:
        """What the values of a row stand for, one by one."""
        if not self.form.cohorts:
            return tuple(Column(window.label, window, heading=window.label) for window in self.windows)
        alone = len(self.windows) == 1
        parts = (*self.form.cohorts, DIFFERENCE)
        return tuple(
            Column(label := f"{window.label} – {part}", window, part, part if alone else label)
            for window in self.windows
            for part in parts
        )

    @property
    def shares(self) -> tuple[Share, ...]:
        """What a table says beside the values: percentages; of a programme, targets and whether they are met."""
        shares: list[Share] = []
        percent = any(line.print is Print.PERCENTAGE for line in self.form.rows)
        for place, column in enumerate(self.columns):
            if percent and column.part != DIFFERENCE:
                shares.append(Share(f"{column.heading} (%)", place, partial(_ratio_in, place=place)))
            if self.targets:
                shares.append(Share("Chỉ tiêu", place, partial(self._target_in, place=place)))
                shares.append(Share(OUTCOME, place, partial(self._outcome_in, place=place)))
        return tuple(shares)

    def _target_in(self, row: Row, place: int) -> str:
        targets = self.targets.get(row.line.id)
        return targets[place].text if targets else ""

    def _outcome_in(self, row: Row, place: int) -> str:
        met = self.met(row, place)
        return "" if met is None else OUTCOMES[met]

    def met(self, row: Row, place: int) -> bool | None:
        """Whether a row reaches its target; none where it has none, or there is no whole to take a part of."""
        targets = self.targets.get(row.line.id)
        value = row.values[place] if row.values else None
        if not targets or value is None or isinstance(value, Decimal):
            return None
        return targets[place].met(value.n, value.of) if isinstance(value, Ratio) else targets[place].met(value)

    @property
    def numbered(self) -> Iterator[tuple[Line, Row]]:
        """The rows that carry numbers, in the form's order."""
        for row in self.rows:
            if isinstance(row.line, Line):
                yield row.line, row

    @property
    def identified(self) -> Iterator[Row]:
        """The rows of the contract, in the form's order: those with numbers, and headings that have an id."""
        return (row for row in self.rows if row.line.id)


def _ratio_in(row: Row, place: int) -> Value:
    value = row.values[place] if row.values else None
    return value if isinstance(value, Ratio) else None


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
    columns = [_column(session, form, indicators, unit, window) for window in windows]
    cells: Iterator[tuple[Value, ...]] = zip(*(numbers for numbers, _ in columns), strict=True)
    if form.cohorts:
        cells = map(_spread, cells)
    nothing = (None,) * (len(windows) * (len(form.cohorts) + 1 if form.cohorts else 1))
    rows = tuple(
        [
            Row(line, next(cells)) if isinstance(line, Line) else Row(line, nothing if line.id else ())
            for line in form.lines
        ]
    )
    wholes = citations_of_wholes(form, unit, windows)
    return Report(
        form=form,
        unit_code=unit.code,
        unit_name=unit.name,
        unit_kind=unit.kind,
        windows=tuple(windows),
        variants=form.chosen(variants),
        rows=rows,
        as_of=as_of,
        told=lambda: (
            *_notes(form, windows, [numbers for _, numbers in columns]),
            *wholes,
            *_identities(form, windows, rows),
        ),
        targets=_targets(session, form, unit, windows),
    )


def _column(
    session: Session, form: Form, indicators: tuple[Indicator, ...], unit: Unit, window: Window
) -> tuple[tuple[Number, ...], tuple[Number, ...]]:
    """The numbers of one window, of the rows and of the notes; rows about the same days are asked together."""
    asked = (*indicators, *[note.indicator for note in form.said])
    found: list[Number] = [None] * len(asked)
    about: dict[tuple[date, date], tuple[Window, list[int]]] = {}
    for over, places in form.by_days:
        days = over(window) if over else window
        if days is not None:
            about.setdefault((days.first, days.last), (days, []))[1].extend(places)
    for days, together in about.values():
        numbers = counts(session, tuple([asked[place] for place in together]), frame(unit, days))
        for place, number in zip(together, numbers, strict=True):
            found[place] = number
    numbers = with_fixed_wholes(form, unit, window, tuple(found[: len(indicators)]))
    return numbers, tuple(found[len(indicators) :])


def _targets(session: Session, form: Form, unit: Unit, windows: list[Window]) -> dict[str, tuple[Target, ...]]:
    whose = None if unit.kind == "country" else unit.id
    return {
        line.id: tuple(target_for(session, form.programme, line.id, whose, window.last.year) for window in windows)
        for line in form.rows
        if line.target
    }


def _spread(numbers: tuple[Number, ...]) -> tuple[Value, ...]:
    """The values of a row from its number of each window: cohorts stand side by side, then their difference."""
    values: list[Value] = []
    for number in numbers:
        if isinstance(number, tuple):
            values += [*number, difference(number[0], number[1])]
        else:
            values.append(number)
    return tuple(values)


def _notes(form: Form, windows: list[Window], numbers: list[tuple[Number, ...]]) -> Iterator[str]:
    """The form's notes; one with a number is said of each window where the number is not 0."""
    place = 0
    for note in form.notes:
        if isinstance(note, str):
            yield note
            continue
        for window, found in zip(windows, numbers, strict=True):
            number = found[place]
            if number and not isinstance(number, tuple):
                said = note.text.format(number=printed(number, note.print))
                yield f"{window.label}: {said}" if len(windows) > 1 else said
        place += 1


def _identities(form: Form, windows: list[Window], rows: tuple[Row, ...]) -> Iterator[str]:
    """The form's identities with their numbers (đẳng thức), for each window."""
    if not form.identities:
        return
    by_id = {row.line.id: row for row in rows}
    for identity in form.identities:
        for place, window in enumerate(windows):
            told = identity.sentence.format(*[by_id[row].text(place) for row in identity.rows])
            yield f"{window.label}: {told}" if len(windows) > 1 else told
