"""A commune's own sheet (biểu của xã) read as a table of the format, by a plan that somebody made once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from casework.errors import InvalidInput
from casework.exchange.cells import Cell, shown
from casework.exchange.columns import Column, ExchangeTable, Kind
from casework.exchange.reader import Cells, Sheet, Source, sheets_of
from casework.exchange.tables import TABLES
from casework.i18n import fold

_LOOKED_AT = 15
_TICKS = {"x", "v", "✓", "✔"}
_WHO = ("full_name", "birth_date", "sex", "national_id")
"""What tells one person from another, for a key made here."""


@dataclass(frozen=True)
class Plan:
    """Which sheet is which table, which of its columns is which of ours, and whose rows they are."""

    sheet: str
    heading_row: int
    table: str
    columns: dict[str, int]
    """Our column → its place in the sheet, from 0."""
    unit_code: str
    """For rows of a sheet without a column of units."""
    unit_on: str = ""
    """A day on which that unit bore its code, where it bears it no more."""

    def as_json(self) -> dict[str, Any]:
        """In plain values."""
        return asdict(self)


@dataclass(frozen=True)
class Glimpse:
    """The beginning of a sheet."""

    name: str
    rows: list[list[str]]

    @property
    def likely_heading_row(self) -> int:
        """The first of the rows with the most texts in it, as a spreadsheet numbers it."""
        texts = [sum(1 for cell in row if cell and not cell.replace(".", "").isdigit()) for row in self.rows]
        return texts.index(max(texts)) + 1 if texts else 1

    def headings(self, row: int) -> list[str]:
        """The cells of a row."""
        return self.rows[row - 1] if 0 < row <= len(self.rows) else []


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


def missing(table: ExchangeTable, columns: dict[str, int]) -> list[Column]:
    """Required columns that nothing fills: a key can be made and a unit is given, the rest must be matched."""
    return [
        column
        for column in table.columns
        if column.required and column.key not in columns and column.kind not in (Kind.REF, Kind.UNIT)
    ]


def planned_source(path: Path, plan: Plan) -> Source:
    """The sheet as a source of its table.

    :raises InvalidInput: the sheet is not there, or a required column is matched with nothing
    """
    sheet = next((sheet for sheet in sheets_of(path) if sheet.name == plan.sheet), None)
    if sheet is None:
        raise InvalidInput(f"Tệp không có trang '{plan.sheet}'. Hãy chọn lại trang.")
    table = TABLES[plan.table]
    lacking = missing(table, plan.columns)
    if lacking:
        raise InvalidInput("Chưa ghép cột bắt buộc: " + ", ".join(column.heading for column in lacking))
    headings = next(islice(sheet.read(), plan.heading_row - 1, None), ())
    by_place = {place: table.by_key[key] for key, place in plan.columns.items()}
    added = [column for column in table.columns if column.key not in plan.columns and _added(column, plan)]
    return Source(
        table=table,
        label=sheet.label,
        file=sheet.file,
        sheet=sheet.name,
        headings=(*headings, *(column.heading for column in added)),
        columns=(*(by_place.get(place) for place in range(len(headings))), *added),
        read=lambda: _rows(sheet, len(headings), by_place, added, plan),
        in_workbook=sheet.in_workbook,
        heading_row=plan.heading_row,
        added=len(added),
    )


def _added(column: Column, plan: Plan) -> bool:
    if column.key == "unit_on":
        return bool(plan.unit_on) and "unit_code" not in plan.columns
    return column.kind is Kind.REF or column.key == "unit_code"


def _rows(sheet: Sheet, width: int, by_place: dict[int, Column], added: list[Column], plan: Plan) -> Iterator[Cells]:
    for cells in sheet.read():
        own = (*cells, *(None for _ in range(width - len(cells))))[:width]
        if not any(cell is not None and cell != "" for cell in own):
            yield ()
            continue
        said = tuple(_said(by_place[place], cell) if place in by_place else cell for place, cell in enumerate(own))
        yield (*said, *(_MADE[column.kind](column, said, plan) for column in added))


def _said(column: Column, cell: Cell) -> Cell:
    """What the cell says in the words of the format: an official term is as good as its value."""
    if not isinstance(cell, str):
        return cell
    if column.values is not None:
        text = fold(cell)
        return next((str(member.value) for member in column.values if fold(member.term) == text), cell)
    if column.kind is Kind.YES_NO and cell.strip().lower() in _TICKS:
        return "yes"
    return cell


def _made_ref(column: Column, cells: Cells, plan: Plan) -> Cell:
    """A key from what the row says, so that the same row again is the same record."""
    names = _WHO if plan.table == "persons" else tuple(plan.columns)
    parts = [fold(shown(cells[plan.columns[name]])) for name in names if name in plan.columns]
    digest = hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12].upper()
    return f"{plan.unit_code}-{digest}"


_MADE: dict[Kind, Callable[[Column, Cells, Plan], Cell]] = {
    Kind.REF: _made_ref,
    Kind.UNIT: lambda column, cells, plan: plan.unit_code,
    Kind.DAY: lambda column, cells, plan: plan.unit_on,
}
