"""Long lists a page at a time, without counting what nobody asked to be counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import request, url_for
from sqlalchemy import Select
from sqlalchemy.orm import Session

SIZE = 20
LAST = 5000


@dataclass(frozen=True)
class Page:
    """Some rows of a list, and whether there are more."""

    items: list[Any]
    number: int
    has_next: bool

    def url(self, number: int) -> str:
        """The same page of the site with the same filters, at another place of the list."""
        values: dict[str, Any] = {**request.args.to_dict(), **(request.view_args or {}), "page": number}
        return url_for(str(request.endpoint), **values)


def page_number() -> int:
    """The place in the list that was asked for; 1 for anything that is no place."""
    number = request.args.get("page", 1, type=int) or 1
    return min(max(number, 1), LAST)


def paged(session: Session, query: Select[Any], *, size: int = SIZE, rows: bool = False) -> Page:
    """The rows of the page that was asked for.

    :param rows: give whole rows (of several columns) instead of the first column's objects
    """
    number = page_number()
    limited = query.limit(size + 1).offset((number - 1) * size)
    found = session.execute(limited).all() if rows else session.scalars(limited).unique().all()
    return Page(list(found[:size]), number, len(found) > size)
