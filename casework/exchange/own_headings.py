"""The headings of a commune's own sheet (tiêu đề cột): where they stand, also when they are merged over two rows."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from casework.exchange.cells import Cell, shown
from casework.exchange.reader import sheets_of
from casework.i18n import fold

_LOOKED_AT = 15
_HEADINGS = 3
"""So many texts in a row are headings, and no title."""
_DATUM = re.compile(r"[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2,4}|[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}|[0-9]{8,12}")
"""What no heading is: a day, a year, a national id, a telephone."""
_NUMBERED = re.compile(r"\(?[0-9.]+\)?")
"""A number, as one stands under a heading or before a row."""
_SEXES = {"nam", "nu"}


@dataclass(frozen=True)
class Glimpse:
    """The beginning of a sheet."""

    name: str
    rows: list[list[str]]

    @property
    def likely_heading_row(self) -> int:
        """The first of the rows with the most texts in it, as a spreadsheet numbers it; 0 where it holds data."""
        texts = [sum(1 for cell in row if cell and not _NUMBERED.fullmatch(cell)) for row in self.rows]
        if not texts:
            return 1
        best = texts.index(max(texts))
        if any(_DATUM.fullmatch(cell) for cell in self.rows[best]):
            return 0
        return best + (2 if self._goes_on(best) else 1)

    def _goes_on(self, row: int) -> bool:
        """Whether merged headings have others below them: nothing under the first, and words that are no data."""
        above, below = self.rows[row], next(iter(self.rows[row + 1 : row + 2]), [])
        filled = [place for place, cell in enumerate(below) if cell]
        first = next((place for place, cell in enumerate(above) if cell), 0)
        return bool(filled) and filled[0] > first and not any(letter.isdigit() for cell in below for letter in cell)

    def headings(self, row: int) -> list[str]:
        """The cells of a row; one that is empty below a merged heading has that; without a row columns are counted."""
        if row == 0:
            return [f"Cột {place}" for place in range(1, max(map(len, self.rows), default=0) + 1)]
        if not 0 < row <= len(self.rows):
            return []
        above = self.rows[row - 2] if row > 1 else []
        if sum(1 for cell in above if cell) < _HEADINGS:
            return self.rows[row - 1]
        width = max(len(above), len(self.rows[row - 1]))
        upper, own = (line + [""] * (width - len(line)) for line in (above, self.rows[row - 1]))
        return [_together(cell, upper, place) for place, cell in enumerate(own)]


def glimpses(path: Path) -> list[Glimpse]:
    """The beginning of each sheet that is not empty.

    :raises InvalidInput: nothing can be read there
    """
    found = []
    for sheet in sheets_of(path):
        rows = [[" ".join(shown(cell).split()) for cell in cells] for cells in islice(sheet.read(), _LOOKED_AT)]
        if any(map(any, rows)):
            found.append(Glimpse(sheet.name, rows))
    return found


def headings_digest(headings: list[str]) -> str:
    """By what the same headings are known again."""
    return hashlib.sha256("\x1f".join(fold(heading) for heading in headings).encode()).hexdigest()


def _together(cell: str, above: Sequence[str], place: int) -> str:
    """A heading of two rows in one: below a merged one its own words, and what says nothing alone with those above."""
    if not cell or fold(cell) not in _SEXES:
        return cell or above[place]
    over = next((text for text in reversed(above[: place + 1]) if text), "")
    return f"{over}: {cell}" if over and over != cell else cell


def is_numbering(cells: Sequence[Cell]) -> bool:
    """Whether a row only numbers the columns, as official forms do: (1) (2) (3), or A B 1 2."""
    said = [text.strip("()") for cell in cells if (text := shown(cell).strip())]
    numbers = [text.removesuffix(".0") for text in said if not (len(text) == 1 and text.isalpha())]
    return len(said) >= _HEADINGS and bool(numbers) and numbers == [str(n) for n in range(1, len(numbers) + 1)]
