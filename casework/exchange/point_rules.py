"""Rules of points, sessions and the people named in them."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import func, select, update

from casework.exchange.rows import Row
from casework.exchange.table_rules import TableRules
from casework.records.consultation import Attendee, ConsultationSession

_SESSION: Any = ConsultationSession.__table__
_ATTENDEE: Any = Attendee.__table__


class PointRules(TableRules):
    """When a point turns out to belong to another unit, so do its sessions."""

    def after(self, new: list[Row], changed: list[Row]) -> None:
        for row in changed:
            if "unit_id" in row.changes():
                query = update(_SESSION).where(_SESSION.c.point_id == row.row_id)
                self.run.connection.execute(query.values(unit_id=row.record["unit_id"]))


class SessionRules(TableRules):
    """A session's unit is its point's; fewer people than are named cannot have been there."""

    def check(self, rows: list[Row]) -> None:
        for row in rows:
            if "point_ref" in row.parents:
                row.record["unit_id"] = row.parents["point_ref"][1]
        fewer = [row for row in rows if not row.errors and row.stored and "attendance" in row.changes()]
        named = _named(self, [row.row_id for row in fewer])
        for row in fewer:
            people = named.get(row.row_id, (0, 0))[0]
            if row.record["attendance"] < people:
                row.refuse("attendance", _too_few(people))


class AttendeeRules(TableRules):
    """The names of a session, counted with those already stored."""

    def after(self, new: list[Row], changed: list[Row]) -> None:
        by_session: defaultdict[int, list[Row]] = defaultdict(list)
        for row in new:
            by_session[row.record["session_id"]].append(row)
        for session_id, (people, attendance) in _named(self, list(by_session)).items():
            if people <= attendance:
                continue
            place = self.run.placed("sessions").of(session_id)
            if place is not None:
                self.run.refuse_late(place, "attendance", str(attendance), _too_few(people))
                continue
            # The session is not in the files: the names beyond its number are the ones to look at.
            for row in by_session[session_id][-(people - attendance) :]:
                message = f"buổi này ghi {attendance} người có mặt mà nêu tên {people} người; hãy sửa một trong hai"
                self.run.refuse_late(row.place, "person_ref", row.written("person_ref"), message)


def _named(rules: TableRules, session_ids: list[int]) -> dict[int, tuple[int, int]]:
    """How many people are named in each of the sessions, and how many were present."""
    if not session_ids:
        return {}
    query = (
        select(_SESSION.c.id, func.count(), _SESSION.c.attendance)
        .join(_ATTENDEE, _ATTENDEE.c.session_id == _SESSION.c.id)
        .where(_SESSION.c.id.in_(session_ids))
        .group_by(_SESSION.c.id, _SESSION.c.attendance)
    )
    return {row_id: (people, attendance) for row_id, people, attendance in rules.run.connection.execute(query)}


def _too_few(people: int) -> str:
    return f"ít hơn số người được nêu tên; buổi này nêu tên {people} người, hãy ghi từ {people} trở lên"
