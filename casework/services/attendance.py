"""What a consultation point has seen (người dự, chủ đề, lượt người): for the next session and for its page."""

from __future__ import annotations

from datetime import date

from sqlalchemy import extract, func, select
from sqlalchemy.orm import Session

from casework.access import queries
from casework.access.roles import Actor
from casework.access.scope import Scope
from casework.records.consultation import Attendee, ConsultationSession, Point
from casework.records.person import Person
from casework.services.consultations import visible_sessions

RECENT_PEOPLE = 20
RECENT_TOPICS = 10


def last_recorded(session: Session, scope: Scope, actor: Actor) -> ConsultationSession | None:
    """The session that this account recorded last, at a point that it may still see."""
    query = visible_sessions(scope, actor).where(ConsultationSession.recorded_by_id == actor.account_id)
    return session.scalar(query.order_by(ConsultationSession.id.desc()).limit(1))


def recent_people(session: Session, scope: Scope, where: Point) -> list[Person]:
    """Those whom the scope may see and who were named at the point most recently, the latest first."""
    last = (
        queries.sessions(scope)
        .join(Attendee, Attendee.session_id == ConsultationSession.id)
        .where(ConsultationSession.point_id == where.id)
        .with_only_columns(Attendee.person_id, func.max(ConsultationSession.held_on).label("seen_on"))
        .group_by(Attendee.person_id)
        .subquery()
    )
    query = queries.people(scope).join(last, last.c.person_id == Person.id)
    query = query.order_by(last.c.seen_on.desc(), Person.name_folded, Person.id).limit(RECENT_PEOPLE)
    return list(session.scalars(query).unique())


def recent_topics(session: Session, where: Point) -> list[str]:
    """The topics of the point, the latest first, each once."""
    query = (
        select(ConsultationSession.topic)
        .where(ConsultationSession.point_id == where.id, ConsultationSession.topic.is_not(None))
        .group_by(ConsultationSession.topic)
        .order_by(func.max(ConsultationSession.held_on).desc())
        .limit(RECENT_TOPICS)
    )
    return [topic for topic in session.scalars(query) if topic]


def attendance_by_month(session: Session, where: Point, *, year: int) -> list[tuple[int, int, int]]:
    """Month, sessions and people present (lượt người) of each month of a year, the empty ones too."""
    month = extract("month", ConsultationSession.held_on)
    query = (
        select(month, func.count(), func.sum(ConsultationSession.attendance))
        .where(
            ConsultationSession.point_id == where.id,
            ConsultationSession.held_on.between(date(year, 1, 1), date(year, 12, 31)),
        )
        .group_by(month)
    )
    found = {int(place): (int(count), int(present)) for place, count, present in session.execute(query)}
    return [(place, *found.get(place, (0, 0))) for place in range(1, 13)]


def years_of_sessions(session: Session, scope: Scope, actor: Actor) -> list[int]:
    """The years that have sessions the actor may see, the latest first."""
    days = visible_sessions(scope, actor).with_only_columns(
        func.min(ConsultationSession.held_on), func.max(ConsultationSession.held_on)
    )
    first, last = session.execute(days).one()
    return [] if first is None else list(range(last.year, first.year - 1, -1))
