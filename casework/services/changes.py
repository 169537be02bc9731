"""Storing a row and saying what changed about it, for the trail."""

from __future__ import annotations

from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from casework.errors import Conflict
from casework.records.db import Base

Changes = dict[str, list[Any]]
"""Field → [before, after]; of a new row every filled field, with nothing before."""


def write_changes(row: Base, **values: Any) -> Changes:
    """Set the fields of a row and return only those that really changed."""
    changes: Changes = {}
    for field, after in values.items():
        before = getattr(row, field)
        if before != after:
            changes[field] = [before, after]
            setattr(row, field, after)
    return changes


def store_new(session: Session, row: Base, *, already: str) -> None:
    """Add a row that its table allows only once.

    :param already: the sentence for the reader when somebody was first
    :raises Conflict: somebody was; the rest of the transaction is untouched
    """
    try:
        with session.begin_nested():
            session.add(row)
            session.flush()
    except IntegrityError as error:
        raise Conflict(already) from error


def text_or_none(text: str | None) -> str | None:
    """Typed text without spaces around it; nothing for nothing."""
    return (text or "").strip() or None
