"""Questions about administrative units: who bears a code on a day, what a name means. Nothing personal here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, aliased

from casework.errors import InvalidInput
from casework.i18n import fold, format_date
from casework.records.unit import Unit

LONGEST_CODE = 5
_FEW = 100
"""So many questions cost what reading every unit does."""
_COLUMNS = (
    Unit.id,
    Unit.code,
    Unit.kind,
    Unit.name,
    Unit.valid_from,
    Unit.valid_to,
    Unit.successor_id,
    Unit.divided,
)


@dataclass(frozen=True)
class Bearer:
    """One unit as the code books need it, free of the database session."""

    id: int
    code: str
    kind: str
    name: str
    valid_from: date | None
    valid_to: date | None
    successor_id: int | None
    divided: bool

    def bears_on(self, day: date) -> bool:
        """Whether the unit exists on that day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day < self.valid_to)


class CodeBook:
    """Units by code and by id: read as they are asked for, and all 14,150 of them at once where many are.

    :param whole: read all of them now, for whoever goes through them
    """

    def __init__(self, session: Session, *, whole: bool = False) -> None:
        self._session = session
        self._by_code: dict[str, list[Bearer]] = {}
        self._questions = 0
        self._whole = False
        self.by_id: dict[int, Bearer] = _ById(self)
        if whole:
            self._read_all()

    def _bearing(self, code: str) -> list[Bearer]:
        """Everybody who ever bore exactly this code, in the order of time."""
        if code not in self._by_code and not self._asked_often():
            self._by_code[code] = self._read(Unit.code == code)
        return self._by_code.get(code, [])

    def look_up(self, unit_id: int) -> None:
        """Read one unit into `by_id`, if there is such a unit."""
        if not self._asked_often():
            self._read(Unit.id == unit_id)

    def _asked_often(self) -> bool:
        """Whether everything has been read, which is done after a few questions."""
        self._questions += 1
        if not self._whole and self._questions > _FEW:
            self._read_all()
        return self._whole

    def _read(self, *criteria: ColumnElement[bool]) -> list[Bearer]:
        rows = self._session.connection().execute(select(*_COLUMNS).where(*criteria).order_by(Unit.id))
        # One object a unit, however it was asked for.
        return [self.by_id.setdefault(row.id, Bearer(*row)) for row in rows]

    def _read_all(self) -> None:
        self._whole = True
        self._by_code = {}
        for unit in self._read():
            self._by_code.setdefault(unit.code, []).append(unit)

    def spellings(self, code: str) -> list[str]:
        """The code as written, then with one zero more before it, and so on: spreadsheets eat zeros."""
        code = code.strip().upper()
        zeros = range(0, max(LONGEST_CODE - len(code), 0) + 1) if code.isdigit() else range(1)
        return ["0" * count + code for count in zeros]

    def bearer(self, code: str, on: date) -> Bearer | None:
        """The unit that bears the code on a day, by the fewest zeros before it."""
        for spelling in self.spellings(code):
            for unit in self._bearing(spelling):
                if unit.bears_on(on):
                    return unit
        return None

    def latest(self, code: str, today: date) -> Bearer | None:
        """Today's bearer or, if nobody bears the code today, the last one that did."""
        found = self.bearer(code, today)
        if found is not None:
            return found
        for spelling in self.spellings(code):
            past = [unit for unit in self._bearing(spelling) if unit.valid_to is not None]
            if past:
                return max(past, key=lambda unit: unit.valid_to or date.min)
        return None

    def bearers(self, code: str) -> list[Bearer]:
        """Everybody who ever bore the code, with the fewest zeros before it that somebody bore."""
        for spelling in self.spellings(code):
            if units := self._bearing(spelling):
                return units
        return []

    def when(self, code: str) -> str:
        """A sentence that names the days on which somebody bears the code."""
        units = self.bearers(code)
        if not units:
            return f"mã {code} không phải mã của đơn vị nào"
        return f"mã {code}: " + "; ".join(f"{unit.name} {_days(unit)}" for unit in units)


class _ById(dict[int, Bearer]):
    """Units by id, each looked up when it is first asked for."""

    def __init__(self, book: CodeBook) -> None:
        super().__init__()
        self._book = book

    def __missing__(self, unit_id: int) -> Bearer:
        self._book.look_up(unit_id)
        if unit_id not in self:
            raise KeyError(unit_id)
        return self[unit_id]


def _days(unit: Bearer | Unit) -> str:
    if unit.valid_from is None and unit.valid_to is None:
        return "(mọi ngày)"
    if unit.valid_from is None and unit.valid_to is not None:
        return f"(đến hết {format_date(unit.valid_to - timedelta(days=1))})"
    return f"(từ {format_date(unit.valid_from)})"


def find_bearer(session: Session, code: str, on: date) -> Unit:
    """The unit that bears a code on a day.

    :raises InvalidInput: nobody does; the sentence names the days on which somebody does
    """
    book = CodeBook(session)
    for spelling in book.spellings(code):
        for unit in session.scalars(select(Unit).where(Unit.code == spelling)):
            if unit.bears_on(on):
                return unit
    raise InvalidInput(
        f"Không đơn vị nào mang mã {code} vào ngày {format_date(on)}: {book.when(code)}", field="unit_code"
    )


def code_on_a_day(session: Session, code: str) -> str | None:
    """CODE@DATE with a day on which somebody bears the code; none when nobody ever did."""
    found = CodeBook(session).bearers(code)
    if not found:
        return None
    last = found[-1]
    day = last.valid_to - timedelta(days=1) if last.valid_to else last.valid_from
    return f"{last.code}@{day.isoformat()}" if day else last.code


def search(session: Session, text: str, *, on: date | None = None, limit: int = 20) -> list[Unit]:
    """Units by name, with or without diacritics, or by code; those in force first."""
    words = fold(text).split()
    if not words:
        return []
    parent = aliased(Unit)
    query = select(Unit).outerjoin(parent, Unit.parent_id == parent.id)
    if len(words) == 1 and words[0].isdigit():
        query = query.where(Unit.code.startswith(words[0], autoescape=True))
    else:
        for word in words:
            query = query.where(Unit.name_folded.contains(word, autoescape=True))
    if on is not None:
        query = query.where(
            (Unit.valid_from.is_(None)) | (Unit.valid_from <= on),
            (Unit.valid_to.is_(None)) | (Unit.valid_to > on),
        )
    return list(
        session.scalars(query.order_by(Unit.valid_to.is_not(None), Unit.kind != "commune", Unit.name).limit(limit))
    )


def nearest_first(session: Session, units: list[Unit], unit_id: int | None) -> list[Unit]:
    """The units beside or directly below a unit before all others, each part in its order."""
    own = session.get(Unit, unit_id) if unit_id is not None else None
    near = set() if own is None else {own.id, own.parent_id}
    return sorted(units, key=lambda unit: unit.parent_id not in near)
