"""Papers of the tests: what somebody reads of one that is printed."""

from __future__ import annotations

from datetime import date

from casework.services import paper_copies
from casework.services.papers import Medium
from tests.cast import scope
from tests.documents.reading import html_words

TODAY = date(2026, 11, 21)


def said(session, actor, kind, ref, *, today=TODAY, **more):
    """The words of the copy that the officer prints, in one line."""
    made = paper_copies.print_paper(session, scope(actor), actor, kind, ref, Medium.HTML, today=today, **more)
    return " ".join(html_words(made.content))
