"""Numbers of papers (số văn bản): as they stand on a paper, and the next one of a unit's series.

Nguồn: Điều 15 Nghị định 30/2020/NĐ-CP: số lấy theo thứ tự trong năm, bắt đầu liên tiếp từ số 01 vào ngày 01 tháng 01.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, insert, select
from sqlalchemy.dialects.postgresql import insert as insert_on_postgresql
from sqlalchemy.orm import Session

from casework.errors import InvalidInput
from casework.records.paper import Paper, PaperCounter

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


def reserve(session: Session, *, unit_id: int, series: str, on: date) -> Reserved:
    """Take the next number of a unit's series in a year, in this transaction and for nobody else.

    The counter's row is the lock: whoever asks next waits until this transaction ends, and gets this very number if it
    is rolled back, so that the series has neither gaps nor doubles.

    :param series: what follows the number: “QĐ-UBND”
    """
    _open_counter(session, unit_id, on.year, series)
    query = select(PaperCounter).where(*_counter(unit_id, on.year, series))
    counter = session.scalars(query.with_for_update().execution_options(populate_existing=True)).one()
    ordinal = counter.last_number + 1
    while _is_taken(session, unit_id, on.year, f"{ordinal:02d}/{series}"):
        ordinal += 1
    counter.last_number = ordinal
    session.flush()
    return Reserved(on.year, series, ordinal)


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


def _is_taken(session: Session, unit_id: int, year: int, number: str) -> bool:
    """Whether somebody typed the number from a paper that was numbered by hand."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    query = select(Paper.id).where(
        and_(Paper.unit_id == unit_id, Paper.number == number, Paper.signed_on.between(first, last))
    )
    return session.scalar(query.limit(1)) is not None
