"""Live totals (công thức): what a spreadsheet reckons itself, in a form that gives the exact number of the report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from xlsxwriter.utility import xl_rowcol_to_cell

from casework.indicators.values import Ratio
from casework.law.plan_terms import Comparison
from casework.reports.build import DIFFERENCE, OUTCOMES, Report, Row
from casework.reports.form import Identity


@dataclass(frozen=True)
class Formulas:
    """The formulas of one report's table."""

    report: Report
    rows: Mapping[str, int]
    """The row of the sheet, from 0, of each row of the form by id."""
    first: int
    """The first column with numbers, from 0."""

    def total(self, row: Row, place: int) -> str | None:
        """A row that is by definition the sum of others, as that sum; none for any other row."""
        form = self.report.form
        identity = next((each for each in (*form.identities, *form.totals) if each.whole == row.line.id), None)
        if identity is None or not self._holds(identity, place):
            return None
        signed = (f"{'+' if sign > 0 else '-'}{self._cell(part, place)}" for sign, part in identity.parts)
        return "=" + "".join(signed).removeprefix("+")

    def _holds(self, identity: Identity, place: int) -> bool:
        """Whether the numbers are there and add up: a formula never says something else than the report."""
        values = {row.line.id: row.values[place] for row in self.report.rows if row.values}
        found = [(sign, values.get(part)) for sign, part in identity.parts]
        whole = values.get(identity.whole)
        if not isinstance(whole, int) or not all(isinstance(number, int) for _, number in found):
            return False
        return sum(sign * number for sign, number in found if isinstance(number, int)) == whole

    def percentage(self, row: Row, place: int) -> str:
        """The percentage of a ratio, half up to one decimal."""
        n, of = self._both(row, place)
        return f"=ROUND(100*{n}/{of},1)"

    def difference(self, row: Row, place: int) -> str | None:
        """Percentage points between the two ratios before this column; none where one has no percentage.

        All in one fraction: the rounding of a quotient must not decide the rounding of the difference.
        """
        if self.report.columns[place].part != DIFFERENCE or not isinstance(row.values[place - 1], Ratio):
            return None
        (n, of), (other_n, other_of) = self._both(row, place - 2), self._both(row, place - 1)
        return f"=ROUND(100*({n}*{other_of}-{other_n}*{of})/({of}*{other_of}),1)"

    def outcome(self, row: Row, place: int) -> str | None:
        """Whether a row reaches its target, in words; none where there is nothing to reach it with."""
        if self.report.met(row, place) is None:
            return None
        target = self.report.targets[row.line.id][place]
        sign = ">" if target.comparison is Comparison.MORE_THAN else ">="
        if target.percent:
            n, of = self._both(row, place)
            reached = f"100*{n}{sign}{target.value}*{of}"
        else:
            reached = f"{self._cell(row.line.id, place)}{sign}{target.value}"
        return f'=IF({reached},"{OUTCOMES[True]}","{OUTCOMES[False]}")'

    def _both(self, row: Row, place: int) -> tuple[str, str]:
        """Both numbers of a ratio, read from its cell `n/of`."""
        cell = self._cell(row.line.id, place)
        slash = f'FIND("/",{cell})'
        return f"VALUE(LEFT({cell},{slash}-1))", f"VALUE(MID({cell},{slash}+1,20))"

    def _cell(self, row_id: str, place: int) -> str:
        return str(xl_rowcol_to_cell(self.rows[row_id], self.first + place))
