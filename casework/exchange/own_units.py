"""Units by name (đơn vị theo tên) in a commune's own sheet: of the reader's scope, and in force on the row's day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.access.scope import Scope, reach, within
from casework.exchange.cells import Doubt
from casework.exchange.own_cells import plain
from casework.i18n import format_date
from casework.records.unit import Unit

_KINDS = ("thi tran", "thi xa", "thanh pho", "dac khu", "xa", "phuong", "huyen", "quan", "tinh")
_SHORT = {"tt": "thi tran", "tx": "thi xa", "tp": "thanh pho", "x": "xa", "p": "phuong", "h": "huyen", "q": "quan"}
_CODE = re.compile(r"[0-9]+|VN", re.IGNORECASE)
_CHOICES = 8


@dataclass(frozen=True)
class _Named:
    id: int
    code: str
    name: str
    plain: str
    parent_id: int | None
    valid_from: date | None
    valid_to: date | None
    successor_id: int | None

    def bears_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day < self.valid_to)


class UnitNames:
    """The units that a name may mean: those of the scope, or of the whole country."""

    def __init__(self, session: Session, scope: Scope, today: date) -> None:
        self._session, self._today = session, today
        self._own = scope
        self._read: dict[bool, dict[int, _Named]] = {}
        self._reached: dict[tuple[str, date], frozenset[int]] = {}

    def code(self, text: str, on: date | None, *, anywhere: bool = False) -> str | Doubt:
        """The code of the unit that a cell names on a day; a code is left as it is.

        :param anywhere: not only in the scope, as where somebody moves to
        """
        if not text or _CODE.fullmatch(text):
            return text
        units = self._units(anywhere)
        own, *above = (_full(part) for part in re.split(r"[,;(–]| - ", text) if plain(part))
        named = [unit for unit in units.values() if _is(unit, own) and self._lies_in(unit, above)]
        day = on or self._today
        there = [unit for unit in named if unit.bears_on(day)]
        if len(there) == 1:
            return there[0].code
        return Doubt(text, self._why(there, named, day, units))

    def reached(self, code: str, on: date | None) -> frozenset[int]:
        """The unit that bears a code in the scope, and what it was before; nothing where nobody does."""
        day = on or self._today
        if (code, day) not in self._reached:
            there = [unit.id for unit in self._units(False).values() if unit.code == code and unit.bears_on(day)]
            ids = self._session.scalars(reach(there[0])) if there else ()
            self._reached[code, day] = frozenset(ids)
        return self._reached[code, day]

    def _units(self, anywhere: bool) -> dict[int, _Named]:
        if anywhere not in self._read:
            columns = Unit.id, Unit.code, Unit.name, Unit.parent_id, Unit.valid_from, Unit.valid_to, Unit.successor_id
            query = select(*columns) if anywhere else select(*columns).where(*within(self._own, Unit.id))
            self._read[anywhere] = {
                row.id: _Named(row.id, row.code, row.name, plain(row.name), *row[3:])
                for row in self._session.execute(query)
            }
        return self._read[anywhere]

    def _lies_in(self, unit: _Named, above: list[str]) -> bool:
        if not above:
            return True
        units, names, at = self._units(True), [], unit.parent_id
        while at is not None:
            names.append(units[at])
            at = units[at].parent_id
        return all(any(_is(each, text) for each in names) for text in above)

    def _why(self, there: list[_Named], named: list[_Named], day: date, units: dict[int, _Named]) -> str:
        if there:
            return f"có {len(there)} đơn vị tên này ({_listed(there)}); hãy ghi mã, hoặc ghi thêm tên huyện, tỉnh"
        if named:
            told = "; ".join(self._days(unit) for unit in named[:_CHOICES])
            return f"không phải tên đơn vị vào ngày {format_date(day)}: {told}; hãy ghi đơn vị của ngày đó"
        standing = [unit for unit in units.values() if unit.bears_on(day)]
        return f"không có đơn vị nào tên này trong phạm vi của bạn; hãy ghi mã hoặc tên, ví dụ: {_listed(standing)}"

    def _days(self, unit: _Named) -> str:
        if unit.valid_to is None:
            return f"{unit.name} ({unit.code}) từ {format_date(unit.valid_from)}"
        became = self._units(True).get(unit.successor_id or 0)
        now = f", nay thuộc {became.name} ({became.code})" if became is not None else ""
        return f"{unit.name} ({unit.code}) đến trước {format_date(unit.valid_to)}{now}"


def _full(text: str) -> str:
    """A name with its kind spelt out: TT. Gò Quao is a thị trấn."""
    first, _, rest = plain(text).partition(" ")
    return f"{_SHORT[first]} {rest}" if rest and first in _SHORT else plain(text)


def _is(unit: _Named, text: str) -> bool:
    """Whether the name is said, with its kind or without; a kind that is said is the unit's."""
    return unit.plain == text or any(unit.plain == f"{kind} {text}" for kind in _KINDS)


def _listed(units: list[_Named]) -> str:
    named = ", ".join(f"{unit.name} ({unit.code})" for unit in units[:_CHOICES])
    return named + (", …" if len(units) > _CHOICES else "")
