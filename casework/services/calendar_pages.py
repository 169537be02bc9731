"""A month or a day of the office (lịch tháng): duties on their last days, and what was held on which day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import Select
from sqlalchemy.orm import Session

from casework.access import queries
from casework.law.vocabulary import Term
from casework.records.aftercare import Aftercare, AftercareReview
from casework.records.consultation import ConsultationSession, Point
from casework.records.person import Person
from casework.records.team import Team, TeamActivity
from casework.records.unit import Unit
from casework.services.duties import Asked, Duties, Duty
from casework.services.duty_sources import duties
from casework.services.report_calendar import coming_deadlines

MOST_HELD = 500
"""So many things held in a month are read of each kind."""


class EntryKind(Term):
    """Loại mục trong lịch."""

    OVERDUE = "overdue", "Quá hạn"
    DUE = "due", "Đến hạn"
    REVIEW = "review", "Đã nhận xét"
    SESSION = "session", "Buổi tư vấn"
    ACTIVITY = "activity", "Hoạt động của tổ"
    REPORT = "report", "Hạn gửi báo cáo"


@dataclass(frozen=True)
class Held:
    """Something of a day that is no duty yet or any more: which record, and its name; of a person the full name."""

    kind: EntryKind
    on: date
    ref: str
    name: str


@dataclass(frozen=True)
class Calendar:
    """What falls on the days from a first to a last one."""

    first: date
    last: date
    duties: Duties
    held: tuple[Held, ...]

    def counts(self, day: date) -> dict[EntryKind, int]:
        """How much of each kind falls on a day, the pressing kinds first; nothing for a kind that does not occur."""
        found = Counter(each.kind for each in self.held if each.on == day)
        found.update(EntryKind.OVERDUE if duty.overdue else EntryKind.DUE for duty in self.due(day))
        return {kind: found[kind] for kind in EntryKind if found[kind]}

    def due(self, day: date) -> tuple[Duty, ...]:
        """The duties whose last day it is."""
        return tuple(duty for duty in self.duties.found if duty.due_on == day)

    def weeks(self) -> Iterator[list[date]]:
        """The weeks that the days touch, from Monday to Sunday."""
        day = self.first - timedelta(days=self.first.weekday())
        while day <= self.last:
            yield [day + timedelta(days=step) for step in range(7)]
            day += timedelta(days=7)


def calendar(asked: Asked, first: date, last: date) -> Calendar:
    """The calendar of some days; with an officer only what concerns the cases that this officer follows.

    What teams and points did is nobody's own case: it is left out of an officer's calendar.
    """
    found = duties(replace(asked, since=first, until=last))
    held: list[Held] = []
    for kind, reader in _READERS.items():
        if asked.officer_id is None or kind is EntryKind.REVIEW:
            held += _read(asked.session, kind, reader(asked, first, last))
    if asked.officer_id is None:
        coming = coming_deadlines(asked.session, asked.scope, first, last, asked.today)
        held += [Held(EntryKind.REPORT, on, "", name) for on, name in coming]
    return Calendar(first, last, found, tuple(sorted(held, key=lambda each: (each.on, each.kind, each.name))))


Rows = Select[str, str, date]


def _read(session: Session, kind: EntryKind, query: Rows) -> Iterator[Held]:
    for ref, name, on in session.execute(query.limit(MOST_HELD)):
        yield Held(kind, on, ref, name)


def _reviews(asked: Asked, first: date, last: date) -> Rows:
    query = queries.held_aftercares(asked.scope).join(Aftercare.reviews).join(Aftercare.person)
    if asked.officer_id is not None:
        query = query.where(Aftercare.officer_id == asked.officer_id)
    return query.where(AftercareReview.held_on.between(first, last)).with_only_columns(
        Aftercare.ref, Person.full_name, AftercareReview.held_on
    )


def _sessions(asked: Asked, first: date, last: date) -> Rows:
    query = queries.sessions(asked.scope).join(ConsultationSession.point)
    return query.where(ConsultationSession.held_on.between(first, last)).with_only_columns(
        ConsultationSession.ref, Point.name, ConsultationSession.held_on
    )


def _activities(asked: Asked, first: date, last: date) -> Rows:
    query = queries.teams(asked.scope).join(Team.activities).join(Team.unit)
    return query.where(TeamActivity.held_on.between(first, last)).with_only_columns(
        Team.ref, Unit.name, TeamActivity.held_on
    )


_READERS: dict[EntryKind, Callable[[Asked, date, date], Rows]] = {
    EntryKind.REVIEW: _reviews,
    EntryKind.SESSION: _sessions,
    EntryKind.ACTIVITY: _activities,
}
