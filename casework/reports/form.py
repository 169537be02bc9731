"""What an official form (biểu) is: its title, its lines in order, and the indicator behind each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

from casework.errors import InvalidInput
from casework.indicators.indicator import Indicator
from casework.reports.periods import CutRule, Window

Over = Callable[[Window], Window | None]
"""The days that a row is about, told from those of its column; none where it has no number there."""


class Print(Enum):
    """How a form prints a number."""

    PLAIN = "plain"
    """1.234; a median with its half: 12,5."""
    MILLIONS = "millions"
    """Triệu đồng, half up to one decimal, without it where that is 0: 1.234,5."""
    PERCENTAGE = "percentage"
    """A ratio in percent, half up to one decimal: 27,5."""
    FRACTION = "fraction"
    """A ratio as both its numbers: 12/15."""


@dataclass(frozen=True)
class Heading:
    """A line that carries words and no number."""

    label: str
    ordinal: str = ""
    level: int = 0
    id: str = ""
    """A row of the contract that has no number; empty for words alone."""
    mark: str = ""
    measured_in: str = ""


@dataclass(frozen=True, eq=False)
class Line:
    """A row with a number (dòng của biểu)."""

    id: str
    indicator: Indicator
    level: int = 1
    ordinal: str = ""
    """STT as printed; empty where the form prints none."""
    mark: str = "- "
    """What the form prints before the label."""
    part_of: str | None = None
    """The row of which this is a "trong đó"; it can never be more."""
    variants: Mapping[str, Indicator] = field(default_factory=dict)
    """Other readings of the official row, chosen by name and named in a footnote."""
    words: str = ""
    """The form's own words for the row; empty where they are the indicator's."""
    unit: str = ""
    """The form's own unit of measure; empty where it is the indicator's."""
    print: Print = Print.PLAIN
    over: Over | None = None
    """The days that the row is about where they are not the column's; none for a column in which it has no number."""
    whole: str = ""
    """The sheet of parameters that may fix the whole of the ratio for a unit, with a citation."""
    target: bool = False
    """The number is held against a target (chỉ tiêu) of the form's programme."""

    @property
    def label(self) -> str:
        return self.words or self.indicator.label

    @property
    def measured_in(self) -> str:
        return self.unit or self.indicator.measured_in

    def window(self, column: Window) -> Window | None:
        """The days that the row counts of a column; none where it has no number there."""
        return self.over(column) if self.over else column


@dataclass(frozen=True, eq=False)
class Note:
    """A sentence under the table with a number of its own (ghi chú), for each column where it is not 0."""

    text: str
    """With `{number}` and, where there are several columns, the column's name before it."""
    indicator: Indicator
    print: Print = Print.PLAIN


@dataclass(frozen=True)
class Identity:
    """Rows that always make another: with their signs they add up to it (đẳng thức), and the form says so."""

    parts: tuple[tuple[int, str], ...]
    """The sign, 1 or -1, and the row."""
    whole: str

    @cached_property
    def sentence(self) -> str:
        """The identity by its rows, and again with a place for the number of each row and of the whole."""
        rows = _signed(self.parts)
        numbers = _signed((sign, "{}") for sign, _ in self.parts)
        return f"{rows} = {self.whole}: {numbers} = {{}}"

    @cached_property
    def rows(self) -> tuple[str, ...]:
        """The rows in the order of the sentence."""
        return (*(row for _, row in self.parts), self.whole)


def _signed(parts: Iterable[tuple[int, str]]) -> str:
    text = " ".join(f"{'+' if sign > 0 else '−'} {part}" for sign, part in parts)
    return text.removeprefix("+ ")


@dataclass(frozen=True)
class Variant:
    """Another reading of one or several official rows (cách hiểu khác của chỉ tiêu)."""

    name: str
    lines: tuple[str, ...]
    footnote: str


@dataclass(frozen=True)
class TableWords:
    """The form's own words around its rows (đầu bảng, chân bảng)."""

    ordinal: str = "STT"
    label: str = "Chỉ tiêu"
    measured_in: str = "Đơn vị tính"
    """Heading of the column of units; empty where the table has none."""
    number: str = ""
    """Heading of the column of numbers where there is one only; empty for the name of its window."""
    remarks: str = ""
    """Heading of a column that the reader writes in (ghi chú); empty where the table has none."""
    above: str = ""
    """What stands between title and table."""
    signer: str = ""
    """Who signs, where the form says so itself; empty for the head of the office."""
    signing: str = ""
    """How they sign, as the form says it."""


