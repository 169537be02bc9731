"""What is done once a day so that the system stays quick: nothing here changes what anybody recorded."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import CursorResult, delete
from sqlalchemy.orm import Session

from casework.records.db import begin_writing, now
from casework.records.request import RequestKey
from casework.services.database import gather_statistics
from casework.services.duplicate_pairs import compare_changed
from casework.services.imports import forget_images

KEYS_KEPT = timedelta(days=7)
"""A form sent twice is recognised for so long."""


def keep_up(session: Session, *, undo_days: int) -> int:
    """Forget the keys of old forms and what old imports replaced, compare changed people, gather statistics anew.

    :param undo_days: for so many days an import can be taken back
    :returns: how many keys were forgotten
    """
    session.rollback()
    begin_writing(session)
    done = session.execute(delete(RequestKey).where(RequestKey.at < now() - KEYS_KEPT))
    assert isinstance(done, CursorResult)
    forget_images(session, undo_days=undo_days)
    compare_changed(session)
    gather_statistics(session)
    return done.rowcount
