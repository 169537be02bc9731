"""Printed copies of papers (bản in): who printed which when, for those who answer for it."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from casework.access.permissions import Permission
from casework.records import db
from casework.services import paper_copies
from casework.web.paging import paged
from casework.web.routing import Pages, current_scope

pages = Pages("paper_copies", "/paper-copies")


@pages.get("", Permission.PAPER_TRACE)
def index() -> ResponseReturnValue:
    """The copies of the papers of the reader's units, the newest first; papers name their case by its ref alone."""
    ref = request.args.get("ref", "").strip()[:80]
    page = paged(db.session(), paper_copies.copies(current_scope(), ref=ref), size=25)
    return render_template("web/papers/copies.html", page=page, ref=ref)
