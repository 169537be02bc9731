"""Numbers as forms print them (in số liệu): Vietnamese, rounded half up where the form rounds."""

from __future__ import annotations

from decimal import Decimal

from casework.i18n import format_number
from casework.indicators.values import Ratio, Value, rounded
from casework.reports.form import Print

NOTHING = "–"
"""What stands where there is no whole to take a part of."""


def printed(value: Value, style: Print) -> str:
    """One cell as the form prints it; nothing where the row has no number."""
    if value is None:
        return ""
    if type(value) is int and style is not Print.MILLIONS:
        return format_number(value)
    if isinstance(value, Ratio):
        if style is Print.FRACTION:
            return f"{format_number(value.n)}/{format_number(value.of)}"
        return NOTHING if value.percentage is None else _decimal(rounded(value.percentage))
    if style is Print.MILLIONS:
        return _short(rounded(Decimal(value) / 1_000_000))
    if isinstance(value, Decimal):
        return _decimal(value) if style is Print.PERCENTAGE else _short(rounded(value))
    return format_number(value)


def _decimal(number: Decimal) -> str:
    return f"{number:,.1f}".translate(str.maketrans(",.", ".,"))


def _short(number: Decimal) -> str:
    return format_number(int(number)) if number == number.to_integral_value() else _decimal(number)
