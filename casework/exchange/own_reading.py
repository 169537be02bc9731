"""Reading the rows of a sheet that people wrote for themselves (biểu của xã): what each cell means in the format.

Only what is certain is put into the format's words. The rest goes on as it was written, or as a doubt that says what
to write, and is refused by the import with its cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from casework.exchange.cells import Cell, Doubt, Malformed, Value, shown
from casework.exchange.columns import Column, ExchangeTable, Kind
from casework.exchange.own_cases import CASES
from casework.exchange.own_cells import in_format
from casework.exchange.own_columns import BY_SEX, WHO, Values, about, read_sex
from casework.exchange.own_meaning import Meaning
from casework.exchange.own_people import (
    ASKED,
    BY_ANSWER,
    BY_NAME,
    LATER,
    NEW,
    Asked,
    Known,
    Match,
    Who,
    doubt,
    who_in,
)
from casework.exchange.own_refs import Keys
from casework.exchange.point_tables import SESSION_ATTENDEES
from casework.exchange.rows import first_day
from casework.law.vocabulary import SessionKind

_ATTENDEE = SESSION_ATTENDEES.by_key["person_ref"]


@dataclass
class Row:
    """A row with its number in the sheet, and who it turned out to be about."""

    number: int
    values: Values
    who: Who = field(default_factory=Who)
    own: frozenset[int] = frozenset()
    person: Known | None = None


class RowReader:
    """Reads the rows of one sheet.

    :param given: the columns that the sheet says something about
    :param unit_code: whose rows they are where the sheet does not say
    :param ticked: columns of yes and no in which the sheet has ticks only: nothing there means no
    :param answers: number of a row → the code of whoever somebody said it is about
    :param found: told by what the people of rows were recognised
    :param asked: told which rows are unclear, and whom they may mean
    """

    def __init__(
        self,
        meaning: Meaning,
        table: ExchangeTable,
        given: Iterable[str],
        *,
        unit_code: str,
        unit_on: date | None,
        ticked: frozenset[str],
        answers: Mapping[str, str],
        found: dict[int, str],
        asked: dict[int, Asked],
    ) -> None:
        self._meaning, self.table = meaning, table
        self._columns = [(BY_SEX | WHO | table.by_key)[key] for key in given]
        self._unit_code, self._unit_on, self._ticked = unit_code, unit_on, ticked
        self._answers, self._found, self._asked = answers, found, asked
        unit = ["unit_code"] if "unit_code" in table.by_key else []
        person = ["person_ref"] if "person_ref" in table.by_key else []
        self._keys = Keys(meaning.session, meaning.scope, table, [*given, *unit, *person])
        self._about = _ATTENDEE if table.name == "sessions" else about(table)

    def read(self, rows: list[tuple[int, Values]]) -> Iterator[Row]:
        """The rows, every column of the table with what its cell means."""
        read = [Row(number, self._in_format(values)) for number, values in rows]
        for row in read:
            self._name_units(row)
            row.who = self._who(row.values)
        self._meaning.people.look_up(row.who for row in read)
        for row in read:
            self._refer(row)
        if self.table.own_ref:
            self._give_keys(read)
        yield from read

    def _in_format(self, values: Values) -> Values:
        said = {column.key: in_format(column, values.get(column.key), self._meaning.today) for column in self._columns}
        for key in self._ticked:
            if said.get(key) in (None, ""):
                said[key] = "no"
        read_sex(self.table, said)
        return said

    def _parsed(self, column: Column, cell: Cell) -> Value:
        if isinstance(cell, Doubt):
            return None
        try:
            return self._meaning.cells.read(column, cell)
        except Malformed:
            return None

    def _day(self, values: Values, keys: tuple[str, ...]) -> date | None:
        days = {key: self._parsed(self.table.by_key[key], values.get(key)) for key in keys if key in self.table.by_key}
        return first_day(days, keys)

    def _row_day(self, values: Values) -> date | None:
        """The row's own day, whatever the table calls it."""
        return self._day(values, tuple(column.key for column in self.table.columns if column.kind is Kind.DAY))

    def _name_units(self, row: Row) -> None:
        days = ("unit_on",) if self.table.dated_by_sender else self.table.unit_days
        on = self._day(row.values, days)
        for column in self.table.columns:
            if column.kind is Kind.UNIT and isinstance(cell := row.values.get(column.key), str):
                elsewhere = column.key != "unit_code"
                row.values[column.key] = self._meaning.units.code(cell, on, anywhere=elsewhere)
        code = row.values.get("unit_code")
        if isinstance(code, str) and code:
            row.own = self._meaning.units.reached(code, on)
        else:
            row.own = self._meaning.units.reached(self._unit_code, self._unit_on)

    def _who(self, values: Values) -> Who:
        """Whom the row names: in columns of its own, or all in one cell where a key is asked for."""
        if self.table.name == "persons":
            names = ("full_name", "birth_date", "national_id", "address", "sex")
        else:
            names = ("who_name", "who_birth", "who_id", "who_address", "")
        name, birth, number, address, sex = (values.get(each) for each in names)
        columns = WHO | self.table.by_key
        born = self._parsed(columns[names[1]], birth)
        said = self._parsed(columns[names[2]], number)
        who = Who(
            shown(name).strip(),
            born if isinstance(born, date) or (isinstance(born, int) and not isinstance(born, bool)) else None,
            said if isinstance(said, str) else "",
            shown(address).strip(),
            shown(sex),
        )
        cell = "" if self._about is None else shown(values.get(self._about.key)).strip()
        if cell and not who.name and not who.national_id and self._is_name(cell):
            return who_in(cell)
        return who

    @staticmethod
    def _is_name(text: str) -> bool:
        """Words, or a national id: no key that a sender would make up."""
        return " " in text or (text.isdigit() and len(text) in (9, 12))

    def _refer(self, row: Row) -> None:
        if self._about is not None:
            self._refer_to_person(row, self._about, shown(row.values.get(self._about.key)).strip())
        for column in self.table.references:
            text = shown(row.values.get(column.key)).strip()
            if text and self._meaning.books.knows(column.refers_to):
                row.values[column.key] = self._named(row, column, text)

    def _named(self, row: Row, column: Column, text: str) -> Cell:
        books = self._meaning.books
        ref = books.ref(column.refers_to, text, row.own, self._row_day(row.values))
        if ref is not None:
            return ref
        if not self._is_name(text) or text in self._meaning.elsewhere(column.refers_to):
            return text
        return Doubt(text, f"không có mã hay tên này trong phạm vi của bạn{books.choices(column.refers_to)}")

    def _refer_to_person(self, row: Row, column: Column, text: str) -> None:
        if text and (not self._is_name(text) or self._is_key(column, text)):
            return
        if not row.who.name and not row.who.national_id:
            return
        match = self._answered(row, self._meaning.people.find(row.who, row.own), new_otherwise=False)
        if match.person is None:
            self._found[row.number] = ASKED
            row.values[column.key] = doubt(row.who, match)
            return
        row.person = match.person
        self._found[row.number] = match.by
        row.values[column.key] = match.person.ref
        if column.refers_to in CASES:
            day = self._row_day(row.values)
            row.values[column.key] = self._meaning.cases.ref(column.refers_to, match.person, day)

    def _answered(self, row: Row, match: Match, *, new_otherwise: bool) -> Match:
        """What was found, unless it is unclear and somebody said who is meant."""
        if match.person is not None or not match.among:
            return match
        said = self._answers.get(str(row.number), "")
        if said in ("", NEW, LATER):
            said = said if new_otherwise else ""
            self._asked[row.number] = Asked(row.who, match.among, said, new_otherwise)
            return Match(None, BY_ANSWER) if said == NEW else match
        person = self._meaning.people.chosen(said)
        self._asked[row.number] = Asked(row.who, match.among, person.ref if person else "", new_otherwise)
        return Match(person, BY_ANSWER) if person is not None else match

    def _is_key(self, column: Column, text: str) -> bool:
        """Some senders' keys have spaces."""
        if text in self._meaning.elsewhere(column.refers_to):
            return True
        return column.refers_to == "persons" and bool(self._meaning.people.refs([text]))

    def _give_keys(self, rows: list[Row]) -> None:
        key = self.table.columns[0].key
        without = [row for row in rows if shown(row.values.get(key)).strip() == ""]
        if self.table.name == "persons":
            without = [row for row in without if not self._is_on_file(row)]
        identities = [self._keys.identity(self._identifying(row)) for row in without]
        self._keys.look_up(identities)
        for row, identity in zip(without, identities, strict=True):
            code = self._unit_code or shown(row.values.get("unit_code"))
            row.values[key] = self._keys.ref(identity, unit_code=code, more=self._whose(row))
            self._settle(row, shown(row.values[key]))

    def _settle(self, row: Row, ref: str) -> None:
        """A key says who a row is about: whom it made before, or somebody new as was said."""
        asked = self._asked.get(row.number)
        if asked is None:
            return
        if asked.chosen == NEW:
            self._asked[row.number] = replace(asked, made=ref)
        elif not asked.chosen and ref in {known.ref for known in asked.among}:
            del self._asked[row.number]
            self._found[row.number] = BY_NAME

    def _whose(self, row: Row) -> tuple[str, ...]:
        """Of two talks on one day with one person each, each is its person's; nor is a new namesake the old one."""
        asked = self._asked.get(row.number)
        if asked is not None and asked.chosen == NEW:
            return NEW, str(row.number)
        alone = row.values.get("kind") == SessionKind.INDIVIDUAL.value and row.who != Who()
        return (shown(row.values.get("person_ref")) or str(row.who),) if alone else ()

    def _identifying(self, row: Row) -> Values:
        values: Values = {"unit_code": self._unit_code}
        for name in self._keys.names:
            column = self.table.by_key[name]
            cell = row.values.get(name, values.get(name))
            parsed = self._parsed(column, cell)
            values[name] = cell if parsed is None else parsed
        return values

    def _is_on_file(self, row: Row) -> bool:
        """Whether a row of people is about somebody on file; whoever is not certain is somebody new, and compared."""
        match = self._meaning.people.certain(row.who, row.own)
        # A number that is on file is somebody's already, whatever name stands beside it.
        match = self._answered(row, match, new_otherwise=not match.why)
        asked = self._asked.get(row.number)
        if match.why:
            self._found[row.number] = ASKED
            row.values["national_id"] = Doubt(row.who.national_id, match.why)
        elif asked is not None and asked.chosen == LATER:
            self._found[row.number] = ASKED
            row.values["full_name"] = Doubt(row.who.name, "được để lại vì chưa rõ là ai; chưa nhập")
        elif match.by:
            self._found[row.number] = match.by
        if match.person is not None:
            row.values["person_ref"] = match.person.ref
            known = match.person.birth_on
            if known is not None and row.who.birth == known.year:
                # A year takes no known day away.
                row.values["birth_date"] = known.isoformat()
        return match.person is not None
