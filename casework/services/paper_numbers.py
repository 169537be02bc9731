"""Numbers of papers (số văn bản): as they stand on a paper, and the next one of a unit's series.

Nguồn: Điều 15 Nghị định 30/2020/NĐ-CP: số lấy theo thứ tự trong năm, bắt đầu liên tiếp từ số 01 vào ngày 01 tháng 01.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, insert, select
from sqlalchemy.dialects.postgresql import insert as insert_on_postgresql
from sqlalchemy.orm import Session

from casework.errors import InvalidInput
from casework.records.paper import PaperCounter
from casework.records.unit import Unit
from casework.services.paper_taken import Owner, parted, require_free, taken_ordinals

LONGEST = 60


def checked_number(text: str, *, field: str = "number") -> str:
    """The number with single spaces, as somebody typed it from the paper.

    :raises InvalidInput: empty or too long
    """
    number = re.sub(r"\s+", " ", text).strip()
    if not number:
        raise InvalidInput("Hãy ghi số văn bản như trên giấy", field=field)
    if len(number) > LONGEST:
        raise InvalidInput(f"Số văn bản dài quá {LONGEST} ký tự", field=field)
    return number


@dataclass(frozen=True)
class Reserved:
    """A number that is ours: its place in the series, and as it stands on the paper."""

    year: int
    series: str
    ordinal: int

    @property
    def text(self) -> str:
        """Below 10 with a zero before it: “05/QĐ-UBND”."""
        return f"{self.ordinal:02d}/{self.series}"


@dataclass(frozen=True)
class Given:
    """The number of a paper that is about to be filed.

    :param reserved: its place in the unit's series, where this system gave it
    """

    text: str
    reserved: Reserved | None = None


def reserve(session: Session, *, unit_id: int, series: str, on: date) -> Reserved:
    """Take the next number of a unit's series in a year, in this transaction and for nobody else.

    The counter's row is the lock: whoever asks next waits until this transaction ends, and gets this very number if it
    is rolled back, so that the series has neither gaps nor doubles.

    :param series: what follows the number: “QĐ-UBND”
    """
    counter = lock_series(session, unit_id=unit_id, series=series, on=on)
    taken = taken_ordinals(session, unit_id=unit_id, series=series, year=on.year)
    ordinal = counter.last_number + 1
    while ordinal in taken:
        ordinal += 1
    counter.last_number = ordinal
    session.flush()
    return Reserved(on.year, series, ordinal)


def require_free_now(
    session: Session, unit: Unit, number: str, on: date, *, own: Owner | None = None, field: str = "number"
) -> None:
    """Refuse a typed number that another paper of the unit bears that year, and let nobody take it in this moment.

    :raises InvalidInput: says which paper bears it, and what to do
    """
    parts = parted(number)
    if parts is not None:
        # Two who type the same number at once, or type it while it is being given, come one after the other.
        lock_series(session, unit_id=unit.id, series=parts[1], on=on)
    require_free(session, unit, number, on, own=own, field=field)


def lock_series(session: Session, *, unit_id: int, series: str, on: date) -> PaperCounter:
    """The counter of a unit's series in a year, for this transaction alone until it ends."""
    _open_counter(session, unit_id, on.year, series)
    query = select(PaperCounter).where(*_counter(unit_id, on.year, series))
    return session.scalars(query.with_for_update().execution_options(populate_existing=True)).one()


def _counter(unit_id: int, year: int, series: str) -> tuple[ColumnElement[bool], ...]:
    return PaperCounter.unit_id == unit_id, PaperCounter.year == year, PaperCounter.series == series


def _open_counter(session: Session, unit_id: int, year: int, series: str) -> None:
    """The counter of the year stands at zero before its first number; two who open it at once open one."""
    values = {"unit_id": unit_id, "year": year, "series": series, "last_number": 0}
    if session.get_bind().dialect.name == "postgresql":
        session.execute(insert_on_postgresql(PaperCounter).values(values).on_conflict_do_nothing())
    elif session.scalar(select(PaperCounter.last_number).where(*_counter(unit_id, year, series))) is None:
        # On SQLite writers queue for the whole file, so nobody can have opened it since.
        session.execute(insert(PaperCounter).values(values))
