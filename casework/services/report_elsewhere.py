"""What is wrong with records that a commune's number counts and that another unit has today (nay đơn vị khác giữ)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import InstrumentedAttribute, Session

from casework.access.scope import Scope
from casework.indicators.indicator import Counted
from casework.reports.touched import all_reckoned_with
from casework.services.quality_checks import Check, Kind
from casework.services.report_asked import Asked
from casework.services.report_places import places_of

MOVING = frozenset({Kind.PERSON, Kind.EPISODE, Kind.AFTERCARE})
"""The records that come to another unit while the numbers of the first still count them."""
_AT_ONCE = 500
_EVERYBODY = Scope.everything(reason="hồ sơ đứng sau số liệu, chỉ đếm")
Door = Callable[[Scope], Select[Any]]


class Elsewhere:
    """The records of one kind that a report counts and its unit has no more, by the unit that has them.

    Only of a commune, whose numbers count few records; above it they are its units' and looked through with theirs.
    """

    def __init__(self, session: Session, scope: Scope, asked: Asked, kind: Kind, door: Door, key: Any) -> None:
        self._session, self._door, self._kind, self._key = session, door, kind, key
        self._id: InstrumentedAttribute[int] = key.class_.id
        self._by_unit: Mapping[int, list[int]] = {}
        if kind in MOVING and not asked.below and scope.unit_id is not None:
            self._by_unit = self._away(scope, asked)

    def _away(self, scope: Scope, asked: Asked) -> Mapping[int, list[int]]:
        cells = {asked.cell(line.id, window) for line in asked.form.rows for window in asked.windows}
        ids = {record for cell in cells for record in all_reckoned_with(self._session, *cell, self._id)}
        for some in _few(sorted(ids)):
            ids -= set(self._session.scalars(self._door(scope).with_only_columns(self._id).where(self._id.in_(some))))
        refs: dict[str, int] = {}
        for some in _few(sorted(ids)):
            named = self._door(_EVERYBODY).with_only_columns(self._key, self._id).where(self._id.in_(some))
            refs |= {str(ref): int(record) for ref, record in self._session.execute(named)}
        by_unit: dict[int, list[int]] = defaultdict(list)
        for ref, unit_id in places_of(self._session, Counted(self._kind.value), sorted(refs)).items():
            by_unit[unit_id].append(refs[ref])
        return by_unit

    def wrong(self, check: Check, on: date) -> set[int]:
        """Which of them a check finds; a check that asks the law looks at candidates of its own, and says nothing."""
        found: set[int] = set()
        for unit_id, ids in self._by_unit.items() if check.ask is not None else ():
            assert check.ask is not None
            query = check.ask(Scope(unit_id), on).with_only_columns(self._id).order_by(None)
            for some in _few(ids):
                found |= set(self._session.scalars(query.where(self._id.in_(some))))
        return found


def _few(ids: Iterable[int]) -> Iterator[list[int]]:
    wanted = list(ids)
    for start in range(0, len(wanted), _AT_ONCE):
        yield wanted[start : start + _AT_ONCE]
