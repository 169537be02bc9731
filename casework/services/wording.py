"""Finding typed words in a text column that is kept as it was written."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, func, or_
from sqlalchemy.orm import InstrumentedAttribute


def holds_words(
    column: InstrumentedAttribute[str] | InstrumentedAttribute[str | None], text: str
) -> ColumnElement[bool]:
    """Criterion that every word of `text` occurs in the column, in capitals or not.

    SQLite lowers only the letters of English, so each word is also looked for as Vietnamese names spell it.
    """
    return and_(*(_holds(column, word) for word in text.split()))


def _holds(column: InstrumentedAttribute[str] | InstrumentedAttribute[str | None], word: str) -> ColumnElement[bool]:
    spellings = dict.fromkeys((word, word.lower(), word.capitalize(), word.upper()))
    return or_(
        func.lower(column).contains(word.lower(), autoescape=True),
        *(column.contains(spelling, autoescape=True) for spelling in spellings),
    )
