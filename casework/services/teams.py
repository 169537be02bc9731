"""Rehabilitation teams (tổ công tác cai nghiện ma túy): establishing, activities, dissolving."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from casework.access import queries, trail
from casework.access.roles import Actor
from casework.access.scope import Scope
from casework.errors import InvalidInput
from casework.i18n import format_date
from casework.law.vocabulary import ActivityKind
from casework.records.team import Team, TeamActivity, TeamMember
from casework.services.belonging import unit_for
from casework.services.changes import Changes, reason_for, store_new, text_or_none, write_changes
from casework.services.days import require_existing, require_order, require_past
from casework.services.paper_acts import file_paper, number_for
from casework.services.paper_numbers import require_free_now
from casework.services.paper_taken import Owner
from casework.services.stamps import Recorded, held, require_unchanged

PAPER = "team-decision"


def team(session: Session, scope: Scope, ref: str) -> Team:
    """:raises NotFound: no such team within the scope"""
    return queries.one(session, queries.teams(scope), Team.ref == ref)


def team_list(scope: Scope, *, today: date, standing_only: bool = False) -> Select[Team]:
    """The teams of the scope, newest first, with their units."""
    query = queries.teams(scope).options(joinedload(Team.unit)).order_by(Team.established_on.desc(), Team.id.desc())
    if standing_only:
        query = query.where((Team.dissolved_on.is_(None)) | (Team.dissolved_on > today))
    return query


def establish_team(
    session: Session,
    scope: Scope,
    actor: Actor,
    *,
    established_on: date,
    decision_number: str | None,
    unit_id: int | None,
    today: date,
) -> Team:
    """Enter a team (thành lập tổ công tác) of a unit that exists on the day of its decision.

    :param decision_number: as on the paper; None or empty: the next one of the unit's series, but for a decision of a
        year that is over, whose number stays unknown
    :raises InvalidInput: the day has not come, the unit does not exist on it, or the number is taken in that year
    :raises NotFound: the unit is outside the scope

    Nguồn: Điều 4 Nghị định 94/2010/NĐ-CP.
    """
    require_past(established_on, today=today, field="established_on")
    unit = unit_for(session, scope, actor, on=established_on, unit_id=unit_id)
    row = Team(
        unit_id=unit.id,
        established_on=established_on,
        recorded_by_id=actor.account_id,
    )
    session.add(row)
    session.flush()
    _number(session, scope, actor, row, decision_number, today)
    changes = {
        "unit": [None, unit.code],
        "established_on": [None, established_on],
        "decision_number": [None, row.decision_number],
    }
    trail.record(session, trail.Tag.TEAM_SAVED, actor, ref=row.ref, changes=changes, reason=None)
    return row


def _number(session: Session, scope: Scope, actor: Actor, row: Team, typed: str | None, today: date) -> None:
    if not text_or_none(typed) and row.established_on.year != today.year:
        return
    signed_on = row.established_on
    given = number_for(session, scope, PAPER, row.ref, typed, signed_on=signed_on, today=today, field="decision_number")
    row.decision_number = given.text
    file_paper(session, actor, PAPER, row.ref, given, today=today)


def change_team(
    session: Session,
    scope: Scope,
    actor: Actor,
    ref: str,
    *,
    established_on: date,
    decision_number: str | None,
    today: date,
    reason: str | None = None,
    stamp: str | None = None,
) -> Team:
    """Correct the day or the number of a team's decision.

    :param reason: why, where something that stood there is altered; kept in the trail
    :param stamp: of what the actor looked at; None for callers that look at nothing
    :raises InvalidInput: the day has not come, the unit does not exist on it, the team did something before it, or
        the reason lacks
    :raises Overtaken: somebody saved it since
    """
    row = queries.one(session, held(queries.teams(scope), Team), Team.ref == ref)
    require_unchanged(recorded_decision(row), stamp)
    require_past(established_on, today=today, field="established_on")
    unit_for(session, scope, actor, on=established_on, unit_id=row.unit_id)
    require_order(established_on, row.dissolved_on, field="established_on", what="Ngày giải thể")
    first = min(_days(session, row), default=None)
    require_order(established_on, first, field="established_on", what="Đã có thành viên hoặc hoạt động ngày")
    number = text_or_none(decision_number)
    if number is not None and number != row.decision_number:
        own = Owner(PAPER, row.ref)
        require_free_now(session, row.unit, number, established_on, own=own, field="decision_number")
    return _save(session, actor, row, write_changes(row, established_on=established_on, decision_number=number), reason)


def recorded_decision(row: Team) -> Recorded:
    """What the record of a team says of its decision, by the fields of its form."""
    return {"established_on": row.established_on, "decision_number": row.decision_number}


def _save(session: Session, actor: Actor, row: Team, changes: Changes, reason: str | None) -> Team:
    why = reason_for(changes, reason)
    if changes:
        session.flush()
        trail.record(session, trail.Tag.TEAM_SAVED, actor, ref=row.ref, changes=changes, reason=why)
    return row


def dissolve_team(
    session: Session,
    scope: Scope,
    actor: Actor,
    ref: str,
    *,
    dissolved_on: date | None,
    today: date,
    reason: str | None = None,
    stamp: str | None = None,
) -> Team:
    """Record that a team is dissolved (giải thể); no day: it was recorded by mistake, the team stands.

    :param reason: why, where something that stood there is altered; kept in the trail
    :param stamp: of what the actor looked at; None for callers that look at nothing
    :raises InvalidInput: the day has not come, is not after everything the team did, or the reason lacks
    :raises Overtaken: somebody saved it since
    """
    row = queries.one(session, held(queries.teams(scope), Team), Team.ref == ref)
    require_unchanged(recorded_end(row), stamp)
    require_past(dissolved_on, today=today, field="dissolved_on")
    require_order(row.established_on, dissolved_on, field="dissolved_on", what="Ngày giải thể")
    last = session.scalar(select(func.max(TeamActivity.held_on)).where(TeamActivity.team_id == row.id))
    if dissolved_on is not None and last is not None and dissolved_on <= last:
        raise InvalidInput(
            f"Tổ còn hoạt động ghi ngày {format_date(last)}. Ngày giải thể phải sau ngày đó.", field="dissolved_on"
        )
    return _save(session, actor, row, write_changes(row, dissolved_on=dissolved_on), reason)


def recorded_end(row: Team) -> Recorded:
    """What the record of a team says of its end, by the field of its form."""
    return {"dissolved_on": row.dissolved_on}


def record_activity(
    session: Session,
    scope: Scope,
    actor: Actor,
    ref: str,
    *,
    held_on: date,
    kind: ActivityKind,
    note: str | None,
    today: date,
) -> TeamActivity:
    """Record something the team did (hoạt động của tổ) on a day.

    :raises InvalidInput: the day has not come or lies outside the life of the team
    :raises Conflict: an activity of this kind is recorded on this day already
    """
    row = team(session, scope, ref)
    require_in_life(row, held_on, today=today, field="held_on")
    activity = TeamActivity(
        team_id=row.id,
        held_on=held_on,
        kind=kind.value,
        note=text_or_none(note),
        recorded_by_id=actor.account_id,
    )
    already = f"Hoạt động “{kind.term}” ngày {format_date(held_on)} đã được ghi rồi."
    store_new(session, activity, already=already)
    trail.record(session, trail.Tag.TEAM_ACTIVITY_RECORDED, actor, team=ref, held_on=held_on, kind=kind.value)
    return activity


def team_activities(session: Session, row: Team, *, first: date, last: date) -> list[TeamActivity]:
    """What the team did in those days, both included, the latest first."""
    query = select(TeamActivity).where(TeamActivity.team_id == row.id, TeamActivity.held_on.between(first, last))
    return list(session.scalars(query.order_by(TeamActivity.held_on.desc(), TeamActivity.kind)))


def teams_with_activity(session: Session, team_ids: list[int], *, first: date, last: date) -> dict[int, int]:
    """How many activities each of these teams has in those days; a team with none is absent."""
    query = (
        select(TeamActivity.team_id, func.count())
        .where(TeamActivity.team_id.in_(team_ids), TeamActivity.held_on.between(first, last))
        .group_by(TeamActivity.team_id)
    )
    return {row[0]: row[1] for row in session.execute(query)}


def require_in_life(row: Team, day: date | None, *, today: date, field: str) -> None:
    """:raises InvalidInput: the day has not come, or the team does not exist on it"""
    require_past(day, today=today, field=field)
    require_existing(
        day, begins_on=row.established_on, ends_on=row.dissolved_on, what="Tổ", ended="đã giải thể", field=field
    )


def _days(session: Session, row: Team) -> list[date]:
    firsts = (
        session.scalar(select(func.min(TeamMember.from_on)).where(TeamMember.team_id == row.id)),
        session.scalar(select(func.min(TeamActivity.held_on)).where(TeamActivity.team_id == row.id)),
    )
    return [day for day in firsts if day is not None]
