"""Days off and working days of the place (ngày nghỉ, ngày làm bù được bổ sung), which every working-day clock uses."""

from __future__ import annotations

from datetime import date

from flask import has_app_context
from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.access import trail
from casework.access.roles import Actor
from casework.access.trail import Tag
from casework.errors import Conflict, NotFound
from casework.i18n import format_date
from casework.law.vocabulary import LocalDayKind
from casework.records import db
from casework.records.local_day import LocalDay
from casework.services.changes import checked_reason
from casework.workflow.calendar import NATIONAL, LocalDays

_KEPT = "local_days"


def current_local_days() -> LocalDays:
    """The days on file, read once a request; nothing where there is no application to ask."""
    if not has_app_context():
        return NATIONAL
    session: Session = db.session()
    known = session.info.get(_KEPT)
    if known is None:
        with session.no_autoflush:
            known = session.info[_KEPT] = _read(session)
    return known if isinstance(known, LocalDays) else NATIONAL


def local_days(session: Session) -> list[LocalDay]:
    """Every day on file, the latest first."""
    return list(session.scalars(select(LocalDay).order_by(LocalDay.day.desc())))


def local_day(session: Session, day: date) -> LocalDay:
    """:raises NotFound: the day is not on file"""
    row = session.scalar(select(LocalDay).where(LocalDay.day == day))
    if row is None:
        raise NotFound(f"Ngày {format_date(day)} không có trong danh sách.")
    return row


def add_local_day(session: Session, actor: Actor, *, day: date, kind: LocalDayKind, reason: str) -> LocalDay:
    """Add a day off or a working day; every clock that runs over it is reckoned anew from now on.

    :param reason: the announcement, with its number
    :raises Conflict: the day is on file already
    """
    if session.scalar(select(LocalDay.id).where(LocalDay.day == day)) is not None:
        raise Conflict(f"Ngày {format_date(day)} đã có trong danh sách; hãy bỏ ngày đó trước khi ghi khác.")
    row = LocalDay(day=day, kind=kind.value, reason=reason.strip(), recorded_by_id=actor.account_id)
    session.add(row)
    session.flush()
    session.info.pop(_KEPT, None)
    trail.record(session, Tag.LOCAL_DAY_ADDED, actor, day=day, kind=kind.value, reason=row.reason)
    return row


def drop_local_day(session: Session, actor: Actor, day: date, *, reason: str) -> None:
    """Take a day out again; the trail keeps what it was and why it went.

    :raises NotFound: the day is not on file
    :raises InvalidInput: no reason
    """
    row, why = local_day(session, day), checked_reason(reason)
    session.delete(row)
    session.flush()
    session.info.pop(_KEPT, None)
    trail.record(session, Tag.LOCAL_DAY_DROPPED, actor, day=day, kind=row.kind, announced=row.reason, reason=why)


def _read(session: Session) -> LocalDays:
    rows = session.execute(select(LocalDay.day, LocalDay.kind)).all()
    return LocalDays(
        off=frozenset(day for day, kind in rows if kind == LocalDayKind.OFF.value),
        working=frozenset(day for day, kind in rows if kind == LocalDayKind.WORKING.value),
    )
