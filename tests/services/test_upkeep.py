"""What is done once a night."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from casework.errors import Conflict
from casework.records.db import now
from casework.records.importing import ImportImage, ImportRun
from casework.records.request import RequestKey
from casework.services.imports import undo_import
from casework.services.upkeep import keep_up
from tests.cast import scope


def test_keys_of_forms_sent_long_ago_are_forgotten_and_fresh_ones_kept(session, cast):
    for key, days in (("old", 8), ("fresh", 6)):
        at = now() - timedelta(days=days)
        session.add(RequestKey(key=key, account_id=cast.officer.account_id, location="/", at=at))
    session.commit()
    assert keep_up(session, undo_days=90) == 1
    assert session.scalars(select(RequestKey.key)).all() == ["fresh"]


def test_what_an_import_replaced_is_kept_as_long_as_it_can_be_taken_back(session, cast):
    runs = {}
    for name, days, undone in (("old", 91, None), ("fresh", 89, None), ("undone", 1, now())):
        at = now() - timedelta(days=days)
        runs[name] = ImportRun(
            account_id=cast.officer.account_id, unit_id=cast.go_quao.id, file_name=name, tables={}, resembling=[],
            at=at, undone_at=undone,
        )  # fmt: skip
        session.add(runs[name])
        session.flush()
        session.add(ImportImage(run_id=runs[name].id, ledger="events", key={"id": 1}, before=None, after={}))
    session.commit()
    keep_up(session, undo_days=90)
    session.commit()
    assert session.scalars(select(ImportImage.run_id)).all() == [runs["fresh"].id]
    with pytest.raises(Conflict, match="không còn được giữ"):
        undo_import(session, scope(cast.officer), cast.officer, runs["old"].ref, undo_days=90)
