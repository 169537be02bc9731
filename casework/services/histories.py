"""The history of a record of a unit (lịch sử bản ghi): who wrote what, when and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from casework.access import queries
from casework.access.scope import Scope
from casework.access.trail import Tag
from casework.law.vocabulary import LocalDayKind
from casework.records.consultation import Point, PointStaff
from casework.records.obligation import UnitObligation
from casework.records.removal import Removal
from casework.records.team import Team, TeamMember
from casework.records.trail import TrailEntry
from casework.services.person_timelines_changes import NOTHING, subject_of, value_in_words
from casework.services.removal_absences import LEADS_TO
from casework.services.removal_kinds import RemovalKind
from casework.services.report_obligations import code_of

SHOWN = 50
"""So many of the newest entries are read."""
Key = tuple[Tag, str, str]
"""A tag, and under which of its keys it names the record by which code."""


@dataclass(frozen=True)
class Line:
    """One thing written: when, by whom, about what, and each field in words with what stood there before."""

    at: datetime
    who: str
    what: str
    details: tuple[str, ...]
    reason: str | None


def team_history(session: Session, row: Team, members: list[TeamMember]) -> list[Line]:
    """What was written of a team and of who is on it, the newest first.

    :param members: those on it, for their names
    """
    keys = ((Tag.TEAM_SAVED, "ref", row.ref), (Tag.TEAM_MEMBER_SAVED, "team", row.ref))
    parts = (RemovalKind.TEAM_MEMBER, RemovalKind.TEAM_ACTIVITY)
    names = {each.staff.ref: each.staff.full_name for each in members}
    return _history(_entries(session, keys, row.recorded_at), _gone(session, row, parts), names)


def point_history(session: Session, row: Point, staff: list[PointStaff]) -> list[Line]:
    """What was written of a point and of who works there, the newest first.

    :param staff: those who work there, for their names
    """
    keys = ((Tag.POINT_SAVED, "ref", row.ref), (Tag.POINT_STAFF_SAVED, "point", row.ref))
    names = {each.staff.ref: each.staff.full_name for each in staff}
    return _history(_entries(session, keys, row.recorded_at), _gone(session, row, (RemovalKind.POINT_STAFF,)), names)


def obligation_history(session: Session, row: UnitObligation) -> list[Line]:
    """What was written of an obligation that a unit set, the newest first."""
    keys = ((Tag.REPORT_OBLIGATION_SAVED, "ref", code_of(row)),)
    return _history(_entries(session, keys, row.recorded_at), [], {})


def local_day_history(session: Session) -> list[Line]:
    """Which days off and working days were added and taken out again, the newest first."""
    tags = (Tag.LOCAL_DAY_ADDED.tag, Tag.LOCAL_DAY_DROPPED.tag)
    query = select(TrailEntry).where(TrailEntry.tag.in_(tags)).order_by(TrailEntry.id.desc()).limit(SHOWN)
    return [_of_day(entry) for entry in session.scalars(query)]


def _of_day(entry: TrailEntry) -> Line:
    added, keys = entry.tag == Tag.LOCAL_DAY_ADDED.tag, entry.keys
    what = f"{value_in_words(keys['kind'], LocalDayKind)} {value_in_words(keys['day'], None)}"
    announced = keys["reason"] if added else keys.get("announced")
    details = (announced,) if announced else ()
    why = None if added else keys.get("reason")
    return Line(entry.at, entry.actor_name, f"{'Thêm' if added else 'Bỏ'}: {what}", details, why)


def _history(entries: list[TrailEntry], gone: list[Removal], names: Mapping[str, str]) -> list[Line]:
    lines = [_line(entry, names) for entry in entries]
    lines += [line for each in gone for line in _removed(each)]
    return sorted(lines, key=lambda each: each.at, reverse=True)[:SHOWN]


def _entries(session: Session, keys: tuple[Key, ...], since: datetime) -> list[TrailEntry]:
    """Nothing was written of a record before it was; that day bounds what is read of a long trail."""
    about: list[ColumnElement[bool]] = [
        (TrailEntry.tag == tag.tag) & (TrailEntry.keys[key].as_string() == ref) for tag, key, ref in keys
    ]
    query = select(TrailEntry).where(TrailEntry.at >= since, or_(*about))
    return list(session.scalars(query.order_by(TrailEntry.id.desc()).limit(SHOWN)))


def _gone(session: Session, row: Team | Point, kinds: tuple[RemovalKind, ...]) -> list[Removal]:
    """The parts of it that were taken out, back or not."""
    query = queries.removals(Scope(row.unit_id)).where(Removal.kind.in_([kind.value for kind in kinds]))
    found = session.scalars(query.order_by(Removal.id.desc()).limit(SHOWN))
    code = [row.__tablename__, row.ref]
    return [each for each in found if any(code in image.get(LEADS_TO, {}).values() for image in each.images)]


def _line(entry: TrailEntry, names: Mapping[str, str]) -> Line:
    subject, staff = subject_of(entry), entry.keys.get("staff")
    what = f"{subject.name}: {names.get(staff, staff)}" if staff else subject.name
    details = []
    for key, (before, after) in (entry.keys.get("changes") or {}).items():
        if key not in subject.labels or before == after:
            continue
        terms = subject.terms.get(key)
        was, now = value_in_words(before, terms), value_in_words(after, terms)
        details.append(f"{subject.labels[key]}: {now if before in NOTHING else f'{was} → {now}'}")
    return Line(entry.at, entry.actor_name, what, tuple(details), entry.keys.get("reason"))


def _removed(row: Removal) -> Iterator[Line]:
    yield Line(row.removed_at, row.removed_by, f"Gỡ bỏ {row.label}", (), row.reason)
    if row.restored_at is not None:
        yield Line(row.restored_at, row.restored_by or "", f"Khôi phục {row.label}", (), row.restored_because)
