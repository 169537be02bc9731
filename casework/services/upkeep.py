"""What is done once a day so that the system stays quick: nothing here changes what anybody recorded."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import CursorResult, delete
from sqlalchemy.orm import Session

from casework.records.db import begin_writing, now
from casework.records.request import RequestKey
from casework.services.database import gather_statistics
from casework.services.duplicate_pairs import compare_changed

KEYS_KEPT = timedelta(days=7)
"""A form sent twice is recognised for so long."""


def keep_up(session: Session) -> int:
    """Forget the keys of forms sent long ago, compare changed people, and let the database look at its rows anew.

    :returns: how many keys were forgotten
    """
    session.rollback()
    begin_writing(session)
    done = session.execute(delete(RequestKey).where(RequestKey.at < now() - KEYS_KEPT))
    assert isinstance(done, CursorResult)
    compare_changed(session)
    gather_statistics(session)
    return done.rowcount
