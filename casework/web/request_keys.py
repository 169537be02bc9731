"""A form is carried out once: its key leads a second submission to the result of the first."""

from __future__ import annotations

from datetime import timedelta

from flask import Response, request
from sqlalchemy import delete
from sqlalchemy.orm import Session

from casework.errors import Conflict
from casework.records.db import now
from casework.records.request import RequestKey

LONGEST = 64
KEPT = timedelta(days=7)


def submitted() -> str | None:
    """The key of the form in this request."""
    if request.method != "POST":
        return None
    return request.form.get("request_key", "")[:LONGEST] or None


def claim(session: Session, key: str, account_id: int) -> str | None:
    """Take the key for this request; where the form was carried out before, the place it led to.

    :raises IntegrityError: another request took it meanwhile
    """
    done = find(session, key, account_id)
    if done is None:
        session.add(RequestKey(key=key, account_id=account_id, location="", at=now()))
        session.flush()
    return done


def find(session: Session, key: str, account_id: int) -> str | None:
    """Where the form led when it was carried out; nothing if it was not.

    :raises Conflict: the key belongs to somebody else's form
    """
    row = session.get(RequestKey, key)
    if row is not None and row.account_id != account_id:
        raise Conflict("Biểu mẫu này không phải của bạn. Hãy mở lại trang và nhập lại.")
    return None if row is None else row.location


def settle(session: Session, key: str, response: Response) -> None:
    """Remember where the form led; a form shown again was not carried out and may be sent again."""
    row = session.get(RequestKey, key)
    if row is None:
        return
    if 300 <= response.status_code < 400 and response.location:
        row.location = response.location[:500]
    else:
        session.delete(row)


def forget_old(session: Session) -> None:
    """Drop the keys of forms sent more than a week ago."""
    session.execute(delete(RequestKey).where(RequestKey.at < now() - KEPT))
