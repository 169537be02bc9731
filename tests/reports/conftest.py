"""What the tests of reports share."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.records.unit import Unit
from tests.reports.plain import UnitKey


@pytest.fixture
def ids(session: Session) -> dict[UnitKey, int]:
    """The row of each unit; only ids, since a rollback would make the session read each unit again."""
    found = {}
    for unit_id, code, kind, valid_to in session.execute(select(Unit.id, Unit.code, Unit.kind, Unit.valid_to)):
        found[code, "both" if kind == "country" else "new" if valid_to is None else "old"] = unit_id
    return found
