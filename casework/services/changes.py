"""Storing a row and saying what changed about it, for the trail."""

from __future__ import annotations

from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from casework.errors import Conflict, InvalidInput
from casework.records.db import Base

Changes = dict[str, list[Any]]
"""Field → [before, after]; of a new row every filled field, with nothing before."""
SHORTEST_REASON = 5


def write_changes(row: Base, **values: Any) -> Changes:
    """Set the fields of a row and return only those that really changed."""
    changes: Changes = {}
    for field, after in values.items():
        before = getattr(row, field)
        if before != after:
            changes[field] = [before, after]
            setattr(row, field, after)
    return changes


def corrects(changes: Changes) -> bool:
    """Whether something that stood there was altered or emptied; filling what was empty only supplements.

    The end of a course, the answer to a call, a repayment are the next facts of a record, not corrections of it.
    """
    return any(before not in (None, []) for before, _after in changes.values())


def reason_for(changes: Changes, reason: str | None) -> str | None:
    """Why a record is changed, as the trail keeps it; a supplement needs no reason.

    :raises InvalidInput: something is corrected and no reason is given
    """
    return checked_reason(reason) if corrects(changes) else text_or_none(reason)


def checked_reason(reason: str | None) -> str:
    """Why a record is corrected, as the trail keeps it.

    :raises InvalidInput: there is none, or it is too short to be one
    """
    why = (reason or "").strip()[:300]
    if len(why) < SHORTEST_REASON:
        raise InvalidInput(
            f"Bạn đang sửa điều đã ghi: hãy ghi lý do sửa (ít nhất {SHORTEST_REASON} ký tự).", field="reason"
        )
    return why


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
