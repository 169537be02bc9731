"""What lists show of procedures follows the records it rests on (cập nhật hồ sơ thủ tục): it never goes stale.

The stage and the nearest duty of a procedure are read from its own file and from other records: the person's birth
date, determinations, courses, treatments, the members of a team. Whoever changes one of those changes, in the same
transaction, what the lists say; what only the passing of days changes is read again every night.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, event
from sqlalchemy.orm import Session

from casework.access import queries
from casework.access.scope import Scope
from casework.errors import CaseworkError
from casework.records.episode import Episode
from casework.records.person import Person
from casework.records.proceeding import Proceeding
from casework.records.team import Team
from casework.services.clock import today
from casework.services.proceedings import settle

_TOUCHED = "proceedings.touched"
_TOGETHER = 500
_AT_NIGHT = 100
_EVERYWHERE = Scope.everything(reason="thủ tục dựa vào sổ sách ở mọi nơi")

Key = tuple[str, int]
"""The column by which a record names whose it is, and who that is."""


def _of_people(ids: Sequence[int]) -> ColumnElement[bool]:
    return Proceeding.person_id.in_(ids)


def _of_teams(ids: Sequence[int]) -> ColumnElement[bool]:
    return Proceeding.team_id.in_(ids)


def _of_courses(ids: Sequence[int]) -> ColumnElement[bool]:
    courses = queries.episodes(_EVERYWHERE).where(Episode.id.in_(ids))
    return Proceeding.person_id.in_(courses.order_by(None).with_only_columns(Episode.person_id))


_WHOSE: dict[str, Callable[[Sequence[int]], ColumnElement[bool]]] = {
    "person_id": _of_people,
    "survivor_id": _of_people,
    "team_id": _of_teams,
    "episode_id": _of_courses,
}


def follow_changes() -> None:
    """From now on every transaction settles the procedures of those whose records it changed."""
    if not event.contains(Session, "after_flush", _note):
        event.listen(Session, "after_flush", _note)
        # Before the trail takes its lock: whoever holds that waits for nobody.
        event.listen(Session, "before_commit", _settle_touched, insert=True)
        event.listen(Session, "after_rollback", _forget)


def read_again(session: Session, day: date, *, after: int = 0) -> int | None:
    """Settle the next open procedures as the day and the law of the day have it.

    Some at a time, each time a transaction of its own, so that nobody who writes waits for long.

    :param after: the last one settled before
    :returns: the last one settled now; None where there is none left
    """
    rows = _rows(session, Proceeding.id > after, Proceeding.closed_on.is_(None), limit=_AT_NIGHT)
    _settle(session, rows, day)
    return rows[-1].id if rows else None


def _note(session: Session, _: Any) -> None:
    touched: set[Key] = session.info.setdefault(_TOUCHED, set())
    for record in (*session.new, *session.dirty, *session.deleted):
        if not isinstance(record, Proceeding):
            touched.update(_keys_of(record))


def _keys_of(record: Any) -> Iterable[Key]:
    if isinstance(record, Person | Team):
        yield ("team_id" if isinstance(record, Team) else "person_id"), record.id
    for name in _WHOSE:
        owner = getattr(record, name, None)
        if owner is not None:
            yield name, owner


def _settle_touched(session: Session) -> None:
    session.flush()
    touched: set[Key] = session.info.pop(_TOUCHED, set())
    for name, named in _WHOSE.items():
        ids = sorted(owner for whose, owner in touched if whose == name)
        for first in range(0, len(ids), _TOGETHER):
            _settle(session, _rows(session, named(ids[first : first + _TOGETHER])), today())


def _forget(session: Session) -> None:
    session.info.pop(_TOUCHED, None)


def _rows(session: Session, *criteria: ColumnElement[bool], limit: int | None = None) -> Sequence[Proceeding]:
    query = queries.proceedings(_EVERYWHERE).where(*criteria).order_by(Proceeding.id).limit(limit)
    return session.scalars(query.with_for_update(of=Proceeding)).unique().all()


def _settle(session: Session, rows: Iterable[Proceeding], day: date) -> None:
    for row in rows:
        with suppress(CaseworkError):  # Nothing was in force, or the file contradicts itself: its own page says so.
            settle(session, row, day, day)
    session.flush()