@dataclass(frozen=True)
class Form:
    """One official form, its words carried over to the letter."""

    code: str
    title: str
    source: str
    lines: tuple[Heading | Line, ...]
    rule: CutRule
    rules: tuple[CutRule, ...]
    years_before: int = 0
    """A year or half-year is shown after so many whole years."""
    years_offered: bool = False
    """The official table has columns for years: a reader may ask for the years before as well."""
    variants: tuple[Variant, ...] = ()
    name: str = ""
    """What people call the form, where its annex does not say it."""
    annex: str = ""
    """What is printed above the title."""
    default_window: Window | None = None
    """The days of a report for which none are asked."""
    parts: tuple[str, ...] | None = None
    """The periods that the form is made for, as the ends of their names ("" a year, "H1" a half-year); none for any."""
    cohorts: tuple[str, ...] = ()
    """The names of the columns of a window; then each row's indicator gives a value a cohort, and a difference."""
    identities: tuple[Identity, ...] = ()
    totals: tuple[Identity, ...] = ()
    """Rows that by their definition are the sum of others: the form says nothing of it, a spreadsheet adds them up."""
    partitions: tuple[Identity, ...] = ()
    """Rows of ratios whose parts add up by their definition: only checked."""
    limits: tuple[Identity, ...] = ()
    """Rows that together are never more than another, which has something besides: only checked."""
    words: TableWords = TableWords()
    register: bool = False
    """A book (sổ) with a line a case: what it prints is the list behind its one row."""
    programme: str = ""
    """The programme whose targets the form's rows are held against."""
    notes: tuple[str | Note, ...] = ()
    """What the form says under its table, with or without a number."""

    @property
    def short(self) -> str:
        """A few words that name the form."""
        return self.name or self.annex or self.title

    @cached_property
    def rows(self) -> tuple[Line, ...]:
        """The lines with a number, in the form's order."""
        return tuple(line for line in self.lines if isinstance(line, Line))

    @cached_property
    def said(self) -> tuple[Note, ...]:
        """The notes with a number, in the form's order."""
        return tuple(note for note in self.notes if isinstance(note, Note))

    @cached_property
    def by_days(self) -> tuple[tuple[Over | None, tuple[int, ...]], ...]:
        """What says the days of rows, and which rows, from 0; after the rows come the notes with a number."""
        places: dict[Over | None, list[int]] = {}
        for place, line in enumerate(self.rows):
            places.setdefault(line.over, []).append(place)
        if self.said:
            places.setdefault(None, []).extend(range(len(self.rows), len(self.rows) + len(self.said)))
        return tuple((over, tuple(each)) for over, each in places.items())

    @cached_property
    def with_wholes(self) -> tuple[tuple[int, Line], ...]:
        """The rows whose whole a document may fix, and where they stand, from 0."""
        return tuple((place, line) for place, line in enumerate(self.rows) if line.whole)

    @cached_property
    def _read_plainly(self) -> tuple[Indicator, ...]:
        return tuple(line.indicator for line in self.rows)

    @cached_property
    def _by_id(self) -> dict[str, Line]:
        return {line.id: line for line in self.rows}

    def section(self, line: Line) -> str:
        """The heading of the form under which a row stands; nothing where the row is a heading of its own."""
        before = self.lines[: self.lines.index(line)] if line.level else ()
        heads = [each.label for each in before if each.level == 0]
        return heads[-1] if heads else ""

    def row(self, row_id: str) -> Line:
        """:raises InvalidInput: the form has no such row"""
        if row_id in self._by_id:
            return self._by_id[row_id]
        known = ", ".join(self._by_id)
        raise InvalidInput(f"Biểu {self.code} không có dòng '{row_id}'; các dòng: {known}", field="row")

    def chosen(self, names: tuple[str, ...]) -> tuple[Variant, ...]:
        """The variants of those names.

        :raises InvalidInput: the form has no such variant
        """
        if not names:
            return ()
        known = {variant.name: variant for variant in self.variants}
        for name in names:
            if name not in known:
                raise InvalidInput(
                    f"Biểu {self.code} không có biến thể '{name}'; có: {', '.join(known) or 'không có'}",
                    field="variant",
                )
        return tuple(known[name] for name in dict.fromkeys(names))

    def indicators(self, variants: tuple[str, ...] = ()) -> tuple[Indicator, ...]:
        """The definition that fills each row under the chosen variants, in the form's order.

        :raises InvalidInput: the form has no such variant
        """
        if not variants:
            return self._read_plainly
        read_as = {row: variant.name for variant in self.chosen(variants) for row in variant.lines}
        return tuple(line.variants[read_as[line.id]] if line.id in read_as else line.indicator for line in self.rows)

    def indicator(self, row_id: str, variants: tuple[str, ...] = ()) -> Indicator:
        """The definition that fills one row under the chosen variants.

        :raises InvalidInput: the form has no such row or variant
        """
        return self.indicators(variants)[self.rows.index(self.row(row_id))]
