"""Who has sent and who has not, and what of the reports waits for whom (tình hình báo cáo)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, and_, case, func, or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from casework.access.permissions import Permission
from casework.access.roles import Actor
from casework.access.rules import may
from casework.access.scope import Scope, reach, within
from casework.records.report import ReportDuty, SavedReport
from casework.records.unit import Unit
from casework.reports.forms import find_form
from casework.reports.lifecycle import STANDING, ReportStage
from casework.reports.obligations import Obligation, reminder_days
from casework.services.report_obligations import find_obligation
from casework.services.report_store import period_of, windows_of
from casework.services.report_superiors import receives
from casework.workflow.procedure import RELIED_ON

_STANDING = [each.value for each in STANDING]
_TO_MAKE = [ReportStage.DRAFTED.value, ReportStage.RETURNED.value]


@dataclass(frozen=True)
class Waiting:
    """One report that waits for the reader: what is to be done, by when, whether that is past or near."""

    kept: SavedReport
    what: str
    due_on: date | None
    overdue: bool
    soon: bool
    confidence: str = "Q"
    citation: str = ""

    @property
    def verified(self) -> bool:
        """Its deadline is one that can be relied on."""
        return self.confidence in RELIED_ON

    @property
    def title(self) -> str:
        """The form as people call it, and whose it is."""
        return f"{find_form(self.kept.form).short}, {self.kept.unit_name}"

    @property
    def period(self) -> str:
        """The windows in words."""
        return period_of(self.kept)


@dataclass(frozen=True)
class Overdue:
    """How many reports are not sent although their deadline is past: by deadlines relied on, and by others."""

    verified: int = 0
    unverified: int = 0
    """Quá hạn theo mốc chưa kiểm chứng."""

    def __bool__(self) -> bool:
        return bool(self.verified or self.unverified)


@dataclass(frozen=True)
class ReportsWaiting:
    """What waits for the reader, the most pressing first, and how many reports below are overdue."""

    own: list[Waiting]
    to_receive: list[Waiting]
    overdue_below: Overdue


def reports_waiting(session: Session, scope: Scope, actor: Actor, today: date, *, limit: int = 10) -> ReportsWaiting:
    """What of the reports waits for this reader: own drafts and their deadlines; for the level above, what came in."""
    own: list[Waiting] = []
    received: list[Waiting] = []
    if actor.unit_id is None:
        return ReportsWaiting([], [], Overdue())
    # A unit of today has no successor: asked without saying so, "not mine" would be unknown instead of true.
    taken_over = and_(Unit.successor_id.is_not(None), Unit.successor_id == actor.unit_id)
    mine = or_(SavedReport.maker_id == actor.unit_id, taken_over)
    if may(actor, Permission.REPORT_DRAFT):
        own += _waiting(session, mine, _TO_MAKE, "Kiểm tra dự thảo", today, limit)
    if may(actor, Permission.REPORT_SUBMIT):
        own += _waiting(session, mine, [ReportStage.CHECKED.value], "Gửi báo cáo", today, limit)
    if may(actor, Permission.REPORT_RECEIVE):
        below = and_(*within(scope, SavedReport.maker_id), ~mine, receives(actor.unit_id, SavedReport.maker_id))
        received += _waiting(session, below, [ReportStage.SUBMITTED.value], "Nhận hoặc trả lại", today, limit)
    late = overdue_below(session, scope, actor, today) if may(actor, Permission.REPORT_RECEIVE) else Overdue()
    own.sort(key=lambda each: (each.due_on or date.max, each.kept.id))
    return ReportsWaiting(own[:limit], received[:limit], late)


def _waiting(session: Session, whose: Any, stages: list[str], what: str, today: date, limit: int) -> list[Waiting]:
    query = (
        select(SavedReport)
        .join(Unit, Unit.id == SavedReport.maker_id)
        .where(whose, SavedReport.stage.in_(stages))
        .options(joinedload(SavedReport.unit))
        .order_by(SavedReport.due_on.is_(None), SavedReport.due_on, SavedReport.id)
        .limit(limit)
    )
    ahead = timedelta(days=reminder_days(today))
    found = []
    for kept in session.scalars(query):
        owed, due = find_obligation(session, kept.obligation), kept.due_on
        said = owed.limit(owed.window(kept.period)) if owed else None
        late = due is not None and due < today and stages != [ReportStage.SUBMITTED.value]
        soon = due is not None and today <= due <= today + ahead
        confidence, citation = (said.confidence, said.citation) if said else ("Q", "")
        found.append(Waiting(kept, what, due, late, soon, confidence, citation))
    return found


def _latest() -> Any:
    """Of each duty, the report that counts: the first one until a replacement is sent, then that, sent back or not."""
    before, replaced = aliased(SavedReport), ReportStage.REPLACED.value
    took_over = select(before.id).where(before.id == SavedReport.replaces_id, before.stage == replaced)
    return and_(
        SavedReport.obligation == ReportDuty.obligation,
        SavedReport.unit_id == ReportDuty.unit_id,
        SavedReport.period == ReportDuty.period,
        SavedReport.stage != replaced,
        or_(SavedReport.replaces_id.is_(None), took_over.exists()),
    )


def overdue_below(session: Session, scope: Scope, actor: Actor, today: date) -> Overdue:
    """How many reports of other units of the scope are not sent although their deadline is past."""
    query = _late(scope, actor, today, ReportDuty.obligation, ReportDuty.period, func.count())
    verified = unverified = 0
    for code, period, count in session.execute(query.group_by(ReportDuty.obligation, ReportDuty.period)):
        owed = find_obligation(session, code)
        if owed is not None and relied_on(owed, period):
            verified += count
        else:
            unverified += count
    return Overdue(verified, unverified)


def late_units(session: Session, scope: Scope, actor: Actor, today: date, *, most: int) -> list[tuple[str, int]]:
    """The units with reports past their deadline and how many each has, those with the most first.

    :param most: so many units, and one more where there are more
    """
    query = _late(scope, actor, today, Unit.name, func.count()).group_by(Unit.id, Unit.name, Unit.name_folded)
    return [
        tuple(row) for row in session.execute(query.order_by(func.count().desc(), Unit.name_folded).limit(most + 1))
    ]


def _late(scope: Scope, actor: Actor, today: date, *columns: Any) -> Select[Any]:
    return (
        select(*columns)
        .select_from(ReportDuty)
        .join(Unit, Unit.id == ReportDuty.unit_id)
        .outerjoin(SavedReport, _latest())
        .where(*within(scope, ReportDuty.unit_id), ReportDuty.unit_id != actor.unit_id, ReportDuty.due_on < today)
        .where(or_(Unit.successor_id.is_(None), Unit.successor_id != actor.unit_id))
        .where(or_(SavedReport.id.is_(None), SavedReport.stage.not_in(_STANDING)))
    )


def relied_on(owed: Obligation, period: str) -> bool:
    """Whether the deadline of a period is one that can be relied on (mốc đã kiểm chứng)."""
    said = owed.limit(owed.window(period))
    return said is not None and said.confidence in RELIED_ON


@dataclass(frozen=True)
class PeriodSummary:
    """One obligation and period: how many owe it, have sent it, had nothing to report, are late."""

    obligation: Obligation
    period: str
    label: str
    due_on: date | None
    owed: int
    sent: int
    zero: int
    overdue: bool
    verified: bool = True
    """The deadline is one that can be relied on."""

    @property
    def missing(self) -> int:
        """How many have not sent it."""
        return self.owed - self.sent


def period_summaries(scope: Scope) -> Select[Any]:
    """The obligations and periods of the scope with their numbers, the latest first."""
    order = func.max(ReportDuty.last_on).desc(), ReportDuty.obligation
    return _summed().where(*within(scope, ReportDuty.unit_id)).order_by(*order)


def period_summary(session: Session, scope: Scope, code: str, period: str, today: date) -> PeriodSummary | None:
    """The numbers of one obligation and period; none where nobody in the scope owes it."""
    query = _summed().where(*within(scope, ReportDuty.unit_id))
    row = session.execute(query.where(ReportDuty.obligation == code, ReportDuty.period == period)).first()
    return as_summary(session, row, today) if row else None


def _summed() -> Select[Any]:
    sent = case((SavedReport.stage.in_(_STANDING), 1), else_=0)
    zero = case((and_(SavedReport.stage.in_(_STANDING), SavedReport.zero), 1), else_=0)
    return (
        select(
            ReportDuty.obligation,
            ReportDuty.period,
            func.max(ReportDuty.due_on),
            func.count(),
            func.coalesce(func.sum(sent), 0),
            func.coalesce(func.sum(zero), 0),
            func.max(ReportDuty.last_on),
        )
        .outerjoin(SavedReport, _latest())
        .group_by(ReportDuty.obligation, ReportDuty.period)
    )


def of_units_below(session: Session, kept: SavedReport, today: date) -> list[PeriodSummary]:
    """What units below the one that makes a report owe of the same form for the same days: what it can be held against.

    Of a report over several periods, for those of the last.
    """
    window = windows_of(kept)[-1]
    days = ReportDuty.first_on == window.first, ReportDuty.last_on == window.last
    below = ReportDuty.unit_id.in_(reach(kept.unit_id)), ReportDuty.unit_id != kept.unit_id
    found = [as_summary(session, row, today) for row in session.execute(_summed().where(*below, *days))]
    return [each for each in found if each is not None and each.obligation.form == kept.form]


def as_summary(session: Session, row: Any, today: date) -> PeriodSummary | None:
    """A line of `period_summaries`; none for an obligation that this version no longer knows."""
    owed = find_obligation(session, row[0])
    if owed is None:
        return None
    label, late = owed.window(row[1]).label, row[2] is not None and row[2] < today and row[4] < row[3]
    owing, sent, zero = map(int, row[3:6])
    return PeriodSummary(owed, row[1], label, row[2], owing, sent, zero, late, relied_on(owed, row[1]))


def senders(scope: Scope, code: str, period: str) -> Select[*tuple[Any, ...]]:
    """Each unit that owes a period's report, with that report as it stands; those that have not sent it first."""
    sent = case((SavedReport.stage.in_(_STANDING), 1), else_=0)
    return (
        select(ReportDuty, Unit, SavedReport)
        .join(Unit, Unit.id == ReportDuty.unit_id)
        .outerjoin(SavedReport, _latest())
        .where(*within(scope, ReportDuty.unit_id), ReportDuty.obligation == code, ReportDuty.period == period)
        .order_by(sent, Unit.name_folded, Unit.id)
    )
