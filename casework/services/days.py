"""What every typed day must satisfy: it has come, and an end is not before its beginning."""

from __future__ import annotations

from datetime import date

from casework.errors import InvalidInput
from casework.i18n import format_date


def require_past(day: date | None, *, today: date, field: str) -> None:
    """:raises InvalidInput: the day has not come yet"""
    if day is not None and day > today:
        raise InvalidInput(
            f"Ngày {format_date(day)} chưa tới (hôm nay là {format_date(today)}). Hãy nhập ngày đã xảy ra.", field=field
        )


def require_order(first: date, last: date | None, *, field: str, what: str = "Ngày kết thúc") -> None:
    """:raises InvalidInput: the end is before its beginning"""
    if last is not None and last < first:
        raise InvalidInput(
            f"{what} {format_date(last)} trước ngày bắt đầu {format_date(first)}. Hãy kiểm tra lại hai ngày.",
            field=field,
        )


def require_existing(
    day: date | None, *, begins_on: date, ends_on: date | None, what: str, ended: str, field: str
) -> None:
    """The day lies in the life of a team or a point; on the day it ends it is no longer there.

    :param what: what lives, with a capital letter; `ended`: the word for its end
    :raises InvalidInput: before its beginning, or on or after its end
    """
    if day is None:
        return
    if day < begins_on:
        raise InvalidInput(
            f"{what} thành lập ngày {format_date(begins_on)}, nên không thể ghi ngày {format_date(day)}.", field=field
        )
    if ends_on is not None and day >= ends_on:
        raise InvalidInput(
            f"{what} {ended} từ ngày {format_date(ends_on)}, nên không thể ghi ngày {format_date(day)}.", field=field
        )
