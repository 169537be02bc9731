"""Consultation sessions (buổi tư vấn): recorded at a point, with the number present and those who are named."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from sqlalchemy import Select, or_
from sqlalchemy.orm import Session, joinedload, selectinload

from casework.access import queries, trail
from casework.access.roles import Actor, Role
from casework.access.scope import Scope
from casework.errors import InvalidInput
from casework.i18n import format_number
from casework.law.vocabulary import SessionKind
from casework.records.consultation import Attendee, ConsultationSession, Point
from casework.records.person import Person
from casework.records.team import Staff
from casework.services.changes import Changes, reason_for, text_or_none, write_changes
from casework.services.points import point, require_in_life
from casework.services.stamps import Recorded, held, require_unchanged
from casework.services.wording import holds_words

MOST_PRESENT = 2000
"""More people than fit at a point: a slip of the keyboard."""


def visible_sessions(scope: Scope, actor: Actor) -> Select[ConsultationSession]:
    """The sessions of the scope; for a counsellor only those of their own point."""
    query = queries.sessions(scope)
    return query.where(ConsultationSession.point_id == actor.point_id) if actor.role is Role.COUNSELLOR else query


def session_list(
    scope: Scope, actor: Actor, *, year: int | None = None, text: str = "", point_ref: str = ""
) -> Select[ConsultationSession]:
    """The sessions that the actor may see, the latest first, with point, staff and number of the named.

    :param text: part of the topic, or of the point's name
    """
    query = visible_sessions(scope, actor).join(Point, ConsultationSession.point_id == Point.id)
    if year is not None:
        query = query.where(ConsultationSession.held_on.between(date(year, 1, 1), date(year, 12, 31)))
    if point_ref:
        query = query.where(Point.ref == point_ref)
    if text.strip():
        query = query.where(or_(holds_words(ConsultationSession.topic, text), holds_words(Point.name, text)))
    loaded = query.options(
        joinedload(ConsultationSession.point),
        joinedload(ConsultationSession.staff),
        selectinload(ConsultationSession.attendees),
    )
    return loaded.order_by(ConsultationSession.held_on.desc(), ConsultationSession.id.desc())


def consultation(session: Session, scope: Scope, actor: Actor, ref: str) -> ConsultationSession:
    """:raises NotFound: no such session within what the actor may see"""
    return queries.one(session, visible_sessions(scope, actor), ConsultationSession.ref == ref)


def record_session(
    session: Session,
    scope: Scope,
    actor: Actor,
    *,
    point_ref: str,
    held_on: date,
    kind: SessionKind,
    topic: str | None,
    staff_ref: str | None,
    attendance: int | None,
    people: Sequence[str],
    today: date,
) -> ConsultationSession:
    """Record a session (buổi tư vấn) of a point; it belongs to the point's unit.

    :param attendance: people present, named or not; none: as many as are named
    :param people: the refs of those who are named
    :raises NotFound: no such point, staff member or person within the scope
    :raises InvalidInput: the point does not exist on that day, the day has not come, or fewer present than named
    """
    where = point(session, scope, actor, point_ref)
    require_in_life(where, held_on, today=today, field="held_on")
    named = _people(session, scope, people)
    row = ConsultationSession(
        point_id=where.id,
        unit_id=where.unit_id,
        held_on=held_on,
        kind=kind.value,
        topic=text_or_none(topic),
        staff=_staff(session, scope, staff_ref),
        attendance=_attendance(attendance, kind, named=len(named)),
        recorded_by_id=actor.account_id,
    )
    row.attendees = [Attendee(person_id=person.id, recorded_by_id=actor.account_id) for person in named]
    session.add(row)
    session.flush()
    trail.record(
        session,
        trail.Tag.SESSION_RECORDED,
        actor,
        person_id=named[0].id if len(named) == 1 else None,
        ref=row.ref,
        held_on=held_on,
        attendance=row.attendance,
        people=[person.ref for person in named],
    )
    return row


def correct_session(
    session: Session,
    scope: Scope,
    actor: Actor,
    ref: str,
    *,
    held_on: date,
    kind: SessionKind,
    topic: str | None,
    staff_ref: str | None,
    attendance: int | None,
    people: Sequence[str],
    reason: str | None = None,
    stamp: str | None = None,
    today: date,
) -> ConsultationSession:
    """Correct a session that was recorded wrongly; it stays at its point.

    People named on it whom the actor may not see stay named. To name somebody more, a topic or a member of staff
    where there was none only supplements it and needs no reason.

    :param reason: why, as soon as something that was recorded is altered or emptied; kept in the trail
    :param stamp: of the session as the actor looked at it; None for callers that look at none
    :raises NotFound: no such session, staff member or person within the scope
    :raises InvalidInput: as for recording it, or the reason lacks
    :raises Overtaken: somebody saved it since
    """
    query = held(visible_sessions(scope, actor), ConsultationSession)
    row = queries.one(session, query, ConsultationSession.ref == ref)
    session.expire(row, ["attendees"])
    require_unchanged(recorded(row), stamp)
    require_in_life(row.point, held_on, today=today, field="held_on")
    before, unseen = named_people(session, scope, row)
    after = _people(session, scope, people)
    changes = write_changes(
        row,
        held_on=held_on,
        kind=kind.value,
        topic=text_or_none(topic),
        staff=_staff(session, scope, staff_ref),
        attendance=_attendance(attendance, kind, named=len(after) + unseen),
    )
    if "staff" in changes:
        changes["staff"] = [each.full_name if each else None for each in changes["staff"]]
    gone = {person.id for person in before} - {person.id for person in after}
    come = {person.id for person in after} - {person.id for person in before}
    # Only who is taken off was recorded wrongly: without anybody gone, nothing that stood there is altered.
    named: Changes = {"people": [[person.ref for person in before], [person.ref for person in after]]}
    why = reason_for(changes | (named if gone else {}), reason)
    stayed = {attendee.person_id for attendee in row.attendees} - gone
    for attendee in row.attendees:
        if attendee.person_id in gone:
            session.delete(attendee)
    for person_id in come:
        session.add(Attendee(session_id=row.id, person_id=person_id, recorded_by_id=actor.account_id))
    if changes or gone or come:
        session.flush()
        session.expire(row, ["attendees"])
        tell = partial(trail.record, session, trail.Tag.SESSION_CORRECTED, actor, ref=ref, reason=why)
        tell(changes=changes | (named if gone or come else {}))
        for person_id in sorted(gone | come | stayed):
            # In each file: what concerns this person, never who else was there.
            own = {} if person_id in stayed else {"named": [person_id in gone, person_id in come]}
            if changes or own:
                tell(person_id=person_id, changes=changes | own)
    return row


def recorded(row: ConsultationSession) -> Recorded:
    """What a session says, by the fields of its form."""
    return {
        "held_on": row.held_on,
        "kind": row.kind,
        "topic": row.topic,
        "staff_ref": row.staff_id,
        "attendance": row.attendance,
        "known": sorted(attendee.person_id for attendee in row.attendees),
    }


def _people(session: Session, scope: Scope, refs: Sequence[str]) -> list[Person]:
    return [queries.one(session, queries.people(scope), Person.ref == ref) for ref in dict.fromkeys(refs)]


def _staff(session: Session, scope: Scope, ref: str | None) -> Staff | None:
    return queries.one(session, queries.staff(scope), Staff.ref == ref) if ref else None


def _attendance(given: int | None, kind: SessionKind, *, named: int) -> int:
    present = given
    if present is None:
        present = named or (1 if kind is SessionKind.INDIVIDUAL else 0)
    if present < named:
        raise InvalidInput(
            f"Số người dự ({format_number(present)}) ít hơn số người có tên ({format_number(named)}). "
            "Hãy sửa số người dự hoặc bỏ bớt tên.",
            field="attendance",
        )
    if not 1 <= present <= MOST_PRESENT:
        raise InvalidInput(
            f"Hãy nhập số người dự, từ 1 đến {format_number(MOST_PRESENT)}, hoặc tên những người dự.",
            field="attendance",
        )
    return present


def named_people(session: Session, scope: Scope, row: ConsultationSession) -> tuple[list[Person], int]:
    """Those named on the session whom the scope may see, by name, and how many more are named."""
    query = queries.people(scope).join(Attendee, Attendee.person_id == Person.id)
    query = query.where(Attendee.session_id == row.id).order_by(Person.name_folded, Person.id)
    seen = list(session.scalars(query).unique())
    return seen, len(row.attendees) - len(seen)
