"""A commune's own sheet (biểu của xã) read as a table of the format, by a plan that somebody made once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from casework.errors import InvalidInput
from casework.exchange.cells import shown
from casework.exchange.columns import Column, ExchangeTable, Kind
from casework.exchange.own_columns import BY_SEX, WHO, Values, about, only_ticked
from casework.exchange.own_frames import FEWEST, Line, about_somebody
from casework.exchange.own_headings import is_numbering
from casework.exchange.own_meaning import Meaning
from casework.exchange.own_people import Asked
from casework.exchange.own_reading import Row, RowReader
from casework.exchange.own_sessions import attendees_of, distinct_sessions
from casework.exchange.reader import Cells, Sheet, Source, sheets_of
from casework.exchange.tables import TABLES

_CHUNK = 500


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


def made_otherwise(table: ExchangeTable) -> set[str]:
    """Required columns that follow from the names of the people in the rows."""
    named = about(table)
    return {"attendance"} if table.name == "sessions" else {named.key} if named is not None else set()


def missing(table: ExchangeTable, columns: dict[str, int]) -> list[Column]:
    """Required columns that nothing fills: a key can be made and a unit is given, the rest must be matched."""
    made = made_otherwise(table) if _names_people(columns) else set()
    if BY_SEX.keys() <= columns.keys():
        made |= {"sex", "birth_date"}
    return [
        column
        for column in table.columns
        if column.required
        and column.key not in columns
        and column.key not in made
        and column.kind not in (Kind.REF, Kind.UNIT)
    ]


def _names_people(columns: dict[str, int]) -> bool:
    return "who_id" in columns or "who_name" in columns


def planned_sources(path: Path, plan: Plan, meaning: Meaning) -> list[Source]:
    """The sheet as the source of its table; a sheet of sessions with people also of who came.

    :raises InvalidInput: the sheet is not there, or a required column is matched with nothing
    """
    sheet = next((sheet for sheet in sheets_of(path) if sheet.name == plan.sheet), None)
    if sheet is None:
        raise InvalidInput(f"Tệp không có trang '{plan.sheet}'. Hãy chọn lại trang.")
    table = TABLES[plan.table]
    lacking = missing(table, plan.columns)
    if lacking:
        raise InvalidInput("Chưa ghép cột bắt buộc: " + ", ".join(column.heading for column in lacking))
    headings = next(islice(sheet.read(), plan.heading_row - 1, None), ()) if plan.heading_row else ()
    width = max(len(headings), *(place + 1 for place in plan.columns.values()))
    own = _OwnSheet(sheet, plan, (*headings, *(None for _ in range(width - len(headings)))), meaning)
    if table.name == "sessions" and _names_people(plan.columns):
        return [own.source(table), own.source(TABLES["session_attendees"])]
    return [own.source(table)]


def in_own_words(sources: list[Source], meaning: Meaning) -> list[Source]:
    """Sheets in the shape of our template (mẫu), with cells as people write them."""
    return [_OwnSheet.of_template(source, meaning).as_template(source) for source in sources]


def keys_in(sources: list[Source]) -> Callable[[str], set[str]]:
    """The keys that sheets of one file bring for a table, read when they are asked for."""
    known: dict[str, set[str]] = {}

    def keys(table: str) -> set[str]:
        if table not in known:
            own = [source for source in sources if source.table.name == table and source.table.own_ref]
            known[table] = {
                shown(cells[source.columns.index(source.table.columns[0])]).strip()
                for source in own
                for _, cells in source.rows()
                if len(cells) > source.columns.index(source.table.columns[0])
            }
        return known[table]

    return keys


class _OwnSheet:
    """One sheet and how it is to be read."""

    def __init__(self, sheet: Sheet, plan: Plan, headings: Cells, meaning: Meaning) -> None:
        self._sheet, self._plan, self._headings, self._meaning = sheet, plan, headings, meaning
        self._table = TABLES[plan.table]
        self._found: dict[int, str] = {}
        self._asked: dict[int, Asked] = {}
        self._passed_over: set[int] = set()
        self._beyond: dict[int, Cells] = {}
        self._keeps_beyond = False
        """Whether cells to the right of the headings are refused: in our own template they are out of place."""
        self._ticked: frozenset[str] | None = None

    @classmethod
    def of_template(cls, source: Source, meaning: Meaning) -> _OwnSheet:
        """A sheet whose headings are the table's own."""
        sheet = Sheet(source.sheet, source.label, source.file, source.read, source.in_workbook)
        columns = {column.key: place for place, column in enumerate(source.columns) if column is not None}
        return cls(sheet, Plan(source.sheet, 1, source.table.name, columns, ""), source.headings, meaning)

    def as_template(self, source: Source) -> Source:
        """The same source, read in people's own words."""
        columns = list(source.columns)
        self._keeps_beyond = True
        return replace(source, read=lambda: self._rows(columns, self._read()), found=self._found, asked=self._asked)

    def source(self, table: ExchangeTable) -> Source:
        """The sheet as rows of a table: its own, or who came to its sessions."""
        own, added = self._columns(table)
        is_own = table is self._table
        return Source(
            table=table,
            label=self._sheet.label if is_own else f"{self._sheet.label} ({table.title})",
            file=self._sheet.file,
            sheet=self._sheet.name,
            headings=(*self._headings, *(column.heading for column in added)),
            columns=(*own, *added),
            read=lambda: self._rows([*own, *added], self._read_for(table)),
            in_workbook=self._sheet.in_workbook,
            heading_row=self._plan.heading_row,
            added=len(added),
            found=self._found,
            asked=self._asked,
            passed_over=self._passed_over,
        )

    def _columns(self, table: ExchangeTable) -> tuple[list[Column | None], list[Column]]:
        """What stands at each place of the sheet, and what is added behind: a key, a unit, a number of people."""
        keys = {place: key for key, place in self._plan.columns.items()}
        own = [table.by_key.get(keys.get(place, "")) for place in range(len(self._headings))]
        named = about(table)
        if named is not None and named not in own:
            # Who is meant stands where the name does, so that a refusal marks that cell.
            place = next((self._plan.columns[key] for key in WHO if key in self._plan.columns), None)
            if place is not None:
                own[place] = named
        # Birth and sex that stand in two columns, one for each sex, are refused where those stand.
        for key, instead in (("birth_date", "birth_male"), ("sex", "birth_female")):
            if instead in self._plan.columns and key in table.by_key and table.by_key[key] not in own:
                own[self._plan.columns[instead]] = table.by_key[key]
        added = [column for column in table.columns if column not in own and self._is_added(table, column)]
        return own, added

    def _is_added(self, table: ExchangeTable, column: Column) -> bool:
        if column.key == "unit_on":
            return bool(self._plan.unit_on) and "unit_code" not in self._plan.columns
        session = column.key == "session_ref" or (column.key == "attendance" and _names_people(self._plan.columns))
        return column.kind is Kind.REF or column.key == "unit_code" or session

    def _read_for(self, table: ExchangeTable) -> Iterator[Row]:
        if self._table.name != "sessions" or not _names_people(self._plan.columns):
            return self._read()
        return distinct_sessions(self._read()) if table is self._table else attendees_of(self._read())

    def _read(self) -> Iterator[Row]:
        plan = self._plan
        if self._ticked is None:
            columns = [(place, (BY_SEX | WHO | self._table.by_key)[key]) for key, place in plan.columns.items()]
            self._ticked = only_ticked(columns, (tuple(cells) for _, cells in self._lines()))
        reader = RowReader(
            self._meaning,
            self._table,
            plan.columns,
            unit_code=plan.unit_code,
            unit_on=date.fromisoformat(plan.unit_on) if plan.unit_on else None,
            ticked=self._ticked,
            answers=self._meaning.answers.get(plan.sheet, {}),
            found=self._found,
            asked=self._asked,
        )
        rows = self._filled()
        while chunk := list(islice(rows, _CHUNK)):
            yield from reader.read(chunk)

    def _filled(self) -> Iterator[tuple[int, Values]]:
        """Rows below the headings in which a matched column says something; a number alone is no row."""
        for number, cells in self._lines():
            places = self._plan.columns.items()
            values = {key: cells[place] if place < len(cells) else None for key, place in places}
            beyond = tuple(cells[len(self._headings) :]) if self._keeps_beyond else ()
            if any(shown(cell).strip() for cell in (*values.values(), *beyond)):
                if any(shown(cell).strip() for cell in beyond):
                    self._beyond[number] = beyond
                yield number, values

    def _lines(self) -> Iterator[Line]:
        """The lines below the headings, of a commune's own sheet those that are about somebody."""
        below = self._plan.heading_row
        lines: Iterator[Line] = islice(enumerate(self._sheet.read(), start=1), below, None)
        if self._keeps_beyond:
            return lines
        lines = (line for line in lines if line[0] > below + 1 or not is_numbering(line[1]))
        return about_somebody(lines, self._passed_over) if len(self._plan.columns) >= FEWEST else lines

    def _rows(self, columns: list[Column | None], read: Iterator[Row]) -> Iterator[Cells]:
        """Every line of the sheet, those that say nothing empty."""
        line = 0
        for row in read:
            for _ in range(row.number - line - 1):
                yield ()
            added = {"unit_code": self._plan.unit_code, "unit_on": self._plan.unit_on or None}
            values = added | row.values
            cells = (values.get(column.key) if column is not None else None for column in columns)
            yield (*cells, *self._beyond.get(row.number, ()))
            line = row.number
