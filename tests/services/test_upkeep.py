"""What is done once a night."""

from datetime import timedelta

from sqlalchemy import select

from casework.records.db import now
from casework.records.request import RequestKey
from casework.services.upkeep import keep_up


def test_keys_of_forms_sent_long_ago_are_forgotten_and_fresh_ones_kept(session, cast):
    for key, days in (("old", 8), ("fresh", 6)):
        at = now() - timedelta(days=days)
        session.add(RequestKey(key=key, account_id=cast.officer.account_id, location="/", at=at))
    session.commit()
    assert keep_up(session) == 1
    assert session.scalars(select(RequestKey.key)).all() == ["fresh"]
