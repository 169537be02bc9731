"""The unit of a report, and what it can count of a window (INDICATORS.md and EXCHANGE.md §3)."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy.orm import Session

from casework.access.units import code_on_a_day, find_bearer
from casework.errors import InvalidInput
from casework.i18n import parse_date
from casework.indicators.indicator import NO_DAYS, Frame
from casework.records.unit import Unit
from casework.reports.periods import Window


def find_unit(session: Session, text: str, windows: list[Window]) -> Unit:
    """The unit that bears CODE on DATE of `CODE[@DATE]`; without a date, on the last day of the last window.

    :raises InvalidInput: nobody bears the code on that day (it names the days on which somebody does), or no such day
    """
    code, at, day = text.partition("@")
    try:
        on = parse_date(day) if at else windows[-1].last
    except ValueError as error:
        raise InvalidInput(f"Đơn vị '{text}': {error}", field="unit") from None
    try:
        return find_bearer(session, code, on)
    except InvalidInput as error:
        borne = code_on_a_day(session, code)
        hint = f"; ví dụ: {borne}" if borne else ""
        raise InvalidInput(f"{error}{hint}", field="unit") from None


def frame(unit: Unit, window: Window | None) -> Frame:
    """What this unit counts of a window: a unit of the tree that ended counts nothing after its last day.

    :param window: none for a cell that has no number
    """
    if window is None:
        return NO_DAYS
    unit_id = None if unit.kind == "country" else unit.id
    if unit.valid_to is None:
        return Frame(unit_id, window.first, window.last, window.last, window.last)
    last_day = unit.valid_to - timedelta(days=1)
    return Frame(
        unit_id,
        window.first,
        min(window.last, last_day),
        window.last if window.last <= last_day else date.min,
        window.last,
    )
