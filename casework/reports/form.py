"""What an official form (biểu) is: its title, its lines in order, and the indicator behind each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from casework.errors import InvalidInput
from casework.indicators.indicator import Indicator
from casework.reports.periods import CutRule


@dataclass(frozen=True)
class Heading:
    """A line that carries words and no number."""

    label: str
    ordinal: str = ""
    level: int = 0


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

    @property
    def label(self) -> str:
        return self.indicator.label


@dataclass(frozen=True)
class Variant:
    """Another reading of one or several official rows (cách hiểu khác của chỉ tiêu)."""

    name: str
    lines: tuple[str, ...]
    footnote: str


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
    variants: tuple[Variant, ...] = ()
    annex: str = ""
    """What is printed above the title."""

    @cached_property
    def rows(self) -> tuple[Line, ...]:
        """The lines with a number, in the form's order."""
        return tuple(line for line in self.lines if isinstance(line, Line))

    @cached_property
    def _by_id(self) -> dict[str, Line]:
        return {line.id: line for line in self.rows}

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
        read_as = {row: variant.name for variant in self.chosen(variants) for row in variant.lines}
        return tuple(line.variants[read_as[line.id]] if line.id in read_as else line.indicator for line in self.rows)

    def indicator(self, row_id: str, variants: tuple[str, ...] = ()) -> Indicator:
        """The definition that fills one row under the chosen variants.

        :raises InvalidInput: the form has no such row or variant
        """
        return self.indicators(variants)[self.rows.index(self.row(row_id))]
