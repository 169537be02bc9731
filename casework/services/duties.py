"""The duties of the day (việc đến hạn): what the law asks of each open case, derived at every look, never stored."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy.orm import Session

from casework.access.permissions import Permission
from casework.access.roles import Actor, Role
from casework.access.scope import Scope
from casework.law.dated import swapped_days
from casework.law.vocabulary import Term
from casework.workflow.calendar import is_working_day
from casework.workflow.engine import DueDeadline
from casework.workflow.procedure import RELIED_ON


class Source(Term):
    """Nguồn của việc đến hạn."""

    EPISODE = "episode", "Cai nghiện"
    AFTERCARE = "aftercare", "Sau cai nghiện"
    PROCEEDING = "proceeding", "Thủ tục"
    HOTLINE = "hotline", "Đường dây nóng"
    REPORT = "report", "Báo cáo"


class When(StrEnum):
    """How pressing a duty is."""

    OVERDUE = "overdue"
    TODAY = "today"
    WEEK = "week"
    LATER = "later"


@dataclass(frozen=True)
class Duty:
    """One duty with its clock: of which case, what is to be done, by when, and where that is written.

    `act` names the act that answers it, None for a day that only has to be minded. `who` is the full name; the page
    decides who may read more than its initials. `competent` says that the law gives the act to the asker's office.
    """

    source: Source
    ref: str
    who: str
    act: str | None
    label: str
    due_on: date
    due_text: str
    overdue: bool
    citation: str
    confidence: str
    note: str = ""
    officer_id: int | None = None
    kind: str = ""
    competent: bool = True
    edit: Permission | None = None
    """What it takes to record the act, where the kind of case says so and not the act."""

    @property
    def verified(self) -> bool:
        """Whether somebody read the term in the text of the law (đã kiểm chứng)."""
        return self.confidence in RELIED_ON

    def when(self, today: date) -> When:
        """Overdue, due today, due by the end of the week, or later."""
        if self.overdue:
            return When.OVERDUE
        if self.due_on <= today:
            return When.TODAY
        return When.WEEK if self.due_on <= end_of_week(today) else When.LATER


@dataclass(frozen=True)
class Asked:
    """Whose duties are asked for: of which day, of all officers' cases or of one's, up to which last day."""

    session: Session
    scope: Scope
    actor: Actor
    today: date
    until: date
    officer_id: int | None = None
    since: date | None = None
    """Without it the overdue ones of any age are asked for too."""
    at: datetime | None = None
    """The instant of looking, for clocks in hours."""


@dataclass(frozen=True)
class Duties:
    """The duties found, the most pressing first, and the sources of which not every open case was looked at."""

    found: tuple[Duty, ...]
    capped: tuple[Source, ...] = ()

    def of(self, when: When, today: date) -> tuple[Duty, ...]:
        """Those of one degree of urgency."""
        return tuple(each for each in self.found if each.when(today) is when)


Reader = Callable[[Asked], tuple[Iterable[Duty], bool]]
"""Finds the duties of one source, and says whether it stopped before the last open case."""


def gather(asked: Asked, readers: Mapping[Source, Reader]) -> Duties:
    """The duties of several sources together, the most pressing first."""
    found: list[Duty] = []
    capped: list[Source] = []
    for source, reader in readers.items():
        duties, stopped = reader(asked)
        found += [each for each in duties if _wanted(each, asked)]
        if stopped:
            capped.append(source)
    found.sort(key=lambda each: (not each.overdue, each.due_on, each.source, each.ref, each.label))
    return Duties(tuple(found), tuple(capped))


def duties_of(
    deadlines: Iterable[DueDeadline], source: Source, *, ref: str, who: str, officer_id: int | None = None
) -> Iterator[Duty]:
    """The clocks of one case as duties; of acts that answer the same clock the first."""
    for each in {(each.label, each.due_on): each for each in reversed(list(deadlines))}.values():
        yield Duty(
            source,
            ref,
            who,
            str(each.act) if each.act is not None else None,
            each.label,
            each.due_on,
            each.due_text,
            each.overdue,
            each.citation,
            each.confidence,
            each.note,
            officer_id,
        )


def with_competence(duty: Duty, competent: bool) -> Duty:
    """The same duty, told whether the law gives it to the asker's office."""
    return duty if competent == duty.competent else replace(duty, competent=competent)


def end_of_week(day: date) -> date:
    """The Sunday of the week of a day."""
    return day + timedelta(days=6 - day.weekday())


def monday(day: date) -> date:
    """The Monday of the week of a day."""
    return day - timedelta(days=day.weekday())


def working_days_late(due_on: date, today: date) -> int:
    """How many working days have begun since the day after a last day (số ngày làm việc quá hạn)."""
    days = swapped_days()
    passed = (today - due_on).days
    return sum(is_working_day(due_on + timedelta(days=step), days) for step in range(1, passed + 1))


def _wanted(duty: Duty, asked: Asked) -> bool:
    if duty.due_on > asked.until or (asked.since is not None and duty.due_on < asked.since):
        return False
    # A milestone that is past binds nobody: the lists of the start page keep what follows from it.
    passed = asked.since is None and duty.due_on < asked.today and not duty.overdue
    return not passed and (duty.competent or asked.actor.role is not Role.COMMUNE_POLICE)
