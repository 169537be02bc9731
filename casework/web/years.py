"""The year that a list is asked for."""

from __future__ import annotations

from flask import request

FIRST, LAST = 1990, 2100


def asked_year() -> int | None:
    """The year in the address; none for every year, and for anything that is no year of ours."""
    year = request.args.get("year", type=int)
    return year if year is not None and FIRST <= year <= LAST else None
