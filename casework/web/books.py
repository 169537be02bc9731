"""The index of all books (sổ sách): every kind of record a unit keeps, with what it is for and how much is in it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from flask import current_app, render_template, url_for
from flask.typing import ResponseReturnValue

from casework.access.permissions import Permission
from casework.records import db
from casework.services.book_counts import MOST, counts
from casework.web.bookshelf import LINES
from casework.web.navigation import allowed
from casework.web.routing import Pages, current_scope

pages = Pages("books", "/books")


@dataclass(frozen=True)
class Shown:
    """A line as the reader sees it."""

    url: str
    title: Any
    description: Any
    count: int | None
    """Rows of the reader's scope, up to a little over a thousand; None where it is not counted."""


@pages.get("", Permission.BOOK_VIEW)
def index() -> ResponseReturnValue:
    """The books that the reader may open."""
    lines = [line for line in LINES if _may_open(line.endpoint)]
    counted = counts(db.session(), current_scope(), [line.noun for line in lines])
    shelves = [
        (group, [Shown(url_for(each.endpoint), each.title, each.description, counted.get(each.noun)) for each in some])
        for group, some in groupby(lines, key=lambda line: line.group)
    ]
    return render_template("web/books/index.html", shelves=shelves, most=MOST)


def _may_open(endpoint: str) -> bool:
    permission = getattr(current_app.view_functions.get(endpoint), "permission", None)
    return permission is not None and allowed(permission)
